"""Two servers behind nginx, the second with a copy of the first one's snapshots; and copies that are not whole."""
import http.client
import json
import re
import shutil
import signal
import subprocess
import threading
import time
import unittest

from programs import Folder, Searchd, build
from proxies import Proxied, block

RSYNC = block("sh", "rsync")
TARGETS = ("/api/v1/search?q=public&hl=en", "/search?q=school&hl=fr", "/api/v1/search.csv?q=public", "/api/v1/facets/tag")


def copy(folder, source="index", target="copy"):
    """What the README says, between two folders of `folder`."""
    (folder / target).mkdir(exist_ok=True)
    recipe = RSYNC.replace("search2.example.org:/srv/veille/index", str(folder / target)).replace(" index/", f" {source}/")
    subprocess.run(["sh", "-ec", recipe], cwd=folder, check=True, timeout=60)


def write_posts(site, edition, count=40):
    site.mkdir(exist_ok=True)
    for n in range(count):
        (site / f"{n}.md").write_text(f"---\ntitle: Public school {n}\ndate: 2024-01-02\ntags: [edition {edition}]\n---\n\nA public text of edition {edition}.\n")


class Readers:
    """Asks again and again through the proxy, in threads; what is no whole answer of one snapshot is kept in `wrong`."""

    def __init__(self, test, count=3):
        self.test, self.wrong, self.answers, self.done = test, [], 0, threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(n,)) for n in range(count)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        for thread in self.threads:
            thread.join()

    def run(self, n):
        while not self.done.is_set():
            target = TARGETS[n % len(TARGETS)]
            n += 1
            try:
                status, _, body = self.test.ask(target)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append((target, repr(error)))
                continue
            self.answers += 1
            editions = set(re.findall(r"edition (\d+)", body.decode())) if "search?" in target else set()
            if status != 200 or len(editions) > 1:
                self.wrong.append((target, status, editions))


class Replicas(Proxied):
    def setUp(self):
        super().setUp()
        write_posts(self.path / "site", 1)
        build(self.path / "index", self.path / "site")
        copy(self.path)
        self.servers = [self.start_searchd("https://search.example.org", index) for index in ("index", "copy")]
        one, other = (f"server 127.0.0.1:{server.port};" for server in self.servers)
        self.nginx(block("nginx", "upstream").replace("server 127.0.0.1:8080;", one + other))

    def test_both_answer_alike_and_know_each_others_tags(self):
        for target in TARGETS:
            answers = [server.get(target) for server in self.servers]
            self.assertEqual(answers[0][2], answers[1][2])
            tags = {self.ask(target)[1]["ETag"] for _ in range(6)}
            self.assertEqual(tags, {answers[0][1]["ETag"]})
            self.assertEqual({self.ask(target, If_None_Match=tag)[0] for tag in tags for _ in range(6)}, {304})

    def test_readers_do_not_notice_when_one_stops_dies_or_changes(self):
        with Readers(self) as readers:
            self.servers[1].stop(signal.SIGTERM)
            time.sleep(0.5)
            self.assertEqual(self.servers[1].process.returncode, 0)
            write_posts(self.path / "site", 2)
            snapshot = build(self.path / "index", self.path / "site")["snapshot"]
            copy(self.path)
            self.servers[0].wait_until(lambda: self.servers[0].search()["snapshot"]["id"] == snapshot)
            again = subprocess.Popen([*self.servers[1].process.args[:3], "--listen", f"127.0.0.1:{self.servers[1].port}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            self.addCleanup(again.stdout.close)
            self.addCleanup(again.wait, 20)
            self.addCleanup(again.terminate)
            self.assertTrue(again.stdout.readline())
            # nginx passes over a server that failed for ten seconds.
            time.sleep(11)
            self.assertEqual(readers.wrong, [])
            self.servers[0].process.kill()
            time.sleep(0.5)
            status, _, body = self.ask("/api/v1/search?q=public")
            self.assertEqual((status, json.loads(body)["snapshot"]["id"]), (200, snapshot))
        # What it was sending when it was killed nobody else can end.
        self.assertLessEqual(len(readers.wrong), len(readers.threads), readers.wrong)
        self.assertGreater(readers.answers, 100)


class Copies(unittest.TestCase):
    def setUp(self):
        folder = Folder()
        self.path = folder.__enter__()
        self.addCleanup(folder.__exit__)
        write_posts(self.path / "site", 1)
        self.first = build(self.path / "index", self.path / "site")["snapshot"]
        copy(self.path)
        write_posts(self.path / "site", 2)
        self.second = build(self.path / "index", self.path / "site")["snapshot"]
        self.server = Searchd(self.path / "copy", "--log-level", "info")
        self.server.__enter__()
        self.addCleanup(self.server.stop)

    def point_at(self, name):
        """As a copy does that brings `current` too early."""
        (self.path / "copy" / "next").symlink_to(f"snapshots/{name}")
        (self.path / "copy" / "next").rename(self.path / "copy" / "current")

    def served(self):
        return self.server.search("public")["snapshot"]["id"]

    def look(self):
        """Has the server look often enough that a refusal told each time would be seen."""
        time.sleep(1.2)
        self.assertEqual(self.served(), self.first)
        self.assertEqual(re.findall(r"^veille_snapshot_refused (\d)", self.server.get("/metrics")[2], re.M), ["1"])

    def test_one_that_is_half_there_is_refused_once_and_served_when_it_is_whole(self):
        name = (self.path / "index" / "current").resolve().name
        whole, half = self.path / "index" / "snapshots" / name, self.path / "copy" / "snapshots" / name
        half.mkdir()
        shutil.copy2(whole / "manifest.json", half)
        self.point_at(name)
        self.look()
        shutil.copytree(whole, half, dirs_exist_ok=True)
        # Looked at again by itself after ten seconds; at once when it is told.
        self.server.process.send_signal(signal.SIGHUP)
        self.server.wait_until(lambda: self.served() == self.second)
        self.assertIn("veille_snapshot_refused 0", self.server.get("/metrics")[2])
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(self.server.log.count("refused"), 1, self.server.log)

    def test_one_that_becomes_whole_is_found_without_a_signal(self):
        name = (self.path / "index" / "current").resolve().name
        self.point_at(name)
        self.look()
        copy(self.path)
        self.server.wait_until(lambda: self.served() == self.second, seconds=20)
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(self.server.log.count("refused"), 1, self.server.log)

    def test_one_of_a_newer_schema_is_refused_and_the_message_says_so(self):
        name = (self.path / "index" / "current").resolve().name
        copied = self.path / "copy" / "snapshots" / name
        shutil.copytree(self.path / "index" / "snapshots" / name, copied)
        manifest = json.loads((copied / "manifest.json").read_text())
        manifest["schema_version"] += 1
        (copied / "manifest.json").write_text(json.dumps(manifest))
        self.point_at(name)
        self.look()
        self.assertEqual(self.server.stop(), 0)
        refusals = [line for line in self.server.log.splitlines() if "refused" in line]
        self.assertEqual(len(refusals), 1, self.server.log)
        self.assertRegex(refusals[0], f"has schema {manifest['schema_version']} ")

    def test_a_link_to_nowhere_is_told_once(self):
        self.point_at("nowhere")
        self.look()
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(self.server.log.count("refused"), 1, self.server.log)


if __name__ == "__main__":
    unittest.main()
