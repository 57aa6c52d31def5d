"""Measures whole answers: `scripts/bench search` calls this. Prints tables; every figure comes from this one run.

A whole answer is the ten best works with snippets, exact totals and the counts of all seven facets, as JSON over a pipe.
Figures are medians over different queries of a class. Every engine gets the same publications and the same expanded terms,
and all must find the same number of publications.
"""
import http.client
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse

import engines
import fts5
import queries

SAMPLES = 15
FTS5_SAMPLES = 3
FTS5_AT_MOST = 200_000
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


def measure_ours(index, kind, warm):
    """Seconds of first requests and of each second request, and the first answer to each query."""
    first, second, answers = [], {"page": [], "order": [], "facet": []}, {}
    for turn in range(-(-SAMPLES // len(kind.queries))):
        order = random.Random(turn).sample(kind.queries, len(kind.queries))
        with engines.searchd(index) as server:
            for query in warm:
                server.ask(query.target())
            for query in order:
                seconds, answers[query] = server.ask(query.target())
                first.append(seconds)
                for name, parameter in second_requests(query, answers[query]).items():
                    second[name].append(server.ask(query.target(parameter))[0])
    return statistics.median(first), {name: statistics.median(times) for name, times in second.items()}, answers


def measure_other(engine, kind, terms, answers, found, works=True, facets=True):
    """The median of an engine's seconds for the queries of a class, once its counts were compared."""
    seconds = []
    for query in kind.queries:
        took, answer = engine.ask(query.line(terms))
        seconds.append(took)
        ours = answers[query]
        found.check(kind.name, query, "publications", ours["total"]["publications"], answer["publications"])
        if works:
            found.check(kind.name, query, "works", ours["total"]["works"], answer["works"])
        if facets:
            found.check_facets(kind.name, query, ours["facets"], answer["facets"])
    return statistics.median(seconds)


def ms(seconds):
    if seconds is None:
        return "-"
    return f"{seconds * 1000:,.{2 if seconds < 0.01 else 1 if seconds < 0.1 else 0}f}"


def times(other, ours):
    return "-" if other is None else f"{other / ours:.1f}"


class Row:
    """What was measured for one class."""

    def __init__(self, kind):
        self.kind = kind
        self.publications = 0
        self.first = 0.0
        self.second = {}
        self.spy = self.boolean = self.fts5 = self.lucene = None

    def missed(self):
        """The targets that were not reached."""
        slowest = max(self.second.values())
        out = []
        if self.kind.phrase and self.first > 1.3 * self.boolean:
            out.append(f"1.3 times a boolean match ({self.first / self.boolean:.2f})")
        if not self.kind.phrase and self.spy < 3 * self.first:
            out.append("3 times (a)")
        if self.fts5 is not None and self.fts5 < 20 * self.first:
            out.append("20 times (b)")
        if self.lucene is not None and self.lucene < self.first:
            out.append("as (c)")
        if self.lucene is not None and slowest > self.lucene / 5:
            out.append("second at most a fifth of (c)")
        return out

    def cells(self, differ):
        slowest = max(self.second.values())
        spy = ms(self.spy) + (f"; boolean match {ms(self.boolean)}" if self.kind.phrase else "")
        return [
            self.kind.name, f"{self.publications:,}", ms(self.first),
            spy, times(self.spy, self.first),
            ms(self.fts5), times(self.fts5, self.first),
            ms(self.lucene), times(self.lucene, self.first),
            ", ".join(ms(seconds) for seconds in self.second.values()),
            "-" if self.lucene is None else f"{slowest / self.lucene:.2f}",
            "counts differ" if differ else "; ".join(self.missed()) or "all",
        ]


HEAD = [
    "query", "publications", "ms", "(a) ms", "times", "(b) ms", "times", "(c) ms", "times",
    "second request: page, order, facet, ms", "slowest by (c)", "not reached",
]


def print_table(head, rows):
    print("| " + " | ".join(head) + " |\n" + "|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def progress(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def measure_classes(folder, index, count, found):
    with engines.QueryTerms(index) as terms:
        kinds = queries.classes(terms, count, SAMPLES)
        warm = queries.warming(terms, count, WARMING)
        rows = [Row(kind) for kind in kinds]
        answers = []
        for row in rows:
            progress(f"veille-searchd: {row.kind.name}")
            row.first, row.second, given = measure_ours(index, row.kind, warm)
            answers.append(given)
            row.publications = round(statistics.median(a["total"]["publications"] for a in given.values()))
        measure_spy(folder, index, rows, answers, terms, warm, found)
        if count <= FTS5_AT_MOST:
            measure_fts5(folder, index, rows, answers, terms, warm, found)
        measure_lucene(folder, index, rows, answers, terms, queries.warming(terms, count, LUCENE_WARMING), found)
    return rows


def measure_spy(folder, index, rows, answers, terms, warm, found):
    with engines.match_spy(engines.spy_database(folder, index)) as spy:
        for query in warm:
            spy.ask(query.line(terms))
        for row, given in zip(rows, answers):
            progress(f"match spy: {row.kind.name}")
            row.spy = measure_other(spy, row.kind, terms, given, found)
            if row.kind.phrase:
                row.boolean = statistics.median(spy.ask(query.line(terms, "boolean"))[0] for query in row.kind.queries)


def measure_fts5(folder, index, rows, answers, terms, warm, found):
    """Few queries of each class: many take seconds."""
    path = folder / "fts5.db"
    key = engines.snapshot_of(index) + engines.hash_of(fts5.__file__, engines.PROGRAMS / "query_terms")
    engine = fts5.Fts5(engines.kept(path, key, lambda: fts5.make(path, index)))
    for query in warm[:7]:
        engine.ask(query.line(terms))
    for row, given in zip(rows, answers):
        progress(f"FTS5: {row.kind.name}")
        few = queries.Class(row.kind.name, row.kind.queries[:FTS5_SAMPLES])
        row.fts5 = measure_other(engine, few, terms, given, found, facets=False)


def measure_lucene(folder, index, rows, answers, terms, warm, found):
    command = engines.lucene_command()
    if command is None:
        progress("(c) is left out: no Java, or no Lucene; scripts/install-packages lucene installs both")
        return
    with engines.lucene(command, engines.lucene_index(folder, index, command)) as lucene:
        for query in warm:
            lucene.ask(query.line(terms))
        for row, given in zip(rows, answers):
            progress(f"Lucene: {row.kind.name}")
            row.lucene = measure_other(lucene, row.kind, terms, given, found, works=False, facets=False)


def main():
    count = 1_000_000 if "--million" in sys.argv[1:] else 20_000 if "--small" in sys.argv[1:] else 200_000
    folder = engines.ROOT / "build" / "bench-data" / str(count)
    site = engines.publications_made(folder, count)
    index = engines.index_built(folder, site)
    found = Disagreements()
    rows = measure_classes(folder, index, count, found)
    print(f"`scripts/bench {' '.join(['search', *sys.argv[1:]])}` on {os.cpu_count()} cores ({platform.machine()}), {time.strftime('%Y-%m-%d', time.gmtime())}, {count:,} publications:\n")
    print_table(HEAD, [row.cells(row.kind.name in found.classes) for row in rows])
    return 1 if found.classes else 0


if __name__ == "__main__":
    sys.exit(main())
