"""What the routes that count answer to wrong and hostile requests."""
import json
import re
import unittest

from brute_force import FACETS
from programs import Searchd, Served


class HostileFacets(Served):
    """Whatever is asked, a problem or an answer comes back."""

    def problem(self, target):
        status, body = self.server.target(target)
        found = json.loads(body)
        self.assertEqual(found["status"], status)
        return status, found["type"].rsplit("/", 1)[1]

    def test_unknown_facets_are_not_found_and_the_known_ones_named(self):
        for name in ["tags", "", "TAG", "tag/", "../tag", "tag%2F", "x" * 5000, "%F0%9F%98%80"]:
            status, body = self.server.target("/api/v1/facets/" + name)
            self.assertEqual(status, 404, name)
            self.assertIn("tag, country, language, year, source, kind, author", json.loads(body)["mend"])
            self.assertLess(len(body), 600)

    def test_bad_parameters_are_problems(self):
        facet, pivot = "/api/v1/facets/tag?", "/api/v1/pivot?rows=tag&columns=kind&"
        for target in [facet + "limit=0", facet + "limit=-1", facet + "limit=1001", facet + "limit=9" * 40, facet + "limit=1.5", facet + "order=random",
                       pivot + "limit_rows=0", pivot + "limit_columns=101", pivot + "limit_rows=18446744073709551617", pivot + "format=html",
                       "/api/v1/pivot?rows=tag", "/api/v1/pivot?columns=tag", "/api/v1/pivot", "/api/v1/pivot?rows=tag&columns=tag",
                       "/api/v1/pivot?rows=tag&columns=nothing", facet + "country.provenance=hearsay", "/api/v1/search?country.provenance=hearsay"]:
            self.assertEqual(self.problem(target), (400, "bad_parameter"), target)
        for target in [facet + "limit=1&limit=2", facet + "prefix=a&prefix=b", pivot + "rows=year"]:
            self.assertEqual(self.problem(target), (400, "repeated_parameter"), target)
        for target in [facet + "rows=tag", pivot + "prefix=a", "/api/v1/search?prefix=a", "/api/v1/search?rows=tag", facet + "country.provenance.not=text"]:
            self.assertEqual(self.problem(target), (400, "unknown_parameter"), target)
        for target in [facet + "prefix=a%00b", "/api/v1/facets/tag%00", facet + "prefix=%ff", pivot + "q=%00"]:
            self.assertEqual(self.problem(target), (400, "bad_target"), target)

    def test_values_are_bounded(self):
        for path in ["/api/v1/search?", "/api/v1/facets/tag?", "/api/v1/pivot?rows=tag&columns=kind&"]:
            many = "&".join(f"tag=t{i}&tag.not=n{i}" for i in range(64))
            status, body = self.server.target(path + many)
            self.assertEqual(status, 200, body)
            self.assertEqual(self.problem(path + many + "&tag=one-more"), (400, "bad_parameter"))
        answer = json.loads(self.server.target("/api/v1/facets/tag?limit=1&" + many)[1])
        self.assertEqual(len(answer["values"]), 1 + 128)
        self.assertEqual([v["works"] for v in answer["values"][1:]], [0] * 128)
        self.assertTrue(answer["more"])

    def test_any_prefix_is_answered(self):
        for prefix in ["", "%20", "%20%20", "%E2%80%8B", "a" * 4000, "%C3%A9" * 1000, "%22", "%27", "%5C", "=", "%F0%9F%98%80", ".*", "%CC%81"]:
            for facet in FACETS:
                status, body = self.server.target(f"/api/v1/facets/{facet}?prefix={prefix}")
                self.assertEqual(status, 200, (facet, prefix, body))

    def test_notes_are_in_the_readers_language(self):
        notes = {self.server.json("/api/v1/pivot", [("rows", "tag"), ("columns", "kind"), ("hl", hl)])["note"] for hl in ["en", "fr", "de", "it", "es"]}
        self.assertEqual(len(notes), 5)

    def test_csv_says_what_it_is_and_columns_what_they_take(self):
        with Searchd(self.index) as server:
            status, headers, body = server.get("/api/v1/pivot", [("rows", "kind"), ("columns", "year"), ("format", "csv")])
            self.assertEqual((status, headers["Content-Type"], headers["Vary"]), (200, "text/csv; charset=utf-8", "Accept-Language, Accept-Encoding"))
            self.assertTrue(body.startswith("kind,Kind,"), body)
            server.stop()
            found = re.search(r"facet columns: (\d+) bytes a publication", server.log)
        self.assertTrue(found, server.log)
        self.assertLessEqual(int(found[1]), 64)

    def test_the_page_keeps_provenances(self):
        status, body = self.server.get("/search", [("country.provenance", "text"), ("country.provenance", "title")])
        self.assertEqual(status, 200)
        for provenance in ["text", "title"]:
            self.assertRegex(body, f'<input type="hidden" name="country.provenance" value="{provenance}"')
        self.assertIn("country.provenance=text&amp;country.provenance=title", body)


if __name__ == "__main__":
    unittest.main()
