"""Row 5: whatever befalls a published snapshot, it is refused, the one before goes on being served, and the log says so once.

Every damaged snapshot is a copy with files of its own, since snapshots share files by hard links.
"""
import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time

from invented import post
from programs import SEARCHD, Folder, Searchd, build
from scoreboard import wait_for

PUBLICATIONS = 60
BLOCK = 4096


def flip_a_bit(rng, data):
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def change_a_character(rng, data):
    """One bit of a letter or digit; in a manifest of one that has no say in what other files are."""
    begin, end = data.find(b'"files"'), data.rfind(b'"sha256"')
    places = [at for at, byte in enumerate(data) if byte < 128 and chr(byte).isalnum() and not begin < at < end]
    if places:
        data[rng.choice(places)] ^= 1


def fill_a_block(rng, data, filling):
    begin = rng.randrange(max(1, len(data))) // BLOCK * BLOCK
    length = min(BLOCK, len(data) - begin)
    data[begin:begin + length] = filling(length)


IN_A_FILE = {
    "a bit flipped": flip_a_bit,
    "a character changed": change_a_character,
    "a block of zeros": lambda rng, data: fill_a_block(rng, data, bytes),
    "a block of noise": lambda rng, data: fill_a_block(rng, data, rng.randbytes),
    "truncated": lambda rng, data: data.__delitem__(slice(rng.randrange(max(1, len(data))), None)),
    "emptied": lambda rng, data: data.clear(),
    "more behind it": lambda rng, data: data.extend(rng.randbytes(rng.randrange(1, BLOCK))),
    "zeros behind it": lambda rng, data: data.extend(bytes(rng.randrange(1, BLOCK))),
}


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def lead(index, folder):
    """Makes a folder the current snapshot, at once."""
    link = index / "next"
    link.symlink_to(f"snapshots/{folder.name}")
    os.replace(link, index / "current")


