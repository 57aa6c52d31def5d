"""Measures whole answers: `scripts/bench search` calls this. Prints tables; every figure comes from this one run.

A whole answer is the ten best works with snippets, exact totals and the counts of all seven facets, as JSON over a pipe.
Figures are medians over different queries of a class. Every engine gets the same publications and the same expanded terms,
and all must find the same number of publications.
"""
import os
import platform
import random
import statistics
import sys
import time
import urllib.parse

import engines
import fts5
import opening
import queries

SAMPLES = 15
FTS5_SAMPLES = 3
FTS5_AT_MOST = 200_000
FTS5_WARMING = 7
WARMING = 35
LUCENE_WARMING = 1050  # until Java has compiled what runs often


class Disagreements:
    """Says at once where two engines disagree, once for each class, and remembers the classes."""

    def __init__(self):
        self.classes = set()

    def check(self, name, query, what, ours, other):
        if ours != other and name not in self.classes:
            self.classes.add(name)
            print(f"counts differ: {name}: {query.target()}: {what}: {ours} from veille-searchd, {other}", file=sys.stderr)

    def check_facets(self, name, query, ours, other):
        for facet, counts in ours.items():
            theirs = {value["value"]: value["works"] for value in other[facet]["values"]}
            for value in counts["values"]:
                expected = theirs.get(value["value"], value["works"])
                self.check(name, query, f"{facet} {value['value']}", value["works"], expected)
            self.check(name, query, f"{facet} unknown", counts["unknown"], other[facet]["unknown"])


def second_requests(query, answer):
    """Another page, another order, and a value of a facet of which nothing is selected."""
    chosen = dict(query.selected)
    facet = next(facet for facet in ("country", "year", "tag") if facet not in chosen)
    value = answer["facets"][facet]["values"][0]["value"]
    return {"page": ("page", "2"), "order": ("sort", "newest"), "facet": (facet, value)}


class Others:
    """The engines that are measured beside veille-searchd; a context. Each has answered enough queries to be warm."""

    def __init__(self, folder, index, terms, count):
        self.spy = engines.match_spy(engines.spy_database(folder, index))
        self.lucene = self.fts5 = None
        command = engines.lucene_command()
        if command is None:
            progress("(c) is left out: no Java, or no Lucene; scripts/install-packages lucene installs both")
        else:
            self.lucene = engines.lucene(command, engines.lucene_index(folder, index, command))
        if count <= FTS5_AT_MOST:
            key = engines.snapshot_of(index) + engines.hash_of(fts5.__file__, *engines.DUMP_SOURCES)
            path = folder / "fts5.db"
            self.fts5 = fts5.Fts5(engines.kept(path, key, lambda: fts5.make(path, index)))
        for engine, queries_asked in ((self.spy, WARMING), (self.fts5, FTS5_WARMING), (self.lucene, LUCENE_WARMING)):
            for query in queries.warming(terms, count, queries_asked if engine else 0):
                engine.ask(query.line(terms))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for engine in (self.spy, self.lucene):
            if engine is not None:
                engine.__exit__()


