"""Row 17: links, names and redirects that would make the indexer ask what is not public (server-side request forgery).

Runs in a network namespace, where every address is this machine, names say what the row wants, and servers note where they were called.
"""
import json
import os
import pathlib
import subprocess
import sys
import threading

from programs import INDEXER, ROOT, Folder, export, run_indexer
from small_internet import Names, Servers, bring_up

PUBLIC = ["8.8.4.100", "2606:4700::100"]
DENIED = ["127.0.0.1", "127.9.9.9", "10.0.0.5", "100.64.0.1", "169.254.169.254", "172.16.0.9", "172.31.255.254", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1",
          "198.18.0.1", "198.19.255.254", "198.51.100.7", "203.0.113.5", "240.0.0.1", "::1", "fd00::1", "fe80::1", "fec0::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
          "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "5f00::1", "::7f00:1"]
UNASSIGNED = ["0.0.0.0", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.5", "255.255.255.255", "224.0.0.1", "ff02::1"]
SPELLINGS = ["127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "0", "0.0.0.0", "0xA9FEA9FE", "2852039166", "169.254.43518",
             "0251.0376.0251.0376", "127.0.0.1.", "127%2e0%2e0%2e1", "localhost", "LOCALHOST", "localhost.", "ip6-localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]",
             "[0:0:0:0:0:0:0:1]", "[fe80::1%25lo]", "①②⑦.⓪.⓪.①", "127。0。0。1"]
OTHER_SCHEMES = ["file:///etc/passwd", "ftp://127.0.0.1/x.pdf", "gopher://127.0.0.1:80/_GET", "dict://127.0.0.1:22/", "ldap://127.0.0.1/", "smb://127.0.0.1/x.pdf", "javascript:1",
                 "data:application/pdf,x", "http://user:word@127.0.0.1/x.pdf", "http://ok.pub.example@127.0.0.1/x.pdf", "http://127.0.0.1#@ok.pub.example/x.pdf",
                 "http://127.0.0.1\\@ok.pub.example/x.pdf", "http://ok.pub.example:22/x.pdf", "http://ok.pub.example:8080/x.pdf", "//127.0.0.1/x.pdf", "http:///127.0.0.1/x.pdf",
                 "http://127.0.0.1:80:80/x.pdf", "http://[::1/x.pdf", "http://ok.pub.example%00.127.0.0.1/x.pdf", "http://ok.pub.example%0d%0aHost:127.0.0.1/x.pdf", "\thttp://127.0.0.1/x.pdf"]
PORTS = [80, 443, 22, 8080]
# The same text at two addresses would be one publication.
PDF, OTHER_PDF = sorted((path.read_bytes() for path in (ROOT / "corpus" / "sites").rglob("*.pdf")), key=len)[-2:]


class Cases:
    """Links, what names say, and where servers send whoever asks, by host."""

    def __init__(self, redirects, turning):
        self.links, self.names, self.targets, self.hosts = [], {}, {}, ["*.evil.example", "*.pub.example"]
        self.name("ok.pub.example", PUBLIC)
        for spelling in SPELLINGS:
            self.links.append(f"http://{spelling}/x.pdf")
            self.hosts.append(spelling)
        for number, address in enumerate(DENIED + UNASSIGNED):
            self.link_to_name(f"n{number}.evil.example", [address])
        self.link_to_name("c1.evil.example", ["localhost"])
        self.link_to_name("c2.evil.example", ["n0.evil.example", "127.0.0.1"])
        self.links += OTHER_SCHEMES
        for number, address in enumerate((DENIED + UNASSIGNED)[:turning]):
            self.link_to_name(f"t{number}.pub.example", PUBLIC[:1], [address])
            self.link_to_name(f"m{number}.evil.example", [address, PUBLIC[0], address])
        goals = [*(f"http://{spelling}/x.pdf" for spelling in SPELLINGS), *(f"http://n{number}.evil.example/x.pdf" for number in range(len(DENIED))), *OTHER_SCHEMES]
        for number, goal in enumerate(goals[::max(1, len(goals) // redirects)]):
            self.link_to_name(f"r{number}.pub.example", PUBLIC[:1])
            self.targets[f"r{number}.pub.example"] = goal
        self.links.append("http://ok.pub.example/x.pdf")

    def name(self, name, *rounds):
        self.names[name] = list(rounds)

    def link_to_name(self, name, *rounds):
        self.name(name, *rounds)
        self.links.append(f"http://{name}/x.pdf")

    def answer(self, host, path):
        target = self.targets.get(host.split(":")[0])
        if path == "/robots.txt":
            return 404, [], b""
        if target:
            return 302, [("Location", target.encode("ascii", "replace").decode())], b""
        return 200, [], PDF if host.startswith("ok.") else OTHER_PDF


def accepted(folder, host):
    """Whether veille.yaml may name the host at all."""
    config = folder / "one-host.yaml"
    config.write_text("fetch:\n  hosts: " + json.dumps([host]) + "\nsources:\n  - folder: site\n", encoding="utf-8")
    process = run_indexer("build", "--index", folder / "index-of-one-host", "--config", config)
    return "is no host" not in process.stderr


def inside(folder, redirects, turning):
    """What is done in the namespace; prints what came of it."""
    cases = Cases(redirects, turning)
    bring_up(PUBLIC + DENIED, folder)
    (folder / "site").mkdir()
    cases.hosts = [host for host in cases.hosts if accepted(folder, host)]
    (folder / "site" / "post.md").write_text("# Post\n\n" + "\n".join(f"- [it](<{link}>)" for link in cases.links) + "\n", encoding="utf-8")
    (folder / "veille.yaml").write_text("fetch:\n  hosts: " + json.dumps(cases.hosts) + "\nsources:\n  - id: s\n    folder: site\n    url: https://s.example\n", encoding="utf-8")
    names = Names(cases.names)
    threading.Thread(target=names.serve_forever, daemon=True).start()
    with Servers(PORTS, cases.answer) as servers:
        process = subprocess.run([INDEXER, "build", "--json", "--fetch", "--index", folder / "index", "--config", folder / "veille.yaml"],
                                 capture_output=True, text=True, timeout=1200, check=False)
        called = [(address, port, count) for (address, port), count in servers.called.items()]
    known = [publication["path"] for publication in export(folder / "index")] if process.returncode in (0, 2) else [process.stderr]
    print(json.dumps({"cases": len(cases.links), "called": called, "known": [path for path in known if path != "post.md"], "hosts": len(cases.hosts),
                      "asked": len({name for name, _ in names.asked})}))


def run(board, size):
    with Folder() as folder:
        command = ["unshare", "--user", "--map-root-user", "--mount", "--net", sys.executable, "-W", "error", __file__, str(folder), str(size.of(4, 70)), str(size.of(2, 36))]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.run(command, capture_output=True, text=True, timeout=1300, check=False, env=environment)
    if process.returncode != 0:
        board.promise(17, "links, names and redirects to what is not public", f"could not be tried: {process.stderr.strip()[-300:]}", "0", False)
        return
    found = json.loads(process.stdout)
    elsewhere = [call for call in found["called"] if call[0] not in PUBLIC or call[1] not in (80, 443)]
    board.promise(17, f"{found['cases']} links, names and redirects to what is not public; {sum(call[2] for call in found['called'])} connections to what is, "
                      f"{found['asked']} names asked for; connections elsewhere", elsewhere or 0, "0", not elsewhere)
    board.promise(17, "the one report that is public comes into the index", found["known"][:3], "['http://ok.pub.example/x.pdf']", "http://ok.pub.example/x.pdf" in found["known"])


if __name__ == "__main__":
    inside(pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
