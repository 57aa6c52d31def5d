"""An internet of one machine, for a process in a network namespace of its own: names, and servers at any address.

Run in namespaces of network and mounts, as root there. `Names` answers what the table says, `Servers` notes at which of this machine's addresses somebody called.
"""
import collections
import http.server
import ipaddress
import pathlib
import socket
import socketserver
import struct
import subprocess
import threading

A, CNAME, AAAA = 1, 5, 28


def bring_up(addresses, folder):
    """Takes the addresses for this machine, and makes the resolver ask it."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in addresses:
        version = ipaddress.ip_address(address).version
        more = ["nodad"] if version == 6 else []
        subprocess.run(["ip", f"-{version}", "addr", "add", f"{address}/{32 if version == 4 else 128}", "dev", "lo", *more], check=False, stderr=subprocess.DEVNULL)
    resolver = pathlib.Path(folder) / "resolv.conf"
    resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:2\n", encoding="ascii")
    subprocess.run(["mount", "--bind", str(resolver), "/etc/resolv.conf"], check=True)


class Names(socketserver.ThreadingUDPServer):
    """`table` has for a name lists of addresses (or one other name): the first for the first question, the last for all from then on."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, table):
        self.table, self.asked = table, collections.Counter()
        super().__init__(("127.0.0.1", 53), Question)

    def answers(self, name, kind):
        rounds = self.table.get(name, [])
        self.asked[name, kind] += 1
        return rounds[min(self.asked[name, kind], len(rounds)) - 1] if rounds else []


class Question(socketserver.BaseRequestHandler):
    def handle(self):
        data, answering = self.request
        labels, at = [], 12
        while data[at]:
            labels.append(data[at + 1:at + 1 + data[at]].decode("ascii").lower())
            at += 1 + data[at]
        kind = struct.unpack(">H", data[at + 1:at + 3])[0]
        records = [record for answer in self.server.answers(".".join(labels), kind) for record in encoded(answer, kind)]
        head = data[:2] + struct.pack(">HHHHH", 0x8580, 1, len(records), 0, 0)
        answering.sendto(head + data[12:at + 5] + b"".join(records), self.client_address)


def encoded(answer, kind):
    """A record for an answer, when it is of this kind."""
    try:
        address = ipaddress.ip_address(answer)
    except ValueError:
        target = b"".join(bytes([len(label)]) + label.encode("ascii") for label in answer.split(".")) + b"\0"
        yield b"\xc0\x0c" + struct.pack(">HHIH", CNAME, 1, 0, len(target)) + target
        return
    if kind == (A if address.version == 4 else AAAA):
        yield b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(address.packed)) + address.packed


class Servers:
    """Servers at these ports of every address; `called` has the addresses and ports at which somebody called. A context."""

    def __init__(self, ports, answer):
        self.called = collections.Counter()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def setup(self):
                owner.called[self.request.getsockname()[0].removeprefix("::ffff:"), self.request.getsockname()[1]] += 1
                super().setup()

            def do_GET(self):
                status, headers, body = answer(self.headers.get("Host", ""), self.path)
                self.send_response(status)
                for name, value in (*headers, ("Content-Length", str(len(body)))):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            address_family, daemon_threads = socket.AF_INET6, True

            def handle_error(self, *_):
                """Who calls and says nothing has called all the same."""

        # A socket of IPv6 is called by IPv4 as well.
        self.servers = [Server(("::", port), Handler) for port in ports]

    def __enter__(self):
        for server in self.servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.shutdown()
            server.server_close()
