"""Holds the addresses that veille-indexer gives against those of the real generators: `scripts/bench addresses` calls this.

Each site is copied, made buildable without its theme (plain layouts, no template tags), built by Debian's Jekyll or Hugo,
and the files that come out are compared with the addresses of the publications.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
INDEXER = ROOT / "build" / "bench" / "veille-indexer"
CORPORA = pathlib.Path(os.environ.get("VEILLE_CORPORA", ROOT.parent / "shared" / "corpora"))
LAYOUT = '<!doctype html><html lang="{{.Lang}}"><title>{{.Title}}</title><main>{{.Content}}</main></html>'


def without_keys(config, keys):
    """A YAML file without some of its keys at the top."""
    out, dropping = [], False
    for line in config.read_text(encoding="utf-8").splitlines():
        if line[:1] not in (" ", "\t", "-", "#", ""):
            dropping = line.split(":")[0] in keys
        if not dropping:
            out.append(line)
    config.write_text("\n".join(out) + "\n", encoding="utf-8")


def without_tags(folder, pattern):
    for file in folder.rglob("*.md"):
        file.write_bytes(re.sub(pattern, b"", file.read_bytes()))


def jekyll(folder):
    without_keys(folder / "_config.yml", {"plugins", "gems", "assets"})
    without_tags(folder, rb"\{%[^%]*%\}")
    subprocess.run(["jekyll", "build"], cwd=folder, check=True, capture_output=True, timeout=300)
    return folder / "_site"


def hugo(folder):
    config = next(folder.glob("config.y*ml"))
    without_keys(config, {"theme", "themesDir", "enableGitInfo"})
    (folder / "layouts" / "_default").mkdir(parents=True)
    for name in ("single", "list"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text(LAYOUT, encoding="utf-8")
    without_tags(folder / "content", rb"\{\{[<%][^}]*[>%]\}\}")
    subprocess.run(["hugo", "--buildExpired"], cwd=folder, check=True, capture_output=True, timeout=300)
    return folder / "public"


def page(path):
    path = urllib.parse.unquote(path)
    path = path.removesuffix("index.html")
    return path.removesuffix(".html").rstrip("/")


def compare(name, generator, scratch):
    folder = scratch / name
    shutil.copytree(CORPORA / name, folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    built = {page("/" + file.relative_to(out).as_posix()) for out in [generator(folder)] for file in out.rglob("*.html")}
    subprocess.run([INDEXER, "build", "--quiet", "--index", scratch / f"{name}-index", CORPORA / name], check=False, capture_output=True)
    lines = subprocess.run([INDEXER, "export", "--index", scratch / f"{name}-index"], check=True, capture_output=True, text=True).stdout
    texts = [p for p in map(json.loads, lines.splitlines()) if p["kind"] != "report"]
    wrong = [p for p in texts if page(urllib.parse.urlparse(p["url"]).path) not in built]
    print(f"| {name} | {generator.__name__} | {len(texts) - len(wrong)} of {len(texts)} |")
    for p in wrong:
        print(f"  {p['path']}: {p['url']}")


def main():
    print("| site | built by | addresses that are the generator's |\n|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="veille-bench-") as scratch:
        for name, generator in (("eig", jekyll), ("dta", jekyll), ("digitalgov", hugo), ("codeforde", hugo)):
            compare(name, generator, pathlib.Path(scratch))


if __name__ == "__main__":
    main()
