"""Row 2: the power fails at any moment of a change of the index, and afterwards only what was flushed is there, or some of the rest.

The operations of a real run are recorded and replayed up to a random one on two models of a disk (disk_model.py). What must hold: the index has
the snapshot from before or the new one, whole, and the new one once the program has said that it is done; and the next build ends as ever.
"""
import random
import shutil

from disk_model import KINDS, Disk
from file_operations import record
from index_cases import CASES, Workshop, invented_site, leftovers, real_site, whole_snapshot
from programs import INDEXER, Folder

AFTER_ITS_END = 0.25  # of the cuts
BUILDS = 8            # one of so many cuts is followed by a build


class Replays:
    """One recorded run, and what comes of it when the power fails on the way."""

    def __init__(self, folder, workshop, prepare):
        self.folder, self.workshop, index = folder, workshop, workshop.index
        command = prepare(workshop)
        self.copy = folder / "before"
        if index.exists():
            shutil.copytree(index, self.copy, symlinks=True)
        self.before = whole_snapshot(index)
        process, self.operations = record([INDEXER, *command], index, folder / "log", timeout=1200)
        if process.returncode not in (0, 2):
            raise AssertionError(f"it failed without a cut: {process.stderr}")
        self.after = whole_snapshot(index)
        self.next = {self.built(self.copy), self.built(index)}
        self.forget_findings()

    def forget_findings(self):
        self.lost, self.damaged, self.not_mended, self.cuts = 0, [], [], 0

    def built(self, index):
        """The snapshot after one more build of a copy of an index."""
        target = self.folder / "built"
        if index.exists():
            shutil.copytree(index, target, symlinks=True)
        try:
            return self.workshop.build(target)
        finally:
            shutil.rmtree(target)

    def replay(self, rng, kind, count, flushing=True):
        index = self.workshop.index
        operations = [operation for operation in self.operations if flushing or operation.kind != "flush"]
        end = len(operations)
        whole = Disk(index, self.copy, kind)
        for operation in operations:
            whole.apply(operation)
        if wrong := whole.take_note_of_bytes():
            raise AssertionError(f"what was recorded is not what happened, at {wrong[:3]}")
        disk, done = Disk(index, self.copy, kind, whole), 0
        for moment in sorted(end if rng.random() < AFTER_ITS_END else rng.randint(0, end) for _ in range(count)):
            for operation in operations[done:moment]:
                disk.apply(operation)
            done = moment
            self.look(rng, disk, f"{kind}, after operation {moment} of {end}", moment == end)

    def look(self, rng, disk, when, at_end):
        self.cuts += 1
        target = self.folder / "cut"
        try:
            disk.cut(rng, target)
            found = whole_snapshot(target)
            if found not in (self.before, self.after):
                self.damaged.append(f"{when}: {found}")
            elif at_end and found != self.after:
                self.lost += 1
            if self.cuts % BUILDS == 0:
                self.look_at_next_build(target, when)
        finally:
            shutil.rmtree(target, ignore_errors=True)

    def look_at_next_build(self, index, when):
        try:
            found = self.workshop.build(index)
        except AssertionError as failure:
            found = str(failure)
        if found not in self.next or leftovers(index):
            self.not_mended.append(f"{when}: {found} {leftovers(index)}")


def run_case(board, size, name, make, part, count):
    rng = random.Random(2)
    with Folder() as folder:
        replays = Replays(folder, Workshop(folder, make, part), CASES[name])
        for kind in KINDS:
            replays.replay(rng, kind, count)
        judge(board, name, replays)
        if name == "a build after some changes":
            replays.forget_findings()
            replays.replay(rng, "weak", 20, flushing=False)
            board.promise(2, f"of {replays.cuts} power cuts, if nothing were ever flushed: so many are found to lose or damage something",
                          replays.lost + len(replays.damaged), "some", replays.lost + len(replays.damaged) > 0)


def judge(board, name, replays):
    found = f"{replays.lost} lost, {len(replays.damaged)} unreadable, {len(replays.not_mended)} not mended by the next build"
    if examples := (replays.damaged + replays.not_mended)[:2]:
        found += f": {'; '.join(examples)}"
    board.promise(2, f"{replays.cuts} power cuts in {len(replays.operations)} operations on files: {name}", found, "0, 0, 0",
                  replays.lost == 0 and not replays.damaged and not replays.not_mended)


def run(board, size):
    for name in CASES:
        run_case(board, size, name, real_site, 40, size.of(10, 400))
    if not size.short:
        run_case(board, size, "a build after some changes", invented_site(20_000), 4096, 50)
