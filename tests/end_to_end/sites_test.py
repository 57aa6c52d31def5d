"""Sites of every kind as the real program reads them without configuration: what is found, and what is reported."""
import unittest
import zipfile

from programs import CORPORA, ROOT, Folder, Searchd, build, export

LONG = "Some words that are long enough to count as a text of its own, told twice in two places of one site. " * 3


class Site(unittest.TestCase):
    def setUp(self):
        folder = Folder()
        self.root = folder.__enter__()
        self.addCleanup(folder.__exit__)
        self.site = self.root / "site"
        self.site.mkdir()

    def write(self, name, content):
        path = self.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def read(self, *arguments):
        self.summary = build(self.root / "index", *(arguments or [self.site]))
        return {p["path"]: p for p in export(self.root / "index")}

    def problems(self):
        return sorted((p["code"], p["where"].split("/", 1)[-1]) for p in self.summary["problems"])


CORPUS_PDFS = sorted((ROOT / "corpus" / "sites").rglob("*.pdf"))


class BuiltSite(Site):
    def page(self, name, main, head=""):
        self.write(name, f"<!doctype html><html lang=en><head><title>T | The Lab</title>{head}</head><body><nav><a href=/secretmenu>Menu words</a></nav>"
                         f"<main>{main}</main><footer><a href=/imprint>Footer words</a></footer></body></html>")

    def test_is_read_by_what_its_pages_say_of_themselves(self):
        alternates = "".join(f"<link rel=alternate hreflang={l} href=https://lab.example/{l}/post/>" for l in ("en", "fr"))
        self.page("index.html", "<h1>Home</h1><p>Welcome.</p>", "<link rel=canonical href=https://lab.example/><meta property=og:site_name content='The Lab'>")
        self.page("en/post/index.html", "<h1>A post</h1><p>Words and a <a href=/files/r.txt>report</a>, and <a href=/en/other.html>another page</a>.</p>",
                  alternates + "<meta property=article:published_time content=2021-02-03T23:59:00-08:00>")
        self.write("fr/post/index.html", f"<!doctype html><html lang=fr><head><title>Un billet</title>{alternates}</head><main><h1>Un billet</h1><p>Des mots.</p></main>")
        self.page("en/other.html", f"<h1>Twice</h1><p>{LONG}</p>")
        self.page("en/copy-of-other.html", f"<h1>Twice</h1><p>{LONG}</p>")
        self.page("hidden.html", "<h1>Hidden</h1>", "<meta name=robots content=noindex>")
        self.page("old/index.html", "<p>Moved</p>", "<meta http-equiv=refresh content='0; url=/en/post/'>")
        self.page("page/2/index.html", "<h1>More</h1>")
        self.write("files/r.txt", "A plain report.\n\nSecond paragraph.\n")
        found = self.read()
        self.assertEqual(sorted(found), ["en/other.html", "en/post/index.html", "files/r.txt", "fr/post/index.html", "index.html"])
        post = found["en/post/index.html"]
        self.assertEqual((post["title"], post["date"], post["kind"], post["url"]), ("A post", "2021-02-03", "post", "https://lab.example/en/post/"))
        self.assertEqual([t["language"] for t in post["translations"]], ["fr"])
        self.assertEqual(found["en/other.html"]["other_urls"], ["https://lab.example/en/copy-of-other.html"])
        self.assertEqual(found["files/r.txt"]["linked_from"], [post["id"]])
        self.assertEqual(self.summary["sources"][0]["generator"], "html")
        self.assertEqual((self.summary["sources"][0]["links"], self.summary["sources"][0]["links_resolved"]), (1, 1))
        self.assertEqual(self.problems(), [])


