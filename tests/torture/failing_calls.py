"""Row 3: one system call of a change of the index fails, whichever it is.

strace lets the n-th call of a kind fail, as a broken disk would. What must hold: the program ends by itself with a status of its own and, when it
failed, a message that names a file; the snapshot is the one before or the new one, whole, and the new one when the program said that all is well;
the next build ends as if nothing had happened.
"""
import collections
import random
import re
import shutil
import subprocess

from index_cases import CASES, Workshop, invented_site, leftovers, whole_snapshot
from programs import INDEXER, Folder

CALLS = ("openat", "openat2", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "link", "linkat", "unlink", "unlinkat",
         "mkdir", "mkdirat", "symlink", "symlinkat", "ftruncate", "copy_file_range", "close", "getdents64", "newfstatat", "fcntl", "mmap", "utimensat")
ERRORS = {"read": ("EIO",), "pread64": ("EIO",), "close": ("EIO",), "newfstatat": ("EIO", "EACCES"), "getdents64": ("EIO",), "fcntl": ("ENOLCK", "EINTR"),
          "mmap": ("ENOMEM",), "openat": ("EIO", "ENOSPC", "EMFILE"), "openat2": ("EIO", "EMFILE"), "unlink": ("EIO", "EROFS"),
          "unlinkat": ("EIO", "EROFS")}
USUAL = ("EIO", "ENOSPC", "EDQUOT")
# Of its first mmap the loader dies, whatever it is to load: /bin/true does, too.
FIRST = {"mmap": 2}
SECONDS = 120


class Failing:
    """One case, in which a call fails again and again."""

    def __init__(self, folder, workshop, prepare):
        self.folder, self.workshop = folder, workshop
        self.command = [INDEXER, *map(str, prepare(workshop))]
        self.copy, index = folder / "before", workshop.index
        if index.exists():
            shutil.copytree(index, self.copy, symlinks=True)
        self.before = whole_snapshot(index)
        self.calls = self.count_calls()
        self.after = whole_snapshot(index)
        self.next = {workshop.build()}
        self.put_back()
        self.next.add(workshop.build())
        self.outcomes, self.wrong = collections.Counter(), []

    def count_calls(self):
        """How many calls of each kind a thread of it makes at most."""
        log = self.folder / "log"
        process = subprocess.run(["strace", "-f", "-o", str(log), "-e", f"trace={','.join(CALLS)}", "-e", "signal=none", *map(str, self.command)],
                                 capture_output=True, text=True, timeout=SECONDS, check=False)
        if process.returncode != 0:
            raise AssertionError(f"it failed without a failing call: {process.stderr}")
        counts = collections.Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text(encoding="utf-8", errors="replace"), re.M))
        most = collections.Counter()
        for (_, call), count in counts.items():
            most[call] = max(most[call], count)
        return most

    def put_back(self):
        shutil.rmtree(self.workshop.index, ignore_errors=True)
        if self.copy.exists():
            shutil.copytree(self.copy, self.workshop.index, symlinks=True)

    def places(self):
        """Every call that may fail, with each of its errors."""
        return [(call, error, number) for call, count in sorted(self.calls.items()) for error in ERRORS.get(call, USUAL)
                for number in range(FIRST.get(call, 1), count + 1)]

    def fail(self, call, error, number):
        self.put_back()
        where = f"{call} {number} {error}"
        inject = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", "signal=none", "-e", f"inject={call}:error={error}:when={number}"]
        try:
            process = subprocess.run([*inject, *self.command], capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            self.wrong.append(f"{where}: it hangs")
            return
        if process.returncode == 127 or "error while loading shared libraries" in process.stderr:
            self.outcomes["failed before the program began"] += 1
            return
        self.judge(where, process)
        found = self.workshop.build()
        if found not in self.next or leftovers(self.workshop.index):
            self.wrong.append(f"{where}: the next build made {found} and left {leftovers(self.workshop.index)}")

    def judge(self, where, process):
        status, found = process.returncode, whole_snapshot(self.workshop.index)
        self.outcomes[{0: "ended well", 1: "failed with a message", 2: "some files skipped"}.get(status, f"status {status}")] += 1
        if status not in (0, 1, 2):
            self.wrong.append(f"{where}: ended with {status}: {process.stderr.strip()[-200:]}")
        elif status == 1 and "/" not in process.stderr and "standard output" not in process.stderr:
            self.wrong.append(f"{where}: a message without a path: {process.stderr.strip()[-200:]}")
        if status == 0 and found != self.after:
            self.wrong.append(f"{where}: said that all is well, and has {found} instead of {self.after}")
        if status == 1 and found not in (self.before, self.after):
            self.wrong.append(f"{where}: {found} instead of {self.before} or {self.after}")
        if status == 2 and str(found).startswith("damaged"):
            self.wrong.append(f"{where}: {found}")


def run(board, size):
    rng = random.Random(3)
    for name in CASES:
        with Folder() as folder:
            failing = Failing(folder, Workshop(folder, invented_site(60), 20), CASES[name])
            places = failing.places()
            for place in sorted(rng.sample(places, min(len(places), size.of(8, 600)))):
                failing.fail(*place)
        told = ", ".join(f"{count} {outcome}" for outcome, count in failing.outcomes.most_common())
        board.promise(3, f"{failing.outcomes.total()} of {len(places)} calls that may fail: {name} ({told}); partial, damaged or unexplained",
                      f"{len(failing.wrong)}" + (f": {'; '.join(failing.wrong[:4])}" if failing.wrong else ""), "0", not failing.wrong)
