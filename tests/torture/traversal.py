"""Row 12: addresses that lead out of what is served, in every spelling, sent as they are: nothing from outside is answered, and no file is even looked
for, which strace tells of every system call that names one."""
import contextlib
import hashlib
import os
import pathlib
import random
import re
import secrets
import shlex
import socket
import time
import unittest.mock

import programs
from programs import ROOT, Folder, Searchd, build
from scoreboard import wait_for

SEED = 12
UPWARDS = [
    "../", "..%2f", "..%2F", "%2e%2e/", "%2e%2e%2f", "%2E%2E%2F", ".%2e/", "..%252f", "%252e%252e%252f", "%25252e%25252e%25252f", "..%c0%af", "%c0%ae%c0%ae/",
    "%c0%ae%c0%ae%c0%af", "..%e0%80%af", "%e0%80%ae%e0%80%ae/", "..%f0%80%80%af", "..%c1%9c", "..\\", "..%5c", "%2e%2e%5c", "..%255c", "....//", "....%2f%2f",
    "..;/", "..%3b/", ".%00./", "..%00/", "..%0a/", "..%09/", "%ef%bc%8e%ef%bc%8e%ef%bc%8f", "..%e2%88%95", "..%ef%bc%8f", "./../", "%2e/%2e%2e/", "..//",
    "//../", "x/../../", "..%u2215", "%uff0e%uff0e/", "..%%32%66", "%%32%65%%32%65/",
]
OUTSIDE = [
    "etc/passwd", "etc/hosts", "etc/shadow", "etc%2fpasswd", "proc/self/environ", "proc/self/exe", "proc/self/maps", "proc/self/fd/3",
    "proc/self/root/etc/passwd", "proc/self/cwd/", "dev/zero", "var/log/dpkg.log", "root/.bashrc", "windows/win.ini", "boot.ini",
]
INSIDE = [
    "current", "current/manifest.json", "manifest.json", "checked.json", "labels.json", "identities", "parts/00/texts", "parts/00/xapian/postlist.glass",
    "cache/readings.sqlite", "veille.yaml", "searchd.toml", "secret", ".secret", ".git/config", ".env", "templates/frame.html", "assets/page.css",
    "widget/widget.js",
]
BEHIND = [
    "", "", "", "", "%00", "%00.css", "%00.svg", "%0d%0a", "/", "/.", "?", "?hl=en", ".bib", ";.css", "%20", "::$DATA", "~", ".bak",
]
WHOLE = [
    "file:///etc/passwd", "file:/etc/passwd", "//etc/passwd", "///etc/passwd", "\\etc\\passwd", "C:\\boot.ini", "%2fetc%2fpasswd", "%252fetc%252fpasswd",
    "/./etc/./passwd", "~root/.bashrc", "/etc/passwd%00", *INSIDE,
]
ROUTES = [
    "/", "/assets/", "/assets/VERSION/", "/publication/", "/source/", "/country/", "/tag/", "/facets/", "/api/v1/", "/api/v1/search.", "/api/v1/search.csv/",
    "/api/v1/facets/", "/api/v1/publications/", "/api/v1/receipts/", "/widget.", "/openapi.json/", "/sitemap.xml/", "/robots.txt/", "/metrics/", "/healthz/",
    "/search/", "/cite/", "/pivot/", "/static/", "/index/", "/cgi-bin/", "/.well-known/",
]
PARAMETERS = [
    "/search?q=", "/search?tag=", "/api/v1/search?fields=", "/api/v1/search?source=", "/api/v1/suggest?q=", "/facets/tag?prefix=",
    "/api/v1/facets/tag?prefix=", "/?hl=", "/pivot?rows=", "/cite?q=", "/search?file=", "/search?page=", "/api/v1/receipts/verify?receipt.ids_sha256=",
]
ORDINARY = [
    "/", "/search?q=data", "/search?q=data&country=FR", "/facets/tag", "/facets/country", "/pivot", "/cite?q=data", "/source/eig", "/country/FR",
    "/tag/open%20data", "/publication/ID", "/api/v1/search?q=open", "/api/v1/search.csv", "/api/v1/search.jsonl", "/api/v1/search.bib", "/api/v1/search.ris",
    "/api/v1/search.atom", "/api/v1/search.jsonfeed", "/api/v1/receipts", "/api/v1/suggest?q=d", "/api/v1/facets/tag", "/api/v1/pivot?rows=tag&columns=year",
    "/api/v1/publications/ID", "/api/v1/publications/ID.bib", "/api/v1/status", "/widget.js", "/widget.css", "/openapi.json", "/opensearch.xml",
    "/sitemap.xml", "/robots.txt", "/assets/page.css", "/assets/logo", "/healthz", "/readyz", "/metrics", "/nowhere",
]


def paths(folder, chance):
    """Without end: a route, ways up or none, and a file behind them."""
    planted = [folder / "secret", folder / "index" / "current" / "manifest.json"]
    files = OUTSIDE + INSIDE + [str(path)[1:] for path in planted]
    whole = WHOLE + ["/" + file for file in OUTSIDE] + list(map(str, planted))
    while True:
        route, behind = chance.choice(ROUTES), chance.choice(BEHIND)
        yield route + chance.choice(UPWARDS) * chance.choice((1, 2, 3, 5, 8)) + chance.choice(files) + behind
        yield chance.choice((route, route.rstrip("/"))) + chance.choice(whole) + behind


