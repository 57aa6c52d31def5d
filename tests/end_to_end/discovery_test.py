"""What tells browsers, search engines and other sites of the pages: with an address of its own, and without."""
import json
import unittest
import xml.etree.ElementTree as xml

from page_reader import Page, parameters
from programs import Indexed, Searchd, Served

URL = "https://search.example.org/find"
NAME = "Recherche <EIG> & more"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Known(Served):
    """The server knows its address."""

    @staticmethod
    def server_class(index):
        return Searchd(index, "--public-url", URL + "/", "--site-name", NAME)

    def local(self, address):
        """A whole address as this server is asked for it: what stands before it in production takes the path away."""
        self.assertTrue(address.startswith(URL + "/"), address)
        return address[len(URL):]

    def page(self, target):
        status, _, body = self.server.get(target)
        self.assertEqual(status, 200)
        return Page(body)

    def test_browsers_are_offered_the_search(self):
        link = self.page("/?hl=fr").one("link", rel="search")
        self.assertEqual((link.get("type"), link.get("title")), ("application/opensearchdescription+xml", NAME))
        status, headers, body = self.server.get(self.local(link.get("href")))
        self.assertEqual((status, headers["Content-Type"].split(";")[0]), (200, "application/opensearchdescription+xml"))
        root = xml.fromstring(body)
        self.assertEqual(root.tag, OPENSEARCH + "OpenSearchDescription")
        self.assertLessEqual(len(root.findtext(OPENSEARCH + "ShortName")), 16)
        self.assertEqual(root.findtext(OPENSEARCH + "Language"), "fr")
        templates = {e.get("type"): e.get("template") for e in root.iter(OPENSEARCH + "Url")}
        for kind in ("text/html", "application/x-suggestions+json", "application/atom+xml"):
            status, headers, body = self.server.get(self.local(templates[kind].replace("{searchTerms}", "publ")))
            self.assertEqual((status, headers["Content-Type"].split(";")[0]), (200, kind))
            if kind == "application/x-suggestions+json":
                typed, completions = json.loads(body)
                self.assertEqual(typed, "publ")
                self.assertIn("public", completions)

    def test_the_start_says_how_it_is_searched(self):
        form = self.page("/search?hl=de").one("form", itemtype="https://schema.org/SearchAction")
        target, = [e.get("content") for e in form.iter("meta") if e.get("itemprop") == "target"]
        self.assertEqual(target, URL + "/search?q={q}&hl=de")
        field, = [e for e in form.iter("input") if e.get("itemprop") == "query-input"]
        self.assertEqual(field.get("name"), "q")

    def test_pages_name_their_own_address_and_the_same_in_other_languages(self):
        page = self.page("/tag/open%20data?hl=it")
        self.assertEqual(page.one("link", rel="canonical").get("href"), URL + "/tag/open%20data?hl=it")
        others = {e.get("hreflang"): e.get("href") for e in page.all("link", rel="alternate") if e.get("hreflang")}
        self.assertEqual(others, {one: f"{URL}/tag/open%20data?hl={one}" for one in ("en", "fr", "de", "it", "es")})
        properties = {e.get("property"): e.get("content") for e in page.all("meta") if e.get("property")}
        self.assertEqual(properties["og:url"], URL + "/tag/open%20data?hl=it")
        self.assertEqual((properties["og:title"], properties["og:site_name"], properties["og:type"]), ("open data", NAME, "website"))
        self.assertIn("6 risultati", properties["og:description"])

    def test_links_stay_below_the_path_of_the_address(self):
        page = self.page("/search?q=public&hl=en")
        own = [to for to, _ in page.links() if to.startswith("/")]
        self.assertGreater(len(own), 30)
        self.assertEqual([to for to in own if not to.startswith("/find/")], [])
        for element in [*page.all("link"), *page.all("script")]:
            address = element.get("href") or element.get("src")
            self.assertTrue(address.startswith(("/find/", URL + "/")), address)
            self.assertEqual(self.server.get(address.removeprefix(URL).removeprefix("/find"))[0], 200, address)

    def test_the_sitemap_has_every_overview_and_nothing_that_is_not_there(self):
        status, _, body = self.server.get("/sitemap.xml")
        self.assertEqual(status, 200)
        pages = [e.text for e in xml.fromstring(body).iter(SITEMAP + "loc")]
        self.assertEqual(len(pages), len(set(pages)))
        expected = 1
        for facet in ("source", "country", "tag"):
            expected += 1 + self.server.json(f"/api/v1/facets/{facet}")["total_values"]
        self.assertEqual(len(pages), expected)
        for address in pages:
            status, _, body = self.server.get(self.local(address))
            self.assertEqual(status, 200, address)
            self.assertNotIn('name="robots"', body)
            self.assertIn(f'rel="canonical" href="{address.replace("&", "&amp;")}"'.replace("'", "&#39;"), body)
        status, _, body = self.server.get("/robots.txt")
        self.assertIn(f"Sitemap: {URL}/sitemap.xml\n", body)
        self.assertIn("Disallow: /api/\n", body)

    def test_feeds_name_the_site_and_have_addresses_for_ever(self):
        page = self.page("/search?q=public&tag=open%20data&hl=en")
        for link in page.all("link", rel="alternate"):
            self.assertIn(("limit", "50"), parameters(link.get("href")))
            status, headers, body = self.server.get(link.get("href").removeprefix("/find"))
            self.assertEqual((status, headers["Content-Type"].split(";")[0]), (200, link.get("type")))
            self.assertIn("Recherche", body)
            self.assertIn(URL + "/publication/", body)
        status, _, body = self.server.get("/api/v1/search.jsonfeed?q=public&limit=1&hl=en")
        feed = json.loads(body)
        self.assertEqual(feed["title"], "public – " + NAME)
        self.assertEqual(feed["feed_url"], URL + "/api/v1/search.jsonfeed?q=public&limit=1&hl=en")
        self.assertEqual(self.server.get(self.local(feed["items"][0]["id"]))[0], 200)


