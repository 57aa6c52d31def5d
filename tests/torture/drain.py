"""Row 18: what was asked before the server is told to stop is answered whole, whatever it is doing; and a start takes no time worth speaking of.

A request counts as asked in time when its last byte was handed to the kernel before the signal was sent. One that is asked later may find the connection
closed without a byte of an answer: that is the race of every connection that is kept open, and counted apart. An answer that is cut is always wrong.
"""
import contextlib
import dataclasses
import random
import signal
import socket
import statistics
import threading
import time

from invented import WORDS, post
from programs import ROOT, Folder, Searchd, build

PUBLICATIONS = 600
SECONDS_TO_EXIT = 5
# Half a gigabyte, which `scripts/bench search --completions` makes.
LARGE_INDEX = ROOT / "build" / "bench-data" / "100000" / "index"


@dataclasses.dataclass
class Request:
    """What became of one: whole (then `body` is all of it), cut, or nothing at all."""

    target: str
    sent: float  # when its last byte was
    over: str = "kept"  # the connection: kept, or new
    end: str = "nothing"
    status: int = 0
    body: bytes = b""


class Reader:
    """Answers from a socket, to their last byte; knows whether any came."""

    def __init__(self, client):
        self.client = client
        self.bytes = b""

    def _more(self):
        got = self.client.recv(65536)
        if not got:
            raise ConnectionError("closed")
        self.bytes += got

    def _until(self, mark):
        while mark not in self.bytes:
            self._more()
        found, self.bytes = self.bytes.split(mark, 1)
        return found

    def _exactly(self, count):
        while len(self.bytes) < count:
            self._more()
        found, self.bytes = self.bytes[:count], self.bytes[count:]
        return found

    def _chunks(self):
        out = []
        while length := int(self._until(b"\r\n"), 16):
            out.append(self._exactly(length + 2)[:-2])
        self._until(b"\r\n")
        return b"".join(out)

    def answer(self, request):
        """Fills in what came, and says whether the connection goes on."""
        try:
            self._more()
            request.end = "cut"
            head = self._until(b"\r\n\r\n").split(b"\r\n")
            fields = dict(line.lower().split(b": ", 1) for line in head[1:])
            request.status = int(head[0].split()[1])
            chunked = fields.get(b"transfer-encoding") == b"chunked"
            request.body = self._chunks() if chunked else self._exactly(int(fields[b"content-length"]))
            request.end = "whole"
            return fields.get(b"connection") != b"close"
        except (OSError, ValueError, KeyError):
            return False


class Client(threading.Thread):
    """Asks one request after the other until nobody listens; over one connection, or each over one of its own; at most `pause` seconds apart."""

    def __init__(self, port, kind, keeps, pause, seed):
        super().__init__()
        self.port, self.targets, self.keeps, self.pause = port, targets_of(kind), keeps, pause
        self.rng = random.Random(seed)
        self.requests = []
        self.over = False

    def run(self):
        while not self.over:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=20) as client:
                    self._ask(client)
            except OSError:
                self.over = True  # nobody listens any more

    def _ask(self, client):
        reader = Reader(client)
        goes_on = True
        while goes_on:
            target = self.rng.choice(self.targets)
            time.sleep(self.rng.uniform(0, self.pause))
            head = f"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: {'keep-alive' if self.keeps else 'close'}\r\n\r\n".encode()
            try:
                client.sendall(head)
            except OSError:
                return  # the server had closed it before
            request = Request(target, time.monotonic(), "kept" if self.keeps else "new")
            self.requests.append(request)
            goes_on = reader.answer(request)


@dataclasses.dataclass
class Drained:
    """What was found in one or more stops."""

    whole: int = 0
    raced: int = 0
    lost: list = dataclasses.field(default_factory=list)
    statuses: list = dataclasses.field(default_factory=list)
    seconds: list = dataclasses.field(default_factory=list)

    def add(self, requests, told, expected):
        """Counts requests; `told` is when the signal was sent."""
        for request in requests:
            in_time = f"{(told - request.sent) * 1000:.1f} ms before the signal" if request.sent < told else "after the signal"
            if request.end == "whole":
                self.whole += 1
                if request.status != 200 or request.body != expected[request.target]:
                    self.lost.append(f"{request.target}: status {request.status}, {len(request.body)} bytes")
            elif request.end == "nothing" and request.sent >= told:
                self.raced += 1
            else:
                self.lost.append(f"{request.target} over a {request.over} connection: {request.end}, asked {in_time}")


def targets_of(kind):
    if kind == "export":
        return ["/api/v1/search.csv?limit=300", "/api/v1/search.jsonl?q=hospital&limit=200", "/api/v1/search.bib"]
    searches = [f"/api/v1/search?q={word}+OR+only{n}&hl=en" for n, word in enumerate(WORDS) if word.isascii()]
    return [*searches, "/search?hl=en", "/api/v1/pivot?rows=tag&columns=year"]


def stop_once(index, expected, rng, halted, drained):
    """Stops a loaded server at a random moment. With `halted`, after it did not run for a while, so that requests wait for it."""
    with Searchd(index) as server:
        kinds = [("search", True, 0)] * 3 + [("export", True, 0)] * 2 + [("export", False, 0.02)] + [("search", True, 0.05)] * 4 + [("search", False, 0.05)] * 8
        clients = [Client(server.port, *kind, rng.random()) for kind in kinds]
        for client in clients:
            client.start()
        time.sleep(rng.uniform(0.05, 0.4))
        if halted:
            server.process.send_signal(signal.SIGSTOP)
            time.sleep(0.05)
        told = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.process.send_signal(signal.SIGCONT)
        drained.statuses.append(server.process.wait(20))
        drained.seconds.append(time.monotonic() - told)
        for client in clients:
            client.join()
        drained.add([request for client in clients for request in client.requests], told, expected)


