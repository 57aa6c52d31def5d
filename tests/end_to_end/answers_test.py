"""Completions, explanations, publications nearby, and what the page offers besides its results."""
import unittest

from programs import Folder, SearchdLines, Served, build, export, vocabulary_key


def begins(text, beginning):
    """Whether a word of the text begins so, case and accents aside."""
    return any(word.startswith(beginning) for word in vocabulary_key(text).replace("'", " ").replace("-", " ").replace("(", " ").split())


class Answers(Served):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.publications = {p["id"]: p for p in export(cls.index)}

    def suggest(self, text, **parameters):
        return self.server.json("/api/v1/suggest", [("q", text), *((k, str(v)) for k, v in parameters.items())])["suggestions"]

    def search(self, text, **parameters):
        return self.server.json("/api/v1/search", [("q", text), *((k, str(v)) for k, v in parameters.items())])

    def test_completions_begin_as_typed_whatever_the_accents(self):
        for text in ("acc", "ACC", "éco", "eco", "données", "donnees", "bar", "k"):
            found = self.suggest(text, limit=10, hl="fr")
            beginning = vocabulary_key(text)
            self.assertTrue(found, text)
            for one in found:
                self.assertTrue(begins(one["text"], beginning), (text, one))
        self.assertIn("données", [s["text"] for s in self.suggest("donnee", hl="fr") if s["type"] == "word"])

    def test_kinds_come_in_order_the_most_frequent_first_with_exact_counts(self):
        order = ["word", "tag", "country", "author", "title"]
        facets = {"tag": "tag", "country": "country", "author": "author"}
        for text in ("a", "d", "o", "open", "ca"):
            found = self.suggest(text, limit=10, hl="en")
            kinds = [s["type"] for s in found]
            self.assertEqual(kinds, sorted(kinds, key=order.index), text)
            for kind, facet in facets.items():
                listed = [s for s in found if s["type"] == kind]
                self.assertEqual([s["works"] for s in listed], sorted((s["works"] for s in listed), reverse=True))
                for one in listed:
                    total = self.search("", facets="none", per_page=1, **{facet: one["value"]})["total"]["works"]
                    self.assertEqual(one["works"], total, one)

    def test_every_title_with_the_beginning_can_be_suggested(self):
        for p in list(self.publications.values())[:60]:
            title = p["title"]
            found = [s["text"] for s in self.suggest(title[:60], limit=10) if s["type"] == "title"]
            self.assertIn(title, found)

    def test_words_before_the_last_one_are_kept_as_typed_and_occur_with_it(self):
        found = [s for s in self.suggest("Open SOU", hl="en") if s["type"] == "word"]
        self.assertEqual(found[0]["text"], "Open source")
        with_both = self.search("open AND source", collapse="none", synonyms="false")["total"]["publications"]
        self.assertLessEqual(found[0]["publications"], with_both)
        self.assertEqual([s for s in self.suggest("zzzz sou") if s["type"] in ("word", "title")], [])

    def test_a_whole_word_finds_no_less_while_it_is_typed(self):
        words = sorted({word for p in self.publications.values() for word in vocabulary_key(p["title"]).split() if word.isalpha()})
        self.assertGreater(len(words), 100)
        for word in words:
            for language in ("en", "fr"):
                typed, submitted = (self.search(word, hl=language, facets="none", synonyms="false", **more)["total"]["works"] for more in ({"typing": 1}, {}))
                self.assertGreaterEqual(typed, submitted, (word, language))

    def test_odd_beginnings_are_answered(self):
        for text in ("", " ", "...", "'", "é" * 300, "a" * 5000, "🎉", "漢", "\u0301", "a b c " * 60, "-", "\"open", "title:op", "\x01"):
            self.assertIsInstance(self.suggest(text), list)
        for query, code in (("q=a&limit=0", "bad_parameter"), ("q=a&limit=11", "bad_parameter"), ("q=a&limit=x", "bad_parameter"),
                            ("q=a&typing=1", "unknown_parameter"), ("q=a&q=b", "repeated_parameter")):
            status, body = self.server.get("/api/v1/suggest?" + query)
            self.assertEqual(status, 400, query)
            self.assertIn("/problems/" + code, body)

    def explained(self, text, **parameters):
        answer = self.search(text, explain="true", facets="none", **parameters)
        return [(r, r["explain"]) for r in answer["results"]]

    def test_explanations_name_forms_fields_and_pages(self):
        for text, language, how in (("données", "fr", "exact"), ("donnees", "fr", "exact"), ("decision", "fr", "exact"), ("mainframe*", "en", "prefix"),
                                    ("\"design system\"", "en", "phrase"), ("design NEAR system", "en", "near")):
            found = self.explained(text, hl=language)
            self.assertTrue(found, text)
            for result, explain in found:
                self.assertGreater(explain["score"], 0)
                self.assertEqual(explain["language"], result["language"])
                self.assertTrue(explain["forms"], (text, result["title"]))
                for form in explain["forms"]:
                    self.assertGreater(form["count"], 0)
                    self.assertTrue(set(form["fields"]) <= {"title", "description", "tags", "heading", "text"} and form["fields"])
                    self.assertEqual("pages" in form, result["kind"] == "report" and form["fields"] != ["tags"] and bool(form.get("pages")))
            self.assertIn(how, {form["how"] for _, e in found for form in e["forms"]}, text)
        scores = [e["score"] for _, e in self.explained("design", hl="en", collapse="none")]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertNotIn("explain", self.search("design")["results"][0])

    def test_explanations_tell_stems_parts_and_synonyms_apart(self):
        hows = {(f["form"], f["how"]) for _, e in self.explained("languages", hl="en") for f in e["forms"]}
        self.assertIn(("languages", "exact"), hows)
        self.assertIn(("language", "stem"), hows)
        forms = [f for _, e in self.explained("accessibility", hl="en") for f in e["forms"]]
        self.assertTrue(any(f["synonym"] for f in forms))
        self.assertFalse(any(f["synonym"] for _, e in self.explained("accessibility", hl="en", synonyms="false") for f in e["forms"]))

    def test_the_page_offers_what_takes_a_correction_or_synonyms_back(self):
        page = self.server.get("/search?q=mainfrmae&hl=en")[1]
        self.assertIn("Results are for “mainframe”", page)
        self.assertIn("/search?q=mainfrmae&amp;correct=false&amp;hl=en", page)
        page = self.server.get("/search?q=mainfrmae&hl=en&correct=false")[1]
        self.assertIn('Did you mean <a href="/search?q=mainframe&amp;hl=en"', page)
        page = self.server.get("/search?q=accessibility&hl=en")[1]
        self.assertIn("synonyms=false", page)
        self.assertNotIn("Without these synonyms", self.server.get("/search?q=accessibility&hl=en&synonyms=false")[1])


