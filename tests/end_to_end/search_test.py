"""Searches over the sample publications: a query and the titles that must come first, in order."""
import unittest

from programs import Folder, Searchd, Served, build

SCREEN_READER = "Accessibilité numérique : une matinée sans souris"
MOUSE = "Digital accessibility: a morning without a mouse"
ABROAD_FR = "Comment d’autres pays recrutent leurs talents du numérique"
ABROAD_EN = "How other countries hire their digital talent"

# query, reader's language, the first titles
TABLE = [
    ("accessibilité", "fr", [SCREEN_READER]),
    ("accessibilite", "fr", [SCREEN_READER]),
    ("ACCESSIBILITÉ", "fr", [SCREEN_READER]),
    ("l'accessibilité", "fr", [SCREEN_READER]),
    ("l’accessibilité numérique", "fr", [SCREEN_READER]),
    ("accessibilite\u0301", "fr", [SCREEN_READER]),
    ("accessibilité", "en", [SCREEN_READER]),
    ("digital accessibility", "en", [MOUSE]),
    ("a morning without a mouse", "en", [MOUSE]),
    ("\"morning without a mouse\"", "en", [MOUSE]),
    ("\"mouse a without morning\"", "en", []),
    ("recrutement à l'étranger", "fr", [ABROAD_FR]),
    ("hiring digital talent in other countries", "en", [ABROAD_EN]),
    ("Barrierefreiheit", "de", ["Barrierefreiheit von Anfang an"]),
    ("barrierefreiheit anfang", "en", ["Barrierefreiheit von Anfang an"]),
    ("Förderrunde", "de", ["Neue Förderrunde: Was wir suchen und was nicht"]),
    ("forderrunde", "de", ["Neue Förderrunde: Was wir suchen und was nicht"]),
    ("riuso del software", "it", ["Il riuso del software comincia da un file di testo"]),
    ("dell'anagrafe", "it", ["Un'anagrafe per sessanta milioni di persone"]),
    ("mainframe payments", "en", ["Turning off the mainframe without turning off the payments"]),
    ("pseudonymiser", "fr", ["Justice ouverte : pseudonymiser les décisions"]),
    ("pseudonymisation", "fr", ["Justice ouverte : pseudonymiser les décisions"]),
    ("forest fires", "fr", []),
    ("feux de forêt", "fr", ["Ce que les données savent des feux de forêt"]),
    ("feu foret", "fr", ["Ce que les données savent des feux de forêt"]),
    ("plain letters two languages", "en", ["Letters that people understand, in two languages"]),
    ("lettres langues", "fr", ["Des lettres que l'on comprend, dans deux langues"]),
    ("design system conversation", "en", ["A design system is a conversation"]),
    ("hackathonxyz", "en", []),
]

# Words of one page of a report, the report's title and its page, the label printed there.
PAGES = [
    ("porcelain", "A playbook for legacy modernisation", 6, "4"),
    ("cimetière", "Panorama des programmes d’intérêt général numérique", 6, "4"),
    ("vermillon", "Grille d’évaluation de l’accessibilité numérique", 3, "3"),
    ("Schlichtungsverfahren", "Leitfaden zur Barrierefreiheit für Prototypen", 4, "4"),
    ("seminterrato", "Linee guida sul riuso del software", 2, "2"),
    ("frigidaire", "Services en langage clair", 2, "2"),
]