class Damage:
    """Makes damaged copies of a snapshot in the index's folder of snapshots."""

    def __init__(self, whole, before):
        self.folder, self.count, self.rng = whole.parent, 0, random.Random(5)
        self.whole, self.before = contents(whole), contents(before)

    def copy(self, files):
        self.count += 1
        return write(self.folder / f"damaged-{self.count:05}", files)

    def name(self):
        """Of any file: one in four the manifest, which alone says what the others are; else of each kind equally often, in whichever part."""
        if self.rng.random() < 0.25:
            return "manifest.json"
        base = self.rng.choice(sorted({name.rsplit("/", 1)[-1] for name in self.whole}))
        return self.rng.choice([name for name in self.whole if name.rsplit("/", 1)[-1] == base])

    def damaged(self):
        """A folder, and what was done to it, which always changes something."""
        while True:
            files, name, other = dict(self.whole), self.name(), self.name()
            how = self.rng.choice([*IN_A_FILE, "gone", f"{other} in its place", "that of the snapshot before"])
            if how in IN_A_FILE:
                data = bytearray(files[name])
                IN_A_FILE[how](self.rng, data)
                files[name] = bytes(data)
                how += f" at {len(os.path.commonprefix([self.whole[name], files[name]]))}"
            elif how == "gone":
                del files[name]
            elif how.startswith(other):
                files[name], files[other] = files[other], files[name]
            else:
                files[name] = self.before.get(name, files[name])
            if files != self.whole:
                return self.copy(files), f"{name}: {how}"

    def half_copied(self, step):
        """What rsync leaves when it is stopped: the first files in its order, and a part of one under another name. With what is not there."""
        names = sorted(self.whole, key=lambda name: [(at < name.count("/"), part) for at, part in enumerate(name.split("/"))])
        for count, name in list(enumerate(names))[::step]:
            folder, _, base = name.rpartition("/")
            part = f"{folder}/.{base}.aB3xYz".lstrip("/")
            yield self.copy({**{n: self.whole[n] for n in names[:count]}, part: self.whole[name][:len(self.whole[name]) // 2]}), names[count:]

    def of_other_versions(self):
        """Manifests of versions that this program does not know. With what is to be said of them."""
        known = json.loads(self.whole["manifest.json"])
        for key, name in (("schema_version", "schema"), ("analyser_version", "analyser")):
            for more in (1, 1000):
                manifest = {**known, key: known[key] + more}
                for keys in (manifest, {k: manifest[k] for k in ("schema_version", "analyser_version")}):
                    files = {**self.whole, "manifest.json": json.dumps({**keys, "later": {}}, indent=1).encode() + b"\n"}
                    yield self.copy(files), [f"{name} {manifest[key]}"]


def publish_two(root):
    """The index, and the folders of two snapshots in it: the first of 60 publications, the second with one of them changed."""
    rng, site, index, folders = random.Random(11), root / "site", root / "index", []
    site.mkdir()
    for numbers in (range(PUBLICATIONS), [7]):
        for number in numbers:
            (site / f"{number}.md").write_text(post(rng, number), encoding="utf-8")
        folders.append(index / "snapshots" / build(index, "--part-publications", 20, site)["snapshot"])
    return index, folders


class Logged(Searchd):
    """A server whose log is read while it runs."""

    def __enter__(self):
        super().__enter__()
        self.lines = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        return self

    def _read(self):
        for line in self.process.stderr.buffer:
            self.lines.append(line.decode("utf-8", "replace").rstrip("\n"))

    def stop(self, sig=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(sig)
            self.process.wait(timeout=20)
        self.reader.join()
        return super().stop(sig)


class Trial:
    """A server that serves one snapshot and is led to others."""

    def __init__(self, index, server, first):
        self.index, self.server, self.first = index, server, first
        self.answers, self.last = 0, None
        self.refused, self.not_refused, self.wrong = [], [], []

    def ask(self):
        """A search that was not asked before; empty when it is answered out of the first snapshot."""
        self.answers += 1
        number = self.answers % PUBLICATIONS
        try:
            answer = self.server.search(f"only{number} -zz{self.answers}")
        except (AssertionError, OSError, ValueError) as error:
            return f"only{number}: {error!r}"
        titles = [hit["title"].rsplit(" ", 1)[-1] for hit in answer["results"]]
        right = (answer["snapshot"]["id"], titles) == (self.first.name, [str(number)])
        return "" if right else f"only{number}: {answer['snapshot']['id']} {titles}"

    def _led(self, folder):
        """Leads the server there; what the log says then, and what was wrong with the answers meanwhile."""
        mark, answers = len(self.server.lines), []

        def is_decided():
            answers.append(self.ask())
            return self.server.process.poll() is not None or any(folder.name in line or self.tells_of_another(line) for line in self.server.lines[mark:])

        lead(self.index, folder)
        wait_for(is_decided, 10, 0.005)
        if self.last:  # not before: a folder that vanishes while it is current is another to be refused
            shutil.rmtree(self.last)
        self.last = folder
        return self.server.lines[mark:], list(filter(None, answers))

    def refuses(self, folder, what, says=()):
        """Whether it refuses the folder, and the log says why."""
        lines, wrong = self._led(folder)
        said = [line for line in lines if folder.name in line and "[error]" in line]
        if any(map(self.tells_of_another, lines)):
            self.not_refused.append(f"{what}: served")
            self.return_to_first()
            return False
        (self.refused if said else self.not_refused).append(folder.name if said else f"{what}: no word")
        self.wrong += wrong
        return bool(said) and (not says or any(word in said[0] for word in says))

    def tells_of_another(self, line):
        return "now serving" in line and self.first.name not in line

    def return_to_first(self):
        lead(self.index, self.first)
        wait_for(lambda: not self.ask())

    def wrong_lines(self):
        """How many refusals do not have one line of their own, and how many errors belong to none."""
        errors = [line for line in self.server.lines if "[error]" in line]
        per = [sum(name in line for line in errors) for name in self.refused]
        return sum(count != 1 for count in per), len(errors) - sum(per)


def lead_to_damage(board, size, trial, damage):
    """Every kind of damage, then what is not all there, then what is of later versions; to the last of them for a while longer."""
    verdicts = [trial.refuses(*damage.damaged()) for _ in range(size.of(100, 1000))]
    found = "; ".join([f"{sum(verdicts)} of {len(verdicts)}", *list(dict.fromkeys(trial.not_refused))[:5]])
    board.promise(5, "damaged snapshots are refused", found, "all", all(verdicts))
    for what, cases in (("half copied", damage.half_copied(size.of(3, 1))), ("of a later version", damage.of_other_versions())):
        verdicts = [trial.refuses(folder, what, says) for folder, says in cases]
        board.promise(5, f"snapshots {what} are refused, and the log says so", f"{sum(verdicts)} of {len(verdicts)}", "all", all(verdicts))
    time.sleep(2.5)  # some more looks at the last of them
    wrong, others = trial.wrong_lines()
    board.promise(5, "refusals without a line of their own, and other errors", f"{wrong} of {len(trial.refused)}, {others}", "0, 0", wrong + others == 0)


def complete_a_half_copy(trial, damage):
    """Whether a snapshot that was current before it was all there is served when it is, at the latest upon SIGHUP."""
    late = {name: data for name, data in damage.whole.items() if name.startswith("parts/03/")}
    folder = damage.copy({name: data for name, data in damage.whole.items() if name not in late})
    mark = len(trial.server.lines)
    trial.refuses(folder, "half copied")
    write(folder, late)
    for _ in range(20):
        trial.server.process.send_signal(signal.SIGHUP)
        time.sleep(0.1)
    return any(map(trial.tells_of_another, trial.server.lines[mark:]))


def lines_without_current(trial):
    """How many lines the log has in three looks where no snapshot is current, and where that one is not there."""
    counts = []
    for make in (lambda: (trial.index / "current").unlink(), lambda: lead(trial.index, trial.index / "snapshots" / "nowhere")):
        mark = len(trial.server.lines)
        make()
        time.sleep(3.5)
        counts.append(sum("[error]" in line for line in trial.server.lines[mark:]))
    return counts


def lead_while_serving(board, size, index, damage, first, second):
    """Whether the server lived through it."""
    lead(index, first)
    with Logged(index) as server:
        trial = Trial(index, server, first)
        wait_for(lambda: not trial.ask())  # until it minds signals
        lead_to_damage(board, size, trial, damage)
        completed = complete_a_half_copy(trial, damage)
        board.promise(5, "a half copy is served when it has become whole", completed, True, completed)
        trial.return_to_first()
        counts = lines_without_current(trial)
        board.promise(5, "lines in the log when nothing is current, or what is not there", ", ".join(map(str, counts)), "1, 1", counts == [1, 1])
        unreadable = [ascii(line)[-200:] for line in server.lines if "\ufffd" in line or not line.isprintable()]
        board.promise(5, "lines in the log that are not plain text", "; ".join([str(len(unreadable)), *unreadable[:1]]), 0, not unreadable)
        board.promise(5, "wrong answers meanwhile", "; ".join([f"{len(trial.wrong)} of {trial.answers}", *trial.wrong[:3]]), 0, not trial.wrong)
        lead(index, second)
        served = wait_for(lambda: server.process.poll() is None and server.json("/api/v1/status")["snapshot"]["id"] == second.name)
        board.promise(5, "the whole snapshot is served after that", served is not None, True, served is not None)
        return server.process.poll() is None


def refuses_to_start(index, folder):
    """Empty when a new server ends at once with one line that names the folder; else what it did."""
    lead(index, folder)
    try:
        done = subprocess.run([SEARCHD, "--index", index, "--listen", "127.0.0.1:0"], capture_output=True, text=True, errors="replace", timeout=5, check=False)
    except subprocess.TimeoutExpired:
        return "it serves"
    right = done.returncode == 1 and done.stderr.count("\n") == 1 and folder.name in done.stderr and not done.stdout
    return "" if right else f"status {done.returncode}, {done.stderr.splitlines()}"


def run(board, size):
    with Folder() as root:
        index, (first, second) = publish_two(root)
        damage = Damage(second, first)
        crashes = 1 - lead_while_serving(board, size, index, damage, first, second)
        found = [(refuses_to_start(index, folder), what) for folder, what in (damage.damaged() for _ in range(size.of(10, 100)))]
        wrong = [f"{what}: {said}" for said, what in found if said]
        board.promise(5, "starts with a damaged one not ended by 1 and one line", "; ".join([f"{len(wrong)} of {len(found)}", *wrong[:3]]), 0, not wrong)
        crashes += sum("status -" in said for said in wrong)
        board.promise(5, "crashes", crashes, 0, crashes == 0)
