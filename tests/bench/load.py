"""Clients that ask a server a lot, or hardly anything: what `scripts/bench serve` and `scripts/torture serve` load searchd with."""
import itertools
import re
import socket
import subprocess
import threading
import time
import urllib.parse

SECONDS = 5
PAUSE_SECONDS = 0.3
WORDS = ("data", "service", "design", "government", "digital", "public", "code", "open", "team", "projet", "données", "Daten", "software", "user", "agile", "health")


def wrk(url, *arguments, seconds=SECONDS, connections=16, script=None):
    """Requests a second, errors, and seconds by percentile. What it leaves unanswered is worked on when the next one begins,
    whose clients would then wait behind those of this one: a pause lets it end."""
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *(("-s", script) if script else ()), *arguments, url]
    text = subprocess.run(words, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout
    time.sleep(PAUSE_SECONDS)
    units = {"us": 1e-6, "ms": 1e-3, "s": 1.0}
    at = {p: float(v) * units[u] for p, v, u in re.findall(r"^\s+(\d+)% +([\d.]+)(us|ms|s)$", text, re.M)}
    wrong = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", text)) + sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", text)))
    return float(re.search(r"Requests/sec: +([\d.]+)", text).group(1)), wrong, at


def lua(folder, targets):
    """A wrk script that asks one target after the other."""
    file = folder / "targets.lua"
    file.write_text("local targets = {" + ",".join(f'"{t}"' for t in targets) + "}\nlocal n = 0\n"
                    "request = function() n = n + 1; return wrk.format('GET', targets[n % #targets + 1]) end\n")
    return str(file)


RUNS = itertools.count()


def fresh(folder, words=("data", "open", "code", "team", "time", "table", "test", "daten", "recht", "netz")):
    """A wrk script that asks searches of two words with all facets, without end, none of which any such script has asked before."""
    file = folder / "fresh.lua"
    listed = ",".join(f'"{urllib.parse.quote(word)}"' for word in words)
    file.write_text(f"local words = {{{listed}}}\nlocal n = {next(RUNS) * 10_000_000}\n"
                    "request = function()\n  n = n + 1\n  local a, b = words[n % #words + 1], words[math.floor(n / #words) % #words + 1]\n"
                    "  return 'GET /api/v1/search?hl=en&q=' .. a .. '+' .. b .. '+-zz' .. n .. ' HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'\nend\n")
    return str(file)


class Held:
    """Connections that have sent a part of a head and say a little more every few seconds; spread over source addresses."""

    def __init__(self, port, count):
        self.sockets = []
        self.stop = threading.Event()
        for n in range(count):
            client = socket.socket()
            client.bind((f"127.0.1.{1 + n % 200}", 0))
            client.connect(("127.0.0.1", port))
            client.sendall(b"GET / HTTP/1.1\r\n")
            self.sockets.append(client)
        self.thread = threading.Thread(target=self.trickle)
        self.thread.start()

    def trickle(self):
        while not self.stop.wait(2):
            for client in self.sockets:
                try:
                    client.sendall(b"X: y\r\n")
                except OSError:
                    pass

    def close(self):
        self.stop.set()
        self.thread.join()
        for client in self.sockets:
            client.close()
