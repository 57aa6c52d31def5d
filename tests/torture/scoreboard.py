"""What the torture scripts find, as one table: a row for each promise, with what was found and what is asked.

A promise ("nothing is lost") holds or is broken, on any machine and in any build. A figure ("within 250 ms") depends on both: it is judged
where it is measured in earnest, and only shown in a short run, which shares its machine with others.
"""
import dataclasses
import datetime
import os
import pathlib
import platform
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "end_to_end"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bench"))


@dataclasses.dataclass
class Size:
    """How much is done: a short run takes minutes, a long one as much as is asked before a release."""

    short: bool
    soak_minutes: float = 0  # 0: as long as a run of this size has

    def of(self, short, long):
        return short if self.short else long


class Scoreboard:
    """Prints a row as soon as it is known."""

    def __init__(self, size):
        self.size = size
        self.broken = []
        self.missed = []

    def head(self):
        print(f"{platform.machine()}, {os.cpu_count()} cores, {datetime.date.today()}, {'short' if self.size.short else 'long'}\n")
        print("| row | what | found | asked | |\n|---|---|---|---|---|", flush=True)

    def promise(self, row, what, found, asked, held):
        """A row that must hold: the run fails when it does not."""
        if not held:
            self.broken.append(what)
        self._row(row, what, found, asked, "held" if held else "**broken**")

    def figure(self, row, what, found, asked, reached):
        """A row of this machine: a long run fails when it is not reached."""
        if not reached:
            self.missed.append(what)
        self._row(row, what, found, asked, "reached" if reached else "**not reached**")

    def _row(self, *cells):
        print("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |", flush=True)

    def exit_status(self):
        return 1 if self.broken or (self.missed and not self.size.short) else 0


def memory_mib(process):
    """What a process holds in memory."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def cached_mib(server):
    """What the caches of a searchd hold: they grow up to a bound."""
    return sum(float(number) for number in re.findall(r"^veille_cache_bytes\{.*\} ([\d.e+]+)$", server.get("/metrics")[2], re.M)) / 2**20


def memory_besides_caches(server):
    return memory_mib(server.process) - cached_mib(server)


def descriptors(process):
    return len(os.listdir(f"/proc/{process.pid}/fd"))


def wait_for(condition, seconds=10.0, pause=0.01):
    """Seconds until it was true; nothing when it never was."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        if condition():
            return time.monotonic() - begin
        time.sleep(pause)
    return None


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
