"""Measures serving: `scripts/bench serve` calls this. Prints one table; every figure comes from this one run.

Searchd over all real sites that are at hand, beside nginx that serves the same bytes from a file; wrk asks both in turn. Both, and wrk, share the
machine's cores, so figures are to be read as ratios.
"""
import os
import pathlib
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from load import WORDS, Held, fresh, wrk

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPORA = pathlib.Path(os.environ.get("VEILLE_CORPORA", ROOT.parent / "shared" / "corpora"))
BIN = ROOT / "build" / "bench"
ROUNDS = 3
HELD = 10_000


class Program:
    """A server, as a context; `wait` says when it answers."""

    def __init__(self, words, wait):
        self.process = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.base = wait(self.process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()

    def memory(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1)) / 1024

    def threads(self):
        return int(re.search(r"Threads:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1))


def searchd(index, *options):
    return Program([BIN / "veille-searchd", "--index", index, "--listen", "127.0.0.1:0", *options], lambda process: process.stdout.readline().split()[-1])


def nginx(folder, body, content_type):
    """Serves the bytes at every address, on a free port; any may be taken by another program before nginx has it, so a few are tried."""
    (folder / "answer").write_bytes(body)
    (folder / "nginx.conf").touch()
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "nginx.conf").write_text(
            f"daemon off; worker_processes auto; pid {folder}/pid; error_log stderr; events {{ worker_connections 12000; }}\n"
            f"http {{ access_log off; keepalive_requests 1000; default_type '{content_type}'; open_file_cache max=10; "
            f"server {{ listen 127.0.0.1:{port}; location / {{ root {folder}; try_files /answer =404; }} }} }}\n")

        def wait(process, port=port):
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                    return f"http://127.0.0.1:{port}"
                except OSError:
                    time.sleep(0.05)
            return None
        program = Program([shutil.which("nginx", path="/usr/sbin:/usr/bin"), "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"], wait)
        if program.base:
            return program
        program.__exit__()
    sys.exit("bench: nginx does not start")


def middle(values):
    return statistics.median(values)


def measure(folder, index, row):
    with searchd(index) as ours:
        target = "/api/v1/search?q=open+data&hl=en"
        answer = urllib.request.urlopen(ours.base + target, timeout=20)
        body = answer.read()
        with nginx(folder, body, answer.headers["Content-Type"]) as theirs:
            pairs = [(wrk(ours.base + target)[0], wrk(theirs.base + "/")[0]) for _ in range(ROUNDS)]
        row(f"the same answer ({len(body)} bytes), requests a second", f"{middle(a for a, _ in pairs):.0f}; nginx {middle(b for _, b in pairs):.0f}",
            f"{middle(a / b for a, b in pairs):.2f} of nginx (asked: 0.5)")
        rates = [wrk(ours.base, script=fresh(folder, WORDS)) for _ in range(ROUNDS)]
        row("searches of two words with all facets, none asked before, a second", f"{middle(r for r, _, _ in rates):.0f}", "asked: 1500")
        row("of these, seconds at the 50th and 99th percentile under full load", f"{middle(at['50'] for _, _, at in rates) * 1000:.1f}, {middle(at['99'] for _, _, at in rates) * 1000:.1f} ms", "")
        row("answers that failed", sum(w for _, w, _ in rates), "asked: 0")
        half = [wrk(ours.base, script=fresh(folder, WORDS), connections=1) for _ in range(ROUNDS)]
        row("one connection, which leaves half of the threads idle: a second, 99th percentile",
            f"{middle(r for r, _, _ in half):.0f}, {middle(at['99'] for _, _, at in half) * 1000:.1f} ms", "asked at half load: 20 ms")
        row("memory and threads of searchd", f"{ours.memory():.0f} MiB, {ours.threads()}", "")
    held(index, folder, row)


def held(index, folder, row):
    with searchd(index, "--max-connections", HELD + 200) as ours:
        port = int(ours.base.rsplit(":", 1)[1])
        quiet = [wrk(ours.base, script=fresh(folder, WORDS), connections=4)[2]["99"] for _ in range(ROUNDS)]
        before = ours.memory()
        slow = Held(port, HELD)
        try:
            after = ours.memory()  # searches would fill caches meanwhile
            loaded = [wrk(ours.base, script=fresh(folder, WORDS), connections=4, seconds=2)[2]["99"] for _ in range(ROUNDS)]
        finally:
            slow.close()
        row(f"99th percentile, and with {HELD} slow connections held", f"{middle(quiet) * 1000:.1f} ms, {middle(loaded) * 1000:.1f} ms", "asked: at most twice, or 10 ms more")
        row("memory for them", f"{after - before:.0f} MiB", f"{(after - before) * 1024 / HELD:.1f} KiB each")


def main():
    sites = sorted(path for path in CORPORA.iterdir() if path.is_dir()) if CORPORA.is_dir() else []
    if not sites:
        sys.exit(f"bench: there are no sites in {CORPORA}")
    with tempfile.TemporaryDirectory(prefix="veille-bench-") as name:
        folder = pathlib.Path(name)
        os.chmod(folder, 0o755)
        done = subprocess.run([BIN / "veille-indexer", "build", "--quiet", "--index", folder / "index", *sites], capture_output=True, text=True, timeout=600)
        if done.returncode not in (0, 2):
            sys.exit(done.stderr)
        print(f"{platform.machine()}, {os.cpu_count()} cores; {len(sites)} sites\n\n| what | figure | |\n|---|---|---|")
        measure(folder, folder / "index", lambda *cells: print("| " + " | ".join(map(str, cells)) + " |", flush=True))


if __name__ == "__main__":
    main()
