"""The pages for readers: valid, connected, and with the same figures as the API."""
import collections
import unittest
import urllib.parse

from page_reader import Page, number, parameters, text
from programs import Served, export

LANGUAGES = ["en", "fr", "de", "it", "es"]


class Reader(Served):
    """Tests that open pages."""

    def open(self, address, status=200):
        code, body = self.server.target(address)
        self.assertEqual(code, status, address)
        page = Page(body)
        self.assertEqual(page.errors, [], address)
        return page

    def total(self, address):
        """Of a search page, told by the API."""
        return self.server.json("/api/v1/search", [*parameters(address), ("facets", "none"), ("fields", "id")])["total"]["works"]


class EveryPage(Reader):
    ADDRESSES = ["/", "/search?q=public", "/search?q=qqqqq&country=CA", "/search?page=9", "/search?q=%22a", "/facets/tag", "/facets/kind?q=public&prefix=r",
                 "/pivot", "/pivot?rows=year&columns=language&tag=design", "/cite?q=public", "/source/eig", "/country/CA", "/tag/open%20data"]

    def test_is_valid_in_every_language_and_says_which(self):
        for address in self.ADDRESSES:
            for language in LANGUAGES:
                page = self.open(address + ("&" if "?" in address else "?") + "hl=" + language)
                self.assertEqual(page.lang, language)
                self.assertEqual(len(page.all("h1")), 1, address)
                self.assertEqual(len(page.all("main")), 1)
                skip = page.one("a", "skip").get("href")[1:]
                self.assertEqual(page.one("main").get("id"), skip)
                links = [e.get("lang") for e in page.one("nav", "languages").iter() if e.get("lang")]
                self.assertEqual(links, LANGUAGES)

    def test_is_the_same_in_other_languages(self):
        for address in [*self.ADDRESSES[1:], "/facets/tag?prefix=o&order=label&q=public", "/pivot?rows=kind&columns=source&limit_rows=2", "/search?q=a&sort=newest&year=2019"]:
            for link in self.open(address).one("nav", "languages").iter("a"):
                there = link.get("href")
                self.assertEqual(there.split("?")[0], address.split("?")[0])
                added = [p for p in parameters(there) if p not in parameters(address) and p[0] != "hl"]
                self.assertEqual(added, [("rows", "tag"), ("columns", "country")] if address == "/pivot" else [])
                self.assertLessEqual(set(parameters(address)), set(parameters(there)))

    def test_a_filter_that_is_taken_back_leaves_what_else_was_asked(self):
        page = self.open("/facets/tag?prefix=o&order=label&country=CA&hl=en")
        (chip, _), = page.links(page.one("ul", "chips"))
        self.assertCountEqual(parameters(chip), [("prefix", "o"), ("order", "label"), ("hl", "en")])
        csv = next(e.get("href") for e in page.all("a") if "format=csv" in e.get("href", ""))
        self.assertLessEqual({("prefix", "o"), ("order", "label"), ("country", "CA")}, set(parameters(csv)))

    def test_says_in_its_language_what_is_wrong(self):
        for address, status in (("/search?nothing=1", 400), ("/facets/colour", 404), ("/facets/tag?limit=3", 400), ("/facets/tag?format=csv", 400),
                                ("/pivot?rows=tag&columns=tag", 400), ("/pivot?format=csv", 400), ("/cite?page=2", 400), ("/cite?receipt.works=1", 400),
                                ("/publication/0000000000000000", 404), ("/publication/", 404), ("/publication/x?q=1", 400), ("/tag/nothing", 404),
                                ("/tag/", 404), ("/country/Canada", 404), ("/country/ZZ", 404), ("/source/none", 404), ("/source/eig?hl=xx", 400),
                                ("/country/CA?hl=fr&hl=fr", 400), ("/tag/unknown", 404)):
            page = self.open(address, status)
            self.assertTrue(text(page.one("h1")))
            self.assertEqual(len(page.all("meta", name="robots")), 1, address)
        self.assertIn("adresse", text(self.open("/tag/nothing?hl=fr", 404).one("h1")))

    def test_leads_nowhere_in_vain(self):
        """Every link to the site's own pages, followed from the first one: so many of them as a reader would."""
        seen, queue = {"/search?hl=en"}, ["/search?hl=en"]
        opened = collections.Counter()
        while queue:
            address = queue.pop(0)
            kind = address.split("?")[0].split("/")[1]
            if opened[kind] == 40:
                continue
            opened[kind] += 1
            for to, _ in self.open(address).links():
                if not to.startswith("/") or to in seen:
                    continue
                seen.add(to)
                if to.startswith("/api/"):
                    self.assertEqual(self.server.target(to)[0], 200, to)
                elif "hl=en" in to:
                    queue.append(to)
        self.assertEqual(set(opened), {"search", "facets", "pivot", "cite", "publication", "source", "country", "tag"})
        self.assertGreater(len(seen), 400)

    def test_is_for_search_engines_only_where_it_is_one_of_few(self):
        for address, listed in (("/search?hl=en", True), ("/search?q=public&hl=en", False), ("/search?tag=design&hl=en", False), ("/tag/design?hl=en", True),
                                ("/facets/tag?hl=en", True), ("/facets/tag?hl=en&prefix=a", False), ("/cite?hl=en", False), ("/pivot?hl=en", False)):
            robots = self.open(address).all("meta", name="robots")
            self.assertEqual(not robots, listed, address)


