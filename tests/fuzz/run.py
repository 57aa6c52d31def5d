"""Runs fuzz targets from their committed corpus, on all cores, and prints what came of it: see scripts/fuzz.

A run with a number of inputs tries the same ones nearly every time (libFuzzer goes by its clock here and there); one with a time goes on
where the last one ended, from what it has found in build/fuzz/grown. --merge writes the smallest inputs that reach all that is known into
the committed corpus.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = ROOT / "tests" / "fuzz"
BUILD = ROOT / "build" / "fuzz"
FINDINGS = BUILD / "findings"
# Of a committed corpus; more than that nobody reads.
MOST_FILES, MOST_BYTES = 60, 150_000
# What one input may take.
SECONDS, MEGABYTES = 10, 2048

# Bytes of an input at most, which share of the inputs a target tries (the slow ones fewer), and its dictionary.
TARGETS = {
    "access_log": (4096, 1.0, "access_log"),
    "analysis": (1024, 1.0, None),
    "answer": (2048, 0.25, "answer"),
    "configuration": (2048, 0.5, "yaml"),
    "converter": (4096, 1.0, "converter"),
    "date": (64, 2.0, "date"),
    "fetch": (2048, 2.0, "fetch"),
    "front_matter": (2048, 1.0, "yaml"),
    "head": (4096, 2.0, "head"),
    "html": (4096, 1.0, "html"),
    "judgments": (2048, 0.5, None),
    "links": (512, 2.0, "links"),
    "markdown": (4096, 1.0, "markdown"),
    "options_file": (1024, 1.0, "yaml"),
    "post": (4096, 0.25, "yaml"),
    "query": (700, 0.25, "query"),
    "receipt": (1024, 0.25, "answer"),
    "snippet": (2048, 1.0, None),
    "stored": (4096, 1.0, "stored"),
}


def environment():
    out = dict(os.environ)
    for symbolizer in ("/usr/bin/llvm-symbolizer-14", "/usr/bin/llvm-symbolizer"):
        if os.path.exists(symbolizer):
            out.setdefault("ASAN_SYMBOLIZER_PATH", symbolizer)
    return out


def command(name, options, folders):
    most_bytes, _, dictionary = TARGETS[name]
    out = [BUILD / "targets" / name, f"-max_len={most_bytes}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-print_final_stats=1",
           f"-artifact_prefix={FINDINGS / name}-", *options]
    if dictionary:
        out.append(f"-dict={HERE / dictionary}.dict")
    return [str(part) for part in out + folders]


class Outcome:
    """What a target said of its run."""

    def __init__(self, name, said, code):
        def number(pattern, default=0):
            found = re.findall(pattern, said)
            return int(found[-1]) if found else default

        self.name, self.said, self.code = name, said, code
        self.inputs = number(r"stat::number_of_executed_units: +(\d+)") or number(r"(?m)^#(\d+)\t")
        self.rate = number(r"stat::average_exec_per_sec: +(\d+)")
        self.megabytes = number(r"stat::peak_rss_mb: +(\d+)")
        self.coverage, self.features = number(r"cov: (\d+)"), number(r"ft: (\d+)")
        first = re.search(r"INITED.*?ft: (\d+)", said)
        self.new_features = self.features - int(first[1]) if first else 0
        self.artifact = (re.findall(r"Test unit written to (\S+)", said) or [None])[-1]

    def what(self):
        for pattern in (r"broken promise: (.*)", r"runtime error: (.*)", r"SUMMARY: (.*)", r"ERROR: (.*)"):
            found = re.search(pattern, self.said)
            if found:
                return found[1][:120]
        return f"ended with {self.code}"


def run(name, runs, seconds):
    corpus = HERE / "corpus" / name
    # What is new goes into the first folder, never into the committed one.
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as scratch:
        if seconds:
            grown = BUILD / "grown" / name
            grown.mkdir(parents=True, exist_ok=True)
            options, folders = [f"-max_total_time={seconds}"], [grown, corpus]
        else:
            # A folder would be read in an order of the disk's, and other inputs would grow from it.
            seeds = pathlib.Path(scratch, "seeds")
            seeds.write_text(",".join(map(str, sorted(corpus.iterdir()))), encoding="utf-8")
            options, folders = ["-seed=1", f"-runs={max(1, int(runs * TARGETS[name][1]))}", f"-seed_inputs=@{seeds}"], []
        # Where memory lies has a say, too: addresses that are compared are tried as values.
        fixed = [] if seconds else ["setarch", "--addr-no-randomize"]
        ended = subprocess.run(fixed + command(name, options, folders), env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, check=False)
    outcome = Outcome(name, ended.stdout.decode("utf-8", "replace"), ended.returncode)
    if outcome.code != 0:
        (FINDINGS / f"{name}.log").write_text(outcome.said, encoding="utf-8")
    return outcome


def print_table(outcomes):
    print("| target | inputs | a second | edges | features (new) | MB | finding |\n|---|---|---|---|---|---|---|")
    for one in outcomes:
        print(f"| {one.name} | {one.inputs:,} | {one.rate:,} | {one.coverage:,} | {one.features:,} ({one.new_features:,}) | {one.megabytes:,} "
              f"| {one.what() if one.code else 'none'} |")
    print(f"\n{sum(one.inputs for one in outcomes):,} inputs, {sum(one.code != 0 for one in outcomes)} findings.")


def print_findings(outcomes):
    for one in outcomes:
        if one.code == 0:
            continue
        print(f"\n{one.name}: {one.what()}\n  all that was said: {FINDINGS / one.name}.log")
        if one.artifact:
            print(f"  once more:         {BUILD / 'targets' / one.name} {one.artifact}")


def merge(name):
    """Keeps the seeds that somebody has named, and of the others as many as have room."""
    corpus, grown = HERE / "corpus" / name, BUILD / "grown" / name
    with tempfile.TemporaryDirectory() as scratch:
        named, found = pathlib.Path(scratch, "named"), pathlib.Path(scratch, "found")
        named.mkdir()
        found.mkdir()
        for seed in corpus.iterdir():
            if not re.fullmatch("[0-9a-f]{40}", seed.name):
                shutil.copy(seed, named)
        folders = [found, named, corpus] + ([grown] if grown.is_dir() else [])
        subprocess.run(command(name, ["-set_cover_merge=1"], folders), env=environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        seeds = {seed.read_bytes() for seed in named.iterdir()}
        files, size = len(seeds), sum(map(len, seeds))
        for old in corpus.iterdir():
            if re.fullmatch("[0-9a-f]{40}", old.name):
                old.unlink()
        # They were written in their order: those that reach the most first.
        for new in sorted(found.iterdir(), key=lambda file: file.stat().st_mtime_ns):
            if new.read_bytes() in seeds or files >= MOST_FILES or size + new.stat().st_size > MOST_BYTES:
                continue
            shutil.copy(new, corpus / new.name)
            files, size = files + 1, size + new.stat().st_size
    print(f"{name}: {files} files, {size:,} bytes")


def main():
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description="Tries inputs on everything that reads what others write.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--runs", type=int, default=8000, help="inputs for each target, of the slow ones fewer (8000)")
    parser.add_argument("--seconds", type=int, default=0, help="time for each target instead")
    parser.add_argument("--merge", action="store_true", help="writes the committed corpus anew from all that was found")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.targets if name not in TARGETS]
    if unknown:
        parser.error(f"there is no target {', '.join(unknown)}")
    names = chosen.targets or list(TARGETS)
    FINDINGS.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        if chosen.merge:
            list(pool.map(merge, names))
            return 0
        outcomes = list(pool.map(lambda name: run(name, chosen.runs, chosen.seconds), names))
    print_table(outcomes)
    print_findings(outcomes)
    return 1 if any(one.code for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
