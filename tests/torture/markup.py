"""Row 11: texts that try to become markup, wherever a site or a reader can say something: every page is read as browsers do and held against the
elements and attributes that the templates have; links lead to the web or stay here; what programs read is of its format and says so.

The widget builds its list from texts by the document's own methods; hostile answers are given to it, in a real browser, by tests/browser/widget.test.mjs,
and the scripts of the search page are tried likewise by search_page_safety.test.mjs.
"""
import collections
import csv
import http.client
import io
import itertools
import json
import re
import urllib.parse
import xml.etree.ElementTree as xml

import html5lib

from hostile_texts import IN_A_LIST, texts, word_of, write_sites
from page_reader import Page, text
from programs import ROOT, Folder, Searchd, build

PUBLIC = "https://search.example"
LANGUAGES = ["en", "fr", "de", "it", "es"]
# What a reader makes of a document that no template writes, and what marks the words found.
ALSO = {("tbody", None), ("mark", None)}
# What is loaded, and where forms lead, is this server's.
OWN = re.compile(r"/assets/[0-9a-f]+/[\w.]+|/search|/pivot|/facets/[a-z]+")
LINKS = {"href", "src", "action", "formaction", "data", "poster", "background", "cite"}


def templates():
    """Elements, and attributes of elements, in the templates of pages."""
    out = set(ALSO)
    for file in (ROOT / "searchd" / "web" / "templates").glob("*.html"):
        markup = re.sub(r"\{\{[#^/>!][^}]*\}\}", " ", file.read_text(encoding="utf-8"))
        for names, attributes in re.findall(r"<([a-z{][\w{}]*)((?:[^<>\"]|\"[^\"]*\")*)>", markup):
            for name in ("h2", "h3") if names == "{{title_element}}" else (names,):
                out.add((name, None))
                out |= {(name, attribute.lower()) for attribute in re.findall(r"([A-Za-z-]+)(?=[=\s/]|$)", re.sub(r"\"[^\"]*\"", "", attributes))}
    return out


def leads_astray(address):
    """Whether a browser would do anything but go to a page of the web, or of this server. Source: URL Standard, basic URL parser."""
    bare = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return bool(scheme) and scheme[1].lower() not in ("http", "https")


def words(title):
    """As pages show it: control characters are spaces there, and what XML forbids is a replacement character."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", re.sub("[\ufffe\uffff]", "\ufffd", title)).split())


class Reader:
    """Asks a server, and collects what should not be there."""

    def __init__(self, server):
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.allowed = templates()
        self.foreign, self.astray, self.wrong = [], [], []
        self.seen = set()
        self.asked = collections.Counter()

    def get(self, target, content_type, statuses=(200,)):
        self.connection.request("GET", target, headers={"Host": "a"})
        answer = self.connection.getresponse()
        body = answer.read()
        self.asked[content_type.partition(";")[0]] += 1
        if answer.status not in statuses or answer.headers["Content-Type"] != content_type or answer.headers["X-Content-Type-Options"] != "nosniff":
            self.wrong.append(f"{answer.status} {answer.headers['Content-Type']} for {target}")
        return body.decode("utf-8")

    def close(self):
        self.connection.close()

    def page(self, path, parameters=(), statuses=(200,)):
        """The page's root, after its elements, attributes and links have been looked at."""
        target = path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")
        root = Page(self.get(target, "text/html; charset=utf-8", statuses)).root
        for element in root.iter():
            if isinstance(element.tag, str):
                self.look(element, element.tag.rpartition("}")[2], target)
        self.seen |= set(re.findall(r"\bq\d{4}\b", " ".join(root.itertext())))
        return root

    def look(self, element, name, target):
        attributes = {attribute.rpartition("}")[2].lower(): value for attribute, value in element.attrib.items()}
        strange = [one for one in attributes if (name, one) not in self.allowed or one.startswith("on") or one == "style"]
        if (name, None) not in self.allowed or strange:
            self.foreign.append(f"<{name} {' '.join(strange)}> in {target}")
        loaded = [attributes[attribute] for attribute in ("src", "action") if attribute in attributes]
        if name == "link" and attributes.get("rel") in ("stylesheet", "icon", "modulepreload"):
            loaded.append(attributes.get("href", ""))
        if not all(OWN.fullmatch(address) for address in loaded) or (name == "script" and (not loaded or (element.text or "").strip())):
            self.foreign.append(f"<{name}> with {loaded} in {target}")
        self.astray += [f"<{name} {one}={value[:60]!r}> in {target}" for one, value in attributes.items() if one in LINKS and leads_astray(value)]

    def json(self, target, content_type="application/json; charset=utf-8"):
        try:
            return json.loads(self.get(target, content_type))
        except ValueError:
            self.wrong.append(f"no JSON for {target}")
            return {}

    def feed(self, target):
        feed = self.get(target, "application/atom+xml; charset=utf-8")
        try:
            for link in xml.fromstring(feed).iter("{http://www.w3.org/2005/Atom}link"):
                self.link(link.get("href"), target)
        except xml.ParseError as error:
            line, column = error.position
            self.wrong.append(f"{error}: {feed.splitlines()[line - 1][max(0, column - 20):column + 20]!a} in {target}")

    def link(self, address, target):
        if leads_astray(address):
            self.astray.append(f"{address[:60]!r} in {target}")