class SearchPage(Reader):
    def test_each_chosen_filter_can_be_taken_back_alone(self):
        address = ("/search?q=public&country=FR&country=CA&tag.not=design&language=unknown&language=fr&since=2018&until=2020-06"
                   "&country.provenance=declared&country.provenance=source&hl=en")
        page = self.open(address)
        chips = page.links(page.one("ul", "chips"))
        self.assertEqual([label.rstrip(" ×") for _, label in chips],
                         ["without design", "France", "Canada", "Language: Unknown", "French", "country declared by the publication",
                          "country the programme’s own country", "from 2018", "until 2020-06"])
        given = parameters(address)
        for to, _ in chips:
            left = parameters(to)
            self.assertEqual(len(left), len(given) - 1)
            self.assertEqual([p for p in left if p not in given], [])
        clear, = {e.get("href") for e in page.all("a") if text(e) == "Clear all filters"}
        self.assertEqual(parameters(clear), [("q", "public"), ("hl", "en")])

    def test_one_facet_can_be_cleared(self):
        page = self.open("/search?country=FR&country=CA&country.provenance=declared&since=2018&year=2019&tag=design&hl=en")
        cleared = {text(e): parameters(e.get("href")) for e in page.all("a", "clear")}
        self.assertEqual(sorted(cleared), ["Clear Country", "Clear Tag", "Clear Year"])
        self.assertEqual({name for name, _ in cleared["Clear Country"]}, {"since", "year", "tag", "hl"})
        self.assertEqual({name for name, _ in cleared["Clear Year"]}, {"country", "country.provenance", "tag", "hl"})

    def test_bars_of_years_are_what_they_lead_to(self):
        for address in ("/search?hl=en", "/search?q=public&hl=en", "/search?year=2019&hl=en"):
            bars = self.open(address).all("figure", "years")[0]
            links = [(e.get("{http://www.w3.org/1999/xlink}href") or e.get("href"), text(e)) for e in bars.iter() if e.get("href")]
            self.assertGreater(len(links), 2)
            chosen = [value for name, value in parameters(address) if name == "year"]
            for to, words in links:
                year, works = words.split(": ")
                years = [value for name, value in parameters(to) if name == "year"]
                self.assertEqual(set(years), set(chosen) ^ {year})
                alone = [(n, v) for n, v in parameters(to) if n != "year"] + [("year", year)]
                self.assertEqual(self.total("/search?" + urllib.parse.urlencode(alone)), number(works))

    def test_nothing_found_says_what_filters_took_away(self):
        page = self.open("/search?q=budget&country=NZ&kind=report&hl=en")
        hint = text(page.one("div", "empty"))
        self.assertIn(f"Search without filters. {self.total('/search?q=budget&hl=en')} result", hint)
        self.assertNotIn("Search without filters", text(self.open("/search?q=qqqqqqq&hl=en").one("div", "empty")))

    def test_texts_in_other_languages_say_so(self):
        page = self.open("/search?q=public&hl=en")
        answer = self.server.json("/api/v1/search", [("q", "public"), ("hl", "en")])
        for item, hit in zip(page.all("article"), answer["results"]):
            title, = [e for e in item.iter("h2")]
            self.assertEqual(title.find("a").get("lang"), hit["language"])
            self.assertEqual("Found in French" in text(item), hit["matched_language"] == "fr")

    def test_results_can_be_taken_away_in_every_format(self):
        page = self.open("/search?q=public&country=FR&sort=newest&hl=en")
        links = {label: to for to, label in page.links(page.one("nav", "take"))}
        self.assertEqual(list(links), ["Cite this search", "As a table", "Feed (Atom)", "Feed (JSON Feed)", "CSV", "JSON Lines", "BibTeX", "RIS"])
        for to in links.values():
            self.assertEqual([p for p in [("q", "public"), ("country", "FR")] if p not in parameters(to)], [])
        found = [e.get("type") for e in page.all("link", rel="alternate")]
        self.assertEqual(found, ["application/atom+xml", "application/feed+json"])


