"""What a search counts, counted again over exported publications, one after the other."""
import re

from programs import vocabulary_key

FACETS = ["tag", "country", "language", "year", "source", "kind", "author"]
PROVENANCES = ["declared", "source", "title", "text", "link"]
MAX_BARS = 300


def all_values(publication, facet, provenances=()):
    """The values that a publication has; unknown where it has none."""
    found = {
        "tag": [vocabulary_key(t) for t in publication["tags"]],
        "author": [vocabulary_key(a) for a in publication["authors"]],
        "country": [c["code"] for c in publication["countries"] if not provenances or c["provenance"] in provenances],
        "language": [publication["language"]],
        "year": [publication["date"][:4]],
        "source": [publication["source"]],
        "kind": [publication["kind"]],
    }[facet]
    return frozenset(v for v in found if v) or frozenset(["unknown"])


class Selection:
    """The filters of a search."""

    def __init__(self, wanted=None, unwanted=None, provenances=(), since="", until=""):
        self.wanted = wanted or {}
        self.unwanted = unwanted or {}
        self.provenances = provenances
        self.since = since
        self.until = until

    def __repr__(self):
        return repr(self.parameters())

    def parameters(self):
        pairs = [(f, v) for f, vs in self.wanted.items() for v in vs]
        pairs += [(f + ".not", v) for f, vs in self.unwanted.items() for v in vs]
        pairs += [("country.provenance", p) for p in self.provenances]
        return pairs + [(n, v) for n, v in (("since", self.since), ("until", self.until)) if v]

    def chosen(self, facet):
        return set(self.wanted.get(facet, [])), set(self.unwanted.get(facet, []))


class BruteForce:
    def __init__(self, publications, selection):
        self.publications = publications
        self.selection = selection
        self.known = {}

    def values(self, publication, facet):
        key = (publication["id"], facet)
        if key not in self.known:
            self.known[key] = all_values(publication, facet, self.selection.provenances)
        return self.known[key]

    def dated(self, publication):
        s = self.selection
        if not s.since and not s.until:
            return True
        date = publication["date"]
        # "2019-05" sorts behind "2019" and before "2019-06".
        return bool(date) and date >= s.since and (not s.until or date[:len(s.until)] <= s.until)

    def passes(self, publication, but=None):
        s = self.selection
        if any(facet != but and not self.values(publication, facet).intersection(chosen) for facet, chosen in s.wanted.items()):
            return False
        if s.provenances and "country" not in s.wanted and but != "country" and "unknown" in self.values(publication, "country"):
            return False
        return self.dated(publication) and not any(self.values(publication, f).intersection(chosen) for f, chosen in s.unwanted.items())

    def passing(self, but=None):
        return [p for p in self.publications if self.passes(p, but)]

    def counts(self, facet):
        """value -> works, with all filters but the facet's own selection; exclusions always hold. Selected values are there even at 0."""
        found = {}
        for publication in self.passing(but=facet):
            for value in self.values(publication, facet):
                found.setdefault(value, set()).add(publication["work"])
        out = {value: len(some) for value, some in found.items()}
        for chosen in self.selection.chosen(facet):
            for value in chosen:
                out.setdefault(value, 0)
        out.setdefault("unknown", 0)
        return out

    def histogram(self):
        years = {int(y): n for y, n in self.counts("year").items() if y != "unknown" and n}
        if not years:
            return []
        last = max(years)
        first = max(min(years), last - MAX_BARS + 1)
        return [{"value": f"{y:04}", "works": years.get(y, 0)} for y in range(first, last + 1)]

    def pivot(self, rows, columns):
        """Totals of rows and columns, and cells by row and column, in works."""
        totals = ({}, {})
        cells = {}
        for publication in self.passing():
            work = publication["work"]
            for side, facet in enumerate((rows, columns)):
                for value in self.values(publication, facet):
                    totals[side].setdefault(value, set()).add(work)
            for row in self.values(publication, rows):
                for column in self.values(publication, columns):
                    cells.setdefault((row, column), set()).add(work)
        return [{v: len(w) for v, w in side.items()} for side in totals], {key: len(w) for key, w in cells.items()}


def works(publications):
    return {p["work"] for p in publications}


def most_works_first(counts):
    """Without unknown."""
    return sorted(((v, n) for v, n in counts.items() if v != "unknown"), key=lambda item: (-item[1], item[0].encode()))


def letters(label):
    """What decides an order first: letters and digits without accents."""
    return "".join(c for c in vocabulary_key(label) if c.isalnum())


def random_prefix(generator, labels):
    """The beginning of a word of a label, of a value, or of nothing; sometimes in capitals."""
    value, label = generator.choice(sorted(labels.items()) or [("", "")])
    words_of = [w for w in re.split(r"[^\w']|_", generator.choice([value, label])) if len(w) > 1 and w.isalpha()] or ["xyzzy"]
    prefix = generator.choice(words_of)[:generator.choice([1, 2, 3, 9])]
    return generator.choice([prefix, prefix.upper(), prefix + generator.choice(["", "q"])])


def fits(prefix, value, label):
    key = vocabulary_key(prefix)
    text = vocabulary_key(label)
    starts = {0} | {m.end() for m in re.finditer(r"[^\w']|_|\b(?:[cdjlmnst]|qu|dell|nell|all|sull)'", text)}
    return vocabulary_key(value).startswith(key) or any(text.startswith(key, s) for s in starts)
