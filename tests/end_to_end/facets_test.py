"""Facet counts and totals against brute force over the export, and against the page."""
import html.parser
import itertools
import random
import unittest

from programs import CORPORA, ROOT, Folder, Searchd, build, export, vocabulary_key

FACETS = ["tag", "country", "language", "year", "source", "kind", "author"]
SHOWN = 10


def values(publication, facet):
    """The values that a publication has; unknown where it has none."""
    found = {
        "tag": [vocabulary_key(t) for t in publication["tags"]],
        "author": [vocabulary_key(a) for a in publication["authors"]],
        "country": [c["code"] for c in publication["countries"]],
        "language": [publication["language"]],
        "year": [publication["date"][:4]],
        "source": [publication["source"]],
        "kind": [publication["kind"]],
    }[facet]
    found = {v for v in found if v}
    return found or {"unknown"}


def passes(publication, wanted, unwanted, but=None):
    for facet, chosen in wanted.items():
        if facet != but and not values(publication, facet) & set(chosen):
            return False
    return not any(values(publication, facet) & set(chosen) for facet, chosen in unwanted.items())


def works(publications):
    return {p["work"] for p in publications}


def counts(matching, wanted, unwanted, facet):
    """value -> works, with all filters but the facet's own selection; exclusions always hold."""
    out = {}
    for publication in matching:
        if passes(publication, wanted, unwanted, but=facet):
            for value in values(publication, facet):
                out.setdefault(value, set()).add(publication["work"])
    return {value: len(found) for value, found in out.items()}


class PageFacets(html.parser.HTMLParser):
    """(facet, value) -> count as the page shows it, digits only."""

    def __init__(self):
        super().__init__()
        self.found = {}
        self.current = None
        self.counting = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "input" and attributes.get("type") == "checkbox":
            self.current = (attributes["name"], attributes["value"])
        if tag == "span" and attributes.get("class") == "count" and self.current:
            self.counting = True

    def handle_data(self, data):
        if self.counting:
            self.found[self.current] = int("".join(c for c in data if c.isdigit()))
            self.counting = False
            self.current = None


class FacetCounts:
    """The tests, for an index that a subclass builds."""

    texts = []
    arguments = []
    rounds = 40

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        index = cls.folder.__enter__()
        build(index, *cls.arguments)
        cls.publications = {p["id"]: p for p in export(index)}
        cls.server = Searchd(index)
        cls.server.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.__exit__()

    def matching(self, text):
        """All publications that match the words, page by page without collapsing."""
        found = []
        for page in itertools.count(1):
            answer = self.server.search(text, collapse="none", fields="id", facets="none", per_page=100, page=page)
            found += [r["id"] for r in answer["results"]]
            if len(found) >= answer["total"]["publications"]:
                self.assertEqual(len(found), len(set(found)))
                return [self.publications[i] for i in found]
            self.assertTrue(answer["results"])

    def check(self, text, wanted, unwanted):
        matching = self.matching(text)
        parameters = {**wanted, **{facet + "_not": chosen for facet, chosen in unwanted.items()}}
        answer = self.server.search(text, **parameters)
        passing = [p for p in matching if passes(p, wanted, unwanted)]
        self.assertEqual(answer["total"], {"works": len(works(passing)), "publications": len(passing)})
        self.assertEqual({r["work"] for r in answer["results"]} - works(passing), set())
        for facet in FACETS:
            expected = counts(matching, wanted, unwanted, facet)
            got = answer["facets"][facet]
            self.assertEqual(got["unknown"], expected.pop("unknown", 0), facet)
            chosen = set(wanted.get(facet, [])) | set(unwanted.get(facet, []))
            for value in chosen - {"unknown"}:
                expected.setdefault(value, 0)
            ordered = sorted(expected.items(), key=lambda item: (-item[1], item[0].encode()))
            shown = [item for rank, item in enumerate(ordered) if rank < SHOWN or item[0] in chosen]
            self.assertEqual([(v["value"], v["works"]) for v in got["values"]], shown, facet)
            self.assertEqual(got["more"], len(shown) < len(ordered), facet)
            self.assertEqual({v["value"] for v in got["values"] if v["selected"]}, set(wanted.get(facet, [])) - {"unknown"})
        self.check_page(text, wanted, unwanted, answer)

    def check_page(self, text, wanted, unwanted, answer):
        pairs = [("q", text)] + [(f, v) for f, vs in wanted.items() for v in vs] + [(f + ".not", v) for f, vs in unwanted.items() for v in vs]
        status, _, body = self.server.get("/search", pairs)
        self.assertEqual(status, 200)
        page = PageFacets()
        page.feed(body)
        expected = {}
        for facet in FACETS:
            listed = {v["value"]: v["works"] for v in answer["facets"][facet]["values"]}
            chosen = [facet for picked in (wanted, unwanted) if "unknown" in picked.get(facet, [])]
            if chosen or (listed and answer["facets"][facet]["unknown"]):
                listed["unknown"] = answer["facets"][facet]["unknown"]
            for value, works_of_value in listed.items():
                name = facet + ".not" if value in unwanted.get(facet, []) else facet
                expected[(name, value)] = works_of_value
        self.assertEqual(page.found, expected)

    def random_selection(self, generator):
        out = {}
        for facet in generator.sample(FACETS, generator.choice([0, 1, 1, 2, 3])):
            every = sorted({v for p in self.publications.values() for v in values(p, facet)})
            out[facet] = generator.sample(every, min(len(every), generator.choice([1, 1, 2])))
        return out

    def test_many_random_queries_and_selections_agree_with_brute_force(self):
        generator = random.Random(20190710)
        for number in range(self.rounds):
            text = generator.choice(self.texts)
            wanted = self.random_selection(generator)
            unwanted = self.random_selection(generator) if number % 5 == 0 else {}
            with self.subTest(text=text, wanted=wanted, unwanted=unwanted):
                self.check(text, wanted, unwanted)

    def test_a_count_is_the_total_that_selecting_it_gives(self):
        for text in self.texts:
            answer = self.server.search(text)
            for facet in FACETS:
                for value in answer["facets"][facet]["values"][:4]:
                    selected = self.server.search(text, **{facet: value["value"]})
                    self.assertEqual(selected["total"]["works"], value["works"], (text, facet, value))
                unknown = answer["facets"][facet]["unknown"]
                selected = self.server.search(text, **{facet: "unknown"})
                self.assertEqual(selected["total"]["works"], unknown, (text, facet))


class SampleFacets(FacetCounts, unittest.TestCase):
    texts = ["", "accessibilité", "public service", "design", '"open source"', "données ouvertes", "Förderung", "xyzzy",
             "hiring people abroad quickly", "l'accessibilità", "der die das"]
    arguments = ["--config", ROOT / "corpus" / "veille.yaml"]


@unittest.skipUnless((CORPORA / "eig").is_dir(), f"there is no {CORPORA / 'eig'}")
class EigFacets(FacetCounts, unittest.TestCase):
    texts = ["", "logiciel libre", "initiatives abroad", "données", '"intérêt général"', "design thinking", "santé publique", "de la"]
    arguments = [CORPORA / "eig"]


if __name__ == "__main__":
    unittest.main()
