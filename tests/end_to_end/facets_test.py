"""Facet counts, type-ahead, histograms and pivots against brute force over the export, and against the page."""
import csv
import html.parser
import io
import itertools
import random
import unittest

from brute_force import FACETS, PROVENANCES, BruteForce, Selection, all_values, fits, letters, most_works_first, random_prefix, works
from invented import counted_site
from programs import CORPORA, ROOT, Folder, SearchdLines, build, export

SHOWN = 10
TOTAL = {"en": "Total", "fr": "Total", "de": "Gesamt", "it": "Totale"}
LANGUAGES = list(TOTAL)


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
    rounds = 400

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        root = cls.folder.__enter__()
        index = root / "index"
        build(index, *cls.arguments(root))
        cls.publications = {p["id"]: p for p in export(index)}
        cls.server = SearchdLines(index)
        cls.server.__enter__()
        cls.found = {}
        cls.every = {f: sorted({v for p in cls.publications.values() for v in all_values(p, f)}) for f in FACETS}

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.__exit__()

    def matching(self, text, language):
        """All publications that match the words, page by page without collapsing."""
        if (text, language) in self.found:
            return self.found[(text, language)]
        found = []
        for page in itertools.count(1):
            answer = self.server.json("/api/v1/search", [("q", text), ("hl", language), ("collapse", "none"), ("fields", "id"), ("facets", "none"), ("per_page", 100), ("page", page)])
            found += [r["id"] for r in answer["results"]]
            if len(found) >= answer["total"]["publications"]:
                break
            self.assertTrue(answer["results"])
        self.assertEqual(len(found), len(set(found)))
        self.found[(text, language)] = [self.publications[i] for i in found]
        return self.found[(text, language)]

    def random_text(self, generator):
        """One of the texts, or some words of a title."""
        if generator.random() < 0.5:
            return generator.choice(self.texts)
        title = generator.choice(list(self.publications.values()))["title"].split()
        return " ".join(generator.sample(title, min(len(title), generator.choice([1, 1, 2]))))[:60]

    def random_values(self, generator):
        out = {}
        for facet in generator.sample(FACETS, generator.choice([0, 1, 1, 2, 3])):
            every = self.every[facet] + ["unknown"] * (generator.random() < 0.3) + (["2150"] if facet == "year" else ["ZZ"] if facet == "country" else [])
            out[facet] = generator.sample(sorted(set(every)), min(len(set(every)), generator.choice([1, 1, 2, 5])))
        return out

    def random_selection(self, generator):
        wanted = self.random_values(generator)
        unwanted = self.random_values(generator) if generator.random() < 0.25 else {}
        provenances = generator.sample(PROVENANCES, generator.choice([1, 1, 2])) if generator.random() < 0.3 else []
        days = ["2014", "2018", "2019-02", "2019-06", "2020-03-15", "2022", "2030"]
        since = generator.choice(days) if generator.random() < 0.15 else ""
        until = generator.choice(days) if generator.random() < 0.15 else ""
        return Selection(wanted, unwanted, provenances, since, until)

    def questions(self, seed, rounds):
        generator = random.Random(seed)
        for _ in range(rounds):
            text = self.random_text(generator)
            selection = self.random_selection(generator)
            language = generator.choice(LANGUAGES)
            expected = BruteForce(self.matching(text, language), selection)
            yield generator, [("q", text), ("hl", language)] + selection.parameters(), expected

    def check_facet(self, got, expected, facet):
        """Listed: the first ten, and every value that is selected or excluded."""
        counts = expected.counts(facet)
        wanted, unwanted = expected.selection.chosen(facet)
        ordered = most_works_first(counts)
        shown = [item for rank, item in enumerate(ordered) if rank < SHOWN or item[0] in wanted | unwanted]
        self.assertEqual([(v["value"], v["works"]) for v in got["values"]], shown, facet)
        self.assertEqual(got["unknown"], counts["unknown"], facet)
        self.assertEqual(got["more"], len(shown) < len(ordered), facet)
        self.assertEqual({v["value"] for v in got["values"] if v["selected"]}, wanted - {"unknown"})
        self.assertEqual({v["value"] for v in got["values"] if v.get("excluded")}, unwanted - {"unknown"})
        self.assertEqual(got.get("histogram"), expected.histogram() if facet == "year" else None)

    def test_searches_agree_with_brute_force(self):
        for _, parameters, expected in self.questions(20190710, self.rounds):
            with self.subTest(parameters=parameters):
                answer = self.server.json("/api/v1/search", parameters)
                passing = expected.passing()
                self.assertEqual(answer["total"], {"works": len(works(passing)), "publications": len(passing)})
                self.assertEqual({r["work"] for r in answer["results"]} - works(passing), set())
                for facet in FACETS:
                    self.check_facet(answer["facets"][facet], expected, facet)

    def test_the_page_shows_the_same_counts(self):
        for _, parameters, expected in self.questions(7, self.rounds // 8):
            with self.subTest(parameters=parameters):
                answer = self.server.json("/api/v1/search", parameters)
                status, body = self.server.get("/search", parameters)
                self.assertEqual(status, 200)
                page = PageFacets()
                page.feed(body)
                shown = {}
                # What narrows a facet besides its values can be taken back where they are shown.
                names = {name for name, _ in parameters}
                narrowed = {facet for facet, name in (("country", "country.provenance"), ("year", "since"), ("year", "until")) if name in names}
                for facet in FACETS:
                    wanted, unwanted = expected.selection.chosen(facet)
                    listed = {v["value"]: v["works"] for v in answer["facets"][facet]["values"]}
                    if "unknown" in wanted | unwanted or ((listed or facet in narrowed) and answer["facets"][facet]["unknown"]):
                        listed["unknown"] = answer["facets"][facet]["unknown"]
                    for value, count in listed.items():
                        shown[(facet + ".not" if value in unwanted else facet, value)] = count
                self.assertEqual(page.found, shown)

    def test_a_count_is_the_total_that_selecting_it_gives(self):
        for text, provenance in itertools.product(self.texts, ["", "declared", "text"]):
            parameters = [("q", text), ("country.provenance", provenance)]
            answer = self.server.json("/api/v1/search", parameters)
            for facet in FACETS:
                counts = [(v["value"], v["works"]) for v in answer["facets"][facet]["values"][:4]]
                for value, count in [*counts, ("unknown", answer["facets"][facet]["unknown"])]:
                    selected = self.server.json("/api/v1/search", [*parameters, (facet, value), ("facets", "none")])
                    self.assertEqual(selected["total"]["works"], count, (parameters, facet, value))

    def labels(self, facet, language):
        """value -> label, of all values."""
        answer = self.server.json(f"/api/v1/facets/{facet}", [("limit", 1000), ("hl", language)])
        self.assertFalse(answer["more"])
        return {v["value"]: v["label"] for v in answer["values"]}

    def test_values_of_a_facet_agree_with_brute_force(self):
        known = {(f, hl): self.labels(f, hl) for f in FACETS for hl in LANGUAGES}
        for generator, parameters, expected in self.questions(5, self.rounds):
            with self.subTest(parameters=parameters):
                facet = generator.choice(FACETS)
                labels = known[(facet, dict(parameters)["hl"])]
                order = generator.choice(["", "works", "value", "label"])
                limit = generator.choice([1, 3, 20, 1000])
                prefix = random_prefix(generator, labels) if generator.random() < 0.6 else ""
                own = [("order", order), ("limit", limit), ("prefix", prefix)]
                got = self.server.json(f"/api/v1/facets/{facet}", parameters + own)
                counts = expected.counts(facet)
                wanted, unwanted = expected.selection.chosen(facet)
                fitting = {v: n for v, n in counts.items() if v != "unknown" and fits(prefix, v, labels.get(v, v))}
                self.assertEqual(got["unknown"], counts["unknown"])
                self.assertEqual(got["total_values"], len(fitting), (facet, own))
                ordered = [v for v, _ in most_works_first(fitting)]
                if order == "value":
                    ordered = sorted(fitting, key=str.encode)
                listed = [v["value"] for v in got["values"]]
                if order == "label":
                    self.check_label_order(listed, fitting, limit, wanted | unwanted)
                else:
                    self.assertEqual(listed, [v for rank, v in enumerate(ordered) if rank < limit or v in wanted | unwanted], (facet, own))
                self.assertEqual({v["value"]: v["works"] for v in got["values"]}, {v: fitting[v] for v in listed})
                self.assertLessEqual({(v["value"], v["label"]) for v in got["values"] if v["value"] in labels}, set(labels.items()))
                self.assertEqual(got["more"], len(listed) < len(fitting))
                self.assertEqual(got.get("histogram"), expected.histogram() if facet == "year" else None)

    def check_label_order(self, listed, fitting, limit, chosen):
        self.assertLessEqual(set(listed), set(fitting))
        self.assertLessEqual(chosen & set(fitting), set(listed))
        self.assertGreaterEqual(len(listed), min(limit, len(fitting)))

    def test_labels_are_in_the_order_of_their_language(self):
        for facet in FACETS:
            answer = self.server.json(f"/api/v1/facets/{facet}", [("limit", 1000), ("hl", "fr"), ("order", "label")])
            keys = [letters(v["label"]) for v in answer["values"]]
            self.assertEqual([k for k in keys if k.isalpha()], sorted(k for k in keys if k.isalpha()), facet)

    def test_pivots_agree_with_brute_force(self):
        for generator, parameters, expected in self.questions(11, self.rounds):
            with self.subTest(parameters=parameters):
                rows, columns = generator.sample(FACETS, 2)
                limits = [generator.choice([1, 2, 20, 100]) for _ in range(2)]
                own = [("rows", rows), ("columns", columns), ("limit_rows", limits[0]), ("limit_columns", limits[1])]
                got = self.server.json("/api/v1/pivot", parameters + own)
                totals, cells = expected.pivot(rows, columns)
                listed = []
                for side, facet, total, limit in zip(("rows", "columns"), (rows, columns), totals, limits):
                    ordered = most_works_first(total)
                    shown = ordered[:limit] + [("unknown", total.get("unknown", 0))]
                    self.assertEqual(got[side]["facet"], facet)
                    self.assertEqual([(v["value"], v["works"]) for v in got[side]["values"]], shown)
                    self.assertEqual(got[side]["more"], len(ordered) > limit)
                    self.assertEqual(got[side]["total_values"], len(ordered))
                    listed.append([v for v, _ in shown])
                self.assertEqual(got["cells"], [[cells.get((r, c), 0) for c in listed[1]] for r in listed[0]])
                passing = expected.passing()
                self.assertEqual(got["total"], {"works": len(works(passing)), "publications": len(passing)})
                if generator.random() < 0.2:
                    self.check_csv(parameters + own, got)

    def check_csv(self, parameters, pivot):
        status, body = self.server.get("/api/v1/pivot", [*parameters, ("format", "csv")])
        self.assertEqual(status, 200)
        self.assertEqual(body.count("\r\n"), body.count("\n"))
        table = list(csv.reader(io.StringIO(body, newline="")))
        columns = [v["label"] for v in pivot["columns"]["values"]]
        total = TOTAL[dict(parameters)["hl"]]
        self.assertEqual([unguarded(c) for c in table[0]], [pivot["rows"]["facet"], pivot["rows"]["label"], *columns, total])
        for line, value, cells in zip(table[1:], pivot["rows"]["values"], pivot["cells"]):
            self.assertEqual([unguarded(c) for c in line], [value["value"], value["label"], *map(str, cells), str(value["works"])])
        self.assertEqual(table[-1], ["", total, *[str(v["works"]) for v in pivot["columns"]["values"]], str(pivot["total"]["works"])])
        self.assertEqual(len(table), len(pivot["rows"]["values"]) + 2)
        for cell in itertools.chain.from_iterable(table):
            self.assertNotIn(cell[:1], tuple("=+-@\t\r"), cell)


def unguarded(cell):
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


class SampleFacets(FacetCounts, unittest.TestCase):
    rounds = 900
    texts = ["", "accessibilité", "public service", "design", '"open source"', "données ouvertes", "Förderung", "xyzzy",
             "hiring people abroad quickly", "l'accessibilità", "der die das"]

    @classmethod
    def arguments(cls, _):
        return ["--config", ROOT / "corpus" / "veille.yaml"]


class InventedFacets(FacetCounts, unittest.TestCase):
    """Values of every provenance, dates that are wrong, works whose members differ, names that spreadsheets run."""

    texts = ["", "review", "design review", "hospital", "équipe", "données budget portal", "only7"]

    @classmethod
    def arguments(cls, root):
        return ["--config", counted_site(root / "site", 160)]

    def test_all_provenances_are_there(self):
        found = {c["provenance"] for p in self.publications.values() for c in p["countries"]}
        self.assertLessEqual({"declared", "source", "text"}, found)

    def test_a_wrong_date_does_not_make_thousands_of_years(self):
        answer = self.server.json("/api/v1/facets/year", [("limit", 1000)])
        self.assertEqual({v["value"] for v in answer["values"] if v["value"] < "1900"}, {"1019"})
        self.assertEqual(len(answer["histogram"]), 300)

    def test_a_formula_is_no_formula_in_csv(self):
        _, body = self.server.get("/api/v1/pivot", [("rows", "tag"), ("columns", "kind"), ("limit_rows", 100), ("format", "csv")])
        table = list(csv.reader(io.StringIO(body, newline="")))
        self.assertLessEqual({"'=SUM(A1)", "'@name", "'-1", "say \"hi\", twice"}, {line[1] for line in table})


@unittest.skipUnless((CORPORA / "eig").is_dir(), f"there is no {CORPORA / 'eig'}")
class EigFacets(FacetCounts, unittest.TestCase):
    texts = ["", "logiciel libre", "initiatives abroad", "données", '"intérêt général"', "design thinking", "santé publique", "de la"]

    @classmethod
    def arguments(cls, _):
        return [CORPORA / "eig"]


if __name__ == "__main__":
    unittest.main()
