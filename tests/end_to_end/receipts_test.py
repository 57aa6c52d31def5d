"""Receipts of searches: computed again from exports, and verified after the index has changed."""
import datetime
import hashlib
import json
import subprocess
import unittest
import urllib.parse

from invented import counted_site
from programs import Folder, SearchdLines, Served, build


def sha256(ids):
    return hashlib.sha256("".join(one + "\n" for one in ids).encode()).hexdigest()


class Receipts(Served):
    @classmethod
    def sites(cls):
        cls.config = counted_site(cls.path / "posts", 300)
        return ["--config", cls.config]

    def ids(self, field, parameters):
        status, body = self.server.get("/api/v1/search.jsonl", [*parameters, ("fields", field)])
        self.assertEqual(status, 200, body)
        return [json.loads(line)[field] for line in body.split("\n") if line]

    def test_a_receipt_is_what_anybody_can_compute(self):
        for parameters in ([], [("q", "budget")], [("q", "budget OR école"), ("sort", "title")], [("tag", "open data"), ("tag.not", "=sum(a1)")],
                           [("q", "budget"), ("collapse", "none"), ("hl", "fr")], [("country", "unknown"), ("since", "2013"), ("until", "2019-06")],
                           [("q", "zzzz")]):
            with self.subTest(parameters):
                receipt = self.server.json("/api/v1/receipts", parameters)
                answer = self.server.json("/api/v1/search", parameters)
                ids = self.ids("id" if ("collapse", "none") in parameters else "work", parameters)
                self.assertEqual(receipt["total"], answer["total"])
                self.assertEqual(receipt["snapshot"], answer["snapshot"])
                self.assertEqual(receipt["query"]["understood"], answer["query"]["understood"])
                self.assertEqual(receipt["ids_sha256"], sha256(sorted(ids)))
                self.assertEqual(receipt["first_sha256"], sha256(ids[:100]))
                self.assertEqual(receipt["date"], datetime.datetime.now(datetime.timezone.utc).date().isoformat())
                again = self.server.target(receipt["query"]["canonical"])
                self.assertEqual(json.loads(again[1])["total"], answer["total"])
                self.assertEqual(json.loads(self.server.target(receipt["verify"])[1])["result"], "same")

    def test_the_canonical_query_is_one_for_all_that_ask_the_same(self):
        one = self.server.json("/api/v1/receipts", [("hl", "en"), ("q", "budget"), ("sort", "relevance"), ("synonyms", "true"), ("until", "")])
        other = self.server.json("/api/v1/receipts", [("q", "budget")])
        self.assertEqual(one, other)

    def test_citations_name_the_search_and_its_receipt(self):
        receipt = self.server.json("/api/v1/receipts", [("q", "budget {100 %} & \\end")])
        citation = receipt["citation"]
        for part in (receipt["snapshot"]["id"], receipt["ids_sha256"][:16], receipt["date"], "budget {100 %}", "1 result,"):
            self.assertIn(part, citation["text"])
        self.assertEqual(citation["bibtex"].count("{"), citation["bibtex"].count("}"))
        done = subprocess.run(["bib2xml", "-i", "utf8"], input=citation["bibtex"].encode(), capture_output=True, check=True, timeout=60)
        self.assertIn(b"100 %", done.stdout)

    def test_bad_receipts_are_told_what_is_wrong(self):
        receipt = self.server.json("/api/v1/receipts", [("q", "budget")])
        pairs = urllib.parse.parse_qsl(urllib.parse.urlsplit(receipt["verify"]).query)
        for name in ("works", "publications", "ids", "first"):
            for value in (None, "", "-1", "x", "f" * 63, "A" * 64, "99999999999"):
                bad = [(n, v) for n, v in pairs if n != "receipt." + name] + ([("receipt." + name, value)] if value is not None else [])
                status, body = self.server.get("/api/v1/receipts/verify", bad)
                self.assertEqual((status, json.loads(body).get("parameter")), (400, "receipt." + name), (value, body))
        for extra in (("receipt.snapshot", "../../etc"), ("receipt.other", "1"), ("receipt.works", "1"), ("page", "2"), ("nothing", "1")):
            kept = [(n, v) for n, v in pairs if n != "receipt.snapshot"]
            self.assertEqual(self.server.get("/api/v1/receipts/verify", [*kept, extra])[0], 400, extra)
        for name in ("page", "per_page", "facets", "fields", "explain", "typing", "nothing"):
            self.assertEqual(self.server.get("/api/v1/receipts", [(name, "1")])[0], 400, name)


class Changes(unittest.TestCase):
    def test_a_receipt_says_whether_the_search_finds_the_same(self):
        with Folder() as path:
            config = counted_site(path / "posts", 40)
            build(path / "index", "--config", config)
            with SearchdLines(path / "index") as server:
                budget = server.json("/api/v1/receipts", [("q", "budget")])
                other = server.json("/api/v1/receipts", [("q", "école"), ("sort", "oldest")])
            (path / "posts" / "new.md").write_text("---\ntitle: New budget\ndate: 2026-01-01\n---\n\nA budget of words.\n", encoding="utf-8")
            build(path / "index", "--config", config)
            with SearchdLines(path / "index") as server:
                changed = json.loads(server.target(budget["verify"])[1])
                self.assertEqual(changed["result"], "changed")
                self.assertEqual(changed["then"], budget["total"])
                self.assertEqual(changed["now"]["works"], budget["total"]["works"] + 1)
                self.assertEqual(changed["then_snapshot"], budget["snapshot"]["id"])
                self.assertNotEqual(changed["snapshot"]["id"], budget["snapshot"]["id"])
                self.assertEqual(json.loads(server.target(other["verify"])[1])["result"], "same")
                # The same hits, of which the first are in another order.
                reordered = other["verify"].replace(other["first_sha256"], "0" * 64)
                self.assertEqual(json.loads(server.target(reordered)[1])["result"], "other_order")


if __name__ == "__main__":
    unittest.main()
