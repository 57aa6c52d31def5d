"""Runs the real programs for tests: a temporary index, a server on a free port of 127.0.0.1."""
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time
import unicodedata
import unittest
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("VEILLE_BINARY_DIR", ROOT / "build" / "dev"))
CORPORA = pathlib.Path(os.environ.get("VEILLE_CORPORA", ROOT.parent / "shared" / "corpora"))
INDEXER = BUILD / "veille-indexer"
SEARCHD = BUILD / "veille-searchd"


def run_indexer(*arguments, timeout=300):
    """The finished process, with text in stdout and stderr."""
    return subprocess.run([INDEXER, *map(str, arguments)], capture_output=True, text=True, timeout=timeout, check=False)


def build(index, *arguments):
    """Builds and returns the summary; fails unless everything was indexed or some files were skipped."""
    process = run_indexer("build", "--index", index, "--json", *arguments)
    if process.returncode not in (0, 2):
        raise AssertionError(f"build failed ({process.returncode}): {process.stderr}")
    return json.loads(process.stdout)


def export(index):
    process = run_indexer("export", "--index", index)
    assert process.returncode == 0, process.stderr
    return [json.loads(line) for line in process.stdout.split("\n") if line]


class Folder:
    """A temporary folder, as a context."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="veille-test-"))
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


class Searchd:
    """A running server, as a context; stopped by its own process id."""

    def __init__(self, index, *arguments):
        self.index = index
        self.arguments = arguments

    def __enter__(self):
        self.process = subprocess.Popen(
            [SEARCHD, "--index", str(self.index), "--listen", "127.0.0.1:0", *self.arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        ready, _, _ = select.select([self.process.stdout], [], [], 30)
        line = self.process.stdout.readline() if ready else ""
        if not line.startswith("listening on "):
            self.process.kill()
            raise AssertionError(f"no server: {line!r} {self.process.communicate()[1]}")
        self.base = line.split()[-1]
        self.port = int(self.base.rsplit(":", 1)[1])
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, sig=signal.SIGTERM):
        """Stops it and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(sig)
        try:
            status = self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.process.stdout.close()
            self.log = self.process.stderr.read() if not self.process.stderr.closed else self.log
            self.process.stderr.close()
        return status

    def get(self, path, parameters=(), headers=None):
        """Status, headers and body of a GET; errors are answers, too."""
        url = self.base + path
        if parameters:
            url += "?" + urllib.parse.urlencode(list(parameters))
        request = urllib.request.Request(url, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode("utf-8")

    def json(self, path, parameters=()):
        status, _, body = self.get(path, parameters)
        assert status == 200, (status, body)
        return json.loads(body)

    def search(self, text="", **parameters):
        pairs = [("q", text)] if text else []
        for name, values in parameters.items():
            for value in values if isinstance(values, (list, tuple)) else [values]:
                pairs.append((name.replace("_not", ".not"), value))
        return self.json("/api/v1/search", pairs)

    def wait_until(self, condition, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.05)
        raise AssertionError("waited in vain")


class SearchdLines:
    """A searchd that answers targets from its standard input, as a context: many questions in little time."""

    def __init__(self, index):
        self.index = index

    def __enter__(self):
        self.process = subprocess.Popen([SEARCHD, "--index", str(self.index), "--stdin"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.process.stdout.close()

    def target(self, target):
        """Status and body of a request target, which holds no line end."""
        self.process.stdin.write(target.encode() + b"\n")
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        assert len(head) == 2, (target, self.process.poll())
        return int(head[0]), self.process.stdout.read(int(head[1])).decode("utf-8")

    def get(self, path, parameters=()):
        return self.target(path + ("?" + urllib.parse.urlencode(list(parameters)) if parameters else ""))

    def json(self, path, parameters=()):
        status, body = self.get(path, parameters)
        assert status == 200, (path, parameters, status, body)
        return json.loads(body)


class Indexed(unittest.TestCase):
    """Tests of one index: of the sample publications, unless a subclass names other sites. `path` is a folder for files besides."""

    arguments = ["--config", ROOT / "corpus" / "veille.yaml"]

    @classmethod
    def sites(cls):
        """What `build` is told; a subclass may write sites below `path` first."""
        return cls.arguments

    @classmethod
    def setUpClass(cls):
        folder = Folder()
        cls.path = folder.__enter__()
        cls.addClassCleanup(folder.__exit__)
        cls.index = cls.path / "index"
        cls.summary = build(cls.index, *cls.sites())


class Served(Indexed):
    """The same with a server over it."""

    server_class = SearchdLines

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.server_class(cls.index)
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__)


def vocabulary_key(name):
    """The key of a tag or author, written again here so that the tests do not trust the program's own."""
    spelt = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
    text = unicodedata.normalize("NFC", name).lower()
    text = "".join(spelt.get(c, c) for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    text = text.replace("\u2019", "'").lower()
    return " ".join(text.split())
