"""Row 19: ten times as many searches as the server can answer, and then a long time of ordinary use.

All load comes from one address, of which searchd serves 64 connections at a time unless it is told otherwise, as here.
"""
import collections
import contextlib
import http.client
import itertools
import os
import pathlib
import re
import subprocess
import threading
import time

from load import fresh
from programs import Folder, Searchd
from query_bombs import build_bombed
from scoreboard import descriptors, memory_besides_caches, memory_mib, percentile

OPTIONS = ["--max-connections-per-client", "2000", "--max-exports-per-client", "16"]
FEW, MANY = 8, 512
PROBES = 4
LINGERING = 3  # seconds, within which closed connections are gone
MOST_REFUSAL_SECONDS = 0.01
LEAST_GOODPUT = 0.8
MOST_DRIFT = 2.0  # MiB an hour
MOST_MORE_MEMORY = 16

# Sends no faster than so many milliseconds after the last answer of a connection, on average, and counts the answers. By status it counts them only
# where it is told to: to hand each to a script is a third of wrk's work, and under overload it has the cores in common with the server.
COUNTING = """
local threads, pause = {}, tonumber(os.getenv("PAUSE") or "0")
function setup(thread) table.insert(threads, thread) end
if pause > 0 then function delay() return math.random() * 2 * pause end end
if os.getenv("BY_STATUS") then
  answered = ""
  local counts = {}
  function response(status) counts[status] = (counts[status] or 0) + 1; answered = counts end
end
function done(summary)
  local errors = summary.errors
  io.write("COUNTS all=", summary.requests, " refused=", errors.status)
  for status, count in pairs(threads[1]:get("answered") or {}) do io.write(" ", status, "=", count) end
  io.write(" broken=", errors.connect + errors.read + errors.write + errors.timeout, " seconds=", summary.duration / 1e6, "\\n")
end
"""
# A little of everything that readers and programs ask for.
MIXED = """
local words = {"data", "open", "code", "team", "time", "table", "test", "daten", "recht", "netz"}
local n = %d
request = function()
  n = n + 1
  local a, b = words[n %% 10 + 1], words[math.floor(n / 10) %% 10 + 1]
  local kind = n %% 20
  local path = '/api/v1/search?hl=en&q=' .. a .. '+' .. b .. '+-zz' .. n
  if kind == 0 then path = '/api/v1/search.csv?limit=300&q=' .. a .. '+-zz' .. n
  elseif kind == 1 then path = '/api/v1/pivot?rows=tag&columns=year&q=' .. a .. '+-zz' .. n
  elseif kind == 2 then path = '/facets/author?q=' .. a .. '+-zz' .. n
  elseif kind < 7 then path = '/search?hl=de&q=' .. a .. '+' .. b .. '+-zz' .. n
  elseif kind < 11 then path = '/api/v1/suggest?q=' .. a .. '+' .. string.sub(b, 1, 1 + n %% 3)
  elseif kind < 13 then path = '/search?q=' .. a .. '&page=' .. n %% 7 + 1 end
  return wrk.format('GET', path)
end
"""
STARTS = itertools.count(1)


