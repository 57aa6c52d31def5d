"""Rows 6 and 7: snapshots change under load, by the link or by builds, and nobody notices but by what is new.

Every publication tells in its title, its description and a tag of which edition of the site it is, and every edition has another number of them; so whatever
an answer holds shows whether it comes of one snapshot alone.
"""
import dataclasses
import http.client
import itertools
import json
import multiprocessing
import random
import re
import signal
import socket
import statistics
import subprocess
import time

from bit_rot import Logged, lead
from invented import WORDS
from load import lua
from programs import Folder, build, export
from scoreboard import descriptors, memory_mib, percentile, wait_for

EDITIONS = (600, 700, 800, 900)  # publications of each
BUILT = 800  # and of a site that is built again and again
EDITION = re.compile(r"edition(?: |\+|%20|-)(\d+)", re.IGNORECASE)
SNAPSHOT = re.compile(r'class="snapshot">[^<]*\b([0-9a-f]{16})<')
PATIENCE = 20
PIECE = 32 * 1024


def write_posts(site, numbers, edition=None):
    site.mkdir(exist_ok=True)
    mark = "" if edition is None else f" of edition {edition}"
    for number in numbers:
        rng = random.Random(number)
        date = f"20{10 + number % 15}-03-01" if number else "2025-06-01"
        tags = "Reports" if edition is None else f"Reports, Edition {edition}"
        (site / f"{number}.md").write_text(
            f"---\ntitle: Report {number}{mark}\nlang: en\ndate: {date}\ntags: [{tags}]\ndescription: '{' '.join(rng.choices(WORDS, k=400))}{mark}'\n"
            f"---\n\nA report{mark}. {' '.join(rng.choices(WORDS, k=60))} only{number}.\n", encoding="utf-8")


@dataclasses.dataclass
class Seen:
    """What clients met."""

    asked: int = 0
    failed: list = dataclasses.field(default_factory=list)
    mixed: list = dataclasses.field(default_factory=list)
    editions: set = dataclasses.field(default_factory=set)  # (snapshot, edition, publications)

    def add(self, other):
        self.asked += other.asked
        self.failed += other.failed
        self.mixed += other.mixed
        self.editions |= other.editions


def search_facts(answer):
    """The snapshot, and how many publications there are by each of the counts of an answer about all of them."""
    counts = {answer["total"]["works"]} if "total" in answer else set()
    for facet in [*answer.get("facets", {}).values(), *([answer] if "facet" in answer else [])]:
        if "histogram" in facet:
            counts.add(sum(value["works"] for value in facet["histogram"]))
        elif facet["values"]:
            counts.add(facet["values"][0]["works"])
    if "cells" in answer:
        counts |= {answer["rows"]["values"][0]["works"], answer["cells"][0][0]}
    return answer["snapshot"]["id"], counts


def facts(target, headers, body):
    """The snapshot that an answer names, the editions that it speaks of, and how many publications it says that there are."""
    editions = set(EDITION.findall(body))
    if target.startswith(("/api/v1/search.csv", "/api/v1/search.jsonl")):
        snapshot = re.search(r"veille-([0-9a-f]{16})\.", headers["Content-Disposition"]).group(1)
        return snapshot, editions, {body.count("\n") - target.startswith("/api/v1/search.csv")}
    if target.startswith("/api/"):
        snapshot, counts = search_facts(json.loads(body))
        return snapshot, editions, counts
    return SNAPSHOT.search(body).group(1), editions, set()


class SlowConnection(http.client.HTTPConnection):
    """Takes little at a time, so that an export is still being written while snapshots come and go."""

    def connect(self):
        self.sock = socket.socket()
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PIECE)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1400)  # with the large ones of loopback the kernel would take megabytes
        self.sock.settimeout(self.timeout)
        self.sock.connect((self.host, self.port))


