"""Measures building an index: `scripts/bench ingest` calls this. Prints a table; every figure comes from this one run.

A figure of seconds is the median of several runs where it is short, else of one. Ratios are to something that the same run
measured on the same machine.
"""
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
CORPORA = pathlib.Path(os.environ.get("VEILLE_CORPORA", ROOT.parent / "shared" / "corpora"))
INDEXER = BUILD / "veille-indexer"


def run(*arguments, check=True):
    return subprocess.run([*map(str, arguments)], check=check, capture_output=True, text=True)


def build(index, *arguments):
    """Seconds as a user's clock shows them, and the summary. Some files may be skipped, and are named."""
    began = time.monotonic()
    process = run(INDEXER, "build", "--index", index, "--json", *arguments, check=False)
    if process.returncode not in (0, 2):
        raise SystemExit(process.stderr)
    return time.monotonic() - began, json.loads(process.stdout)


def median(measure, times):
    return statistics.median(measure() for _ in range(times))


def peak_mib(*arguments):
    """Seconds and the most memory of a process and its children, measured in a process of its own."""
    began = time.monotonic()
    child = os.spawnvp(os.P_NOWAIT, "sh", ["sh", "-c", 'exec "$@" > /dev/null', "sh", *map(str, arguments)])
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise SystemExit(f"failed: {arguments}")
    return time.monotonic() - began, usage.ru_maxrss / 1024


def wait_until_trusted():
    """Files that were changed within the last two seconds are read again to be sure; nobody's site changes so often."""
    time.sleep(2.2)


def drop_from_cache(*folders):
    """Has the kernel forget the pages of all files below; says whether the names and inodes are forgotten, too."""
    subprocess.run(["sync"], check=True)
    for folder in folders:
        for path in pathlib.Path(folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                fd = os.open(path, os.O_RDONLY)
                os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(fd)
    try:
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")
        return True
    except OSError:
        return False


def real_site(folder, rows):
    site = folder / "eig"
    shutil.copytree(CORPORA / "eig", site)
    wait_until_trusted()
    index = folder / "eig-index"
    build(index, site)
    records = [json.loads(line) for line in run(INDEXER, "export", "--index", index).stdout.splitlines()]
    reports = [site / record["path"] for record in records if record["kind"] == "report"]

    def convert():
        began = time.monotonic()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda pdf: run("pdftotext", pdf, "-"), reports))
        return time.monotonic() - began

    def full():
        shutil.rmtree(index)
        return build(index, site)[0]

    pdftotext, whole = median(convert, 9), median(full, 9)
    rows.append(("full build of eig", f"{whole:.2f} s", f"pdftotext of its {len(reports)} reports, two at a time: {pdftotext:.2f} s", f"{whole - pdftotext:+.2f} s", "+0.60 s"))

    def unchanged():
        seconds, summary = build(index, site)
        assert not summary["changed"]
        return seconds

    rows.append(("the same again, nothing changed", f"{median(unchanged, 15) * 1000:.0f} ms", "", "", "50 ms"))


def one_change(folder, count, rows):
    site, index = folder / "many", folder / "many-index"
    run(BUILD / "tests" / "make_publications", site, count)
    wait_until_trusted()
    build(index, site)
    posts = sorted(site.rglob("*.md"))

    def change(number):
        with open(posts[number * 7919 % len(posts)], "a", encoding="utf-8") as file:
            file.write("\nchanged words stand here now.\n")
        seconds, summary = build(index, site)
        assert summary["changed"] and summary["updated"] == 1, summary
        return seconds

    change(0)
    warm = statistics.median(change(number) for number in range(1, 6))
    rows.append((f"one post changed of {count:,}, disk cache warm", f"{warm:.2f} s", "", "", "2 s"))
    cold = []
    for number in range(6, 9):
        fully = drop_from_cache(site, index)
        cold.append(change(number))
    note = "" if fully else "file contents dropped from the cache; names and inodes could not be"
    rows.append(("the same, disk cache cold", f"{statistics.median(cold):.2f} s", note, "", "5 s"))
    shutil.rmtree(index)
    return site


def very_many(folder, count, rows):
    seconds = {}
    for size in (count // 4, count // 2, count):
        site = folder / f"site-{size}"
        run(BUILD / "tests" / "make_publications", site, size)
        index = folder / "index"
        seconds[size], memory = peak_mib(INDEXER, "build", "--quiet", "--index", index, site)
        shutil.rmtree(index)
        if size != count:
            shutil.rmtree(site)
    began = time.monotonic()
    run(BUILD / "tests" / "plain_loop", site, folder / "loop")
    loop = time.monotonic() - began
    whole = seconds[count]
    rows.append((f"{count:,} publications", f"{whole:.1f} s", f"plain loop into one database: {loop:.1f} s", f"{loop / whole:.1f} times", "3 times"))
    rows.append(("its memory, at the most", f"{memory:.0f} MiB", "", "", "1024 MiB"))
    for size in (count // 2, count):
        rows.append((f"time for {size:,} by that for half of them", f"{seconds[size] / seconds[size // 2]:.2f}", f"{seconds[size // 2]:.1f} s, {seconds[size]:.1f} s", "", "about 2"))


def main():
    small = "--small" in sys.argv[1:]
    rows = []
    with tempfile.TemporaryDirectory(prefix="veille-bench-") as name:
        folder = pathlib.Path(name)
        if (CORPORA / "eig").is_dir():
            real_site(folder, rows)
        one_change(folder, 10_000 if small else 100_000, rows)
        very_many(folder, 20_000 if small else 200_000, rows)
    print(f"`scripts/bench ingest{' --small' if small else ''}` on {os.cpu_count()} cores ({platform.machine()}), {time.strftime('%Y-%m-%d', time.gmtime())}:\n")
    print("| work | figure | against, in the same run | ratio | to reach |\n|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
