"""What `cmake --install` puts below a prefix works from there, and from where that is moved to."""
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
import urllib.request

from programs import BUILD, ROOT, Folder


class Prefix(unittest.TestCase):
    """The build, installed below `prefix`; `path` is a folder for files besides."""

    @classmethod
    def setUpClass(cls):
        folder = Folder()
        cls.path = folder.__enter__()
        cls.addClassCleanup(folder.__exit__)
        cls.prefix = cls.path / "first"
        cls.install(cls.prefix)

    @staticmethod
    def install(prefix, **environment):
        done = subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], env={**os.environ, **environment},
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def build(self, prefix, index):
        done = subprocess.run([prefix / "bin" / "veille-indexer", "build", "--json", "--index", index, "--config", ROOT / "corpus" / "veille.yaml"],
                              capture_output=True, text=True, timeout=120)
        self.assertIn(done.returncode, (0, 2), done.stderr)
        return json.loads(done.stdout)

    def serve(self, prefix, *arguments):
        """A server of this prefix, and a file that its standard error goes to."""
        log = open(self.path / f"{len(list(self.path.iterdir()))}.log", "w+", encoding="utf-8")
        self.addCleanup(log.close)
        process = subprocess.Popen([prefix / "bin" / "veille-searchd", "--listen", "127.0.0.1:0", *arguments],
                                   stdout=subprocess.PIPE, stderr=log, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, log

    def address(self, process):
        ready, _, _ = select.select([process.stdout], [], [], 30)
        line = process.stdout.readline() if ready else ""
        self.assertTrue(line.startswith("listening on "), line)
        return line.split()[-1]

    def titles(self, base, query):
        with urllib.request.urlopen(f"{base}/api/v1/search?{query}&fields=title", timeout=20) as answer:
            return [hit["title"] for hit in json.load(answer)["results"]]


class Installed(Prefix):
    def test_the_programs_find_each_other_wherever_they_are(self):
        moved = self.path / "moved to"
        shutil.copytree(self.prefix, moved)
        for number, prefix in enumerate((self.prefix, moved)):
            index = self.path / f"index{number}"
            # The reports are PDFs: veille-convert was found.
            self.assertEqual(sum(source["reports"] for source in self.build(prefix, index)["sources"]), 9)
            process, _ = self.serve(prefix, "--index", index)
            self.assertIn("matinée sans souris", self.titles(self.address(process), "q=accessibilit%C3%A9+clavier&hl=fr")[0])
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=20), 0)

    def test_an_indexer_without_its_helpers_says_where_they_should_be(self):
        alone = self.path / "alone"
        shutil.copytree(self.prefix / "bin", alone / "bin")
        done = subprocess.run([alone / "bin" / "veille-indexer", "build", "--index", self.path / "none", "--config", ROOT / "corpus" / "veille.yaml"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{alone}/libexec/veille/veille-convert", done.stderr)

    def test_everything_is_in_its_place(self):
        there = {str(file.relative_to(self.prefix)) for file in self.prefix.rglob("*") if file.is_file()}
        self.assertEqual(there, {
            "bin/veille-indexer", "bin/veille-searchd", "libexec/veille/veille-convert", "libexec/veille/veille-fetch",
            "etc/veille/searchd.toml", "etc/veille/veille.yaml", "lib/sysusers.d/veille.conf", "lib/tmpfiles.d/veille.conf",
            *(f"lib/systemd/system/veille-{unit}" for unit in ("indexer.path", "indexer.service", "indexer.timer", "searchd.service")),
            *(f"share/doc/veille/{name}" for name in ("API.md", "CHANGELOG.md", "README.md", "copyright", "widget.md", "examples/synonyms.yaml")),
            "share/man/man1/veille-indexer.1", "share/man/man1/veille-searchd.1", "share/man/man5/veille.yaml.5"})

    def test_units_have_the_paths_of_their_prefix(self):
        units = self.prefix / "lib" / "systemd" / "system"
        indexer = (units / "veille-indexer.service").read_text()
        self.assertIn(f"ExecStart={self.prefix}/bin/veille-indexer build ", indexer)
        self.assertIn(f" {self.prefix}/etc/veille/veille.yaml\n", indexer)
        searchd = (units / "veille-searchd.service").read_text()
        self.assertIn(f"ExecStart={self.prefix}/bin/veille-searchd --config {self.prefix}/etc/veille/searchd.toml", searchd)
        # Below /usr the configuration lies in /etc.
        self.install("/usr", DESTDIR=str(self.path / "root"))
        root = self.path / "root"
        searchd = (root / "usr" / "lib" / "systemd" / "system" / "veille-searchd.service").read_text()
        self.assertIn("ExecStart=/usr/bin/veille-searchd --config /etc/veille/searchd.toml", searchd)
        self.assertTrue((root / "etc/veille/searchd.toml").is_file())

    def test_units_are_right(self):
        analyze = shutil.which("systemd-analyze")
        if analyze is None:
            self.skipTest("systemd is not installed")
        units = sorted(map(str, (self.prefix / "lib" / "systemd" / "system").iterdir()))
        self.assertEqual(len(units), 4)
        done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, [line for line in done.stderr.split("\n") if "veille" in line]), (0, []))

    def test_a_configuration_that_is_there_is_kept(self):
        prefix = self.path / "twice"
        self.install(prefix)
        file = prefix / "etc" / "veille" / "searchd.toml"
        file.write_text("# mine\n")
        self.assertIn("Kept: ", self.install(prefix))
        self.assertEqual(file.read_text(), "# mine\n")

    def test_the_configuration_can_be_used_as_it_is(self):
        text = (self.prefix / "etc" / "veille" / "searchd.toml").read_text()
        index = self.path / "configured"
        self.build(self.prefix, index)
        # Every line that is commented out is an option, too.
        whole = "\n".join(line.removeprefix("#") if " = " in line else line for line in text.split("\n")).replace("/var/lib/veille/index", str(index))
        self.assertIn("public-url", whole)
        (self.path / "whole.toml").write_text(whole)
        process, _ = self.serve(self.prefix, "--config", self.path / "whole.toml")
        self.assertTrue(self.titles(self.address(process), "q=public"))


