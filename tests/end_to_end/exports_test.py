"""Exports of searches: each opened by a real reader of its format, and held against the pages of the API."""
import codecs
import csv
import http.client
import io
import json
import socket
import subprocess
import unittest
import warnings
import xml.etree.ElementTree as xml

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports a module that Python is about to drop
    import feedparser

from invented import counted_site
from programs import Folder, Searchd, SearchdLines, build, export

MODS = "{http://www.loc.gov/mods/v3}"
NASTY = "Braces {one} }two{, 100 % & $5 #6 snake_case ~ ^ \\end <b>bold</b> \"quoted\" ]]> and a line, =SUM(A1) 🦊 עברית"
POSTS = 230


class Exports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = Folder()
        path = folder.__enter__()
        cls.addClassCleanup(folder.__exit__)
        config = counted_site(path / "posts", POSTS)
        front = {"title": NASTY, "date": "2021-02-03", "authors": ["Jane Doe", "Teams A and B, united", "{Curly}", "Research AND Development", "Others"], "tags": ["a, b", "50 %"],
                 "description": "-2+3 is\n\ta formula?"}
        yaml = json.dumps(front, ensure_ascii=False)
        (path / "posts" / "nasty.md").write_text("---\n" + yaml + "\n---\n\nOnlynasty text of a post with words.\n", encoding="utf-8")
        cls.index = path / "index"
        build(cls.index, "--config", config)
        cls.server = SearchdLines(cls.index)
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__)

    def export(self, extension, **parameters):
        pairs = [(name, value) for name, values in parameters.items() for value in (values if isinstance(values, list) else [values])]
        status, body = self.server.get(f"/api/v1/search.{extension}", pairs)
        self.assertEqual(status, 200, body)
        return body

    def pages(self, **parameters):
        """All results of a search, page by page."""
        out = []
        for page in range(1, 100):
            pairs = [*parameters.items(), ("per_page", 100), ("page", page), ("facets", "none")]
            results = self.server.json("/api/v1/search", pairs)["results"]
            out += results
            if len(results) < 100:
                return out
        raise AssertionError("there is no end")

    def test_csv_is_what_the_pages_say_in_their_order(self):
        for parameters in ({}, {"q": "budget"}, {"q": "budget école"}, {"sort": "newest"}, {"sort": "title", "country": "CA"}, {"q": "zzzz"},
                           {"tag": "open data", "hl": "fr"}, {"q": "budget", "collapse": "none", "sort": "oldest"}):
            with self.subTest(**parameters):
                rows = list(csv.DictReader(io.StringIO(self.export("csv", **parameters)), strict=True))
                pages = self.pages(**parameters)
                self.assertEqual([row["id"] for row in rows], [hit["id"] for hit in pages])
                for row, hit in zip(rows, pages):
                    self.assertEqual(row["url"], hit["url"])
                    self.assertEqual(row["date"], hit["date"] or "")
                    self.assertEqual(row["countries"].split("; "), [c["code"] for c in hit["countries"]] or [""])
                    self.assertEqual(row["translations"], "; ".join(t["url"] for t in hit["translations"]))

    def test_csv_survives_what_is_in_texts(self):
        text = self.export("csv", q="onlynasty")
        row, = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        self.assertEqual(row["title"], NASTY)
        self.assertEqual(row["authors"], "Jane Doe; Teams A and B, united; {Curly}; Research AND Development; Others")
        self.assertEqual(row["description"][0], "'", "a formula in a spreadsheet")
        self.assertTrue(text.endswith("\r\n"))
        for cell in (c for line in csv.reader(io.StringIO(self.export("csv"))) for c in line):
            self.assertNotIn(cell[:1] or "x", "=+-@\t\r", cell)

    def test_csv_begins_with_a_mark_on_request_alone(self):
        mark = codecs.BOM_UTF8.decode("utf-8")
        self.assertTrue(self.export("csv", bom="1").startswith(mark + "id,work,"))
        self.assertTrue(self.export("csv").startswith("id,work,"))

    def test_json_lines_are_results(self):
        lines = self.export("jsonl", q="budget").split("\n")
        self.assertEqual(lines.pop(), "")
        pages = self.pages(q="budget")
        without = {"snippet", "pages", "more_pages"}
        self.assertEqual([json.loads(line) for line in lines],
                         [{k: v for k, v in hit.items() if k not in without} | {"reports": hit["reports"]} for hit in pages])
        chosen = [json.loads(line) for line in self.export("jsonl", q="budget", fields="id,snippet").split("\n")[:-1]]
        self.assertEqual(chosen, [{"id": hit["id"], "snippet": hit["snippet"]} for hit in pages])

    def convert(self, program, text):
        done = subprocess.run([program, "-i", "utf8", "-o", "utf8"], input=text.encode(), capture_output=True, timeout=60, check=True)
        # What the converter could not make sense of it says there.
        self.assertNotIn(b"warning", done.stderr.lower().replace(b"processed", b""), done.stderr)
        return xml.fromstring(done.stdout.decode("utf-8").lstrip("\ufeff"))

    def titles(self, root):
        out = []
        for mods in root.iter(MODS + "mods"):
            info = mods.find(MODS + "titleInfo")
            title = info.findtext(MODS + "title") or ""
            sub = info.findtext(MODS + "subTitle")
            out.append(title + (": " + sub if sub else ""))
        return out

    def test_bibtex_and_ris_are_read_by_bibutils(self):
        wanted = [hit["title"] for hit in self.pages(tag="open data")]
        self.assertGreater(len(wanted), 10)
        for extension, program in (("bib", "bib2xml"), ("ris", "ris2xml")):
            with self.subTest(extension):
                root = self.convert(program, self.export(extension, tag="open data"))
                self.assertEqual(self.titles(root), wanted)
                urls = [e.text for e in root.iter(MODS + "url")]
                self.assertEqual(urls, [hit["url"] for hit in self.pages(tag="open data")])

    def test_bibtex_survives_what_is_in_texts(self):
        text = self.export("bib", q="onlynasty")
        depth = 0
        for c in text:
            depth += (c == "{") - (c == "}")
            self.assertGreaterEqual(depth, 0)
        self.assertEqual(depth, 0)
        self.assertEqual(text.count("@"), 1)
        self.assertIn("author = {Jane Doe and {Teams A and B, united} and \\textbraceleft{}Curly\\textbraceright{} "
                      "and {Research AND Development} and {Others}}", text)
        self.assertIn("100 \\% \\& \\$5 \\#6 snake\\_case", text)
        self.assertEqual(len(list(self.convert("bib2xml", text).iter(MODS + "mods"))), 1)

    def test_ris_survives_what_is_in_texts(self):
        lines = self.export("ris", q="onlynasty").split("\r\n")
        self.assertEqual([line[:6] for line in lines if line], [line[:6] for line in lines if line[2:6] == "  - "])
        self.assertEqual(sum(line.startswith("TY  - ") for line in lines), 1)
        self.assertIn("TI  - " + NASTY, lines)

    def test_atom_is_read_by_feedparser(self):
        for parameters in ({"q": "onlynasty"}, {"q": "budget"}, {}):
            with self.subTest(**parameters):
                text = self.export("atom", **parameters)
                xml.fromstring(text)
                feed = feedparser.parse(text.encode())
                pages = self.pages(**parameters)
                self.assertFalse(feed.bozo)
                self.assertEqual(feed.version, "atom10")
                self.assertTrue(feed.feed.id and feed.feed.updated_parsed and feed.feed.title)
                self.assertEqual([e.link for e in feed.entries], [hit["url"] for hit in pages])
                self.assertEqual(len({e.id for e in feed.entries}), len(pages))
                for entry, hit in zip(feed.entries, pages):
                    self.assertEqual(entry.get("published", "")[:10], hit["date"] or "")
                    self.assertTrue(entry.updated_parsed and entry.authors)
                    self.assertEqual([tag.term for tag in entry.get("tags", [])], hit["tags"])

    def test_a_json_feed_has_what_its_format_asks_for(self):
        for parameters in ({"q": "onlynasty"}, {"q": "budget", "hl": "fr"}, {"q": "zzzz"}):
            with self.subTest(**parameters):
                feed = json.loads(self.export("jsonfeed", **parameters))
                self.assertEqual((feed["version"], feed["language"]), ("https://jsonfeed.org/version/1.1", parameters.get("hl", "en")))
                pages = self.pages(**parameters)
                self.assertEqual([item["url"] for item in feed["items"]], [hit["url"] for hit in pages])
                for item, hit in zip(feed["items"], pages):
                    self.assertEqual((item["title"], item["tags"], item["language"]), (hit["title"], hit["tags"], hit["language"]))
                    self.assertEqual(item.get("date_published", "")[:10], hit["date"] or "")
                    self.assertIsInstance(item["content_text"], str)
                    self.assertTrue(item["id"] and all(author["name"] for author in item["authors"]))

    def test_a_limit_takes_the_first(self):
        for extension in ("csv", "jsonl", "bib", "ris", "atom", "jsonfeed"):
            for sort in ("relevance", "newest"):
                whole, some = (self.export(extension, q="budget", sort=sort, **more) for more in ({}, {"limit": "3"}))
                self.assertLess(len(some), len(whole))
                self.assertEqual([hit["url"] in some for hit in self.pages(q="budget", sort=sort)[:5]], [True] * 3 + [False] * 2, extension)
                self.assertEqual(self.export(extension, q="budget", sort=sort, limit="1000000000").replace("&amp;limit=1000000000", ""), whole)

    def test_one_publication_is_a_reference(self):
        hit, = self.pages(q="onlynasty")
        for extension, program in (("bib", "bib2xml"), ("ris", "ris2xml")):
            status, body = self.server.get(f"/api/v1/publications/{hit['id']}.{extension}")
            self.assertEqual((status, body), (200, self.export(extension, q="onlynasty")))
            self.assertEqual(len(list(self.convert(program, body).iter(MODS + "mods"))), 1)
        for name, code in ((hit["id"] + ".csv", "format_unknown"), ("0" * 16 + ".bib", "publication_unknown"), (hit["id"] + ".", "format_unknown")):
            status, body = self.server.get("/api/v1/publications/" + name)
            self.assertEqual((status, json.loads(body)["type"]), (404, "/problems/" + code))

    def test_everything_is_given_however_much_it_is(self):
        works = {record["work"] for record in export(self.index)}
        rows = list(csv.DictReader(io.StringIO(self.export("csv"))))
        self.assertEqual({row["work"] for row in rows}, works)
        self.assertEqual(len(rows), len(works))

    def test_what_makes_a_page_of_a_search_is_no_parameter(self):
        for extension, name, value in (("csv", "page", "2"), ("bib", "per_page", "10"), ("atom", "facets", "tag"), ("ris", "explain", "true"),
                                       ("jsonl", "typing", "1"), ("csv", "fields", "id"), ("bib", "bom", "1"), ("jsonl", "fields", "nothing"),
                                       ("csv", "bom", "yes"), ("csv", "lang", "fr"), ("ris", "limit", "0"), ("atom", "limit", "many"),
                                       ("jsonfeed", "facet_values", "3")):
            status, body = self.server.get(f"/api/v1/search.{extension}", [(name, value)])
            self.assertEqual(status, 400, (extension, name))
            self.assertEqual(json.loads(body)["parameter"], name)
        status, body = self.server.get("/api/v1/search.pdf")
        self.assertEqual(status, 404)
        self.assertIn("csv, jsonl, bib, ris, atom and jsonfeed", json.loads(body)["mend"])

    def test_over_http_it_comes_in_chunks_and_the_connection_stays(self):
        with Searchd(self.index) as server:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            for _ in range(3):
                connection.request("GET", "/api/v1/search.csv")
                answer = connection.getresponse()
                self.assertEqual(answer.getheader("Transfer-Encoding"), "chunked")
                self.assertIn("attachment", answer.getheader("Content-Disposition"))
                self.assertEqual(answer.read().decode("utf-8"), self.export("csv"))
            connection.request("HEAD", "/api/v1/search.csv")
            self.assertEqual(connection.getresponse().read(), b"")
            connection.request("GET", "/healthz")
            self.assertEqual(connection.getresponse().read(), b"ok\n")
            connection.close()
            # HTTP/1.0 has no chunks: the body ends with the connection.
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as raw:
                raw.sendall(b"GET /api/v1/search.csv HTTP/1.0\r\nHost: x\r\n\r\n")
                got = b"".join(iter(lambda: raw.recv(65536), b""))
            head, body = got.split(b"\r\n\r\n", 1)
            self.assertNotIn(b"chunked", head.lower())
            self.assertEqual(body.decode("utf-8"), self.export("csv"))


if __name__ == "__main__":
    unittest.main()
