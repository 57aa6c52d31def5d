"""The engines that `scripts/bench search` measures: processes that answer lines, each kept data with the key it was made of."""
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
PROGRAMS = BUILD / "tests"
INDEXER = BUILD / "veille-indexer"
SEARCHD = BUILD / "veille-searchd"
SOURCES = ROOT / "tests" / "bench"
# What other engines' data are made by, besides the snapshot; the programs themselves change with every change of searchd.
SPY_SOURCES = [SOURCES / name for name in ("make_spy_database.cpp", "snapshot_reader.cpp", "spy_slots.h")]
DUMP_SOURCES = [SOURCES / name for name in ("query_terms.cpp", "snapshot_reader.cpp")]


def hash_of(*files):
    return hashlib.sha256(b"".join(pathlib.Path(file).read_bytes() for file in files)).hexdigest()[:16]


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def kept(path, key, make):
    """`path` as `make` made it when the key was this one; else it is made anew. The key lies beside it."""
    note = path.with_name(path.name + ".key")
    if path.exists() and note.exists() and note.read_text(encoding="ascii") == key:
        return path
    note.unlink(missing_ok=True)
    for stale in path.parent.glob(path.name + "*"):
        remove(stale)
    path.parent.mkdir(parents=True, exist_ok=True)
    make()
    note.write_text(key, encoding="ascii")
    return path


class Lines:
    """A process that answers lines: "STATUS BYTES" and a body of JSON. A context; ended by closing its input."""

    def __init__(self, *command):
        self.log_file = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.process = subprocess.Popen([*map(str, command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log_file)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=60)
        self.log_file.close()

    def ask(self, line):
        """Seconds until the whole answer was there, and the answer."""
        request = line.encode("utf-8") + b"\n"
        began = time.perf_counter()
        self.process.stdin.write(request)
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        body = self.process.stdout.read(int(head[1])) if len(head) == 2 else b""
        seconds = time.perf_counter() - began
        if len(head) != 2 or head[0] != b"200":
            raise SystemExit(f"{self.process.args[0]} fails on {line!r}: {head} {body[:300]!r} {self.log()}")
        return seconds, json.loads(body)

    def log(self):
        self.log_file.seek(0)
        return self.log_file.read()


def searchd(index):
    """A server that has answered nothing yet."""
    return Lines(SEARCHD, "--index", index, "--stdin")


def facet_column_bytes(server):
    """Bytes a publication that the server says its facet columns take; None when its log does not say."""
    found = re.search(r"facet columns: ([0-9.]+) bytes a publication", server.log())
    return float(found.group(1)) if found else None


class QueryTerms:
    """Words of the index and what they are expanded to."""

    def __init__(self, index):
        out = subprocess.run([PROGRAMS / "query_terms", "words", index], check=True, capture_output=True, text=True).stdout
        pairs = (line.split("\t") for line in out.splitlines())
        self.frequencies = {word: int(documents) for documents, word in pairs if word.isalpha() and word != "topic"}
        self.process = subprocess.Popen([PROGRAMS / "query_terms", "expand", str(index)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.known = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()

    def expand(self, place):
        """How many documents "word W", "prefix W" or "phrase W" matches, and its terms as one text."""
        if place not in self.known:
            self.process.stdin.write(place + "\n")
            self.process.stdin.flush()
            documents, terms = self.process.stdout.readline().rstrip("\n").split("\t")
            self.known[place] = (int(documents), terms)
        return self.known[place]


def publications_made(folder, count):
    program = PROGRAMS / "make_publications"
    source = SOURCES / "make_publications.cpp"
    site = folder / "site"
    return kept(site, hash_of(source), lambda: subprocess.run([program, site, str(count)], check=True))


def index_built(folder, site):
    index = folder / "index"
    key = hash_of(INDEXER, site.with_name(site.name + ".key"))
    build = [INDEXER, "build", "--quiet", "--index", index, site]
    return kept(index, key, lambda: subprocess.run(build, check=True, stdout=subprocess.DEVNULL))


def snapshot_of(index):
    return (index / "current").resolve().name


def spy_database(folder, index):
    database = folder / "spy"
    program = PROGRAMS / "make_spy_database"
    return kept(database, snapshot_of(index) + hash_of(*SPY_SOURCES), lambda: subprocess.run([program, index, database], check=True))


def match_spy(database):
    return Lines(PROGRAMS / "match_spy", database)


LUCENE = SOURCES / "LuceneFacets.java"


def lucene_command():
    """How Lucene is run, once it is compiled; None where there is no Java or no Lucene."""
    jars = [str(jar) for name in ("core", "facet", "analyzers-common") for jar in pathlib.Path("/usr/share/java").glob(f"lucene-{name}-8*.jar")]
    if len(jars) < 3 or not shutil.which("java") or not shutil.which("javac"):
        return None
    path = ":".join(jars)
    classes = kept(BUILD / "lucene", hash_of(LUCENE), lambda: subprocess.run(["javac", "-cp", path, "-d", BUILD / "lucene", LUCENE], check=True))
    return ["java", "-Xms1g", "-Xmx4g", "-cp", f"{path}:{classes}", "LuceneFacets"]


def lucene_index(folder, index, command):
    made = folder / "lucene"

    def make():
        with subprocess.Popen([PROGRAMS / "query_terms", "dump", index], stdout=subprocess.PIPE) as dump:
            subprocess.run([*command, "make", made], stdin=dump.stdout, check=True)
        if dump.returncode != 0:
            raise SystemExit("query_terms dump failed")

    return kept(made, snapshot_of(index) + hash_of(LUCENE, *DUMP_SOURCES), make)


def lucene(command, made):
    return Lines(*command, "ask", made)
