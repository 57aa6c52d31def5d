"""Proxies as the README configures them, listening on a socket in a folder of their own, before servers that are started for them."""
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
import unittest

from programs import ROOT, Folder, Searchd

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language, having=""):
    return [body for found, body in re.findall(r"^```(\w*)\n(.*?)^```$", README, re.M | re.S) if found == language and having in body]


def block(language, having):
    found = blocks(language, having)
    assert len(found) == 1, (language, having, len(found))
    return found[0]


class Local(http.client.HTTPConnection):
    """HTTP over a socket in the file system, as a client of search.example.org."""

    def __init__(self, path):
        super().__init__("search.example.org", timeout=20)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(20)
        self.sock.connect(self.path)


PROGRAMS = {name: shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("nginx", "caddy")}


# scripts/install-packages leaves them out where they would begin to serve.
@unittest.skipIf(None in PROGRAMS.values() and os.path.isdir("/run/systemd/system"), "nginx or caddy is not installed")
class Proxied(unittest.TestCase):
    """Has `path`, a folder that is removed afterwards."""

    def setUp(self):
        folder = Folder()
        self.path = folder.__enter__()
        self.addCleanup(folder.__exit__)

    def start_searchd(self, public_url, index="index"):
        server = Searchd(self.path / index, "--public-url", public_url, "--trusted-proxy", "127.0.0.1")
        server.__enter__()
        self.addCleanup(server.stop)
        return server

    def start_proxy(self, *words):
        log = open(self.path / "log", "wb")
        self.addCleanup(log.close)
        environment = {**os.environ, "HOME": str(self.path), "XDG_DATA_HOME": str(self.path), "XDG_CONFIG_HOME": str(self.path)}
        proxy = subprocess.Popen(list(map(str, words)), stdout=log, stderr=subprocess.STDOUT, env=environment)
        self.addCleanup(proxy.wait, 20)
        self.addCleanup(proxy.terminate)
        for _ in range(200):
            if self.listens():
                return
            self.assertIsNone(proxy.poll(), (self.path / "log").read_text())
            time.sleep(0.05)
        self.fail((self.path / "log").read_text())

    def listens(self):
        """The socket is there a moment before anyone listens on it."""
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.path / "socket"))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
        return True

    def ask(self, target, **headers):
        connection = Local(self.path / "socket")
        try:
            connection.request("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def nginx(self, site):
        """Starts nginx with the site of the README, which is to listen on port 80."""
        site = site.replace("listen 80;", f"listen unix:{self.path}/socket;")
        temporary = "".join(f"  {kind}_temp_path {self.path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.path / "nginx.conf").write_text(f"daemon off;\nmaster_process off;\npid {self.path}/pid;\nerror_log stderr;\nevents {{}}\n"
                                              f"http {{\n  access_log off;\n{temporary}{site}}}\n")
        self.start_proxy(PROGRAMS["nginx"], "-e", "stderr", "-p", self.path, "-c", self.path / "nginx.conf")