def read_sites(reader, all_texts):
    """Pages and answers about what the sites say: all results, the values that they have, each tenth publication, which shows the texts of ten."""
    ids = []
    for number in itertools.count(1):
        asked = [("q", "hostile"), ("per_page", "100"), ("page", str(number)), ("hl", LANGUAGES[number % 5])]
        target = "/api/v1/search?" + urllib.parse.urlencode(asked)
        results = reader.json(target).get("results", [])
        if not results:
            break
        shown = [text(element) for element in reader.page("/search", asked).iter() if "title" == element.get("class")]
        if shown != [words(hit["title"]) for hit in results]:
            reader.foreign.append(f"titles that are not shown as they are, for {target}")
        read_results(reader, results, target)
        ids += [hit["id"] for hit in results if re.search(r"\bq\d\d\d0\b", hit["title"])]
    for one in ids:
        reader.page(f"/publication/{one}", [("hl", "en")])
        answer = reader.json(f"/api/v1/publications/{one}")
        others = [other["url"] for kind in ("reports", "translations", "related", "linked_from") for other in answer.get(kind, [])]
        for address in [answer.get("url", ""), *answer.get("other_urls", []), *others]:
            reader.link(address, f"/api/v1/publications/{one}")
    read_values(reader, all_texts)


def read_results(reader, results, target):
    for hit in results:
        reader.link(hit["url"], target)
        snippets = [hit["snippet"], *(page["snippet"] for page in hit["pages"])]
        for element in html5lib.parseFragment(" ".join(snippets), namespaceHTMLElements=False).iter():
            if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT" and (element.tag != "mark" or element.attrib):
                reader.foreign.append(f"<{element.tag}> in a snippet of {target}")


def read_values(reader, all_texts):
    """Each hundred of tags and authors in a list of their own, and a page for one of each ten tags."""
    for facet in ("tag", "author"):
        for number in range(0, len(all_texts), 100):
            reader.page(f"/facets/{facet}", [("prefix", word_of(number)[:3]), ("order", "label")])
        for hundred in range(0, len(all_texts), 100):
            values = reader.json(f"/api/v1/facets/{facet}?limit=1000&prefix={word_of(hundred)[:3]}").get("values", [])
            for value in values[::IN_A_LIST] if facet == "tag" else []:
                reader.page("/tag/" + urllib.parse.quote(value["value"], safe=""), statuses=(200,))
    for source in reader.json("/api/v1/facets/source?limit=100").get("values", []):
        reader.page(f"/source/{source['value']}")
    for path in ("/", "/facets/source", "/facets/country", "/country/CA", "/country/IT", "/pivot?limit_rows=100&limit_columns=100",
                 "/pivot?rows=author&columns=tag", "/cite"):
        reader.page(path)


