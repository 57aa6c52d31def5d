"""What all answers have in common: entity tags, compression, leave for scripts of other sites, HEAD and OPTIONS."""
import gzip
import http.client
import shutil
import subprocess
import unittest

from programs import ROOT, Folder, Searchd, Served, build

OURS, THEIRS = "https://blog.example.org", "https://evil.example"
PATHS = ["/search?q=data&hl=en", "/api/v1/search?q=data&hl=en", "/api/v1/search.csv?q=data&hl=en", "/api/v1/suggest?q=d&hl=en",
         "/api/v1/facets/tag?q=data&hl=en", "/api/v1/pivot?rows=tag&columns=year&hl=en", "/assets/page.css", "/assets/page.js", "/assets/icon.svg"]


class Client:
    """Requests over one connection, headers as sent."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def ask(self, path, method="GET", **headers):
        self.connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()


class Headers(Served):
    @staticmethod
    def server_class(index):
        return Searchd(index, "--allow-origin", OURS, "--allow-origin", "http://127.0.0.1:1234")

    def setUp(self):
        self.client = Client(self.server)
        self.addCleanup(self.client.__exit__)

    def test_what_a_client_has_is_not_sent_again(self):
        for path in PATHS:
            with self.subTest(path):
                status, headers, body = self.client.ask(path)
                self.assertEqual(status, 200)
                tag = headers["ETag"]
                self.assertRegex(tag, r'^"[0-9a-f]{24}-identity"$')
                for sent in (tag, "W/" + tag, f'"other", {tag}', f"{tag},\"other\"", "*"):
                    status, again, nothing = self.client.ask(path, If_None_Match=sent)
                    self.assertEqual((status, again["ETag"], nothing), (304, tag, b""), sent)
                    self.assertIsNone(again["Content-Length"])
                for sent in ('"other"', tag[:-1], tag.strip('"'), f'"x{tag[1:]}', ""):
                    self.assertEqual(self.client.ask(path, If_None_Match=sent)[2], body, sent)

    def test_a_tag_is_of_one_answer(self):
        tags = {}
        for path in ("/api/v1/search?q=data&hl=en", "/api/v1/search?q=data&hl=fr", "/api/v1/search?q=data&hl=en&page=2", "/search?q=data&hl=en",
                     "/api/v1/search?q=dat&hl=en", "/api/v1/search?q=data&hl=en&tag=open%20data", "/api/v1/search?q=data&hl=en&tag.not=open%20data",
                     "/api/v1/search.csv?q=data&hl=en", "/api/v1/search.bib?q=data&hl=en", "/api/v1/facets/tag?q=data&hl=en"):
            for encoding in ("", "gzip", "br"):
                tag = self.client.ask(path, Accept_Encoding=encoding)[1]["ETag"]
                self.assertNotIn(tag, tags, (path, tags.get(tag)))
                tags[tag] = path
        # What is wrong has no tag, though all but one parameter be those of a right one.
        tag = self.client.ask("/api/v1/search?hl=en&q=data")[1]["ETag"]
        for wrong in ("/api/v1/search?hl=en&hl=en&q=data", "/api/v1/search?hl=en&hl=fr&q=data", "/api/v1/search?hl=xx&q=data", "/api/v1/search?hl=en&q=data&q=data"):
            for _ in range(2):
                self.assertEqual(self.client.ask(wrong, If_None_Match=tag)[0], 400, wrong)
        # What asks for the same has the same.
        self.assertEqual(self.client.ask("/api/v1/search?hl=en&q=data")[1]["ETag"], self.client.ask("/api/v1/search?q=data&hl=en")[1]["ETag"])
        self.assertEqual(self.client.ask("/api/v1/search?q=data", Accept_Language="fr-CA, en;q=0.5")[1]["ETag"],
                         self.client.ask("/api/v1/search?q=data&hl=fr")[1]["ETag"])

    def test_another_snapshot_or_another_setting_has_other_tags(self):
        path = "/api/v1/search?q=data&hl=en"
        here = self.client.ask(path)[1]["ETag"]
        with Searchd(self.index, "--freshness", "0.5") as server, Client(server) as client:
            self.assertNotEqual(client.ask(path)[1]["ETag"], here)
        with Searchd(self.index) as server, Client(server) as client:
            self.assertEqual(client.ask(path)[1]["ETag"], here)
        with Folder() as folder:
            build(folder / "index", ROOT / "corpus" / "sites" / "dta")
            with Searchd(folder / "index") as server, Client(server) as client:
                self.assertNotEqual(client.ask(path)[1]["ETag"], here)

    def test_an_answer_that_is_kept_is_the_same_for_everybody(self):
        for path in PATHS:
            for accepted in ("", "gzip", "br"):
                for origin in ("", OURS, THEIRS):
                    asked = [self.client.ask(path, Accept_Encoding=accepted, Origin=origin) for _ in range(3)]
                    seen = [(status, [h for h in headers.items() if h[0] != "X-Request-Id"], body) for status, headers, body in asked]
                    self.assertEqual(seen[1:], seen[:1] * 2, (path, accepted, origin))
                    self.assertEqual(self.client.ask(path, If_None_Match="*", Accept_Encoding=accepted)[0], 304)
        # With another snapshot nothing of it is given any more.
        with Folder() as folder:
            (folder / "site").mkdir()
            (folder / "site" / "a.md").write_text("# Alpha\n\nfirst words\n")
            build(folder / "index", folder / "site")
            with Searchd(folder / "index") as server:
                for _ in range(2):
                    self.assertEqual(server.search("words")["total"]["works"], 1)
                (folder / "site" / "b.md").write_text("# Beta\n\nsecond words\n")
                build(folder / "index", folder / "site")
                server.wait_until(lambda: server.search("words")["total"]["works"] == 2)

    def test_what_is_of_the_moment_has_no_tag(self):
        for path in ("/api/v1/status", "/healthz", "/api/v1/search?nothing=1", "/api/v1/publications/0000000000000000"):
            _, headers, _ = self.client.ask(path, If_None_Match="*")
            self.assertIsNone(headers["ETag"], path)
            self.assertEqual(headers["Cache-Control"], "no-store", path)

    def test_answers_are_compressed_as_the_client_likes_it(self):
        brotli = shutil.which("brotli")
        self.assertIsNotNone(brotli, "scripts/install-packages test installs it")
        for path in PATHS:
            plain = self.client.ask(path)
            self.assertIsNone(plain[1]["Content-Encoding"])
            for accepted, used in (("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br", "br"), ("gzip;q=1.0, br;q=0.5", "gzip"), ("*", "br"),
                                   ("deflate", None), ("gzip;q=0", None), ("br;q=0, *;q=0.1", "gzip"), ("identity", None), (";;,,q=", None)):
                with self.subTest(path, accepted=accepted):
                    _, headers, body = self.client.ask(path, Accept_Encoding=accepted)
                    small = len(plain[2]) < 512 and plain[1]["Content-Length"] is not None
                    self.assertEqual(headers["Content-Encoding"], None if small else used)
                    self.assertIn("Accept-Encoding", headers["Vary"])
                    if headers["Content-Encoding"] == "gzip":
                        body = gzip.decompress(body)
                    if headers["Content-Encoding"] == "br":
                        self.assertLess(len(body), len(plain[2]))
                        body = subprocess.run([brotli, "-dc"], input=body, capture_output=True, check=True, timeout=20).stdout
                    self.assertEqual(body, plain[2])

    def test_head_has_the_headers_of_get(self):
        for path in [*PATHS, "/api/v1/status", "/nowhere"]:
            for encoding in ("", "br"):
                got, head = self.client.ask(path, Accept_Encoding=encoding), self.client.ask(path, "HEAD", Accept_Encoding=encoding)
                headers = [[(n, v) for n, v in one[1].items() if n != "X-Request-Id"] for one in (head, got)]
                self.assertEqual((head[0], headers[0], head[2]), (got[0], headers[1], b""), path)

    def test_options_say_what_is_allowed(self):
        for path in [*PATHS, "/nowhere"]:
            status, headers, body = self.client.ask(path, "OPTIONS", Origin=OURS)
            self.assertEqual((status, headers["Allow"], body), (204, "GET, HEAD, OPTIONS", b""))
            self.assertEqual(headers["Access-Control-Allow-Origin"], OURS if path.startswith("/api/") else None)
        status, headers, _ = self.client.ask("/search", "POST")
        self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD, OPTIONS"))

    def test_scripts_of_allowed_sites_may_read_answers_of_the_api(self):
        for path in PATHS:
            api = path.startswith("/api/")
            for origin, allowed in ((OURS, api), (THEIRS, False), ("", False), (OURS + ".evil.example", False), ("null", False), (OURS.upper(), False)):
                _, headers, _ = self.client.ask(path, Origin=origin)
                self.assertEqual(headers["Access-Control-Allow-Origin"], origin if allowed else None, (path, origin))
                self.assertIsNone(headers["Access-Control-Allow-Credentials"])
                self.assertEqual("Origin" in (headers["Vary"] or ""), api, path)
        # Problems, too: a widget wants to say what is wrong.
        self.assertEqual(self.client.ask("/api/v1/search?nothing=1", Origin=OURS)[1]["Access-Control-Allow-Origin"], OURS)
        tag = self.client.ask(PATHS[1])[1]["ETag"]
        self.assertEqual(self.client.ask(PATHS[1], Origin=OURS, If_None_Match=tag)[1]["Access-Control-Allow-Origin"], OURS)

    def test_all_sites_may_be_allowed_and_none_is_by_default(self):
        with Searchd(self.index, "--allow-origin", "*") as server, Client(server) as client:
            for origin in (OURS, THEIRS, ""):
                headers = client.ask(PATHS[1], Origin=origin)[1]
                self.assertEqual(headers["Access-Control-Allow-Origin"], "*")
                self.assertNotIn("Origin", headers["Vary"])
        with Searchd(self.index) as server, Client(server) as client:
            self.assertIsNone(client.ask(PATHS[1], Origin=OURS)[1]["Access-Control-Allow-Origin"])

    def test_nothing_of_a_header_reaches_another(self):
        for origin in (OURS + "\x01", "a" * 3000, "<script>", "https://blog.example.org, https://evil.example"):
            _, headers, _ = self.client.ask(PATHS[1], Origin=origin, If_None_Match=origin, Accept_Encoding=origin)
            self.assertIsNone(headers["Access-Control-Allow-Origin"])


class BadOrigins(unittest.TestCase):
    def test_are_refused_with_a_reason(self):
        for origin in ("blog.example.org", "https://", "https://blog.example.org/", "https://Blog.example.org", "ftp://x", "https://a b", "null", ""):
            with self.assertRaises(AssertionError) as refused:
                Searchd("/nowhere", "--allow-origin", origin).__enter__()
            self.assertIn("no origin", str(refused.exception))


if __name__ == "__main__":
    unittest.main()
