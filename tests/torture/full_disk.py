"""Row 4: the disk becomes full on the way, at many sizes of what was free.

The index lies on a file system of its own, in a mount namespace of this row; what fills it is a file. What must hold: the program fails with
a message and 1, or ends well; a running server goes on answering all the while; when there is room again, the next build ends the work and the server has it.
"""
import json
import os
import pathlib
import random
import subprocess
import sys

from index_cases import Workshop, invented_site, leftovers, whole_snapshot
from programs import Folder, Searchd, run_indexer
from scoreboard import wait_for

MIB = 2**20
FILE_SYSTEM_MIB = 256


def used(folder):
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


class Disk:
    """A small file system, as a context; gone with the namespace at the latest."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={FILE_SYSTEM_MIB}m", "none", str(folder)], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    def leave(self, room):
        """Fills it but for so many bytes."""
        status = subprocess.run(["df", "--output=avail", "-B1", str(self.folder)], capture_output=True, text=True, check=True)
        subprocess.run(["fallocate", "-l", str(max(1, int(status.stdout.split()[1]) - room)), str(self.folder / "ballast")], check=True)

    def make_room(self):
        (self.folder / "ballast").unlink()


def served(server):
    return server.json("/api/v1/status")["snapshot"]["id"]


def fill(disk, workshop, server, room, anew, wrong):
    """One build with so much room; whether it failed."""
    before = whole_snapshot(workshop.index)
    workshop.change()
    disk.leave(room)
    process = run_indexer(*workshop.building(*(["--anew"] if anew else [])))
    now = whole_snapshot(workshop.index)
    where = f"{room} bytes free"
    if process.returncode not in (0, 1):
        wrong.append(f"{where}: ended with {process.returncode}: {process.stderr[-200:]}")
    if process.returncode == 1 and (now != before or str(workshop.index) not in process.stderr):
        wrong.append(f"{where}: {now} instead of {before}; {process.stderr[-200:]}")
    if wait_for(lambda: served(server) == now, seconds=5) is None or server.search("only3")["total"]["works"] < 1:
        wrong.append(f"{where}: the server does not answer with {now}")
    disk.make_room()
    after = workshop.build()
    if str(after).startswith("damaged") or leftovers(workshop.index):
        wrong.append(f"{where}: the next build made {after} and left {leftovers(workshop.index)}")
    if wait_for(lambda: served(server) == after, seconds=5) is None:
        wrong.append(f"{where}: the server does not have what was built when there was room again")
    return process.returncode == 1


def inside(folder, count):
    """What is done in the namespace; prints what came of it."""
    rng, wrong, failed = random.Random(4), [], 0
    with Disk(folder / "disk") as disk:
        workshop = Workshop(folder, invented_site(200), 40)
        workshop.index = disk.folder / "index"
        workshop.build()
        most = 2 * used(workshop.index)
        with Searchd(workshop.index) as server:
            for number in range(count):
                failed += fill(disk, workshop, server, int(most * number / count) + rng.randrange(4096), number % 2 == 1, wrong)
            wrong += [] if server.process.poll() is None else ["the server has ended"]
    print(json.dumps({"wrong": wrong, "failed": failed}))


def run(board, size):
    count = size.of(10, 50)
    with Folder() as folder:
        command = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-W", "error", __file__, str(folder), str(count)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.run(command, capture_output=True, text=True, timeout=60 + 30 * count, check=False, env=environment)
    if process.returncode != 0:
        board.promise(4, f"a disk that becomes full at {count} sizes", f"could not be tried: {process.stderr.strip()[-300:]}", "0", False)
        return
    found = json.loads(process.stdout)
    board.promise(4, f"a disk that becomes full at {count} sizes, {found['failed']} of them too small for the build; damaged, silent, not mended or not served",
                  f"{len(found['wrong'])}" + (f": {'; '.join(found['wrong'][:3])}" if found["wrong"] else ""), "0", not found["wrong"] and found["failed"] > 0)


if __name__ == "__main__":
    inside(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
