"""A minimal Debian 12 in a folder, and what runs in it as in a container without a service manager."""
import os
import pathlib
import re
import shutil
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What changes on a machine whatever is installed, and what belongs to the package manager and to passwd.
PASSED_OVER = re.compile(r"/(proc|sys|dev|run|tmp)(/|$)|/var/(log|tmp|lib/(dpkg|apt)|cache/(apt|debconf|ldconfig))(/|$)|"
                         r"/var/lib/systemd/(linger|timers(/stamp-(?!veille).*)?)$|/etc/(passwd|group|shadow|gshadow|subuid|subgid)-$|/etc/\.pwd\.lock$")
# Starts a command in the tree with the devices that packages expect; its mounts end with it.
CHROOT = ("mount -t proc proc {0}/proc && mount -t tmpfs tmpfs {0}/dev && mkdir {0}/dev/shm && "
          "for n in null zero random urandom; do touch {0}/dev/$n && mount --bind /dev/$n {0}/dev/$n; done && "
          "ln -s /proc/self/fd {0}/dev/fd && exec chroot {0} \"$@\"")
PROXIES = {name: value for name, value in os.environ.items() if name.lower() in ("http_proxy", "https_proxy", "no_proxy")}
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", "HOME": "/root", **PROXIES}


def say(text):
    print(text, flush=True)


def must(condition, what):
    if not condition:
        raise AssertionError(what)
    say(f"  ok: {what}")


def run(command, timeout=600, check=True):
    done = subprocess.run([str(part) for part in command], env=ENVIRONMENT, capture_output=True, text=True, timeout=timeout, check=False)
    if check and done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done


def within(seconds, condition, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.2)
    say(f"  ok: {what}")


def child_of(process):
    """The id of its first child; 0 when it has none (yet)."""
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
    found = children.read_text().split() if children.exists() else []
    return int(found[0]) if found else 0


def with_version(package, version, folder):
    """The same package under another version, in `folder`."""
    unpacked = folder / "unpacked"
    run(["dpkg-deb", "-R", package, unpacked])
    control = unpacked / "DEBIAN" / "control"
    control.write_text(re.sub(r"^Version: .*$", f"Version: {version}", control.read_text(), flags=re.M))
    run(["dpkg-deb", "--root-owner-group", "-b", unpacked, folder / f"veille_{version}.deb"])
    shutil.rmtree(unpacked)


class Tree:
    """The folder. /srv has the package, the same under a higher version, and the sample publications."""

    def __init__(self, folder, package):
        self.folder = folder
        self.version = run(["dpkg-deb", "-f", package, "Version"]).stdout.strip()
        self.next_version = self.version + "+1"
        say("debootstrap: a minimal Debian 12")
        run(["unshare", "--mount", "debootstrap", "--variant=minbase", "bookworm", folder], timeout=1200)
        # Packages start nothing as long as it is only a folder.
        self.policy = folder / "usr" / "sbin" / "policy-rc.d"
        self.policy.write_text("#!/bin/sh\nexit 101\n")
        self.policy.chmod(0o755)
        shutil.copy("/etc/resolv.conf", folder / "etc" / "resolv.conf")
        shutil.copytree(ROOT / "corpus", folder / "srv" / "corpus")
        with_version(package, self.version, folder / "srv")
        with_version(package, self.next_version, folder / "srv")
        run(["chmod", "-R", "a+rX", folder / "srv"])

    def command(self, *arguments):
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", CHROOT.format(self.folder), "sh", *arguments]

    def run(self, *arguments, **more):
        return run(self.command(*arguments), **more)

    def install(self, *names):
        self.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *names, timeout=1200)

    def configure(self):
        """What an administrator writes: the sources."""
        text = (ROOT / "corpus" / "veille.yaml").read_text(encoding="utf-8").replace("folder: sites/", "folder: /srv/corpus/sites/")
        (self.folder / "etc" / "veille" / "veille.yaml").write_text(text, encoding="utf-8")

    def files(self):
        out = set()
        for folder, folders, names in os.walk(self.folder):
            inner = folder.removeprefix(str(self.folder))
            folders[:] = [name for name in folders if not PASSED_OVER.match(f"{inner}/{name}")]
            out |= {f"{inner}/{name}" for name in folders + names if not PASSED_OVER.match(f"{inner}/{name}")}
        return out

    def users(self):
        return {name: (self.folder / "etc" / name).read_text() for name in ("passwd", "group")}

    def nothing_is_left(self, files, users):
        left = sorted(self.files() - files)
        must(not left, f"purged, nothing is left on disk {left or ''}")
        must(self.users() == users, "nor in the lists of users and groups")