class Small(unittest.TestCase):
    """Indexes of a few texts, each for one promise."""

    def answers(self, texts, *requests, language="en"):
        with Folder() as folder:
            (folder / "site").mkdir()
            for number, (title, text) in enumerate(texts):
                (folder / "site" / f"{number}.md").write_text(
                    f"---\ntitle: {title}\nlang: {language}\ndate: 20{10 + number % 10}-01-{1 + number // 10:02}\n---\n{text}\n", encoding="utf-8")
            build(folder / "index", folder / "site")
            with SearchdLines(folder / "index") as server:
                return [server.json(path, parameters) for path, parameters in requests]

    def test_a_title_that_begins_as_typed_is_suggested_before_newer_ones(self):
        texts = [("Platypus alpha", "Old.")] + [(f"News of the platypus {number}", "New.") for number in range(1, 40)]
        found, = self.answers(texts, ("/api/v1/suggest", [("q", "Platypus"), ("limit", "3")]))
        titles = [s["text"] for s in found["suggestions"] if s["type"] == "title"]
        self.assertEqual(titles[0], "Platypus alpha")
        self.assertEqual(len(titles), 3)

    def test_compounds_in_titles_rank_below_the_word_and_are_found_by_their_parts(self):
        texts = [("Bürgerbeteiligung heute", "Ein Text."), ("Beteiligung heute", "Noch ein Text."), ("Beteiligung der Bürger", "Bürger und Beteiligung.")]
        part, whole = self.answers(texts, ("/api/v1/search", [("q", "title:Beteiligung"), ("hl", "de")]),
                                   ("/api/v1/search", [("q", "title:Bürgerbeteiligung"), ("hl", "de")]), language="de")
        self.assertEqual([r["title"] for r in part["results"]][-1], "Bürgerbeteiligung heute")
        self.assertEqual(part["total"]["works"], 3)
        self.assertEqual([r["title"] for r in whole["results"]], ["Bürgerbeteiligung heute", "Beteiligung der Bürger"])

    def test_a_phrase_that_is_not_there_is_neither_explained_nor_the_reason_of_a_snippet(self):
        texts = [("Fish", "Open doors and much data. " + "Filler words stand here. " * 30 + "A catfish swims.")]
        answer, = self.answers(texts, ("/api/v1/search", [("q", "\"open data\" OR catfish"), ("explain", "true")]))
        self.assertEqual([f["form"] for f in answer["results"][0]["explain"]["forms"]], ["catfish"])
        self.assertIn("<mark>catfish</mark>", answer["results"][0]["snippet"])

    def test_the_match_is_in_the_snippet_wherever_it_stands_in_a_long_text(self):
        words = "a b c d e f g h i j " * 3000 + "numbat " + "incomprehensibilities " * 3000
        answer, = self.answers([("Uneven", words)], ("/api/v1/search", [("q", "numbat")]))
        self.assertIn("<mark>numbat</mark>", answer["results"][0]["snippet"])
        self.assertLess(len(answer["results"][0]["snippet"]), 2000)

    def test_a_phrase_and_what_is_excluded_right_behind_it(self):
        texts = [("One", "open data and catfish"), ("Two", "open data alone")]
        answer, = self.answers(texts, ("/api/v1/search", [("q", "\"open data\"-catfish")]))
        self.assertEqual([r["title"] for r in answer["results"]], ["Two"])


