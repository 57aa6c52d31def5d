"""Row 8: whatever is asked, over HTTP, the answer comes, can be read, and costs little CPU time."""
import csv
import dataclasses
import http.client
import io
import json
import pathlib
import urllib.parse

from page_reader import Page
from programs import Folder, Searchd
from query_bombs import PARTS, bombs, build_bombed, word

MOST_SECONDS = 0.25
# 422 is for questions that are refused as such; targets that are too long are 414.
STATUSES = {200, 400, 414, 422}
# Searchd's bounds on a request's size are out of the way here, so that every bomb reaches the search itself. The verdicts (row 10) are about them.
OPTIONS = ["--workers", "1", "--max-target-bytes", "100000", "--max-head-bytes", "110000"]

FILTERS = [("tag", "t1"), ("tag", "t2"), ("tag.not", "u3"), ("country.not", "fr"), ("language", "de"), ("language", "en"), ("since", "2001-02"),
           ("until", "2018")]
# What else can be asked about the same words; each of them of a server that has not heard them yet.
ROUTES = [
    ("search", "/api/v1/search", []),
    ("typing, explained, all values", "/api/v1/search", [("typing", "1"), ("explain", "true"), ("per_page", "100"), ("facet_values", "100")]),
    ("filtered, oldest first", "/api/v1/search", [*FILTERS, ("sort", "oldest"), ("per_page", "50"), ("collapse", "none")]),
    ("page", "/search", [("per_page", "100"), ("sort", "title"), ("hl", "de")]),
    ("page of values", "/facets/author", [("prefix", "b"), ("order", "label")]),
    ("values", "/api/v1/facets/tag", [("limit", "1000"), ("order", "label"), ("tag.not", "t1")]),
    ("completions", "/api/v1/suggest", [("limit", "10")]),
    ("pivot", "/api/v1/pivot", [("rows", "author"), ("columns", "tag"), ("limit_rows", "100"), ("limit_columns", "100")]),
    ("page of a pivot", "/pivot", [("rows", "tag"), ("columns", "year")]),
    ("receipt", "/api/v1/receipts", []),
    ("feed", "/api/v1/search.atom", [("limit", "50"), ("sort", "newest")]),
]
EXPORTS = [("all as CSV", "/api/v1/search.csv", []), ("all with snippets", "/api/v1/search.jsonl", [("fields", "id,snippet,pages")])]


def filters():
    """Bombs that are none of words: as many filters as there may be, and more."""
    tags = [("tag", f"t{n}") for n in range(64)]
    authors = [("author", f"{word(n)} {word(n % 17)}") for n in range(64)]
    years = [("year.not", str(1950 + n)) for n in range(64)]
    both = [("country.provenance", p) for p in ("declared", "source", "title", "text", "link")]
    yield "64 tags", tags
    yield "64 tags that are not", [("tag.not", value) for _, value in tags]
    yield "64 values of three facets", tags + authors + years
    yield "all kinds of countries", both + [("country", c) for c in ("fr", "de", "us", "ca", "it", "unknown")]
    yield "65 tags", tags + [("tag", "t65")]
    yield "a thousand tags", tags * 16
    yield "a thousand parameters without a value", [("q", "")] * 1000
    yield "a long name of a parameter", [("t" * 3900, "1")]
    yield "many long names", [("tag" * 20 + str(n), "1") for n in range(50)]
    yield "a long value", [("sort", "z" * 3900)]
    yield "long names of fields", [("fields", "title," * 500)]
    yield "long names of facets", [("facets", "tag," * 800)]
    yield "years without end", [("since", "0001"), ("until", "9999")]
    yield "days that are none", [("since", "2019-02-31")]
    yield "a page past all", [("page", "10000"), ("per_page", "100")]
    yield "a huge page", [("page", "9" * 400)]
    yield "a long beginning", [("prefix", "bürger" * 300)]
    yield "German parts as tags", [("tag", a + b) for a in PARTS[:8] for b in PARTS[:8]]