def expected_answers(index):
    with Searchd(index) as server:
        return {target: server.get(target)[2].encode() for kind in ("export", "search") for target in targets_of(kind)}


def stop_under_load(board, size, index):
    rng = random.Random(18)
    expected = expected_answers(index)
    for halted, what in ((False, "stopped under load"), (True, "stopped under load, halted for 50 ms before")):
        drained = Drained()
        for _ in range(size.of(10, 100)):
            stop_once(index, expected, rng, halted, drained)
        found = "; ".join([f"{len(drained.lost)} of {drained.whole + len(drained.lost)}", *drained.lost[:3]])
        board.promise(18, f"{what}: requests that were lost or cut", found, 0, not drained.lost)
        board.promise(18, f"{what}: ends with", sorted(set(drained.statuses)), [0], set(drained.statuses) == {0})
        board.figure(18, f"{what}: exit, longest of {len(drained.seconds)}; requests that raced", f"{max(drained.seconds):.2f} s; {drained.raced}",
                     f"{SECONDS_TO_EXIT} s", max(drained.seconds) <= SECONDS_TO_EXIT)


def ask(client, target):
    client.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    return Request(target, time.monotonic())


def stop_before_it_reads(board, size, index):
    """Requests that have all come before the signal, and that it has not read: as when the machine was busy for a moment."""
    for kept, what in ((True, "kept"), (False, "new")):
        ends = []
        for _ in range(size.of(3, 20)):
            with Searchd(index) as server, contextlib.ExitStack() as stack:
                clients = [stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20)) for _ in range(20 if kept else 1)]
                for client in clients:
                    Reader(client).answer(ask(client, "/healthz"))
                server.process.send_signal(signal.SIGSTOP)
                if not kept:
                    clients = [stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20)) for _ in range(20)]
                asked = [ask(client, "/search") for client in clients]
                server.process.send_signal(signal.SIGTERM)
                server.process.send_signal(signal.SIGCONT)
                for client, request in zip(clients, asked):
                    Reader(client).answer(request)
                ends += [request.end for request in asked]
        found = {end: ends.count(end) for end in sorted(set(ends))}
        board.promise(18, f"stopped before it has read requests of {what} connections: their answers", found, "whole", set(ends) == {"whole"})


def stop_beside_one_who_does_not_read(board, index):
    """An export that nobody takes holds up the end for as long as the server is told to wait, and no longer."""
    with Searchd(index, "--drain-seconds", "2") as server, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 1400)  # with the large ones of loopback the kernel would take megabytes
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET /api/v1/search.csv HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.5)
        assert "veille_exports 1" in server.get("/metrics")[2]
        begin = time.monotonic()
        status = server.stop()
        seconds = time.monotonic() - begin
    board.promise(18, "stopped while a client does not read, with --drain-seconds 2", f"status {status}", "status 0", status == 0)
    board.figure(18, "the same: exit", f"{seconds:.2f} s", "2.5 s", seconds <= 2.5)


def signal_at_once(board, size, index):
    """Right behind the line that says that it listens."""
    for sig, what in ((signal.SIGTERM, "told to stop"), (signal.SIGHUP, "told to look for a new snapshot")):
        ended = []
        for _ in range(size.of(10, 50)):
            with Searchd(index) as server:
                server.process.send_signal(sig)
                if sig == signal.SIGHUP:
                    time.sleep(0.05)
                ended.append(server.stop())
        killed = [status for status in ended if status != 0]
        board.promise(18, f"{what} as soon as it says that it listens: killed by that", f"{len(killed)} of {len(ended)}", 0, not killed)


def seconds_to_start(index, count, answered):
    """Until it says that it listens; or until it has answered a search, after one before it was killed."""
    seconds = []
    for _ in range(count):
        with Searchd(index) as server:
            server.stop(signal.SIGKILL if answered else signal.SIGTERM)
        begin = time.monotonic()
        with Searchd(index) as server:
            if answered:
                server.search("hospital")
            seconds.append(time.monotonic() - begin)
    return seconds


def start(board, size, index):
    mib = sum(file.stat().st_size for file in (index / "current").resolve().rglob("*") if file.is_file()) / 2**20
    seconds = seconds_to_start(index, size.of(5, 20), answered=False)
    board.figure(18, f"from start to ready, {mib:.1f} MiB: median, longest", f"{statistics.median(seconds) * 1000:.0f}, {max(seconds) * 1000:.0f} ms",
                 "300 ms (of 0.5 GB)", statistics.median(seconds) <= 0.3)
    seconds = seconds_to_start(index, size.of(5, 20), answered=True)
    board.figure(18, f"killed (-9) and started, {mib:.1f} MiB: a search is answered, median, longest",
                 f"{statistics.median(seconds) * 1000:.0f}, {max(seconds) * 1000:.0f} ms", "1 s", max(seconds) <= 1)


def run(board, size):
    with Folder() as root:
        rng, site, index = random.Random(17), root / "site", root / "index"
        site.mkdir()
        for number in range(PUBLICATIONS):
            description = " ".join(rng.choices(WORDS, k=400))
            (site / f"{number}.md").write_text(post(rng, number).replace("---\n", f"---\ndescription: {description}\n", 1), encoding="utf-8")
        build(index, site)
        stop_under_load(board, size, index)
        stop_before_it_reads(board, size, index)
        stop_beside_one_who_does_not_read(board, index)
        signal_at_once(board, size, index)
        start(board, size, LARGE_INDEX if not size.short and LARGE_INDEX.is_dir() else index)