class BeforeTheIndex(Prefix):
    """A server that is started before there is an index, as it is by the unit."""

    def wait_for(self, log, text):
        for _ in range(200):
            log.seek(0)
            if text in log.read():
                return
            select.select([], [], [], 0.05)
        self.fail("waited in vain for " + text)

    def notified(self):
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(notify.close)
        address = pathlib.Path(tempfile.mkdtemp(dir=self.path)) / "notify"
        notify.bind(str(address))
        notify.settimeout(20)
        os.environ["NOTIFY_SOCKET"] = str(address)
        self.addCleanup(os.environ.pop, "NOTIFY_SOCKET", None)
        return notify

    def test_it_says_why_it_waits_and_then_serves(self):
        notify = self.notified()
        index = self.path / "later"
        process, log = self.serve(self.prefix, "--index", index, "--await-index")
        self.wait_for(log, "waiting for an index: ")
        self.assertEqual(notify.recv(1000).decode(), "READY=1")
        status = notify.recv(1000).decode()
        self.assertTrue(status.startswith("STATUS=waiting for an index: "), status)
        self.assertIn(f"build one with veille-indexer build --index {index} SITE", status)
        self.assertEqual(notify.recv(1000).decode(), "WATCHDOG=1")
        self.build(self.prefix, index)
        self.assertTrue(self.titles(self.address(process), "q=public"))
        told = [notify.recv(1000).decode() for _ in range(4)]
        self.assertIn("STATUS=", told)
        log.seek(0)
        self.assertEqual(log.read().count("waiting for an index: "), 1)

    def test_it_waits_for_one_of_its_own_version(self):
        index = self.path / "old"
        self.build(self.prefix, index)
        manifest = index / os.readlink(index / "current") / "manifest.json"
        text = json.loads(manifest.read_text())
        text["schema_version"] -= 1
        manifest.chmod(0o644)
        manifest.write_text(json.dumps(text))
        process, log = self.serve(self.prefix, "--index", index, "--await-index")
        self.wait_for(log, "rebuild the index with the veille-indexer of the same version")
        self.build(self.prefix, index)
        self.assertTrue(self.titles(self.address(process), "q=public"))

    def test_it_can_be_stopped_while_it_waits(self):
        process, log = self.serve(self.prefix, "--index", self.path / "never", "--await-index")
        self.wait_for(log, "waiting for an index: ")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=5), 0)

    def test_without_the_option_it_ends_with_1(self):
        process, log = self.serve(self.prefix, "--index", self.path / "never")
        self.assertEqual(process.wait(timeout=20), 1)
        self.wait_for(log, "there is no index here")


if __name__ == "__main__":
    unittest.main()