class Unknown(Served):
    server_class = Searchd

    def test_what_needs_an_address_is_refused_with_a_reason(self):
        for path in ("/opensearch.xml", "/sitemap.xml"):
            status, _, body = self.server.get(path)
            self.assertEqual((status, json.loads(body)["type"]), (404, "/problems/no_public_url"))
            self.assertIn("--public-url", json.loads(body)["mend"])
        _, _, body = self.server.get("/?hl=en")
        for word in ("canonical", "og:url", "opensearch", "SearchAction"):
            self.assertNotIn(word, body)
        self.assertNotIn("Sitemap", self.server.get("/robots.txt")[2])


class Appearance(Indexed):
    """Name, colour and logo, given on the command line or in a file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

    def check(self, server):
        page = Page(server.get("/?hl=en")[2])
        assets = page.one("script").get("src").rpartition("/")[0]
        sheets = [e.get("href") for e in page.all("link", rel="stylesheet")]
        self.assertEqual(sheets, [assets + "/page.css", assets + "/site.css"])
        status, headers, body = server.get(sheets[1])
        self.assertIn("--accent: #0a5014;", body)
        self.assertEqual(headers["Cache-Control"], "public, max-age=31536000, immutable")
        status, headers, body = server.get(page.one("img").get("src"))
        self.assertEqual((status, headers["Content-Type"]), (200, "image/svg+xml"))
        self.assertIn("sandbox", headers["Content-Security-Policy"])
        self.assertEqual(page.root.findtext("head/title"), "Ours")
        return assets

    def test_comes_from_the_command_line_or_from_a_file(self):
        logo = self.path / "logo.svg"
        with Searchd(self.index, "--site-name", "Ours", "--accent", "#0a5014", "--logo", str(logo)) as server:
            first = self.check(server)
        file = self.path / "searchd.conf"
        file.write_text(f'site-name = "Ours"\naccent = "#0a5014"\nlogo = "{logo}"\nallow-origin = ["https://a.example", "https://b.example"]\n')
        with Searchd(self.index, "--config", str(file)) as server:
            self.assertEqual(self.check(server), first)
            _, headers, _ = server.get("/api/v1/status", headers={"Origin": "https://b.example"})
            self.assertEqual(headers["Access-Control-Allow-Origin"], "https://b.example")

    def test_another_look_has_other_addresses_and_tags(self):
        with Searchd(self.index) as plain, Searchd(self.index, "--site-name", "Ours") as named:
            pages = [server.get("/?hl=en") for server in (plain, named)]
            self.assertNotEqual(pages[0][1]["ETag"], pages[1][1]["ETag"])
            assets = [Page(page[2]).one("script").get("src") for page in pages]
            self.assertNotEqual(*assets)
            # What an older page asks for is answered, but not for ever.
            status, headers, _ = plain.get(assets[1])
            self.assertEqual((status, headers["Cache-Control"]), (200, "no-cache"))
            self.assertEqual(plain.get("/assets/logo")[0], 404)
            self.assertEqual(plain.get("/assets/../page.css")[0], 404)

    def test_what_cannot_be_shown_is_refused_at_the_start(self):
        bad = self.path / "bad.conf"
        for arguments, reason in ((["--accent", "green"], "no colour"), (["--site-name", ""], "site-name"), (["--site-name", "a\nb"], "site-name"),
                                  (["--logo", "none.svg"], "no such file"), (["--logo", str(self.path / "index")], "no kind of picture"),
                                  (["--config", str(self.path / "none.conf")], "none.conf")):
            with self.subTest(arguments), self.assertRaisesRegex(AssertionError, reason):
                Searchd(self.index, *arguments).__enter__()
        for text, reason in (('\nsitename = "x"\n', 'bad.conf:2: there is no option "sitename".*site-name'), ('accent = "red"\n', "no colour"),
                             ("workers = [[1]]\n", "bad.conf:1: "), ("\n\na b\n", "bad.conf:3: "), ('workers = "many"\n', "workers"), ("[site]\n", "bad.conf:1: ")):
            bad.write_text(text)
            with self.subTest(text), self.assertRaisesRegex(AssertionError, reason):
                Searchd(self.index, "--config", str(bad)).__enter__()


if __name__ == "__main__":
    unittest.main()
