"""Tries a package in a fresh Debian 12 that is thrown away: scripts/package --check.

First without systemd, by hand as its user; then, where this machine lets systemd-nspawn boot it, as an
administrator would: units, upgrade, removal. Each wait is bounded, and everything made here goes again.
"""
import json
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import tempfile

from debian_machine import CannotBoot, Machine
from debian_tree import ENVIRONMENT, Tree, child_of, must, run, say, within

INDEXER, SEARCHD, TIMER, PATH = "veille-indexer.service", "veille-searchd.service", "veille-indexer.timer", "veille-indexer.path"
BASE = "http://127.0.0.1:8080"
SEARCH = "/api/v1/search?q=accessibilit%C3%A9+clavier&hl=fr&fields=title&facets=none"
FIRST = "matinée sans souris"


def ask(url, network=None):
    """The body of an answer, "" when nobody answers. `network`: the process whose network is used."""
    program = "import sys, urllib.request; sys.stdout.write(urllib.request.urlopen(sys.argv[1], timeout=10).read().decode())"
    into = ["nsenter", "-t", network, "-n", "--"] if network else []
    done = run([*into, sys.executable, "-c", program, url], timeout=60, check=False)
    return done.stdout if done.returncode == 0 else ""


def finds(base, network=None):
    answer = ask(base + SEARCH, network)
    results = json.loads(answer)["results"] if answer else []
    return bool(results) and FIRST in results[0]["title"]


def confinement(text):
    """What a build's summary says of how converters were confined."""
    return ", ".join(re.findall(r"\((converters: .*?)\)", text))


def served_by_hand(tree, *as_user):
    command = tree.command(*as_user, "veille-searchd", "--config", "/etc/veille/searchd.toml", "--listen", "127.0.0.1:0")
    server = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        ready, _, _ = select.select([server.stdout], [], [], 30)
        line = server.stdout.readline() if ready else ""
        must(line.startswith("listening on "), "searchd listens")
        must(finds(line.split()[-1]), "a search finds what it should")
        os.kill(child_of(server), signal.SIGTERM)
        must(server.wait(timeout=20) == 0, "and stops when it is asked to")
    finally:
        if server.poll() is None:
            os.kill(child_of(server) or server.pid, signal.SIGKILL)
            server.wait()
        server.stdout.close()


def without_systemd(tree):
    """What a container has: no service manager."""
    say("without systemd: the units' commands as their user, not under the units' settings")
    package = f"/srv/veille_{tree.version}.deb"
    tree.run("apt-get", "update", "-qq", timeout=1200)
    simulated = tree.run("apt-get", "install", "-s", "--no-install-recommends", package).stdout
    others = [name for name in re.findall(r"^Inst (\S+)", simulated, re.M) if name != "veille"]
    must("bubblewrap" in others, f"apt installs {len(others)} packages besides, on which it depends")
    tree.install(*others)
    files, users = tree.files(), tree.users()
    tree.install(package)
    must(tree.run("veille-searchd", "--version").stdout.startswith("veille-searchd "), "it runs in a minimal system with these")
    must(tree.run("stat", "-c", "%U:%G %a", "/var/lib/veille").stdout.strip() == "veille:veille 750", "its user and the folder of its index are there")
    tree.configure()
    as_user = ("setpriv", "--reuid=veille", "--regid=veille", "--init-groups", "--no-new-privs")
    done = tree.run(*as_user, "veille-indexer", "build", "--index", "/var/lib/veille/index", "--config", "/etc/veille/veille.yaml", check=False)
    must(done.returncode in (0, 2) and "53 publications" in done.stdout, "the sample publications are indexed")
    say("    " + confinement(done.stdout))
    served_by_hand(tree, *as_user)
    tree.run("apt-get", "purge", "-y", "-qq", "veille")
    tree.nothing_is_left(files, users)


def units_are_right(machine):
    units = {unit: f"/usr/lib/systemd/system/{unit}" for unit in (SEARCHD, INDEXER, TIMER, PATH)}
    done = machine.run("systemd-analyze", "verify", "--man=no", *units.values(), check=False)
    must(done.returncode == 0 and "veille" not in done.stderr, f"systemd-analyze verify {done.stderr.strip()}")
    # The indexer needs namespaces for its converters and the network for reports: it cannot be closed as far.
    for unit, threshold in ((SEARCHD, 15), (INDEXER, 30)):
        done = machine.run("systemd-analyze", "security", "--offline=true", f"--threshold={threshold}", units[unit], check=False)
        must(done.returncode == 0, done.stdout.strip().split("\n")[-1].removeprefix("→ "))


def a_fresh_installation(machine, tree):
    machine.install(tree.version)
    units_are_right(machine)
    enabled = [machine.run("systemctl", "is-enabled", unit, check=False).stdout.strip() for unit in (SEARCHD, TIMER, PATH)]
    must(enabled == ["enabled"] * 3, "the units are enabled")
    must(machine.show(SEARCHD, "ActiveState") == "active", "searchd runs before there is an index")
    within(10, lambda: "waiting for an index" in machine.show(SEARCHD, "StatusText"), "and says what to do")
    say("    " + machine.show(SEARCHD, "StatusText"))
    machine.run("systemctl", "start", INDEXER)
    must(machine.show(INDEXER, "Result") == "exec-condition", "the indexer has nothing to do, and does not fail")


