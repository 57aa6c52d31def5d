"""A folder on a disk that keeps what was flushed, and of the rest whatever it likes.

Two kinds of disk. On one like ext4 entries of folders reach the disk in the order in which they were made, and flushing anything brings all
of them there; a file's bytes are there when it was flushed, or else perhaps, or a beginning of them. On a weak one, which POSIX allows, each entry
that was not flushed is there or not, and a file that was not flushed holds anything.
"""
import os
import shutil

KINDS = ("like ext4", "weak")
PIECE = 4096


class Inode:
    """A file, folder or symbolic link. `version` counts its changes, `flushed` is the last that the disk has for sure."""

    def __init__(self, kind, text=""):
        self.kind, self.text = kind, text
        self.version, self.flushed = 0, 0
        self.bytes_at = {}  # where the bytes of a version lie
        self.entries = {}   # of a folder, as programs see it
        self.on_disk = {}   # of a folder, as the disk has it for sure


class Disk:
    """Begins with what lies in `folder`, all of it flushed; `copy` is a copy of it that stays as it is.

    `after` is a disk to which the same operations were applied, all of them: it tells where the bytes of files lie.
    """

    def __init__(self, folder, copy, kind, after=None):
        self.root, self.kind, self.after = os.path.realpath(folder), kind, after
        self.made = []
        self.above = Inode("folder")  # has the folder as "." and what lies elsewhere by its path
        self.waiting = []             # changes that no flush has brought to the disk: lists of (folder, name, inode or nothing)
        if os.path.lexists(copy):
            self.above.entries["."] = self.above.on_disk["."] = self._read(str(copy), {})

    def _read(self, path, known):
        number = os.lstat(path).st_ino
        if number in known:
            return known[number]
        kind = "link" if os.path.islink(path) else "folder" if os.path.isdir(path) else "file"
        inode = known[number] = self._make(kind, os.readlink(path) if kind == "link" else "")
        inode.bytes_at[0] = path
        if kind == "folder":
            inode.entries = {name: self._read(os.path.join(path, name), known) for name in sorted(os.listdir(path))}
            inode.on_disk = dict(inode.entries)
        return inode

    def _make(self, kind, text=""):
        """The next inode; both disks make them in the same order."""
        inode = Inode(kind, text)
        if self.after:
            inode.bytes_at = self.after.made[len(self.made)].bytes_at
        self.made.append(inode)
        return inode

    def _place(self, path):
        """The folder that has an entry for the path, and its name there."""
        if path == self.root or not path.startswith(self.root + "/"):
            return self.above, "." if path == self.root else path
        folder, (*middle, name) = self.above.entries["."], path[len(self.root) + 1:].split("/")
        for part in middle:
            folder = folder.entries[part]
            if folder.kind == "link":
                folder = self.inode(os.path.join(self.root, folder.text))
        return folder, name

    def inode(self, path):
        if path == os.path.dirname(self.root):
            return self.above
        folder, name = self._place(path)
        return folder.entries.get(name)

    def _enter(self, *change):
        """Changes entries of folders, all together or not at all."""
        put(change, lambda folder: folder.entries)
        self.waiting.append(change)

    def apply(self, operation):
        path, other = operation.path, operation.other
        if operation.kind == "change":
            if inode := self.inode(path):
                inode.version += 1
        elif operation.kind == "flush":
            self._flush(self.inode(path))
        elif operation.kind == "create":
            if self.inode(path) is None:
                inode = self._make("file")
                inode.flushed = -1
                self._enter((*self._place(path), inode))
        elif operation.kind in ("folder", "symlink"):
            self._enter((*self._place(path), self._make("folder") if operation.kind == "folder" else self._make("link", other)))
        elif operation.kind == "link":
            self._enter((*self._place(other), self.inode(path)))
        elif operation.kind == "remove":
            self._enter((*self._place(path), None))
        elif operation.kind == "rename":
            self._enter((*self._place(other), self.inode(path)), (*self._place(path), None))
        elif operation.kind == "exchange":
            one, two = self.inode(path), self.inode(other)
            self._enter((*self._place(path), two), (*self._place(other), one))

    def _flush(self, inode):
        if inode is None:
            return
        inode.flushed = inode.version
        brought = [change for change in self.waiting if self.kind == "like ext4" or any(folder is inode for folder, _, _ in change)]
        for change in brought:
            put(change, lambda folder: folder.on_disk)
        self.waiting = [change for change in self.waiting if change not in brought]

    def take_note_of_bytes(self):
        """When the program has ended: where the bytes of what it has left lie. Returns what is there otherwise than was seen."""
        wrong = []

        def walk(inode, path):
            if inode.kind != "folder":
                inode.bytes_at[inode.version] = path
                return
            if sorted(inode.entries) != sorted(os.listdir(path)):
                wrong.append(path)
            for name, below in inode.entries.items():
                walk(below, os.path.join(path, name))

        if "." in self.above.entries:
            walk(self.above.entries["."], self.root)
        return wrong

    def cut(self, rng, target):
        """Writes what might be on the disk if the power failed now to `target`, a folder that is not there yet."""
        entries = {}

        def entries_of(folder):
            return entries.setdefault(id(folder), dict(folder.on_disk))

        for change in self._survivors(rng):
            put(change, entries_of)
        if "." in entries_of(self.above):
            self._write(rng, entries_of(self.above)["."], str(target), entries_of)

    def _survivors(self, rng):
        if self.kind == "like ext4":
            return self.waiting[:rng.randint(0, len(self.waiting))]
        share = rng.choice((0.0, 0.5, 0.9, 1.0))
        return [change for change in self.waiting if rng.random() < share]

    def _write(self, rng, inode, path, entries_of):
        if inode.kind == "folder":
            os.mkdir(path)
            for name, below in sorted(entries_of(inode).items()):
                self._write(rng, below, os.path.join(path, name), entries_of)
        elif inode.kind == "link":
            os.symlink(inode.text, path)
        elif inode.flushed == inode.version and inode.version in inode.bytes_at:
            shutil.copyfile(inode.bytes_at[inode.version], path)
        else:
            with open(path, "wb") as file:
                file.write(self._perhaps(rng, last_bytes(inode)))

    def _perhaps(self, rng, whole):
        """What may be left of bytes that were not flushed."""
        kept = rng.choice((b"", whole[:rng.randint(0, len(whole))], whole))
        if self.kind == "like ext4":
            return kept
        damaged = bytearray(whole)
        for begin in range(0, len(damaged), PIECE):
            if rng.random() < 0.5:
                damaged[begin:begin + PIECE] = bytes(len(damaged[begin:begin + PIECE]))
        return rng.choice((kept, bytes(damaged)))


def last_bytes(inode):
    """The bytes of the last version that is known; of a file that came and went while the program ran, just some."""
    if not inode.bytes_at:
        return b"came and went " * 500
    with open(inode.bytes_at[max(inode.bytes_at)], "rb") as file:
        return file.read()


def put(change, entries_of):
    for folder, name, inode in change:
        if inode is None:
            entries_of(folder).pop(name, None)
        else:
            entries_of(folder)[name] = inode