class Nearby(unittest.TestCase):
    def test_the_same_tags_elsewhere_come_first_and_never_the_own_work(self):
        texts = {
            "here": ("Counting bicycles", "FR", "bicycles", "Sensors count bicycles on the bridge every morning."),
            "home": ("Bicycles at home", "FR", "bicycles", "Sensors count bicycles on the quay every morning."),
            "away": ("Bicycles abroad", "DE", "bicycles", "Sensors count bicycles on the quay every morning."),
            "other": ("Budgets", "FR", "money", "Nothing but sums and their owners in long lists."),
        }
        with Folder() as folder:
            (folder / "site").mkdir()
            for name, (title, country, tag, text) in texts.items():
                (folder / "site" / f"{name}.md").write_text(
                    f"---\ntitle: {title}\nlang: en\ndate: 2020-01-01\ntags: [{tag}]\ncountries: [{country}]\n---\n{text} {name}\n", encoding="utf-8")
            build(folder / "index", folder / "site")
            ids = {p["title"]: p["id"] for p in export(folder / "index")}
            with SearchdLines(folder / "index") as server:
                related = server.json("/api/v1/publications/" + ids["Counting bicycles"], [])["related"]
                self.assertEqual([r["title"] for r in related], ["Bicycles abroad", "Bicycles at home"])
                self.assertEqual([r["other_country"] for r in related], [True, False])
                self.assertEqual(related[0]["shared_tags"], ["bicycles"])
                self.assertEqual(server.json("/api/v1/publications/" + ids["Budgets"], [])["related"], [])

    def test_nothing_is_elsewhere_for_what_is_about_no_country(self):
        with Folder() as folder:
            (folder / "site").mkdir()
            for name, country in (("plain", ""), ("french", "countries: [FR]")):
                (folder / "site" / f"{name}.md").write_text(
                    f"---\ntitle: {name}\nlang: en\ntags: [bicycles]\n{country}\n---\nSensors count bicycles.\n", encoding="utf-8")
            build(folder / "index", folder / "site")
            ids = {p["title"]: p["id"] for p in export(folder / "index")}
            with SearchdLines(folder / "index") as server:
                related = server.json("/api/v1/publications/" + ids["plain"], [])["related"]
                self.assertEqual([(r["title"], r["other_country"]) for r in related], [("french", False)])


if __name__ == "__main__":
    unittest.main()