class Row:
    """What was measured for one class: the seconds of each engine, and of each second request."""

    def __init__(self, kind):
        self.kind = kind
        self.publications = []
        self.seconds = {name: [] for name in ("ours", "spy", "boolean", "fts5", "lucene")}
        self.second = {name: [] for name in ("page", "order", "facet")}

    def measure(self, index, warm, others, terms, found):
        """Every engine is asked the same query in turn, so that what else the machine does slows all of them."""
        for turn in range(-(-SAMPLES // len(self.kind.queries))):
            with engines.searchd(index) as server:
                for query in warm:
                    server.ask(query.target())
                for query in random.Random(turn).sample(self.kind.queries, len(self.kind.queries)):
                    ours = self.ask_ours(server, query)
                    self.ask_others(others, query, query.line(terms), ours, found)

    def ask_ours(self, server, query):
        seconds, answer = server.ask(query.target())
        self.seconds["ours"].append(seconds)
        self.publications.append(answer["total"]["publications"])
        for name, parameter in second_requests(query, answer).items():
            self.second[name].append(server.ask(query.target(parameter))[0])
        return answer

    def ask_others(self, others, query, line, ours, found):
        for name, engine in (("spy", others.spy), ("fts5", others.fts5), ("lucene", others.lucene)):
            if engine is None or (name == "fts5" and len(self.seconds[name]) >= FTS5_SAMPLES):
                continue
            seconds, answer = engine.ask(line)
            self.seconds[name].append(seconds)
            found.check(self.kind.name, query, f"publications by {name}", ours["total"]["publications"], answer["publications"])
            if name != "lucene":
                found.check(self.kind.name, query, f"works by {name}", ours["total"]["works"], answer["works"])
            if name == "spy":
                found.check_facets(self.kind.name, query, ours["facets"], answer["facets"])
        if self.kind.phrase:
            self.seconds["boolean"].append(others.spy.ask("boolean" + line.removeprefix("answer"))[0])

    def median(self, name):
        """None when the engine was left out."""
        return statistics.median(self.seconds[name]) if self.seconds[name] else None

    def slowest_second(self):
        return max(map(statistics.median, self.second.values()))

    def missed(self):
        """The targets that were not reached."""
        ours, boolean, sql, lucene = map(self.median, ("ours", "boolean", "fts5", "lucene"))
        out = []
        if self.kind.phrase and ours > 1.3 * boolean:
            out.append(f"1.3 times a boolean match ({ours / boolean:.1f})")
        if not self.kind.phrase and self.median("spy") < 3 * ours:
            out.append("3 times (a)")
        if sql is not None and sql < 20 * ours:
            out.append("20 times (b)")
        if lucene is not None and lucene < ours:
            out.append("as (c)")
        if lucene is not None and self.slowest_second() > lucene / 5:
            out.append("second a fifth of (c)")
        return out

    def cells(self, differ):
        ours, spy, boolean, sql, lucene = map(self.median, ("ours", "spy", "boolean", "fts5", "lucene"))
        return [
            self.kind.name, f"{statistics.median(self.publications):,.0f}", ms(ours),
            ms(spy) + (f" (boolean match: {ms(boolean)})" if self.kind.phrase else ""), times(spy, ours),
            ms(sql), times(sql, ours), ms(lucene), times(lucene, ours),
            ", ".join(ms(statistics.median(seconds)) for seconds in self.second.values()),
            "-" if lucene is None else f"{self.slowest_second() / lucene:.2f}",
            "counts differ" if differ else "; ".join(self.missed()) or "none",
        ]


def ms(seconds):
    if seconds is None:
        return "-"
    return f"{seconds * 1000:,.{2 if seconds < 0.01 else 1 if seconds < 0.1 else 0}f}"


def times(other, ours):
    return "-" if other is None else f"{other / ours:.1f}"


HEAD = [
    "query", "publications", "ms", "(a) ms", "times", "(b) ms", "times", "(c) ms", "times",
    "second request: page, order, facet, ms", "slowest by (c)", "not reached",
]


LEGEND = """\
Milliseconds are medians over different queries of a class, each asked once of a fresh and warmed process; all engines were asked in turn. \
(a) is Xapian over one compacted database, its match spy counting works out of value slots; (b) SQLite FTS5 with joined tables; \
(c) Lucene with its facet module, which counts publications, not works. "Times" is their figure by ours. \
A second request is the same query with `page=2`, with `sort=newest` or with a value of a facet selected; its slowest median is held against (c)'s first. \
To reach: 3 times (a), for phrases 1.3 times Xapian's boolean match; 20 times (b); no slower than (c); a second request a fifth of (c).
"""


def print_table(head, rows):
    print("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def progress(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def measure_classes(folder, index, count, found):
    with engines.QueryTerms(index) as terms:
        rows = [Row(kind) for kind in queries.classes(terms, count, SAMPLES)]
        warm = queries.warming(terms, count, WARMING)
        with Others(folder, index, terms, count) as others:
            for row in rows:
                progress(row.kind.name)
                row.measure(index, warm, others, terms, found)
        return rows, [query.target() for query in warm], measure_typing(index, terms)


def measure_typing(index, terms):
    """A row about completions, for beginnings of one to six letters and for a word before them; each is asked once."""
    progress("typing")
    chance = random.Random(5)
    words = chance.sample(sorted(terms.frequencies), 200)
    texts = [word[:1 + number % 6] for number, word in enumerate(words)]
    texts += [f"{one} {other[:1 + number % 4]}" for number, (one, other) in enumerate(zip(words, words[1:]))]
    with engines.searchd(index) as server:
        server.ask("/api/v1/suggest?q=warm")
        seconds = sorted(server.ask("/api/v1/suggest?" + urllib.parse.urlencode({"q": text}))[0] for text in dict.fromkeys(texts))
    at = [ms(seconds[len(seconds) * share // 100]) for share in (50, 95)] + [ms(seconds[-1])]
    return f"completions of {len(seconds)} beginnings: median, 95 %, longest", ", ".join(f"{figure} ms" for figure in at), "5 ms at 100,000"


def measure_opening(folder, site, index, targets):
    """Rows of figures about the snapshot."""
    progress("opening")
    size = opening.facet_column_bytes(index, targets[0])
    rows = [
        ("facet columns", "-" if size is None else f"{size:.0f} bytes a publication", "64"),
        ("from the start of the process to its first answer", f"{opening.opening_seconds(index, targets[0]):.2f} s", "1 s"),
    ]
    for phase, (median, longest, requests, seconds) in opening.switch(folder, site, index, targets).items():
        rows.append((f"request {phase} ({seconds:.1f} s, {requests} requests): median, longest", f"{ms(median)} ms, {ms(longest)} ms", ""))
    return rows


def measure_completions_alone():
    """The figure that is asked for at 100,000 publications."""
    folder = engines.ROOT / "build" / "bench-data" / "100000"
    index = engines.index_built(folder, engines.publications_made(folder, 100_000))
    with engines.QueryTerms(index) as terms:
        print_table(("100,000 publications", "figure", "to reach"), [measure_typing(index, terms)])


def main():
    arguments = sys.argv[1:]
    if "--completions" in arguments:
        measure_completions_alone()
        return 0
    count = 1_000_000 if "--million" in arguments else 20_000 if "--small" in arguments else 200_000
    folder = engines.ROOT / "build" / "bench-data" / str(count)
    site = engines.publications_made(folder, count)
    index = engines.index_built(folder, site)
    found = Disagreements()
    rows, targets, typing = measure_classes(folder, index, count, found)
    print(f"`scripts/bench {' '.join(['search', *arguments])}` on {os.cpu_count()} cores ({platform.machine()}), {time.strftime('%Y-%m-%d', time.gmtime())}, {count:,} publications:\n")
    print_table(HEAD, [row.cells(row.kind.name in found.classes) for row in rows])
    print(LEGEND)
    print_table(("snapshot", "figure", "to reach"), [typing, *measure_opening(folder, site, index, targets)])
    return 1 if found.classes else 0


if __name__ == "__main__":
    sys.exit(main())
