"""Ways to change an index, each with what comes before it: what kills, power cuts, failing calls and full disks interrupt."""
import random
import re
import shutil

from invented import post
from programs import CORPORA, export, run_indexer

SEED = 11
PART = 40  # publications: a site of a hundred has several parts


def real_site(folder):
    """A copy of a real site; an invented one where there is none."""
    source = CORPORA / "eig"
    if source.exists():
        shutil.copytree(source, folder, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    else:
        invented_site(120)(folder)


def invented_site(count):
    def make(folder):
        rng = random.Random(SEED)
        folder.mkdir(parents=True)
        for number in range(count):
            (folder / f"{number}.md").write_text(post(rng, number), encoding="utf-8")
    return make


class Workshop:
    """A site and an index of it below a folder."""

    def __init__(self, folder, make, part=PART):
        self.site, self.index, self.part = folder / "site", folder / "index", part
        self.rng = random.Random(SEED)
        make(self.site)
        self.posts = sorted(path for path in self.site.rglob("*.md") if "_posts" in path.parts or path.parent == self.site)

    def change(self):
        """Three posts say something else from now on, and one is new."""
        for path in self.rng.sample(self.posts, 3):
            path.write_text(path.read_text(encoding="utf-8") + f"\n\nOne more sentence, {self.rng.randrange(10**6)}.\n", encoding="utf-8")
        number = self.rng.randrange(10**6)
        (self.posts[0].parent / f"2020-01-01-new-{number}.md").write_text(post(self.rng, number), encoding="utf-8")

    def building(self, *more, index=None):
        """The arguments of a build."""
        return ["build", "--quiet", "--index", index or self.index, "--part-publications", self.part, *more, self.site]

    def build(self, index=None):
        """Builds, and returns the snapshot that is current then. What was rolled back is not published again: that is no failure."""
        process = run_indexer(*self.building(index=index), timeout=1200)
        if process.returncode not in (0, 2) and "which was rolled back" not in process.stderr:
            raise AssertionError(f"build failed ({process.returncode}): {process.stderr}")
        return whole_snapshot(index or self.index)


def whole_snapshot(index):
    """The id of the current snapshot, when every byte of it is right; nothing when there is none; else what is wrong."""
    if not (index / "current").is_symlink():
        return None
    check = run_indexer("check", "--index", index, timeout=600)
    found = re.match(r"snapshot ([0-9a-f]{16})", check.stdout)
    return found[1] if check.returncode == 0 and found else f"damaged: {check.stderr.strip()} {check.stdout.strip()}"


def leftovers(index):
    """What an interrupted build has left behind in an index."""
    return sorted(path.name for path in (index / "snapshots").glob(".*")) + sorted(path.name for path in index.glob("*.next"))


# Each prepares an index and returns the arguments of what is then interrupted.

def first_build(workshop):
    return workshop.building()


def changed_site(workshop):
    workshop.build()
    workshop.change()
    return workshop.building()


def all_anew(workshop):
    workshop.build()
    return workshop.building("--anew")


def take_down(workshop):
    workshop.build()
    return ["forget", "--index", workshop.index, export(workshop.index)[0]["id"]]


def roll_back(workshop):
    workshop.build()
    workshop.change()
    workshop.build()
    return ["rollback", "--index", workshop.index]


CASES = {"the first build": first_build, "a build after some changes": changed_site, "a build of everything anew": all_anew,
         "a publication taken down": take_down, "a rollback": roll_back}
