"""Row 9: thousands of clients that say their request slowly, or hardly read the answer, beside others that want to search.

slowhttptest attacks: all its connections come from one address, of which searchd serves 64 at a time. Here it is told that they come through a
proxy, so that they count as those of many clients, and that there may be more of them than usual.
"""
import contextlib
import os
import pathlib
import re
import resource
import select
import signal
import socket
import statistics
import subprocess
import threading
import time

from load import fresh, wrk
from programs import Folder, Searchd
from query_bombs import build_bombed
from scoreboard import memory_besides_caches, wait_for

OPTIONS = ["--trusted-proxy", "127.0.0.0/8", "--max-connections", "12000"]
MOST_SECONDS = 12.0
MOST_MEMORY = 64
ESTABLISHED = "01"  # in proc(5), net/tcp
OF_ONE_PROGRAM = 1000
OF_EACH_KIND = 20
AT_ONCE = 1000
TO_BE_READ = "/api/v1/search?q=data&per_page=100&explain=true"


class Attack:
    """A running slowhttptest, as a context; on one core, so that it leaves the other to the server and its clients."""

    def __init__(self, url, *options):
        core = max(os.sched_getaffinity(0))
        self.words = ["taskset", "-c", str(core), "slowhttptest", "-u", url, "-l", "60", "-p", "3", *map(str, options)]

    def __enter__(self):
        self.process = subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=20)