class Client:
    """Asks over a connection that is kept open, until it is told to stop; with a pause, it reads slowly, and each answer over a connection of its own."""

    def __init__(self, port, targets, pause, over):
        self.targets, self.pause, self.over, self.seen = targets, pause, over, Seen()
        self.connection = (SlowConnection if pause else http.client.HTTPConnection)("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, target):
        self.connection.request("GET", target, headers={"Connection": "close"} if self.pause else {})
        answer = self.connection.getresponse()
        body = bytearray()
        while piece := answer.read(PIECE if self.pause else None):
            body += piece
            time.sleep(self.pause)
        self.note(target, answer.status, answer.headers, body.decode("utf-8"))

    def run(self):
        for target in itertools.cycle(self.targets):
            if self.over.is_set():
                break
            try:
                self.ask(target)
            except (OSError, http.client.HTTPException, ValueError, KeyError, AttributeError, IndexError) as error:
                self.seen.failed.append(f"{target}: {error!r}"[:200])
                self.connection.close()
                time.sleep(0.05)
        self.connection.close()
        return self.seen

    def note(self, target, status, headers, body):
        self.seen.asked += 1
        if status != 200:
            self.seen.failed.append(f"{target}: status {status}: {body[:100]}")
            return
        snapshot, editions, counts = facts(target, headers, body)
        if len(editions) != 1 or len(counts) > 1:
            self.seen.mixed.append(f"{target}: snapshot {snapshot}, editions {sorted(editions)}, counts {sorted(counts)}")
        else:
            self.seen.editions.add((snapshot, editions.pop(), counts.pop() if counts else None))


class Load:
    """Clients of every kind, each a process, and wrk; a context. Afterwards `seen` is what they met, all together."""

    def __init__(self, folder, server, ids):
        searches = [f"{path}?hl=en&sort=newest&q={q}" for q in ("", "report", "only0+OR+report", "title:report") for path in ("/api/v1/search", "/search")]
        others = ["/api/v1/facets/tag?hl=en", "/api/v1/pivot?rows=tag&columns=language&hl=en"]
        others += [path + id for id in ids for path in ("/publication/", "/api/v1/publications/")]
        exports = ["/api/v1/search.jsonl", "/api/v1/search.csv"]
        self.kinds = [(searches + others, 0), (others + exports, 0), (exports[1:], 0.06)]
        self.wrk = ["wrk", "-t1", "-c4", "-d2h", f"--timeout={PATIENCE}s", "-s", lua(folder, searches + others), server.base]
        self.port, self.seen = server.port, Seen()

    def __enter__(self):
        fork = multiprocessing.get_context("fork")
        self.over = fork.Event()
        self.clients = []
        for targets, pause in self.kinds:
            here, there = fork.Pipe(duplex=False)
            process = fork.Process(target=lambda *told, to=there: to.send(Client(*told).run()), args=(self.port, targets, pause, self.over))
            process.start()
            there.close()
            self.clients.append((process, here))
        self.wrk_process = subprocess.Popen(self.wrk, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_):
        self.wrk_process.send_signal(signal.SIGINT)
        text = self.wrk_process.communicate(timeout=60)[0]
        self.wrk_asked = int(re.search(r"(\d+) requests in", text).group(1))
        self.wrk_failed = sum(int(n) for line in re.findall(r"Socket errors:.*|Non-2xx or 3xx responses:.*", text) for n in re.findall(r" (\d+)", line))
        self.over.set()
        for process, here in self.clients:
            self.seen.add(here.recv() if here.poll(60) else Seen(failed=["a client does not end"]))
            process.join(5)
            process.kill()
            here.close()

    def judge(self, board, row, known):
        """`known` has the edition and the number of publications of each snapshot."""
        wrong = [f"snapshot {snapshot} with edition {edition} and {count} publications" for snapshot, edition, count in self.seen.editions
                 if snapshot not in known or edition != known[snapshot][0] or count not in (None, known[snapshot][1])]
        mixed = self.seen.mixed + wrong
        failed = len(self.seen.failed) + self.wrk_failed
        found = f"{failed} of {self.seen.asked + self.wrk_asked}"
        board.promise(row, "requests that failed", "; ".join([found, *self.seen.failed[:3]]), 0, failed == 0)
        board.promise(row, "answers that mix snapshots", "; ".join([f"{len(mixed)} of {self.seen.asked}", *mixed[:3]]), 0, not mixed)


class Flips:
    """Leads a server from one snapshot to another, and looks when it gets there."""

    def __init__(self, index, server, snapshots):
        self.index, self.server, self.snapshots, self.current = index, server, snapshots, snapshots[-1]
        self.rng, self.unseen = random.Random(6), 0

    def to(self, snapshot, hurried):
        """Seconds until an answer comes out of it."""
        begin = time.monotonic()
        lead(self.index, self.index / "snapshots" / snapshot)
        self.current = snapshot

        def is_seen():
            if hurried:
                self.server.process.send_signal(signal.SIGHUP)
            return self.server.search("report", per_page=1)["snapshot"]["id"] == snapshot

        self.unseen += wait_for(is_seen) is None
        return time.monotonic() - begin

    def some(self, count, hurried):
        seconds = []
        for _ in range(count):
            if not hurried:
                time.sleep(self.rng.uniform(0, 0.5))  # at any moment between two looks
            seconds.append(self.to(self.rng.choice([s for s in self.snapshots if s != self.current]), hurried))
        return seconds


def publish_editions(root):
    """The index, and of each snapshot the edition and the number of publications."""
    known = {}
    for number, count in enumerate(EDITIONS, 1):
        write_posts(root / "site", range(count), number)
        known[build(root / "index", "--keep", 10, "--part-publications", 256, root / "site")["snapshot"]] = (str(number), count)
    return root / "index", known


def ids_of(index, count):
    return [publication["id"] for publication in export(index) if publication["path"] in [f"{number}.md" for number in range(count)]]


def settled_descriptors(process):
    """Those of a server that nobody asks, when the last connections are gone."""
    return min(descriptors(process) for _ in range(30) if not time.sleep(0.05))


def flip_under_load(board, size, root, index, known, server):
    flips = Flips(index, server, list(known))
    flips.to(flips.snapshots[0], hurried=False)
    files = settled_descriptors(server.process)
    tenth, hurried, waited = size.of(10, 100), size.of(80, 100), size.of(20, 900)
    with Load(root, server, ids_of(index, 5)) as load:
        time.sleep(1)
        flips.some(tenth, hurried=True)
        early = memory_mib(server.process)
        flips.some(hurried - tenth, hurried=True)
        seconds = flips.some(waited, hurried=False)
        late = memory_mib(server.process)
    flips.to(flips.snapshots[0], hurried=True)
    files_after = settled_descriptors(server.process)
    board.promise(6, "switches that were not served within 10 s", f"{flips.unseen} of {hurried + waited}", 0, flips.unseen == 0)
    load.judge(board, 6, known)
    board.figure(6, f"from the switch to an answer out of it, {waited} times: median, 99th percentile, longest",
                 f"{statistics.median(seconds):.2f}, {percentile(seconds, 0.99):.2f}, {max(seconds):.2f} s", "1 s", max(seconds) <= 1)
    board.figure(6, f"memory after {tenth} switches, and after {hurried + waited}", f"{early:.0f}, {late:.0f} MiB", "16 MiB more", late - early <= 16)
    board.promise(6, "descriptors before and after", f"{files}, {files_after}", "equal", files == files_after)


def judge_log(board, row, server):
    errors = [line for line in server.lines if "[error]" in line]
    board.promise(row, "errors in the log", "; ".join([str(len(errors)), *errors[:2]]), 0, not errors)


def run(board, size):
    with Folder() as root:
        index, known = publish_editions(root)
        with Logged(index) as server:
            flip_under_load(board, size, root, index, known, server)
        judge_log(board, 6, server)


def build_each_second(index, site, seconds, known):
    """Changes one publication and builds, each second, and adds the snapshots to those known."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        edition = len(known)
        write_posts(site, [0], edition)
        known[build(index, "--part-publications", 64, site)["snapshot"]] = (str(edition), BUILT)
        time.sleep(max(0, begin + 1 - time.monotonic()))


def run_while_building(board, size):
    """Row 7: each build changes one publication, the newest, which alone says of which edition it is."""
    with Folder() as root:
        site, index, known = root / "site", root / "index", {}
        write_posts(site, range(1, BUILT))
        build_each_second(index, site, 0.1, known)
        seconds = size.of(30, 600)
        with Logged(index) as server:
            with Load(root, server, ids_of(index, 1)) as load:
                build_each_second(index, site, seconds, known)
                last = list(known)[-1]
                arrived = wait_for(lambda: server.json("/api/v1/status")["snapshot"]["id"] == last)
        seen = len({snapshot for snapshot, _, _ in load.seen.editions})
        found = f"{len(known)} in {seconds} s, {seen} of them seen; {arrived is not None}"
        board.promise(7, "snapshots published; the last of them is served", found, True, arrived is not None)
        load.judge(board, 7, known)
        judge_log(board, 7, server)
