"""What a program did to the files below a folder, in order, as strace saw it."""
import dataclasses
import os
import pathlib
import re
import subprocess

CALLS = ("openat,open,creat,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,copy_file_range,sendfile,fsync,fdatasync,"
         "rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,symlink,symlinkat")
CHANGING = {"write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate", "sendfile"}


@dataclasses.dataclass
class Operation:
    """`kind` is create, change, flush, rename, exchange, link, remove, folder or symlink; paths are absolute."""

    kind: str
    path: str
    other: str = ""  # the new name; what a symbolic link says


def record(command, folder, log, timeout):
    """Runs a command; its exit status and its operations on files below `folder`, in the order in which they ended.

    A flush of the folder above it counts: that has the entry for it.
    """
    words = ["strace", "-f", "-y", "-s", "0", "-o", str(log), "-e", f"trace={CALLS}", "-e", "signal=none", *map(str, command)]
    process = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=timeout, check=False)
    with open(log, encoding="utf-8", errors="surrogateescape") as lines:
        return process, list(parse(lines, os.path.realpath(folder)))


def calls(lines):
    """Name, arguments and result of each call that succeeded; one that another thread interrupted is joined."""
    begun = {}
    for line in lines:
        thread, _, rest = line.rstrip("\n").partition(" ")
        rest = rest.lstrip()
        if rest.endswith("<unfinished ...>"):
            begun[thread] = rest[:-len("<unfinished ...>")].rstrip()
            continue
        if resumed := re.match(r"<\.\.\. \w+ resumed>\s?(.*)", rest):
            rest = begun.pop(thread, "") + resumed[1]
        found = re.match(r"(\w+)\((.*)\)\s+= (\d+)", rest)
        if found:
            yield found[1], found[2], rest[found.start(3):]


def described(argument):
    """The path that strace -y shows for a descriptor."""
    found = re.search(r"<(.*?)(?: \(deleted\))?>", argument)
    return found[1] if found else ""


def quoted(arguments):
    return re.findall(r'"((?:[^"\\]|\\.)*)"', arguments)


def resolved(folder_argument, path):
    """The absolute path of a name, relative to the descriptor before it."""
    return path if path.startswith("/") else os.path.join(described(folder_argument), path)


def parse(lines, folder):
    inside = lambda path: path == folder or path.startswith(folder + "/")
    above = os.path.dirname(folder)
    for name, arguments, result in calls(lines):
        for operation in of_call(name, arguments, result):
            if inside(operation.path) or (operation.kind == "flush" and operation.path == above) or (operation.kind in ("rename", "exchange", "link") and inside(operation.other)):
                yield operation


def of_call(name, arguments, result):
    if name in ("openat", "open", "creat"):
        if "O_CREAT" in arguments or name == "creat":
            yield Operation("create", described(result))
        if "O_TRUNC" in arguments:
            yield Operation("change", described(result))
    elif name in CHANGING:
        yield Operation("change", described(arguments.split(",")[0]))
    elif name == "copy_file_range":
        yield Operation("change", described(arguments.split(", ")[2]))
    elif name in ("fsync", "fdatasync"):
        yield Operation("flush", described(arguments))
    else:
        yield from of_names(name, arguments)


def of_names(name, arguments):
    names = quoted(arguments)
    words = arguments.split(", ")
    if name in ("rename", "renameat", "renameat2", "link", "linkat"):
        at = name not in ("rename", "link")
        old, new = (resolved(words[0], names[0]), resolved(words[2], names[1])) if at else names
        kind = "link" if name.startswith("link") else "exchange" if "RENAME_EXCHANGE" in arguments else "rename"
        yield Operation(kind, old, new)
    elif name in ("unlink", "rmdir", "unlinkat"):
        yield Operation("remove", resolved(words[0], names[0]))
    elif name in ("mkdir", "mkdirat"):
        yield Operation("folder", resolved(words[0], names[0]))
    elif name in ("symlink", "symlinkat"):
        yield Operation("symlink", resolved(words[1], names[1]) if name == "symlinkat" else names[1], names[0])
    elif name == "truncate":
        yield Operation("change", names[0])


def listing(folder):
    """Every path below a folder."""
    return sorted(str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*"))