class Documents(Site):
    def office(self, name, parts):
        path = self.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)

    def test_of_every_kind_are_reports_and_bad_ones_are_named(self):
        word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        self.office("d/a.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document xmlns:w='{word}'><w:body><w:p><w:r><w:t>Words of Word</w:t></w:r></w:p></w:body></w:document>"})
        office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
        self.office("d/b.odt", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<office:document-content xmlns:office='{office}' xmlns:text='{text}'><office:body><office:text><text:p>Words of Writer</text:p></office:text></office:body></office:document-content>"})
        self.write("d/page.pdf", "<!doctype html><html><p>Not found</p></html>")
        self.write("d/empty.pdf", "")
        self.write("d/broken.docx", (self.site / "d" / "a.docx").read_bytes()[:-40])
        self.write("_config.yml", "url: https://d.example\n")
        self.write("d/static.html", "<!doctype html><title>A static report</title><p>Copied as it is.</p>")
        self.write("_posts/2020-01-02-all.md", "---\ntitle: All\n---\n" + " ".join(f"[x](/d/{name})" for name in ("a.docx", "b.odt", "page.pdf", "empty.pdf", "broken.docx", "static.html", "none.odt")))
        found = self.read()
        self.assertEqual(sorted(found), ["_posts/2020-01-02-all.md", "d/a.docx", "d/b.odt", "d/static.html"])
        self.assertTrue(all(p["kind"] == "report" and p["linked_from"] for path, p in found.items() if path.startswith("d/")))
        codes = dict((where, code) for code, where in self.problems())
        self.assertEqual(set(codes), {"_posts/2020-01-02-all.md", "d/broken.docx", "d/empty.pdf", "d/page.pdf"})
        self.assertEqual(codes["_posts/2020-01-02-all.md"], "report_missing")
        self.assertEqual(len(set(codes.values())), 4, codes)


    def test_that_is_named_as_what_it_is_is_read(self):
        pdf = (ROOT / "corpus" / "sites" / "dta" / "files" / "legacy-modernisation-playbook.pdf").read_bytes()
        self.write("a.md", "# A\n\n[x](r.docx)\n")
        self.write("r.docx", pdf)
        self.read()
        self.assertEqual([code for code, _ in self.problems()], ["document_mislabelled"])
        (self.site / "r.docx").rename(self.site / "r.pdf")
        self.write("a.md", "# A\n\n[x](r.pdf)\n")
        self.assertIn("r.pdf", self.read())
        self.assertEqual(self.problems(), [])


class Tags(Site):
    def test_are_one_vocabulary_across_spellings_and_languages(self):
        for number, tags in enumerate(("État, a11y", "etat, Accessibilité", "ÉTAT", "État, accessibility")):
            self.write(f"{number}.md", f"---\ntitle: T{number}\ntags: {tags}\n---\ntext\n")
        (self.root / "veille.yaml").write_text("aliases:\n  Accessibility: [a11y, accessibilité]\nsources:\n  - folder: site\n", encoding="utf-8")
        found = self.read("--config", self.root / "veille.yaml")
        self.assertEqual(found["0.md"]["tags"], ["État", "Accessibility"])
        self.assertEqual(found["1.md"]["tags"], ["etat", "Accessibility"])
        self.assertEqual(found["3.md"]["tags"], ["État", "Accessibility"])


    def test_are_parted_as_the_configuration_says(self):
        self.write("a.md", "---\ntitle: A\ntags: one two, three\n---\ntext\n")
        for separator, tags in (("comma", ["one two", "three"]), ("space", ["one", "two,", "three"])):
            (self.root / "veille.yaml").write_text(f"sources:\n  - folder: site\n    tag_separator: {separator}\n", encoding="utf-8")
            self.assertEqual(self.read("--config", self.root / "veille.yaml")["a.md"]["tags"], tags)


class Days(Site):
    def test_that_pass_are_changes(self):
        self.write("hugo.toml", 'baseURL = "https://h.example/"\n')
        self.write("content/news/past.md", "+++\ntitle = 'Past'\ndate = 2015-01-01\nexpiryDate = 2016-01-01\n+++\ntext\n")
        self.write("content/news/future.md", "+++\ntitle = 'Future'\ndate = 2999-01-01\n+++\ntext\n")
        found = self.read()
        self.assertEqual(list(found), ["content/news/past.md"])
        self.assertTrue(found["content/news/past.md"]["archived"])


class DocumentsThatNothingLinksTo(Site):
    def test_are_published_where_the_generator_publishes_them(self):
        self.write("hugo.toml", 'baseURL = "https://lab.example/"\n')
        self.write("content/blog/open/index.md", "---\ntitle: Open\nlang: en\n---\nWords of an open post.\n")
        self.write("content/blog/secret/index.md", "---\ntitle: Secret\nlang: en\ndraft: true\n---\nWords of a draft.\n")
        for number, folder in enumerate(("content/blog/open", "content/blog/secret", "static/files", "tools", "themes/t")):
            self.write(f"{folder}/d.pdf", CORPUS_PDFS[number % len(CORPUS_PDFS)].read_bytes())
        found = self.read()
        documents = {path: p["url"] for path, p in found.items() if path.endswith(".pdf")}
        self.assertEqual(documents, {"content/blog/open/d.pdf": "https://lab.example/blog/open/d.pdf", "static/files/d.pdf": "https://lab.example/files/d.pdf"})
        self.assertEqual([p["linked_from"] for p in found.values() if p["path"].endswith(".pdf")], [[], []])


class HostileSites(Site):
    def outside(self, name, content):
        path = self.root / "outside" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def test_show_no_more_of_a_title_than_fits(self):
        self.write("a.md", "endless words of a title\n" * 30_000 + "===\n\nThe text below it.\n")
        self.write("b.md", f"---\ntitle: B\nauthor: {'a' * 3000}\ntags: [{'t' * 3000}]\ndescription: {'d' * 3000}\n---\nendless words, too\n")
        found = self.read()
        self.assertLessEqual(len(found["a.md"]["title"].encode()), 1000)
        self.assertTrue(found["a.md"]["title"].endswith("…"))
        self.assertEqual((len(found["b.md"]["description"]), [len(name.encode()) for key in ("authors", "tags") for name in found["b.md"][key]]), (3000, [200, 200]))
        with Searchd(self.root / "index") as server:
            for path in ("/?q=endless", "/?q=endless+words", "/api/v1/search?q=endless"):
                status, _, body = server.get(path)
                self.assertEqual(status, 200)
                self.assertIn("endless", body)
                self.assertLess(len(body), 100_000, path)
            self.assertEqual(server.search("text below")["total"]["works"], 1)

    def test_lead_nobody_outside_by_a_configuration_that_is_a_symbolic_link(self):
        self.write("a.md", "---\ntitle: A\n---\ntext\n")
        for name, content in (("_config.yml", "title: Secret\n"), ("hugo.toml", "title = 'Secret'\n"), (".eleventy.js", "input: 'secret'"),
                              ("index.html", "<!doctype html><html><title>Secret</title><main>x</main>")):
            (self.site / name).symlink_to(self.outside(name, content))
            self.assertEqual(list(self.read()), ["a.md"])
            self.assertEqual(self.summary["sources"][0]["generator"], "markdown", name)
            self.assertNotIn("Secret", (self.root / "index" / "current" / "manifest.json").read_text(encoding="utf-8"))
            self.assertEqual(self.problems(), [("symbolic_link", name)])
            (self.site / name).unlink()

    def test_lead_nobody_outside_by_what_a_configuration_names(self):
        self.outside("posts/posts.json", '{"tags": ["secret"]}')
        self.write("posts/a.md", "---\ntitle: A\n---\ntext\n")
        for folder in ("../outside", "../../../../../../proc", "../" * 20 + "proc/self", "posts/../../outside"):
            self.write(".eleventy.js", f'module.exports = {{dir: {{input: "{folder}"}}}};')
            self.assertEqual([p["tags"] for p in self.read().values()], [[]], folder)
            self.assertEqual(self.problems(), [("config_bad_value", ".eleventy.js")])
        (self.site / ".eleventy.js").unlink()
        self.write("content/b.md", "---\ntitle: B\n---\ntext\n")
        for folder in ("../outside", "../../../../../../proc"):
            self.write("hugo.toml", f"baseURL = 'https://h.example/'\ncontentDir = '{folder}'\n")
            self.assertEqual(list(self.read("--max-loss", "100", self.site)), ["content/b.md"], folder)
            self.assertEqual(self.problems(), [("config_bad_value", "hugo.toml")])


@unittest.skipUnless(CORPORA.is_dir(), f"{CORPORA} is not there")
class RealSites(unittest.TestCase):
    # Posts, pages, reports, works; then problems by kind. All of them were looked at: each is true.
    EXPECTED = {
        "18f": ((102, 0, 2, 104), {}),
        "codeforde": ((265, 1, 4, 269), {"duplicate_key": 5, "report_missing": 4, "date_unreadable": 2, "document_mislabelled": 2}),
        "digitalgov": ((83, 52, 0, 135), {"duplicate_key": 3, "title_missing": 1}),
        "dta": ((218, 35, 6, 255), {"report_missing": 8, "duplicate_key": 3}),
        "eig": ((61, 71, 10, 127), {"report_missing": 6, "document_no_text": 1}),
        "guidesetalab": ((0, 54, 0, 54), {"title_missing": 1}),
        "pif": ((0, 48, 0, 48), {}),
    }

    def test_are_read_without_configuration(self):
        with Folder() as folder:
            summary = build(folder / "index", *(CORPORA / name for name in self.EXPECTED))
            languages = {}
            for publication in export(folder / "index"):
                languages.setdefault(publication["source"], {}).setdefault(publication["language"], 0)
                languages[publication["source"]][publication["language"]] += 1
        self.assertEqual(summary["skipped"], 3)  # two pages named .pdf, a PDF without text
        for source in summary["sources"]:
            kinds = {}
            for problem in summary["problems"]:
                if problem["where"].split("/")[0] == source["id"]:
                    kinds[problem["code"]] = kinds.get(problem["code"], 0) + 1
            print(f"| {source['id']} | {source['generator']} ({source['recognised_by']}) | {source['posts']} | {source['pages']} | {source['reports']} | {source['works']} | "
                  f"{languages[source['id']]} | {source['links_resolved']} of {source['links']} | {kinds} |")
            self.assertEqual(((source["posts"], source["pages"], source["reports"], source["works"]), kinds), self.EXPECTED[source["id"]], source["id"])

    def test_oddities_keep_their_texts_and_are_reported(self):
        with Folder() as folder:
            summary = build(folder / "index", CORPORA / "oddities")
            found = {p["path"]: p for p in export(folder / "index")}
        self.assertEqual(summary["skipped"], 0)
        for row in (CORPORA / "oddities" / "INDEX.tsv").read_text(encoding="utf-8").splitlines():
            path = row.split("\t")[1]
            words = len((CORPORA / "oddities" / path).read_text(encoding="utf-8", errors="replace").split())
            self.assertGreater(found[path]["words"], 0.5 * words, path)
            self.assertTrue(found[path]["title"], path)


if __name__ == "__main__":
    unittest.main()
