"""A real Jekyll site, without any configuration: what is found in it, and that readers find it."""
import collections
import unittest

from programs import CORPORA, Searchd, Served, export

EIG = CORPORA / "eig"


@unittest.skipUnless(EIG.is_dir(), f"there is no {EIG}")
class Eig(Served):
    arguments = [EIG]
    server_class = Searchd

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.publications = export(cls.index)
        cls.by_path = {p["path"]: p for p in cls.publications}

    def work(self):
        return self.by_path["_posts/2019-07-10-benchmark-eig.md"]["work"]

    def test_holds_every_published_text_once(self):
        posts = [p for p in self.publications if p["kind"] == "post"]
        self.assertEqual(len(posts), 61)
        self.assertEqual(len({p["work"] for p in posts}), 50)
        self.assertEqual(collections.Counter(p["language"] for p in posts), {"fr": 49, "en": 12})
        self.assertEqual(self.by_path["_posts/18-07-23-Memo-anglais.md"]["language"], "en")
        self.assertFalse([p for p in self.by_path if "/_18" in p])
        pages = [p for p in self.publications if p["kind"] == "page"]
        self.assertEqual(len(pages), len(list((EIG / "_defis").glob("*.md"))))
        self.assertTrue(all(p["url"].startswith("https://entrepreneur-interet-general.etalab.gouv.fr/defis/20") for p in pages))
        self.assertEqual(self.summary["skipped"], 1)  # a PDF without text

    def test_gives_addresses_and_dates_as_the_site_does(self):
        english = self.by_path["en/_posts/2019-07-10-benchmark-eig.md"]
        self.assertEqual(english["url"], "https://entrepreneur-interet-general.etalab.gouv.fr/en/blog/2019/07/10/benchmark-eig.html")
        dated = [p for path, p in self.by_path.items() if path.startswith("_posts/19-04-12-")]
        self.assertTrue(dated)
        self.assertEqual({p["date"] for p in dated}, {"2019-04-12"})

    def test_joins_translations_and_the_report_that_both_link_to(self):
        members = [p for p in self.publications if p["work"] == self.work()]
        self.assertEqual(sorted((p["kind"], p["language"]) for p in members), [("post", "en"), ("post", "fr"), ("report", "fr")])
        report = next(p for p in members if p["kind"] == "report")
        self.assertEqual(report["path"], "docs/initiatives-recrutements-competences-numériques.pdf")
        self.assertEqual(len(report["linked_from"]), 2)
        self.assertEqual(report["pages"], 19)
        self.assertEqual(report["date"], "2019-07-10")
        for member in members:
            self.assertLessEqual({"US", "AU", "CA", "IT", "DE"}, {c["code"] for c in member["countries"]}, member["path"])

    def test_reports_exactly_the_documents_that_are_linked_and_missing(self):
        missing = [p for p in self.summary["problems"] if p["code"] == "report_missing"]
        self.assertEqual(len(missing), 6)
        self.assertTrue(all(p["line"] > 0 for p in missing))
        reports = [p for p in self.publications if p["kind"] == "report"]
        self.assertEqual(len([p for p in reports if p["linked_from"]]), 5)
        # What lies in the site is published, linked to or not.
        self.assertEqual(len(reports), 10)

    def test_finds_the_comparison_first_in_both_languages_and_without_accents(self):
        for text in ("initiatives abroad", "initiatives étranger", "etranger initiatives"):
            for language in ("fr", "en", "de", "it"):
                with self.subTest(text=text, language=language):
                    answer = self.server.search(text, hl=language)
                    self.assertEqual(answer["results"][0]["work"], self.work())

    def test_finds_words_of_a_reports_page_with_that_page(self):
        answer = self.server.search("Exceptional National Talent Act Barack Obama", hl="fr")
        first = answer["results"][0]
        self.assertEqual(first["work"], self.work())
        self.assertEqual(first["kind"], "report")
        self.assertEqual(first["pages"][0]["page"], 6)
        self.assertTrue(first["pages"][0]["url"].endswith("num%C3%A9riques.pdf#page=6"))
        self.assertIn("<mark>Obama</mark>", first["pages"][0]["snippet"])
        self.assertEqual(len(first["linked_from"]), 2)

    def test_shows_the_members_in_the_readers_language(self):
        for language in ("fr", "en"):
            first = self.server.search("initiatives", hl=language, country="AU")["results"][0]
            self.assertEqual(first["work"], self.work())
            self.assertEqual(first["language"], language)
            self.assertIsNone(first["matched_language"])
            self.assertEqual([t["language"] for t in first["translations"]], ["en" if language == "fr" else "fr"])
            self.assertEqual(len(first["reports"]), 1)
        german = self.server.search("initiatives", hl="de", country="AU")["results"][0]
        self.assertEqual(german["matched_language"], german["language"])
        self.assertEqual({c["name"] for c in german["countries"] if c["code"] == "DE"}, {"Deutschland"})


if __name__ == "__main__":
    unittest.main()
