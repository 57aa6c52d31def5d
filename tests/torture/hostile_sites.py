"""Rows 14 to 16: what a site may hold, and what a document may do to who reads it."""
import json
import random
import re
import shutil
import subprocess
import sys
import time

from hostile_files import files, neighbours
from programs import BUILD, INDEXER, ROOT, Folder, export
from scoreboard import percentile

MOST_SECONDS = 20
MOST_MIB = 1024
PDFS = [path for path in sorted((ROOT / "corpus" / "sites").rglob("*.pdf")) if path.stat().st_size > 1000]
OF_ONE_SITE = 100


# A process of its own, because what a program has of memory counts for those that it becomes.
MEASURING = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], check=False).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(status if status >= 0 else 128 - status)
"""


def built(index, site, program=INDEXER):
    """A build's status, summary, seconds and most memory in MiB, of the indexer or a program that it ran."""
    begin = time.monotonic()
    words = [sys.executable, "-S", "-c", MEASURING, program, "build", "--json", "--quiet", "--index", index, site]
    process = subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=600, check=False)
    summary = json.loads(process.stdout) if process.returncode in (0, 2) else {}
    return process.returncode, summary, time.monotonic() - begin, int(process.stderr.split()[-1]) / 1024


def try_file(hostile):
    """What was wrong with a build of a site that holds the file, its seconds and MiB."""
    with Folder() as folder:
        site = folder / "site"
        good = neighbours(site)
        hostile.make(site)
        status, summary, seconds, mib = built(folder / "index", site)
        wrong = [] if status in (0, 2) else [f"ended with {status}"]
        wrong += ["too slow"] * (seconds > MOST_SECONDS) + ["too much memory"] * (mib > MOST_MIB)
        if not wrong:
            known = {publication["path"] for publication in export(folder / "index")}
            wrong += [f"{name} is not indexed" for name in good if name not in known]
            beginning = hostile.path.split("/", 1)[0][:20].encode("utf-8", "replace").decode()
            named = [problem for problem in summary["problems"] if beginning in problem["where"]]
            wrong += ["it is not named"] * (hostile.reported and not named)
    return wrong, seconds, mib


def hostile_files(board, size):
    results = {f"{number} {hostile.path}": try_file(hostile) for number, hostile in enumerate(files())}
    wrong = {path: result[0] for path, result in results.items() if result[0]}
    board.promise(14, f"{len(results)} hostile files, each between two good ones: those that broke, hid or spoilt something", f"{len(wrong)} {wrong or ''}", "0", not wrong)
    slowest = max(results, key=lambda path: results[path][1])
    largest = max(results, key=lambda path: results[path][2])
    board.figure(14, "the longest build with one of them, and the most memory of a program for it",
                 f"{results[slowest][1]:.1f} s ({slowest[:30]}), {results[largest][2]:.0f} MiB ({largest[:30]})", f"{MOST_SECONDS} s, {MOST_MIB} MiB",
                 results[slowest][1] <= MOST_SECONDS and results[largest][2] <= MOST_MIB)


def mutated(rng, data):
    """A document with some bytes changed, cut, doubled or moved."""
    data = bytearray(data)
    for _ in range(rng.choice((1, 3, 10, 50))):
        kind, at = rng.randrange(5), rng.randrange(len(data))
        length = rng.randrange(1, 64)
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at:at + length] = rng.randbytes(length)
        elif kind == 2 and len(data) > 200:
            del data[at:at + length]
        elif kind == 3:
            data[at:at] = data[at:at + length] * rng.randrange(1, 20)
        else:
            data[at:at + 1] = str(rng.choice((0, -1, 2**31, 2**63, 10**30))).encode()
    return bytes(data)


def mutated_pdfs(board, size):
    count, rng = size.of(200, 20_000), random.Random(15)
    wrong, seconds, read, refused = [], [], 0, 0
    whole = [path.read_bytes() for path in PDFS]
    for batch in range(count // OF_ONE_SITE):
        with Folder() as folder:
            good = neighbours(folder / "site")
            for number in range(OF_ONE_SITE):
                (folder / "site" / f"{number}.pdf").write_bytes(mutated(rng, rng.choice(whole)))
            status, summary, took, _ = built(folder / "index", folder / "site")
            seconds.append(took)
            if status not in (0, 2):
                wrong.append(f"batch {batch}: ended with {status}")
                continue
            known = {publication["path"] for publication in export(folder / "index")}
            wrong += [f"batch {batch}: {name} is not indexed" for name in good if name not in known]
            # Some are still the same text, and one publication then.
            read += sum(path.endswith(".pdf") for path in known)
            refused += len({problem["where"] for problem in summary["problems"] if ".pdf" in problem["where"]})
    board.promise(15, f"{count} PDFs with bytes changed ({read} read, {refused} refused with a reason): builds that died, hung or lost a neighbour",
                  f"{len(wrong)} {wrong[:3] or ''}", "0", not wrong and read > 0 and refused > 0)
    board.figure(15, f"the longest build of {OF_ONE_SITE} of them", f"{max(seconds):.1f} s (median {percentile(seconds, 0.5):.1f} s)", f"{MOST_SECONDS * 3} s",
                 max(seconds) <= MOST_SECONDS * 3)


def confined(folder, text):
    """A build in which tests/indexer/read/hostile_converter stands in for the program that reads documents, and reads this text."""
    programs = folder / "programs"
    programs.mkdir()
    shutil.copy(INDEXER, programs / "veille-indexer")
    shutil.copy(BUILD / "tests" / "hostile_converter", programs / "veille-convert")
    good = neighbours(folder / "site")
    (folder / "site" / "deed.txt").write_text(text, encoding="utf-8")
    (folder / "site" / "post.md").write_text("---\ntitle: A post\n---\n\n[It](/deed.txt) says more.\n", encoding="utf-8")
    status, summary, seconds, _ = built(folder / "index", folder / "site", program=programs / "veille-indexer")
    known = {publication["path"] for publication in export(folder / "index")} if status in (0, 2) else set()
    texts = b"".join(path.read_bytes() for path in (folder / "index").rglob("texts") if path.is_file())
    return seconds, summary, texts, set(good) <= known


def confinement(board, _):
    with Folder() as folder:
        _, summary, texts, good = confined(folder, "try what must fail " * 5)
    tried = re.search(rb"tried (\d+)", texts)
    if summary.get("converters", "bubblewrap") != "bubblewrap":
        board.promise(16, "a converter that attacks", "not tried: bubblewrap does not work here, and no foreign program confines itself", "all denied", True)
        return
    board.promise(16, "a converter that attacks: what it tried and was denied", f"{tried[1].decode() if tried else 0}; what it managed: {texts[:200] if tried else summary}" if not tried or
                  texts.strip().count(b"\n") > 40 else f"{tried[1].decode()}", "all", bool(tried) and good)
    for deed in ("output", "run", "sleep"):
        with Folder() as folder:
            seconds, summary, _, good = confined(folder, f"{deed} without end " * 5)
        named = [problem["code"] for problem in summary.get("problems", ()) if "deed.txt" in problem["where"]]
        board.promise(16, f"a converter that does not end ({deed}): how it is told, and how long the build took", f"{named}, {seconds:.1f} s", f"named, {MOST_SECONDS} s",
                      bool(named) and good and seconds <= 2 * MOST_SECONDS)
