"""How long a snapshot takes to open, and how long requests take while a new one is opened beside it."""
import http.client
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time

import engines

os.environ["VEILLE_BINARY_DIR"] = str(engines.BUILD)
sys.path.insert(0, str(engines.ROOT / "tests" / "end_to_end"))
import programs  # noqa: E402

OPENINGS = 5
SECONDS_BEFORE = 5
REQUESTS_OF_CONNECTION = 500  # the server closes those of a thousand


def opening_seconds(index, target):
    """From starting the process until its first answer is there; the files are in the kernel's cache."""
    def once():
        began = time.perf_counter()
        with engines.searchd(index) as server:
            server.ask(target)
            return time.perf_counter() - began
    return statistics.median(once() for _ in range(OPENINGS))


def facet_column_bytes(index, target):
    """Bytes a publication that the server says its facet columns take; None when its log does not say."""
    with engines.searchd(index) as server:
        server.ask(target)
        return engines.facet_column_bytes(server)


class Asker(threading.Thread):
    """Asks on one connection at a time without a pause, and notes when each request began and how long it took."""

    def __init__(self, port, targets):
        super().__init__(daemon=True)
        self.port = port
        self.targets = targets
        self.done = threading.Event()
        self.times = []
        self.failures = 0

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for number, target in enumerate(itertools.cycle(self.targets), 1):
            if self.done.is_set():
                break
            if number % REQUESTS_OF_CONNECTION == 0:
                connection.close()  # the next request opens it again
            began = time.perf_counter()
            connection.request("GET", target, headers={"Accept-Language": "en"})
            answer = connection.getresponse()
            answer.read()
            self.failures += answer.status != 200
            self.times.append((began, time.perf_counter() - began))
        connection.close()

    def between(self, first, last):
        """The median and the longest of the requests that were under way between two times, and how many they were."""
        took = [seconds for began, seconds in self.times if began + seconds >= first and began <= last]
        return statistics.median(took), max(took), len(took)


def linked_copy(index, to):
    """An index of its own with the same snapshots: they are never changed in place, the cache is."""
    engines.remove(to)
    shutil.copytree(index / "snapshots", to / "snapshots", copy_function=os.link)
    shutil.copytree(index / "cache", to / "cache")
    os.symlink(os.readlink(index / "current"), to / "current")


def with_one_change(site, action):
    """Runs `action` while one post of the site is longer; whoever is interrupted leaves no key, and the site is made anew."""
    note = site.with_name(site.name + ".key")
    key = note.read_text(encoding="ascii")
    post = next(iter(sorted(site.rglob("*.md"))))
    before, stamp = post.read_bytes(), post.stat()
    note.unlink()
    post.write_bytes(before + b"\nchanged words stand here now.\n")
    try:
        action()
    finally:
        post.write_bytes(before)
        os.utime(post, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        note.write_text(key, encoding="ascii")


def switch(folder, site, index, targets):
    """Latencies of one connection: before, while the indexer builds, and from then until the new snapshot answers."""
    copy = folder / "switch-index"
    linked_copy(index, copy)
    with programs.Searchd(copy) as server:
        asker = Asker(server.port, targets)
        asker.start()
        time.sleep(SECONDS_BEFORE)
        old = server.json("/api/v1/status")["snapshot"]
        began = time.perf_counter()
        build = [engines.INDEXER, "build", "--quiet", "--index", copy, site]
        with_one_change(site, lambda: subprocess.run(build, check=True, stdout=subprocess.DEVNULL))
        built = time.perf_counter()
        server.wait_until(lambda: server.json("/api/v1/status")["snapshot"] != old, seconds=60)
        switched = time.perf_counter()
        asker.done.set()
        asker.join()
    shutil.rmtree(copy)
    if asker.failures:
        raise SystemExit(f"{asker.failures} requests failed while the snapshot was exchanged")
    phases = {"before": (began - SECONDS_BEFORE + 1, began), "while the indexer builds": (began, built), "until the new snapshot answers": (built, switched)}
    return {name: (*asker.between(*span), span[1] - span[0]) for name, span in phases.items()}