def requests(routes, every):
    """Route, name and target of each; of the routes behind the first, every so manieth bomb, each time others."""
    for number, (route, path, parameters) in enumerate(routes):
        for place, (name, query) in enumerate(bombs().items()):
            if number > 0 and (place + number) % every != 0:
                continue
            text, own = query if isinstance(query, tuple) else (query, {})
            given = [(key, value) for key, value in parameters if key not in own]
            pairs = [("q", text), *given, *(() if path == "/api/v1/suggest" else own.items())]
            yield route, name, path + "?" + urllib.parse.urlencode(pairs)
        for name, pairs in filters():
            known = {key for key, _ in pairs}
            yield route, name, path + "?" + urllib.parse.urlencode([*((k, v) for k, v in parameters if k not in known), *pairs])


def cpu_nanoseconds(process):
    """What all threads of a process have used; exact where other clocks count in hundredths of a second."""
    total = 0
    for task in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
        total += int((task / "schedstat").read_text(encoding="ascii").split()[0])
    return total


def can_be_read(content_type, body):
    """Whether a reader of its format makes something of an answer."""
    text = body.decode("utf-8")
    if content_type.startswith("text/html"):
        return Page(text).errors == []
    if content_type.startswith("text/csv"):
        return len(list(csv.reader(io.StringIO(text), strict=True))) > 0
    if "xml" in content_type:
        return text.startswith("<?xml") and text.rstrip().endswith("</feed>")
    for line in text.split("\n")[:-1] if "jsonl" in content_type else [text]:
        json.loads(line)
    return "json" in content_type


@dataclasses.dataclass
class Answer:
    name: str
    status: int
    seconds: float  # of CPU time
    lines: int
    fine: bool  # whether it can be read


def ask(server, asked):
    """The answers to requests of one route, in their order; stops where the server does."""
    out = []
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for route, name, target in asked:
        before = cpu_nanoseconds(server.process)
        connection.request("GET", target)
        answer = connection.getresponse()
        body = answer.read()
        seconds = (cpu_nanoseconds(server.process) - before) / 1e9
        try:
            fine = can_be_read(answer.headers["Content-Type"], body)
        except ValueError:
            fine = False
        out.append(Answer(f"{name} ({route})", answer.status, seconds, body.count(b"\n"), fine))
    connection.close()
    return out


def ask_all(index, routes, every):
    """The same of all routes, each asked of a server of its own, and what became of the servers."""
    answers, broken = [], []
    by_route = {}
    for request in requests(routes, every):
        by_route.setdefault(request[0], []).append(request)
    for route, asked in by_route.items():
        with Searchd(index, *OPTIONS) as server:
            try:
                answers += ask(server, asked)
            except (OSError, http.client.HTTPException) as error:
                broken.append(f"{route}: {error}")
            if server.process.poll() is not None or server.get("/healthz")[0] != 200:
                broken.append(f"{route}: the server has died")
    return answers, broken


def run(board, size):
    every = size.of(4, 1)
    with Folder() as folder:
        index = build_bombed(folder)
        answers, broken = ask_all(index, ROUTES, every)
        exports, broken_too = ask_all(index, EXPORTS, every)
    broken += broken_too
    every_one = answers + exports
    other = sorted({answer.status for answer in every_one} - STATUSES)
    wrong = [answer.name for answer in every_one if not answer.fine or answer.status not in STATUSES]
    board.promise(8, f"{len(every_one)} query bombs: answered as a search or as a wrong request, and legible",
                  f"{len(wrong)} otherwise{': ' + '; '.join(wrong[:3]) if wrong else ''}{f', with {other}' if other else ''}", "0", not wrong)
    board.promise(8, "servers that died or broke a connection off", "; ".join(broken) or 0, "0", not broken)
    dearest(board, "the dearest of them", [(answer.seconds, answer.name) for answer in answers])
    # An export has as many results as there are; a page has a hundred at most.
    dearest(board, "the dearest export, for each hundred results", [(answer.seconds / max(1, answer.lines / 100), answer.name) for answer in exports])


def dearest(board, what, all_of_them):
    seconds, name = max(all_of_them)
    board.figure(8, what, f"{seconds * 1000:.0f} ms of CPU: {name}", f"{MOST_SECONDS * 1000:.0f} ms", seconds <= MOST_SECONDS)
