"""The query language over the sample publications, one row of query_table.tsv for each promise of API.md."""
import pathlib
import random
import re
import unittest

from programs import Folder, SearchdLines, Served, build

TABLE = pathlib.Path(__file__).with_name("query_table.tsv")
COLUMNS = 7


def unescaped(text):
    r"""A query as typed: \u00ad, \t, \n and \\ are characters, {600:(} is a parenthesis 600 times."""
    text = re.sub(r"\{(\d+):([^}]*)\}", lambda m: int(m[1]) * m[2], text)
    named = {"t": "\t", "n": "\n", "\\": "\\"}
    return re.sub(r"\\(?:u([0-9a-f]{4})|([tn\\]))", lambda m: chr(int(m[1], 16)) if m[1] else named[m[2]], text)


def rows():
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            assert len(cells) == COLUMNS, f"{TABLE.name}:{number}: {len(cells)} columns"
            yield number, cells


OPERANDS = ["mainframe", "design", "the", "données", "zzzz", "\"design system\"", "title:mainframe", "country:FR", "lang:fr", "year:2018",
            "tag:open", "kind:report", "access*", "förderrunde", "open-data", "mainframe NEAR payments", "author:trombone"]


def expression(chance, depth):
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(OPERANDS)
    one, other = expression(chance, depth - 1), expression(chance, depth - 1)
    return chance.choice([f"{one} OR {other}", f"{one} AND {other}", f"NOT ({one})", f"({one})", f"({one} {other})"])


class QueryTable(Served):
    def test_every_row(self):
        count = 0
        for number, (query, language, options, understood, notice, works, titles) in rows():
            count += 1
            with self.subTest(line=number, query=query[:80], language=language):
                parameters = [("q", unescaped(query)), ("hl", language), ("facets", "none")]
                parameters += [option.split("=") for option in options.split()]
                answer = self.server.json("/api/v1/search", [p for p in parameters if p[1]])
                self.assertEqual(answer["query"]["understood"], understood)
                self.assertEqual(answer["query"]["notice"] or "", unescaped(notice))
                self.assertEqual(answer["total"]["works"], int(works))
                expected = titles.split("|") if titles else []
                self.assertEqual([r["title"] for r in answer["results"][:len(expected)]], expected)
        self.assertGreaterEqual(count, 160)

    def publications(self, query):
        parameters = [("q", query), ("facets", "none"), ("correct", "false"), ("synonyms", "false"), ("collapse", "none")]
        return self.server.json("/api/v1/search", parameters)["total"]["publications"]

    def test_a_query_and_its_opposite_make_all(self):
        chance = random.Random(3)
        everything = self.publications("")
        for _ in range(200):
            # The word that nothing has makes a group, in which nothing is relaxed.
            one, other = (f"(zzzz OR ({expression(chance, 2)}))" for _ in range(2))
            with self.subTest(one=one, other=other):
                self.assertEqual(self.publications(one) + self.publications("-" + one), everything)
                self.assertEqual(self.publications(f"-({one} OR {other})"), self.publications(f"-{one} -{other}"))
                both, either = self.publications(f"{one} AND {other}"), self.publications(f"{one} OR {other}")
                self.assertEqual(both + either, self.publications(one) + self.publications(other))

    def test_a_correction_is_searched_only_where_nothing_has_the_words(self):
        searched = self.server.json("/api/v1/search", [("q", "mainfrmae")])["query"]
        self.assertEqual((searched["text"], searched["suggestion"], searched["corrected"]), ("mainfrmae", "mainframe", True))
        offered = self.server.json("/api/v1/search", [("q", "mainfrmae"), ("correct", "false")])
        self.assertEqual((offered["query"]["suggestion"], offered["query"]["corrected"]), ("mainframe", False))
        self.assertEqual(offered["total"]["works"], 0)
        for parameters in ([("q", "mainframe")], [("q", "zzzzzz")]):
            query = self.server.json("/api/v1/search", parameters)["query"]
            self.assertEqual((query["suggestion"], query["corrected"]), (None, False), parameters)


class Suggestions(unittest.TestCase):
    def test_a_correction_is_offered_where_little_has_the_words(self):
        with Folder() as folder:
            (folder / "site").mkdir()
            for number in range(45):
                word = "budgte" if number == 0 else "budget"
                text = f"---\ntitle: Number {number}\nlang: en\n---\nThe {word} of {number} and of {number + 1}.\n"
                (folder / "site" / f"{number}.md").write_text(text, encoding="utf-8")
            build(folder / "index", folder / "site")
            with SearchdLines(folder / "index") as server:
                for text, suggestion in (("budgte", "budget"), ("The budgte!", "The budget!"), ("budgte OR nothing", "budget OR nothing"),
                                         ("budget", None), ("-budgte", None)):
                    answer = server.json("/api/v1/search", [("q", text)])
                    self.assertEqual(answer["query"]["suggestion"], suggestion, text)
                    self.assertFalse(answer["query"]["corrected"])
                    self.assertEqual(answer["query"]["text"], text)

    def test_a_word_put_right_is_never_a_field_without_a_value(self):
        with Folder() as folder:
            (folder / "site").mkdir()
            for number in range(12):
                text = f"---\ntitle: Number {number}\nlang: en\n---\nThe author of {number}.\n"
                (folder / "site" / f"{number}.md").write_text(text, encoding="utf-8")
            build(folder / "index", folder / "site")
            with SearchdLines(folder / "index") as server:
                for text in ("auhtor:?", "auhtor:?!"):
                    answer = server.json("/api/v1/search", [("q", text)])
                    self.assertEqual((answer["total"]["works"], answer["query"]["suggestion"], answer["query"]["corrected"]), (0, None, False), text)
                put_right = server.json("/api/v1/search", [("q", "auhtor: ?")])
                self.assertEqual((put_right["total"]["works"], put_right["query"]["corrected"]), (12, True))


if __name__ == "__main__":
    unittest.main()