def read_parameters(reader, all_texts):
    """Pages about what a reader says: texts as words, as filters and as values of everything else, some at a time."""
    routes = itertools.cycle(["/search", "/facets/tag", "/pivot", "/cite", "/search", "/facets/author"])
    clean = [text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "") for text in all_texts]
    for number in range(0, len(clean), 4):
        some = clean[number:number + 4]
        reader.page(next(routes), [("q", " ".join(some)), *zip(("tag", "tag.not", "author", "author.not"), some), ("hl", LANGUAGES[number // 4 % 5])])
    names = ["sort", "since", "hl", "page", "fields", "country", "year", "source", "kind", "rows", "order", "prefix", "receipt.works", "typing", "limit",
             "language"]
    pages, folders = ("/search", "/pivot", "/facets/tag", "/cite"), ("/tag/", "/publication/", "/source/", "/country/", "/facets/")
    answers = ("/api/v1/search?tag=", "/api/v1/suggest?q=", "/api/v1/facets/tag?prefix=", "/api/v1/receipts?q=")
    for number, (given, said) in enumerate(zip(all_texts, clean)):
        name, quoted = names[number % len(names)], urllib.parse.quote(said, safe="")
        reader.page(pages[number % 4], [(name, said) if number % 3 else (said, name)], (200, 400))
        reader.page(folders[number % 5] + quoted, statuses=(200, 404))
        reader.json(answers[number % 4] + quoted)
        reader.feed("/api/v1/search.atom?limit=2&q=" + quoted)
        if given != said:
            reader.get("/search?q=" + urllib.parse.quote(given, errors="surrogateescape"), "application/problem+json", (400,))


def read_feeds(reader):
    """What programs read of all results at once."""
    reader.feed("/api/v1/search.atom?hl=fr")
    for item in reader.json("/api/v1/search.jsonfeed", "application/feed+json; charset=utf-8").get("items", []):
        reader.link(item["url"], "search.jsonfeed")
    for target, content_type in (("/sitemap.xml", "application/xml"), ("/opensearch.xml", "application/opensearchdescription+xml")):
        xml.fromstring(reader.get(target, content_type + "; charset=utf-8"))
    for line in reader.get("/api/v1/search.jsonl", "application/jsonl; charset=utf-8").split("\n")[:-1]:
        json.loads(line)
    for line in reader.get("/api/v1/search.ris", "application/x-research-info-systems; charset=utf-8").split("\r\n"):
        if line and not re.match(r"[A-Z][A-Z0-9]  - ", line):
            reader.wrong.append(f"a line in search.ris: {line[:60]!r}")
    for target in ("/api/v1/search.csv", "/api/v1/facets/tag?format=csv&limit=1000", "/api/v1/facets/author?format=csv&limit=1000",
                   "/api/v1/pivot?rows=tag&columns=author&format=csv&limit_rows=100&limit_columns=100"):
        for row in csv.reader(io.StringIO(reader.get(target, "text/csv; charset=utf-8"), newline=""), strict=True):
            reader.wrong += [f"a cell in {target}: {cell[:40]!r}" for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def shown(found):
    return f"{len(found)}, such as {found[0][:200]}" if found else 0


def run(board, size):
    all_texts = texts(size.of(500, 5000))
    with Folder() as folder:
        build(folder / "index", "--config", write_sites(folder, all_texts))
        with Searchd(folder / "index", "--public-url", PUBLIC, "--site-name", "</title><script>alert(1)</script>{{{q}}}\"'") as server:
            reader = Reader(server)
            try:
                for read in (read_sites, read_parameters):
                    read(reader, all_texts)
                read_feeds(reader)
            except (OSError, http.client.HTTPException) as error:
                reader.wrong.append(f"the server broke off: {error!r}")
            reader.close()
            alive = server.process.poll() is None
    pages = reader.asked.pop("text/html")
    board.promise(11, f"{len(all_texts)} hostile texts on {pages} pages: elements and attributes that no template has", shown(reader.foreign), "0",
                  not reader.foreign)
    board.promise(11, "links that lead to anything but the web", shown(reader.astray), "0", not reader.astray)
    board.promise(11, f"answers of another format than their own among {sum(reader.asked.values())} for programs, and cells that would be run",
                  shown(reader.wrong), "0", not reader.wrong and alive)
    board.promise(11, "of the texts that many have been seen as texts", len(reader.seen), len(all_texts), len(reader.seen) == len(all_texts))