class Searches(Served):
    server_class = Searchd

    def test_table(self):
        for text, language, titles in TABLE:
            with self.subTest(text=text, language=language):
                # What synonyms find besides is a matter of query_table.tsv.
                answer = self.server.search(text, hl=language, facets="none", synonyms="false")
                found = [r["title"] for r in answer["results"]]
                if titles:
                    self.assertEqual(found[:len(titles)], titles)
                elif answer["query"]["understood"].startswith(("at least", "au moins")):
                    self.assertNotIn("forest fires", " ".join(found))
                else:
                    self.assertEqual(found, [])

    def test_words_of_one_page_find_the_report_with_that_page(self):
        for text, title, page, label in PAGES:
            with self.subTest(text=text):
                answer = self.server.search(text)
                self.assertEqual(answer["total"], {"works": 1, "publications": 1})
                result = answer["results"][0]
                self.assertEqual((result["kind"], result["title"]), ("report", title))
                self.assertEqual([(p["page"], p["label"]) for p in result["pages"]], [(page, label)])
                self.assertTrue(result["pages"][0]["url"].endswith(f".pdf#page={page}"))
                self.assertIn("<mark>", result["pages"][0]["snippet"])
                self.assertTrue(result["linked_from"])

    def test_matching_pages_stand_beneath_the_article_that_links_to_the_report(self):
        result = self.server.search("accessibilité clavier", hl="fr", synonyms="false")["results"][0]
        self.assertEqual(result["kind"], "post")
        self.assertEqual([r["title"] for r in result["reports"]], ["Grille d’évaluation de l’accessibilité numérique"])
        self.assertEqual([p["page"] for p in result["reports"][0]["pages"]], [1])

    def test_marks_are_on_every_form(self):
        cases = [
            ("donnees", "fr", ("<mark>données</mark>",)),
            ("decision justice", "fr", ("<mark>décisions</mark>", "<mark>justice</mark>")),
            ("prototype", "de", ("<mark>Prototyp</mark>",)),
            ("languages", "en", ("<mark>languages</mark>", "<mark>language</mark>")),
        ]
        for text, language, marks in cases:
            with self.subTest(text=text):
                answer = self.server.search(text, hl=language, facets="none")
                shown = " ".join(r["snippet"] for r in answer["results"])
                for mark in marks:
                    self.assertIn(mark, shown)
                for result in answer["results"]:
                    self.assertEqual(result["snippet"].count("<mark>"), result["snippet"].count("</mark>"))

    def test_a_relaxed_search_puts_works_with_all_words_first_and_says_so(self):
        answer = self.server.search("mainframe payments unicorn", hl="en")
        self.assertIn("at least 2 of the 3 words", answer["query"]["understood"])
        self.assertIn("No publication has all the words", answer["query"]["notice"])
        self.assertEqual(answer["results"][0]["title"], "Turning off the mainframe without turning off the payments")

    def test_stop_words_are_set_aside_in_the_language_of_the_query(self):
        answer = self.server.search("les données de la santé", hl="en")
        self.assertEqual(answer["query"]["notice"], "Common words were left out: les, de, la.")
        self.assertEqual(answer["results"][0]["title"], "Données de santé, la confiance avant l'algorithme")


class Languages(unittest.TestCase):
    def test_stems_of_one_language_do_not_match_another(self):
        # French "pays" (country) and English "pay" have one stem; where no English text says "pays", it is French.
        with Folder() as folder:
            for name, text in (("fr", "Les pays voisins."), ("en", "They pay a fee."), ("both", "Who pays? They pay.")):
                (folder / "site").mkdir(exist_ok=True)
                language = "fr" if name == "fr" else "en"
                (folder / "site" / f"{name}.md").write_text(f"---\ntitle: {name}\nlang: {language}\n---\n{text}\n", encoding="utf-8")
            (folder / "site" / "both.md").rename(folder / "both.md")
            build(folder / "index", folder / "site")
            with Searchd(folder / "index") as server:
                for language, titles in (("fr", ["fr"]), ("de", ["fr"])):
                    found = [r["title"] for r in server.search("pays", hl=language)["results"]]
                    self.assertEqual(found, titles, language)
                # In the reader's own language every form is meant.
                self.assertEqual(len(server.search("pays", hl="en")["results"]), 2)
                (folder / "both.md").rename(folder / "site" / "both.md")
                build(folder / "index", folder / "site")
                server.wait_until(lambda: server.search("pays", hl="fr")["total"]["works"] == 3)


if __name__ == "__main__":
    unittest.main()