def the_first_index(machine, tree):
    tree.configure()
    machine.run("systemctl", "start", INDEXER)
    must(machine.show(INDEXER, "Result") == "success", f"the unit indexes (exit status {machine.show(INDEXER, 'ExecMainStatus')})")
    must("53 publications" in machine.journal(INDEXER), "all the sample publications")
    say("    " + confinement(machine.journal(INDEXER)))
    within(20, lambda: finds(BASE, machine.leader), "searchd takes the first index over by itself and answers")
    must(machine.run("runuser", "-u", "nobody", "--", "ls", "/var/lib/veille", check=False).returncode != 0, "others cannot read the index")


def as_it_runs(machine, tree):
    process = machine.show(SEARCHD, "MainPID")
    machine.run("systemctl", "kill", "-s", "KILL", SEARCHD)
    within(20, lambda: machine.show(SEARCHD, "MainPID") not in ("0", process) and finds(BASE, machine.leader), "killed, it is started anew and answers")
    process = machine.show(SEARCHD, "MainPID")
    machine.run("systemctl", "reload", SEARCHD)
    must(machine.show(SEARCHD, "MainPID") == process and finds(BASE, machine.leader), "it can be reloaded")
    ended = machine.show(INDEXER, "ExecMainExitTimestampMonotonic")
    (tree.folder / "var" / "lib" / "veille" / "build-now").touch()
    within(60, lambda: machine.show(INDEXER, "ExecMainExitTimestampMonotonic") not in ("0", ended), "touching build-now builds")
    must(machine.run("systemctl", "--failed", "--plain", "--no-legend", "list-units", "veille-*").stdout == "", "no unit of ours has failed")


def an_upgrade(machine, tree):
    settings = tree.folder / "etc" / "veille" / "searchd.toml"
    settings.write_text(settings.read_text() + 'site-name = "Ours"\n')
    machine.run("systemctl", "disable", "--now", PATH)
    process = machine.show(SEARCHD, "MainPID")
    machine.install(tree.next_version)
    must(machine.run("dpkg-query", "-W", "-f=${Version}", "veille").stdout == tree.next_version, f"upgraded to {tree.next_version}")
    within(20, lambda: finds(BASE, machine.leader) and machine.show(SEARCHD, "MainPID") != process, "the new searchd serves the index that was there")
    must("Ours" in ask(BASE + "/search?q=data", machine.leader), "with the configuration as it was changed")
    must(machine.run("systemctl", "is-enabled", PATH, check=False).stdout.strip() == "disabled", "what was disabled stays disabled")


def an_index_of_another_schema(machine, tree):
    index = tree.folder / "var" / "lib" / "veille" / "index"
    manifest = index / os.readlink(index / "current") / "manifest.json"
    other = json.loads(manifest.read_text())
    other["schema_version"] -= 1
    manifest.write_text(json.dumps(other))
    machine.install(tree.next_version, "--reinstall")
    within(20, lambda: "the snapshot has schema" in machine.journal(SEARCHD), "after an upgrade to another schema searchd says so and waits")
    within(240, lambda: finds(BASE, machine.leader), "until the timer has built the index anew, which needs nobody")


def removing(machine, tree, files, users):
    machine.run("apt-get", "remove", "-y", "-qq", "veille")
    must(machine.show(SEARCHD, "LoadState") == "not-found" and not ask(BASE + "/healthz", machine.leader), "removed, nothing runs")
    kept = (tree.folder / "etc/veille/searchd.toml").exists() and (tree.folder / "var/lib/veille/index/current").is_symlink()
    must(kept, "configuration and index are kept")
    machine.install(tree.next_version)
    within(20, lambda: finds(BASE, machine.leader), "installed again, it serves what was there")
    machine.run("apt-get", "purge", "-y", "-qq", "veille")
    tree.nothing_is_left(files, users)


def with_systemd(tree):
    tree.install("systemd", "systemd-sysv", "dbus")
    tree.policy.unlink()
    say("booted by systemd-nspawn: the units under their settings")
    with Machine(tree) as machine:
        files, users = tree.files(), tree.users()
        try:
            a_fresh_installation(machine, tree)
            the_first_index(machine, tree)
            as_it_runs(machine, tree)
            an_upgrade(machine, tree)
            an_index_of_another_schema(machine, tree)
            removing(machine, tree, files, users)
        except AssertionError:
            say(machine.journal("veille-*"))
            raise


def check(package, folder):
    tree = Tree(folder, package)
    without_systemd(tree)
    try:
        with_systemd(tree)
    except CannotBoot as error:
        say(f"  systemd-nspawn boots nothing here; only what needs no systemd was tried: {error}")
    say("all of it is as it should be")


def main():
    if os.geteuid() != 0:
        sys.exit("check_package: a fresh Debian can only be made by root: run it as root")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = pathlib.Path(tempfile.mkdtemp(prefix="veille-package-", dir="/var/tmp"))
    folder.chmod(0o755)
    try:
        check(pathlib.Path(sys.argv[1]).resolve(), folder)
    except AssertionError as error:
        sys.exit(f"check_package: {error}")
    finally:
        if f" {folder}/" in pathlib.Path("/proc/self/mountinfo").read_text():
            sys.exit(f"check_package: something is still mounted below {folder}: unmount it, and remove the folder")
        run(["rm", "-rf", "--one-file-system", folder])


if __name__ == "__main__":
    main()