def open_files():
    """As many descriptors as this machine lets programs have, for all that are started from here."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def connections(server):
    """How many the server has; none when it is not there any more."""
    try:
        return int(re.search(r"^veille_connections (\d+)", server.get("/metrics")[2], re.M).group(1))
    except OSError:
        return 0


class Peak:
    """The most memory and connections of a server while this context is open."""

    def __init__(self, server):
        self.server = server
        self.memory, self.connections = 0, 0
        self.stop = threading.Event()

    def look(self):
        with contextlib.suppress(OSError, AttributeError):  # when it has ended
            while not self.stop.wait(0.25):
                self.memory = max(self.memory, memory_besides_caches(self.server))
                self.connections = max(self.connections, connections(self.server))

    def __enter__(self):
        self.thread = threading.Thread(target=self.look)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()


def slowest_hundredth(server, folder, seconds):
    """The 99th percentile of searches over 4 connections, in seconds; endless when the server is not there any more."""
    try:
        _, wrong, at = wrk(server.base, seconds=seconds, connections=4, script=fresh(folder))
    except subprocess.CalledProcessError:
        return float("inf"), 1
    return at.get("99", float("inf")), wrong


def attack(stack, server, heads, reads):
    """Several programs attack, since one is slow when it has many connections."""
    for _ in range(heads // OF_ONE_PROGRAM):
        stack.enter_context(Attack(server.base + "/", "-H", "-c", OF_ONE_PROGRAM, "-i", 5, "-r", 2500, "-x", 24, "-t", "GET"))
    stack.enter_context(Attack(server.base + TO_BE_READ, "-X", "-c", reads, "-r", 1000, "-w", 10, "-y", 20, "-n", 5, "-z", 32, "-k", 3))


def attacked(board, size, server, folder):
    heads, reads = min(size.of(2000, 10000), (open_files() - 2000) // 1000 * 1000), size.of(200, 1000)
    slowest_hundredth(server, folder, size.of(2, 15))  # fills the caches
    before = statistics.median(slowest_hundredth(server, folder, 2)[0] for _ in range(3))
    memory = memory_besides_caches(server)
    with Peak(server) as peak, contextlib.ExitStack() as stack:
        attack(stack, server, heads, reads)
        wait_for(lambda: connections(server) >= 0.95 * (heads + reads), seconds=8, pause=0.1)
        time.sleep(1)  # until what the readers ask for is on its way
        begun_with = connections(server)
        meanwhile, wrong = slowest_hundredth(server, folder, 3)
        held = min(begun_with, connections(server))
        # The attack goes on until the last of its connections has been closed.
        gone = wait_for(lambda: connections(server) <= 10, seconds=30, pause=0.2)
    asked = max(2 * before, before + 0.01)
    board.figure(9, f"the 99th percentile of others, alone and beside {heads} slow heads and {reads} slow readers ({held} of them all the time)",
                 f"{before * 1000:.1f} ms, {meanwhile * 1000:.1f} ms", f"{asked * 1000:.1f} ms", meanwhile <= asked)
    board.promise(9, "requests of others that failed meanwhile", wrong, "0", wrong == 0)
    board.figure(9, f"memory for {peak.connections} connections, besides what the caches hold", f"{peak.memory - memory:.0f} MiB", f"{MOST_MEMORY} MiB",
                 peak.memory - memory <= MOST_MEMORY)
    alive = server.process.poll() is None
    board.promise(9, "the server lives, without them, before the attack ends", fate(server) if not alive or gone else f"{connections(server)} are left",
                  "yes", alive and gone is not None)


def fate(server):
    status = server.process.poll()
    return "yes" if status is None else f"it ended with {signal.Signals(-status).name if status < 0 else status}"


def seconds_of_patience(server):
    """How long the server has a connection that does not end its head: the time for it, and what it waits behind its answer that the head is late."""
    clients = [Slow(server.port, "head") for _ in range(OF_EACH_KIND)]
    for client in clients:
        client.socket.sendall(b"GET")
    for _ in range(20_000):
        queues, now = queues_at(server.port), time.monotonic()
        for client in clients:
            if client.seconds is None:
                client.look(queues, now)
        if all(client.seconds is not None for client in clients):
            break
        time.sleep(0.001)
    for client in clients:
        client.socket.close()
    return statistics.median(client.seconds for client in clients)


def meet(server, patience):
    """Connections of which each ends within some milliseconds of when the server has waited for it long enough."""
    with contextlib.ExitStack() as stack:
        clients = []
        for number in range(AT_ONCE):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            client.sendall(b"GET")
            clients.append((time.monotonic() + patience + (number % 40 - 20) / 2500, number, client))
        for moment, _, client in sorted(clients):
            time.sleep(max(0.0, moment - time.monotonic()))
            client.close()
    wait_for(lambda: connections(server) <= 1, seconds=5)


def coincide(board, size, index):
    """What waits for a connection, and what waits for its time to be over, must not touch it when the other has ended it."""
    rounds = size.of(4, 40)
    with Searchd(index, *OPTIONS, "--head-seconds", "0.3") as server:
        patience = seconds_of_patience(server)
        for done in range(rounds):
            with contextlib.suppress(OSError):
                meet(server, patience)
            if server.process.poll() is not None:
                break
        board.promise(9, f"the server lives when {AT_ONCE} connections end just as their time is over, {done + 1} times", fate(server), "yes",
                      server.process.poll() is None)


class Slow:
    """A connection that sends, or reads, a byte each second; or reads nothing at all."""

    def __init__(self, port, kind):
        self.kind = kind
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self.socket.connect(("127.0.0.1", port))
        self.port = self.socket.getsockname()[1]
        self.begin = time.monotonic()
        self.seconds, self.queue = None, 0
        if kind != "head":
            self.socket.sendall(b"GET /api/v1/search.jsonl HTTP/1.1\r\nHost: a\r\n\r\n" * 10)
        self.head = iter(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: " + b"y" * 1000)

    def go_on(self):
        try:
            if self.kind == "head":
                self.socket.send(bytes([next(self.head)]))
            elif self.kind == "reading" and select.select([self.socket], [], [], 0)[0]:
                self.socket.recv(1)
        except OSError:
            pass  # the server has ended it; when, is seen at its own end

    def look(self, queues, now):
        """Time counts from the last moment at which the server could still send something."""
        queue = queues.get(self.port)
        if queue is None:
            self.seconds = now - self.begin
        elif self.kind != "head" and queue > self.queue:
            self.begin, self.queue = now, queue


def queues_at(port):
    """What waits to be sent to clients over the connections that a process still has at this port, by the clients' ports. The kernel is asked,
    since a client that does not read does not see the end either. Where the server has ended its side nothing is added any more."""
    out = {}
    for line in pathlib.Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if int(fields[1].rpartition(":")[2], 16) == port and fields[9] != "0":
            out[int(fields[2].rpartition(":")[2], 16)] = int(fields[4].partition(":")[0], 16) if fields[3] == ESTABLISHED else 0
    return out


def watch(server, clients, seconds):
    begin = last = time.monotonic()
    while time.monotonic() - begin < seconds and any(client.seconds is None for client in clients):
        time.sleep(0.05)
        queues, now = queues_at(server.port), time.monotonic()
        waiting = [client for client in clients if client.seconds is None]
        for client in waiting:
            client.look(queues, now)
            if now - last >= 1:
                client.go_on()
        last = now if now - last >= 1 else last


def let_go(board, index):
    kinds = {"head": "send a byte of the head each second", "reading": "read a byte of a long answer each second", "silent": "read nothing of a long answer"}
    with Searchd(index, *OPTIONS, "--max-exports", "100", "--max-exports-per-client", "100") as server:
        clients = [Slow(server.port, kind) for kind in kinds for _ in range(OF_EACH_KIND)]
        watch(server, clients, 60)
        for client in clients:
            client.socket.close()
    for kind, what in kinds.items():
        seconds = [client.seconds if client.seconds is not None else 60.0 for client in clients if client.kind == kind]
        # Half a second is for a machine that is busy with something else.
        board.promise(9, f"{len(seconds)} connections that {what}: the server lets go of them after", f"{min(seconds):.1f} to {max(seconds):.1f} s",
                      f"{MOST_SECONDS:.0f} s", max(seconds) <= MOST_SECONDS + 0.5)


def run(board, size):
    open_files()
    with Folder() as folder:
        index = build_bombed(folder)
        with Searchd(index, *OPTIONS) as server:
            attacked(board, size, server, folder)
        let_go(board, index)
        coincide(board, size, index)