class Load:
    """A running wrk. When it has ended: `answers`, `refused` of them with 400 and above, `rate` of the others a second; `counts` by status if asked."""

    def __init__(self, server, folder, seconds, connections, pause=0.0, mixed=False, by_status=False):
        script = folder / f"load{next(STARTS)}.lua"
        asked = MIXED % (next(STARTS) * 10_000_000 + 7) if mixed else pathlib.Path(fresh(folder)).read_text(encoding="utf-8")
        script.write_text(COUNTING + asked, encoding="utf-8")
        self.seconds = seconds
        words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), server.base]
        given = {**os.environ, "PAUSE": str(pause * 1000), **({"BY_STATUS": "1"} if by_status else {})}
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=given)

    def running(self):
        return self.process.poll() is None

    def end(self):
        try:
            text, _ = self.process.communicate(timeout=self.seconds + 60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        found = re.search(r"^COUNTS all=(\d+) refused=(\d+)(.*) broken=(\d+) seconds=([\d.]+)$", text, re.M)
        if not found:
            raise ConnectionError("wrk has not found the server")
        self.answers, self.refused = int(found[1]), int(found[2])
        self.counts = {int(status): int(count) for status, count in re.findall(r"(\d+)=(\d+)", found[3])}
        self.broken = int(found[4])
        self.rate = (self.answers - self.refused) / float(found[5])
        self.offered = self.answers / float(found[5])
        return self


class Probes:
    """A few more clients, as a context, that know how long each answer took: seconds by status; and one that asks for the server's health."""

    def __init__(self, server):
        self.server = server
        self.seconds, self.health, self.failed = {}, [], []
        self.stop = threading.Event()

    def search(self, number):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        for n in itertools.count():
            if self.stop.wait(0.005):
                break
            begin = time.monotonic()
            try:
                connection.request("GET", f"/api/v1/search?hl=en&q=open+data+-pp{number}x{n}x{id(self)}")
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
                connection.close()
                continue
            self.seconds.setdefault(answer.status, []).append(time.monotonic() - begin)
        connection.close()

    def ask_for_health(self):
        while not self.stop.wait(0.1):
            begin = time.monotonic()
            try:
                status = self.server.get("/healthz")[0]
            except OSError:
                status = 0
            self.health.append((time.monotonic() - begin, status))

    def __enter__(self):
        self.threads = [threading.Thread(target=self.search, args=(number,)) for number in range(PROBES)]
        self.threads.append(threading.Thread(target=self.ask_for_health))
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def slowest_hundredth(self, *statuses):
        seconds = [one for status in statuses for one in self.seconds.get(status, [])]
        return percentile(seconds, 0.99) if seconds else 0.0


def loaded(server, folder, seconds, connections, pause=0.0):
    with Probes(server) as probes:
        load = Load(server, folder, seconds, connections, pause).end()
    return load, probes


def answers_by_status(server):
    """What the server has counted since it started, on all routes."""
    told = collections.Counter()
    for status, count in re.findall(r'^veille_requests_total\{.*status="(\d+)"\} ([\d.e+]+)$', server.get("/metrics")[2], re.M):
        told[int(status)] += int(float(count))
    return told


def overload(board, size, server, folder):
    seconds = size.of(3, 20)
    Load(server, folder, size.of(2, 30), FEW).end()
    peak, at_peak = loaded(server, folder, seconds, FEW)
    before = memory_besides_caches(server)
    told_before = answers_by_status(server)
    load, probes = loaded(server, folder, 2 * seconds, MANY, pause=MANY / (10 * peak.rate))
    more = memory_besides_caches(server) - before
    board.figure(19, f"goodput with {load.offered / peak.rate:.1f} times as many requests as can be answered", f"{load.rate:.0f} of {peak.rate:.0f} a second",
                 f"{LEAST_GOODPUT:.0%}", load.rate >= LEAST_GOODPUT * peak.rate)
    few, many = at_peak.slowest_hundredth(200), probes.slowest_hundredth(200)
    board.figure(19, "the 99th percentile of what is accepted, at the peak and then", f"{few * 1000:.1f} ms, {many * 1000:.1f} ms", "at most twice",
                 many <= 2 * few)
    refusal = probes.slowest_hundredth(503, 429)
    board.figure(19, f"the 99th percentile of {sum(len(probes.seconds.get(status, [])) for status in (503, 429))} refusals", f"{refusal * 1000:.1f} ms",
                 f"{MOST_REFUSAL_SECONDS * 1000:.0f} ms", refusal <= MOST_REFUSAL_SECONDS)
    told = answers_by_status(server)
    other = {status: count for status, count in told.items() if status not in (200, 429, 503)}
    other |= {status: len(all_seconds) for status, all_seconds in probes.seconds.items() if status not in (200, 429, 503)}
    board.promise(19, f"other answers than 200, 429 and 503 among {sum(told.values())}, and connections that broke",
                  f"{other or 0}, {load.broken + len(probes.failed)}", "0, 0", not other and load.broken == 0 and not probes.failed)
    # Those that were on their way when wrk ended are not in its count.
    refused = load.refused + sum(len(probes.seconds.get(status, [])) for status in (429, 503))
    more_told = sum(told[status] - told_before[status] for status in (429, 503)) - refused
    board.promise(19, f"refusals that the server tells of beyond the {refused} that clients have counted", f"{more_told}", f"0 to {MANY}",
                  0 <= more_told <= MANY)
    board.promise(19, "the server says meanwhile that it lives", f"{sum(status == 200 for _, status in probes.health)} of {len(probes.health)} times", "always",
                  bool(probes.health) and all(status == 200 for _, status in probes.health))
    longest = max(took for took, _ in probes.health)
    board.figure(19, "the longest it takes to say so", f"{longest * 1000:.0f} ms", "1 s", longest <= 1)
    board.figure(19, "memory for it, besides what the caches hold", f"{more:.0f} MiB", f"{MOST_MORE_MEMORY} MiB", more <= MOST_MORE_MEMORY)
    return peak.rate


def slope(samples):
    """How much the second values grow with the first, by least squares."""
    mean_x, mean_y = (sum(values) / len(samples) for values in zip(*samples))
    spread = sum((x - mean_x) ** 2 for x, _ in samples)
    return sum((x - mean_x) * (y - mean_y) for x, y in samples) / spread if spread else 0.0


def soak(board, size, server, folder, peak):
    minutes = size.soak_minutes or size.of(0.5, 15)
    time.sleep(LINGERING)
    idle = descriptors(server.process)
    # A third of what the server can do.
    load = Load(server, folder, round(minutes * 60), FEW, pause=FEW / (peak / 3), mixed=True, by_status=True)
    begin, samples, most = time.monotonic(), [], 0
    while load.running() and time.monotonic() - begin < minutes * 60 + 30:
        time.sleep(min(5.0, minutes * 2))
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            samples.append(((time.monotonic() - begin) / 3600, memory_mib(server.process)))
            most = max(most, descriptors(server.process))
    load.end()
    time.sleep(LINGERING)
    left = descriptors(server.process) - idle
    drift = slope(samples[len(samples) // 2:])
    asked = sum(load.counts.values())
    board.figure(19, f"memory in the second half of {minutes:g} minutes of ordinary use ({load.offered:.0f} requests a second)",
                 f"{drift:+.1f} MiB an hour, at {samples[-1][1]:.0f} MiB", f"{MOST_DRIFT:.0f} MiB an hour", drift <= MOST_DRIFT)
    board.promise(19, "descriptors more than before, and most at a time beyond one for each connection", f"{left}, {max(0, most - idle - FEW)}",
                  f"0, {2 * FEW}", left == 0 and most - idle - FEW <= 2 * FEW)
    wrong = {status: count for status, count in load.counts.items() if status != 200}
    board.promise(19, f"other answers than 200 among {asked} of it, and connections that broke", f"{wrong or 0}, {load.broken}", "0, 0",
                  not wrong and load.broken == 0 and asked > 0)


def run(board, size):
    with Folder() as folder:
        with Searchd(build_bombed(folder), *OPTIONS) as server:
            try:
                peak = overload(board, size, server, folder)
                soak(board, size, server, folder, peak)
            except (OSError, AttributeError):  # nothing is known of a process that has ended
                if server.process.poll() is None:
                    raise
            alive = server.process.poll() is None
            board.promise(19, "the server lives after all that", "yes" if alive else "no", "yes", alive)