class OtherPages(Reader):
    def test_values_are_those_of_the_api_and_lead_to_their_counts(self):
        for facet in ("tag", "country", "language", "year", "source", "kind", "author"):
            for query in ([("hl", "en")], [("q", "public"), ("language", "fr"), ("hl", "en")]):
                page = self.open(f"/facets/{facet}?" + urllib.parse.urlencode(query))
                answer = self.server.json(f"/api/v1/facets/{facet}", [*query, ("limit", "1000")])
                shown = [(text(item.find("a")), number(text(item.find("span"))), item.find("a").get("href")) for item in page.one("ul", "columns-list").iter("li")]
                expected = [(v["label"], v["works"]) for v in answer["values"]] + [("Unknown", answer["unknown"])] * (answer["unknown"] > 0)
                self.assertEqual([(label, works) for label, works, _ in shown], expected)
                for label, works, to in shown[:12]:
                    if to.startswith("/search") and facet != "language":
                        self.assertEqual(self.total(to), works, to)

    def test_a_beginning_finds_values(self):
        page = self.open("/facets/country?prefix=ca&order=label&hl=en")
        self.assertEqual([text(item.find("a")) for item in page.one("ul", "columns-list").iter("li")][0], "Canada")
        self.assertEqual(page.one("input", name="prefix").get("value"), "ca")

    def test_tables_are_pivots_whose_cells_lead_to_their_counts(self):
        for query in ("rows=tag&columns=country", "rows=year&columns=language&q=public", "rows=country&columns=tag&tag=design&tag=agile", "rows=kind&columns=source&limit_rows=2"):
            page = self.open(f"/pivot?{query}&hl=en")
            pivot = self.server.json("/api/v1/pivot", urllib.parse.parse_qsl(query + "&hl=en"))
            columns = [c for c in range(len(pivot["columns"]["values"])) if pivot["columns"]["values"][c]["works"] or c + 1 < len(pivot["columns"]["values"])]
            rows = [r for r in range(len(pivot["rows"]["values"])) if pivot["rows"]["values"][r]["works"] or r + 1 < len(pivot["rows"]["values"])]
            body = page.one("tbody")
            shown = [[cell for cell in row if cell.tag == "td"] for row in body.iter("tr")]
            self.assertEqual([[number(text(cell)) for cell in row[:-1]] for row in shown], [[pivot["cells"][r][c] for c in columns] for r in rows])
            self.assertEqual([number(text(row[-1])) for row in shown], [pivot["rows"]["values"][r]["works"] for r in rows])
            linked = [cell.find("a") for row in shown for cell in row[:-1] if cell.find("a") is not None]
            self.assertTrue(linked)
            for link in linked:
                self.assertEqual(self.total(link.get("href")), number(text(link)), link.get("href"))

    def test_overviews_tell_the_figures_of_their_value(self):
        for facet in ("source", "country", "tag"):
            for value in self.server.json(f"/api/v1/facets/{facet}", [("hl", "en"), ("limit", "30")])["values"]:
                page = self.open(f"/{facet}/{urllib.parse.quote(value['value'], safe='')}?hl=en")
                self.assertEqual(text(page.one("h1")), value["label"])
                self.assertEqual(number(text(page.one("p", "total"))), value["works"])
                newest = self.server.json("/api/v1/search", [(facet, value["value"]), ("sort", "newest"), ("hl", "en")])
                titles = [text(e) for e in page.all("h3", "title")]
                self.assertEqual(titles, [hit["title"] for hit in newest["results"]])
                for link in page.one("tbody").iter("a"):
                    self.assertEqual(self.total(link.get("href")), number(text(link)))

    def test_every_publication_has_its_page(self):
        for record in export(self.index):
            page = self.open(f"/publication/{record['id']}?hl=en")
            answer = self.server.json(f"/api/v1/publications/{record['id']}", [("hl", "en")])
            heading = page.one("h1")
            self.assertEqual((text(heading), heading.get("lang")), (record["title"], record["language"]))
            links = dict((to, label) for to, label in page.links())
            self.assertIn(record["url"], links)
            for other in [*answer["translations"], *answer["reports"], *answer["linked_from"], *answer["related"]]:
                self.assertEqual(links[f"/publication/{other['id']}?hl=en"], other["title"])
            quoted = {" ".join(text(e).split()) for e in page.all("blockquote")}
            self.assertEqual(quoted, {" ".join(c["sentence"].split()) for c in answer["countries"] if "sentence" in c})
            self.assertEqual([e.get("content") for e in page.all("meta", name="citation_title")], [record["title"]])
            reference = "".join(page.one("pre", "bibtex").itertext())
            self.assertEqual(reference.strip(), self.server.target(f"/api/v1/publications/{record['id']}.bib")[1].strip())

    def test_a_search_is_cited_and_verified(self):
        query = [("q", "public"), ("country", "FR"), ("hl", "en")]
        page = self.open("/cite?" + urllib.parse.urlencode(query))
        receipt = self.server.json("/api/v1/receipts", query)
        self.assertEqual(text(page.one("blockquote", "citation")), receipt["citation"]["text"])
        self.assertEqual("".join(page.one("pre", "bibtex").itertext()).strip(), receipt["citation"]["bibtex"].strip())
        verify = page.one("p", "address").find("a").get("href")
        self.assertIn("The search finds the same as then.", text(self.open(verify).one("div", "verdict")))
        works = receipt["total"]["works"]
        changed = verify.replace(f"receipt.works={works}", f"receipt.works={works + 1}")
        self.assertIn(f"Then: {works + 1} results", text(self.open(changed).one("div", "verdict")))
        self.assertIn("something else", text(self.open(changed).one("div", "verdict")))
        other = verify.replace(receipt["first_sha256"], "0" * 64)
        self.assertIn("in another place", text(self.open(other).one("div", "verdict")))


class EmptyIndex(Reader):
    @classmethod
    def sites(cls):
        (cls.path / "site").mkdir()
        return [cls.path / "site"]

    def test_says_that_there_is_nothing_yet(self):
        self.assertIn("nothing to search yet", text(self.open("/?hl=en").one("div", "empty")))
        for address in ("/pivot", "/facets/tag", "/cite"):
            self.open(address)


if __name__ == "__main__":
    unittest.main()
