"""The tree of debian_tree.py, booted by systemd-nspawn."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from debian_tree import ENVIRONMENT, child_of, run


class CannotBoot(Exception):
    """This machine lets no systemd boot in a container."""


class Machine:
    """As a context; without a network but its own loopback."""

    def __init__(self, tree):
        self.tree = tree
        self.name = f"veille-check-{os.getpid()}"
        groups = [pathlib.Path("/sys/fs/cgroup", kind, name) for kind in ("", "unified", "systemd") for name in ("payload", "supervisor")]
        self.groups = [group for group in groups if group.parent.is_dir() and not group.exists()]

    def __enter__(self):
        self.log = tempfile.TemporaryFile("w+")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "-D", self.tree.folder, "--boot", "--register=no", "--keep-unit", "--private-network", "--console=pipe",
             f"--machine={self.name}", "--resolv-conf=off", "--timezone=off", "--link-journal=no"],
            env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        try:
            self.wait_until_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait_until_up(self):
        end = time.monotonic() + 60
        while True:
            self.leader = child_of(self.nspawn)
            if self.leader and self.run("systemctl", "is-system-running", check=False).stdout.strip() in ("running", "degraded"):
                return
            if self.nspawn.poll() is not None or time.monotonic() > end:
                self.log.seek(0)
                raise CannotBoot(self.log.read()[-2000:])
            time.sleep(0.5)

    def __exit__(self, *_):
        for sig, seconds in ((signal.SIGTERM, 30), (signal.SIGTERM, 15), (signal.SIGKILL, 15)):
            if self.nspawn.poll() is None:
                self.nspawn.send_signal(sig)
                try:
                    self.nspawn.wait(timeout=seconds)
                except subprocess.TimeoutExpired:
                    pass
        self.log.close()
        shutil.rmtree(f"/run/systemd/nspawn/propagate/{self.name}", ignore_errors=True)
        # systemd-nspawn leaves its groups behind where no systemd looks after them.
        for group in self.groups:
            for folder, _, _ in os.walk(group, topdown=False):
                try:
                    os.rmdir(folder)
                except OSError:
                    pass

    def run(self, *arguments, **more):
        return run(["nsenter", "-t", self.leader, "-a", "--", *arguments], **more)

    def show(self, unit, name):
        return self.run("systemctl", "show", "-P", name, unit).stdout.strip()

    def journal(self, unit):
        return self.run("journalctl", "--no-pager", "-o", "cat", "-u", unit).stdout

    def install(self, version, *options):
        return self.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *options, f"/srv/veille_{version}.deb")