def targets(folder, count, version):
    """So many different ones, the same each time, as (target, whether it is a path)."""
    chance = random.Random(SEED)
    # A name that is one of ours after all is no attack.
    own = {target.partition("?")[0] for target in ORDINARY}
    out = {}
    for path in paths(folder, chance):
        if path.partition("?")[0] not in own:
            out[path.replace("VERSION", version)] = True
        if len(out) % 10 == 9:
            out[chance.choice(PARAMETERS) + chance.choice(UPWARDS) * chance.choice((1, 2, 4)) + chance.choice(OUTSIDE + INSIDE)] = False
        if len(out) >= count:
            return list(out.items())


def ask(port, target):
    """Status and body of the answer to a target as it stands."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(b"GET " + target.encode() + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


@contextlib.contextmanager
def traced(folder, *options):
    """A server all of whose system calls with names of files are written down, with the time."""
    words = ["strace", "-D", "-f", "-q", "-ttt", "-s", "4096", "-e", "trace=%file", "-o", folder / "trace", programs.SEARCHD]
    script = folder / "traced"
    script.write_text(f"#!/bin/sh\nexec {shlex.join(map(str, words))} \"$@\"\n", encoding="utf-8")
    script.chmod(0o755)
    with unittest.mock.patch.object(programs, "SEARCHD", script), Searchd(folder / "index", *options) as server:
        yield server
    wait_for(lambda: "+++ exited" in (folder / "trace").read_text(encoding="utf-8", errors="replace")[-2000:], seconds=20)


def names_since(trace, begin):
    """Call and name of each file that was named from then on."""
    out = set()
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.match(r"\d+ +(\d+\.\d+) (\w+)\([^\"]*\"((?:[^\"\\]|\\.)*)\"", line)
        # Without a name it is about a file that is open already.
        if found and float(found[1]) >= begin and found[3]:
            out.add((found[2], found[3]))
    return out


def plant(folder):
    """An index, and secrets around it; what an answer with any of them in it would show."""
    build(folder / "index", "--config", ROOT / "corpus" / "veille.yaml")
    secret = secrets.token_hex(16)
    for place in ("secret", ".secret", "index/secret", "index/current/secret"):
        (folder / place).write_text(secret, encoding="ascii")
    (folder / "searchd.toml").write_text(f"# {secret}\npublic-url = \"https://search.example\"\n", encoding="ascii")
    hashes = set(re.findall(r"[0-9a-f]{64}", (folder / "index" / "current" / "manifest.json").read_text(encoding="utf-8")))
    hashes.discard(hashlib.sha256().hexdigest())  # of nothing, as in the receipt of a search that finds nothing
    first_of_passwd = pathlib.Path("/etc/passwd").read_bytes().split(b"\n")[0]
    return secret, [secret.encode(), first_of_passwd, b"\x7fELF", b"Xapian Glass", b"SQLite format", *(one.encode() for one in hashes)]


def warm(server):
    """Asks everything that there is, in every language: what libraries read when they are first used, such as time zones, is read now."""
    hit = server.search("data")["results"][0]["id"]
    for language in ("en", "fr", "de", "it", "es"):
        for target in ORDINARY:
            server.get(target.replace("ID", hit), headers={"Accept-Language": language})
    return re.search(r"/assets/([0-9a-f]+)/page\.css", server.get("/")[2])[1]


def attack(server, folder, count, version, marks):
    """How many addresses were sent, those with another status than they should have, and those that told something."""
    odd, told = [], []
    chosen = targets(folder, count, version)
    for target, is_path in chosen:
        try:
            status, body = ask(server.port, target)
        except (OSError, IndexError) as error:
            odd.append(f"{error!r} for {target}")
            if server.process.poll() is not None:
                break
            continue
        if status not in ({400, 404} if is_path else {200, 400}):
            odd.append(f"{status} for {target}")
        if any(mark in body for mark in marks):
            told.append(target)
    return len(chosen), odd, told


def run(board, size):
    with Folder() as folder:
        secret, marks = plant(folder)
        with unittest.mock.patch.dict(os.environ, {"VEILLE_TORTURE": secret}), traced(folder, "--config", str(folder / "searchd.toml")) as server:
            version = warm(server)
            begin = time.time()
            count, odd, told = attack(server, folder, size.of(2000, 20000), version, marks)
            time.sleep(1.5)  # for the regular look at the index
            alive = server.process.poll() is None
        current = folder / "index" / "current"
        snapshot = folder / "index" / os.readlink(current)
        known = {str(current), str(snapshot / "manifest.json"), str(folder / "index" / "checked.json"), "/proc/self/statm"}
        named = names_since(folder / "trace", begin)
    foreign = sorted(f"{call} {name}" for call, name in named if name not in known)
    board.promise(12, f"{count} addresses that lead elsewhere: others than refused, or not found", f"{len(odd)}: {'; '.join(odd[:3])}" if odd else 0, "0",
                  not odd and alive)
    board.promise(12, "answers with anything of a file from outside", "; ".join(told[:3]) or 0, "0", not told)
    board.promise(12, f"names of files in system calls meanwhile, besides {len(named) - len(foreign)} for the look at what is current",
                  "; ".join(foreign[:3]) or 0, "0", not foreign and len(named) > 0)
