"""Row 1: kill -9 at random moments of a change of the index.

After each the index must open, every byte of its snapshot right: the one before or, once the program has ended well, the new one. Then the work
is done again and must end as if nothing had happened, with the same snapshot as an index that was never interrupted.
"""
import pathlib
import random
import shutil
import subprocess
import time

from index_cases import CASES, Workshop, invented_site, leftovers, real_site, whole_snapshot
from programs import BUILD, INDEXER, Folder
from scoreboard import wait_for

BUILDS = 5  # one of so many kills is followed by a build


def helpers():
    """Processes of our programs that read documents."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(BUILD / "veille-convert").encode() in (entry / "cmdline").read_bytes():
                found.append(entry.name)
        except OSError:
            pass
    return found


class Killed:
    """One case, interrupted again and again."""

    def __init__(self, folder, workshop, prepare):
        self.folder, self.workshop = folder, workshop
        self.command = prepare(workshop)
        self.copy, index = folder / "before", workshop.index
        if index.exists():
            shutil.copytree(index, self.copy, symlinks=True)
        self.before = whole_snapshot(index)
        begin = time.monotonic()
        self.run()
        self.seconds = time.monotonic() - begin
        self.after = whole_snapshot(index)
        self.next = {workshop.build()}
        self.put_back()
        self.next.add(workshop.build())
        self.kills, self.survivals, self.published, self.wrong = 0, 0, 0, []

    def run(self, kill_after=None):
        """Whether it ended by itself."""
        with subprocess.Popen([INDEXER, *map(str, self.command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                status = process.wait(timeout=kill_after)
            except subprocess.TimeoutExpired:
                process.kill()
                return False
        if status not in (0, 2):
            raise AssertionError(f"{self.command[0]} failed with {status}")
        return True

    def put_back(self):
        shutil.rmtree(self.workshop.index, ignore_errors=True)
        if self.copy.exists():
            shutil.copytree(self.copy, self.workshop.index, symlinks=True)

    def kill(self, rng):
        self.put_back()
        ended = self.run(rng.uniform(0, self.seconds * 1.05))
        self.kills += not ended
        self.survivals += ended
        found = whole_snapshot(self.workshop.index)
        self.published += not ended and found == self.after and self.after != self.before
        if found != self.after and (ended or found != self.before):
            self.wrong.append(f"{found} instead of {self.before} or {self.after}")
        if self.kills % BUILDS == 0:
            found = self.workshop.build()
            if found not in self.next or leftovers(self.workshop.index):
                self.wrong.append(f"the next build made {found} and left {leftovers(self.workshop.index)}")


def run_case(board, name, make, part, count):
    rng = random.Random(1)
    with Folder() as folder:
        killed = Killed(folder, Workshop(folder, make, part), CASES[name])
        while killed.kills < count and killed.survivals <= count:
            killed.kill(rng)
        gone = wait_for(lambda: not helpers(), seconds=12)
    found = f"{len(killed.wrong)}, {'none' if gone is not None else 'some'}" + (f": {'; '.join(killed.wrong[:2])}" if killed.wrong else "")
    board.promise(1, f"{killed.kills} kills within {killed.seconds:.2f} s, {killed.published} of them when all was done but the end: {name}; "
                     "indexes that were not whole, or that the next build did not mend; readers of documents left alive", found, "0, none",
                  not killed.wrong and gone is not None and killed.kills > 0)


def run(board, size):
    for name in CASES:
        run_case(board, name, real_site, 40, size.of(8, 360))
    if not size.short:
        run_case(board, "the first build", invented_site(20_000), 4096, 100)
        run_case(board, "a build after some changes", invented_site(20_000), 4096, 100)
