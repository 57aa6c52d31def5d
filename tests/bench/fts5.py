"""SQLite's FTS5 with joined tables of facets, to measure against: the same publications, the same expanded terms.

Exact forms stand in one column and stems in another, so that the same publications match. What is unknown is not counted.
"""
import json
import sqlite3
import subprocess
import time

from engines import PROGRAMS

SCHEMA = """
create virtual table texts using fts5(words, stems, tokenize = "unicode61 remove_diacritics 2");
create table publications(number integer primary key, work text, date text, title text, url text);
create table publication_facets(facet text, value text, publication integer, primary key (facet, value, publication)) without rowid;
"""
FACETS = ("tag", "country", "language", "year", "source", "kind", "author")


def stem_token(term):
    """"Zfr:étrang" as one word of letters and digits."""
    return term.replace(":", "9").lower()


def columns(tokens):
    """The texts of both columns, of tokens as query_terms dumps them. Sections are parted by a word that nobody asks for."""
    words, stems = [], []
    for token in tokens.split():
        exact, *of_it = token.split("|")
        words.append("+" if exact.startswith("+") else exact)
        stems += map(stem_token, of_it)
    return " ".join("0section0" if word == "+" else word for word in words), " ".join(stems)


def make(path, index):
    database = sqlite3.connect(path)
    database.executescript("pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
    with subprocess.Popen([PROGRAMS / "query_terms", "dump", index], stdout=subprocess.PIPE, text=True) as dump:
        for number, line in enumerate(dump.stdout, 1):
            _, work, date, title, url, facets, tokens, _ = line.rstrip("\n").split("\t")
            database.execute("insert into texts(rowid, words, stems) values (?, ?, ?)", (number, *columns(tokens)))
            database.execute("insert into publications values (?, ?, ?, ?, ?)", (number, work, date, title, url))
            pairs = [(*pair.split("=", 1), number) for pair in facets.split("|")]
            database.executemany("insert into publication_facets values (?, ?, ?)", pairs)
    if dump.returncode != 0:
        raise SystemExit("query_terms dump failed")
    database.execute("create index facets_of on publication_facets(publication)")
    database.execute("insert into texts(texts) values ('optimize')")
    database.execute("analyze")
    database.commit()
    database.close()


def column_of(term):
    return f'stems : "{stem_token(term)}"' if term.startswith("Z") else f'words : "{term}"'


class Fts5:
    """Answers the lines that match_spy.cpp explains, in this process."""

    def __init__(self, path):
        self.database = sqlite3.connect(path)
        self.database.execute("pragma mmap_size = 4294967296")
        self.database.execute("pragma cache_size = -262144")
        self.database.execute("pragma temp_store = memory")

    def ask(self, line):
        """Seconds until the whole answer was there, and the answer."""
        began = time.perf_counter()
        answer = json.dumps(self.answer(line))
        return time.perf_counter() - began, json.loads(answer)

    def answer(self, line):
        _, joined_by, *fields = line.split("\t")
        places = [field[2:].split() for field in fields if field[0] != "F"]
        selected = {}
        for field in fields:
            if field[0] == "F":
                _, facet, value = field.split(" ", 2)
                selected.setdefault(facet, []).append(value)
        match = self.match(places, joined_by)
        self.fill("matched", match, selected)
        out = {"results": self.hits(match, selected), "facets": {}}
        out["publications"], out["works"] = self.database.execute("select count(*), count(distinct work) from matched").fetchone()
        alone = [facet for facet in FACETS if facet in selected]
        self.count(out["facets"], "matched", [facet for facet in FACETS if facet not in selected])
        for facet in alone:  # the siblings of a selected value keep their counts
            self.fill("others", match, {name: values for name, values in selected.items() if name != facet})
            self.count(out["facets"], "others", [facet])
        return out

    @staticmethod
    def match(places, joined_by):
        if joined_by == "phrase":
            return 'words : "' + " ".join(terms[0] for terms in places) + '"'
        joined = " OR " if joined_by == "any" else " AND "
        return joined.join("(" + " OR ".join(map(column_of, terms)) + ")" for terms in places)

    def fill(self, table, match, selected):
        """The publications that match, with their works, under the selections."""
        source = "select number, work from publications where true"
        values = []
        if match:
            source = "select number, work from texts join publications on number = texts.rowid where texts match ?"
            values.append(match)
        for facet, chosen in selected.items():
            marks = ", ".join("?" * len(chosen))
            source += f" and number in (select publication from publication_facets where facet = ? and value in ({marks}))"
            values += [facet, *chosen]
        self.database.execute(f"drop table if exists temp.{table}")
        self.database.execute(f"create temp table {table}(number integer primary key, work text)")
        self.database.execute(f"insert into {table} {source}", values)

    def count(self, out, table, facets):
        marks = ", ".join("?" * len(facets))
        rows = self.database.execute(
            f"select facet, value, count(distinct work) as works from {table} join publication_facets on publication = number"
            f" where facet in ({marks}) group by facet, value order by works desc", facets)
        for facet, value, works in rows:
            listed = out.setdefault(facet, [])
            if len(listed) < 10:
                listed.append([value, works])

    def hits(self, match, selected):
        """The best of each of ten works. Works have at most two members here, so twenty publications have ten works."""
        if match:
            # The plus keeps SQLite from matching anew for each row of `matched`.
            narrowed = " and +rowid in (select number from matched)" if selected else ""
            best = self.database.execute(f"select rowid from texts where texts match ?{narrowed} order by rank limit 20", (match,))
        else:
            best = self.database.execute("select number from matched join publications using (number) order by date desc limit 20")
        works, out = set(), []
        for (number,) in best.fetchall():
            work, *shown = self.database.execute("select work, title, url, date from publications where number = ?", (number,)).fetchone()
            if work not in works and len(out) < 10:
                works.add(work)
                out.append([*shown, self.snippet(match, number)])
        return out

    def snippet(self, match, number):
        """Of one publication: asked for together with the rank, SQLite would make one of every match before it sorts."""
        if not match:
            return ""
        made = "select snippet(texts, 0, '<mark>', '</mark>', '…', 30) from texts where texts match ? and rowid = ?"
        return self.database.execute(made, (match, number)).fetchone()[0]
