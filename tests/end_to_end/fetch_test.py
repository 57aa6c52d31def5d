"""Reports at other sites, fetched from a server on this machine that plays all of them.

The variable VEILLE_FETCH_TEST_ADDRESS leads every allowed host to that server; nothing is sent elsewhere.
"""
import contextlib
import http.server
import json
import os
import subprocess
import threading
import time
import unittest

from programs import INDEXER, ROOT, Folder, export

PDF = (ROOT / "corpus" / "sites" / "dta" / "files" / "legacy-modernisation-playbook.pdf").read_bytes()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, headers=(), body=b""):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if not any(name == "Content-Length" for name, _ in headers):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def do_GET(self):
        host = self.headers["Host"].split(":")[0]
        self.server.seen.append((host, self.path, dict(self.headers)))
        answer = self.server.pages.get((host, self.path)) or self.server.pages.get(self.path)
        if answer is None:
            return self.answer(404)
        answer(self)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Clients that go away in the middle are what some tests are about."""


class Fetching(unittest.TestCase):
    def setUp(self):
        folder = Folder()
        self.root = folder.__enter__()
        self.addCleanup(folder.__exit__)
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.seen, self.server.pages = [], {}
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.address = f"127.0.0.1:{self.server.server_port}"
        (self.root / "site").mkdir()
        (self.root / "veille.yaml").write_text("fetch:\n  hosts: [reports.example, '*.lab.example']\n  contact: https://veille.example\n"
                                               "sources:\n  - id: s\n    folder: site\n    url: https://s.example\n", encoding="utf-8")

    def page(self, path, status=200, headers=(), body=b"", host=None):
        self.server.pages[(host, path) if host else path] = lambda handler: handler.answer(status, headers, body)

    def link(self, *urls):
        (self.root / "site" / "post.md").write_text("# Post\n\n" + "\n".join(f"- [it]({url})" for url in urls) + "\n", encoding="utf-8")

    def command(self, *arguments):
        return [INDEXER, "build", "--json", "--index", str(self.root / "index"), "--config", str(self.root / "veille.yaml"), *arguments]

    def build(self, *arguments, address=True):
        environment = {name: value for name, value in os.environ.items() if name != "VEILLE_FETCH_TEST_ADDRESS"}
        if address:
            environment["VEILLE_FETCH_TEST_ADDRESS"] = self.address
        process = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=120, check=False, env=environment)
        self.assertIn(process.returncode, (0, 2), process.stderr)
        self.summary = json.loads(process.stdout)
        return {p["path"]: p for p in export(self.root / "index")}

    def codes(self):
        return [(p["code"], p["what"]) for p in self.summary["problems"]]

    def requests(self, path):
        return [headers for _, seen, headers in self.server.seen if seen == path]

    def test_a_linked_report_becomes_one_and_stays_offline(self):
        self.page("/a/b.pdf", body=PDF, headers=[("ETag", '"1"')])
        url = "https://reports.example/a/b.pdf"
        self.link("http://reports.example/a/b.pdf#page=3", "http://reports.example/a/b.pdf")
        url = "http://reports.example/a/b.pdf"
        self.assertNotIn(url, self.build(address=False), "nothing is fetched unless asked for")
        self.assertEqual(self.server.seen, [])
        self.assertEqual(self.codes(), [])
        found = self.build("--fetch")
        report = found[url]
        self.assertEqual((report["kind"], report["url"], report["linked_from"], report["pages"]), ("report", url, [found["post.md"]["id"]], 10))
        self.assertIn(self.address, self.summary["notices"][0])
        asked = self.requests("/a/b.pdf")[0]
        self.assertTrue(asked["User-Agent"].startswith("veille/"))
        self.assertIn("https://veille.example", asked["User-Agent"])
        self.assertFalse({"Cookie", "Accept-Encoding", "Referer", "Authorization"} & set(asked))
        count = len(self.server.seen)
        self.assertIn(url, self.build(address=False), "what was fetched stays")
        self.assertIn(url, self.build("--anew", address=False))
        self.assertEqual(len(self.server.seen), count)

    def test_the_next_run_asks_whether_it_has_changed(self):
        url = "http://reports.example/a.pdf"
        self.link(url)

        def conditional(handler):
            if handler.headers.get("If-None-Match") == '"one"':
                return handler.answer(304, [("ETag", '"one"')])
            return handler.answer(200, [("ETag", '"one"')], PDF)

        self.server.pages["/a.pdf"] = conditional
        self.build("--fetch")
        self.assertIn(url, self.build("--fetch"))
        self.assertFalse(self.summary["changed"])
        self.assertEqual([r.get("If-None-Match") for r in self.requests("/a.pdf")], [None, '"one"'])
        self.page("/a.pdf", headers=[("Last-Modified", "Tue, 04 Mar 2014 10:00:00 GMT")], body=PDF + b"\n")
        self.build("--fetch")
        self.build("--fetch")
        self.assertEqual(self.requests("/a.pdf")[-1]["If-Modified-Since"], "Tue, 04 Mar 2014 10:00:00 GMT")

    def test_a_transfer_that_was_cut_is_continued(self):
        url = "http://reports.example/a.pdf"
        self.link(url)

        def cut(handler):
            handler.answer(200, [("ETag", '"one"'), ("Content-Length", str(len(PDF)))], PDF[:4000])
            handler.close_connection = True

        def rest(handler):
            begin = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            handler.answer(206, [("ETag", '"one"'), ("Content-Range", f"bytes {begin}-{len(PDF) - 1}/{len(PDF)}")], PDF[begin:])

        self.server.pages["/a.pdf"] = cut
        self.assertNotIn(url, self.build("--fetch"))
        self.assertEqual([code for code, _ in self.codes()], ["fetch_failed"])
        self.server.pages["/a.pdf"] = rest
        self.assertEqual(self.build("--fetch")[url]["pages"], 10)
        last = self.requests("/a.pdf")[-1]
        self.assertEqual((last["Range"], last["If-Range"]), ("bytes=4000-", '"one"'))

    def test_a_server_that_sends_another_part_is_not_believed(self):
        url = "http://reports.example/a.pdf"
        self.link(url)

        def cut(handler):
            handler.answer(200, [("ETag", '"one"'), ("Content-Length", str(len(PDF)))], PDF[:4000])
            handler.close_connection = True

        size = len(PDF)
        for headers, body in (([("Content-Range", f"bytes 0-{size - 1}/{size}")], PDF), ([("Content-Range", f"bytes 4000-4099/{size}")], PDF[4000:4100]),
                              ([("Content-Range", "bytes 4000-4099/*")], PDF[4000:4100]), ([], PDF[4000:]), ([("ETag", '"two"'), ("Content-Range", f"bytes 4000-{size - 1}/{size}")], PDF[4000:])):
            self.server.pages["/a.pdf"] = cut
            self.build("--fetch")
            self.page("/a.pdf", 206, headers, body)
            self.assertNotIn(url, self.build("--fetch"), headers)
        self.page("/a.pdf", headers=[("ETag", '"one"')], body=PDF)
        self.assertEqual(self.build("--fetch")[url]["pages"], 10)

    def test_another_body_is_not_joined_to_what_was_cut(self):
        url = "http://reports.example/a.pdf"
        self.link(url)

        def cut(handler):
            handler.answer(200, [("ETag", '"one"'), ("Content-Length", "100000")], b"%PDF of another time" * 100)
            handler.close_connection = True

        self.server.pages["/a.pdf"] = cut
        self.build("--fetch")
        self.page("/a.pdf", headers=[("ETag", '"two"')], body=PDF)
        self.assertEqual(self.build("--fetch")[url]["pages"], 10)

    def test_redirects_are_followed_where_a_first_address_may_lead(self):
        self.page("/1.pdf", 301, [("Location", "/2")], host="reports.example")
        self.page("/2", 302, [("Location", "http://a.lab.example/3")], host="reports.example")
        self.page("/3", 307, [("Location", "4.pdf")], host="a.lab.example")
        self.page("/4.pdf", body=PDF, host="a.lab.example")
        self.page("/loop.pdf", 302, [("Location", "/loop.pdf")])
        self.page("/out.pdf", 302, [("Location", "http://elsewhere.example/x.pdf")])
        self.page("/in.pdf", 302, [("Location", f"http://{self.address}/x.pdf")])
        self.page("/file.pdf", 302, [("Location", "file:///etc/passwd")])
        self.page("/x.pdf", body=PDF)
        self.link(*(f"http://reports.example/{name}.pdf" for name in ("1", "loop", "out", "in", "file")))
        found = self.build("--fetch")
        self.assertEqual([p for p in found if p.endswith(".pdf")], ["http://reports.example/1.pdf"])
        self.assertEqual(sorted(code for code, _ in self.codes()), ["fetch_failed", "fetch_refused", "fetch_refused", "fetch_refused"])
        self.assertEqual(self.requests("/x.pdf"), [])
        self.assertEqual(len(self.requests("/loop.pdf")), 4)

    def test_only_hosts_in_the_list_are_asked(self):
        self.page("/a.pdf", body=PDF)
        self.link("http://elsewhere.example/a.pdf", "http://lab.example/a.pdf", "http://reports.example.evil.example/a.pdf", "ftp://reports.example/a.pdf",
                  "http://user@reports.example/a.pdf", "http://reports.example:81/a.pdf")
        self.build("--fetch")
        self.assertEqual(self.server.seen, [])
        self.assertEqual(self.codes(), [])

    def test_this_machine_is_never_asked_without_the_allowance(self):
        (self.root / "veille.yaml").write_text("fetch:\n  hosts: [127.0.0.1]\nsources:\n  - folder: site\n", encoding="utf-8")
        self.link("http://127.0.0.1/a.pdf", "http://127.0.0.1:443/a.pdf")
        self.build("--fetch", address=False)
        self.assertEqual({code for code, _ in self.codes()}, {"fetch_refused"})
        self.assertEqual(self.server.seen, [])

    def test_robots_are_asked_first_and_obeyed(self):
        self.page("/robots.txt", body=b"User-agent: *\nDisallow: /private/\n", host="reports.example")
        self.page("/robots.txt", 503, host="a.lab.example")
        for path in ("/private/a.pdf", "/open/b.pdf", "/c.pdf"):
            self.page(path, body=PDF + path.encode())
        self.link("http://reports.example/private/a.pdf", "http://reports.example/open/b.pdf", "http://a.lab.example/c.pdf")
        found = self.build("--fetch")
        self.assertEqual([p for p in found if p.endswith(".pdf")], ["http://reports.example/open/b.pdf"])
        self.assertEqual([code for code, _ in self.codes()], ["fetch_robots", "fetch_robots"])
        self.assertEqual(self.requests("/private/a.pdf") + self.requests("/c.pdf"), [])
        self.assertEqual(len([1 for host, path, _ in self.server.seen if path == "/robots.txt" and host == "reports.example"]), 1)

    def test_what_cannot_be_had_is_said_and_the_rest_goes_on(self):
        self.page("/page.pdf", body=b"<!doctype html><html><p>Please sign in")
        self.page("/error.pdf", 500)
        self.page("/large.pdf", headers=[("Content-Length", str(60 << 20))], body=b"%PDF-1.4\n" + b"x" * (51 << 20))
        self.page("/good.pdf", body=PDF)

        def endless(handler):
            """Says nothing of its length, as curl's own limit would need."""
            handler.send_response(200)
            handler.send_header("Connection", "close")
            handler.end_headers()
            with contextlib.suppress(OSError):
                handler.wfile.write(b"%PDF-1.4\n")
                for _ in range(100):
                    handler.wfile.write(b"x" * (1 << 20))

        self.server.pages["/endless.pdf"] = endless
        self.link(*(f"http://reports.example/{name}.pdf" for name in ("page", "error", "large", "endless", "none", "good")))
        found = self.build("--fetch")
        self.assertEqual([p for p in found if p.endswith(".pdf")], ["http://reports.example/good.pdf"])
        said = dict((what.split(": ")[0].rsplit("/", 1)[-1], code) for code, what in self.codes() if code.startswith("fetch"))
        self.assertEqual(said, {"error.pdf": "fetch_failed", "large.pdf": "fetch_failed", "endless.pdf": "fetch_failed", "none.pdf": "fetch_gone"})
        self.assertEqual([p["where"] for p in self.summary["problems"] if p["code"].startswith("document")], ["s/http://reports.example/page.pdf"])

    def test_killed_in_the_middle_nothing_half_is_taken_for_whole(self):
        url = "http://reports.example/a.pdf"
        self.link(url)
        started = threading.Event()

        def slow(handler):
            started.set()
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(PDF)))
            handler.send_header("ETag", '"1"')
            handler.end_headers()
            for begin in range(0, len(PDF), 400):
                try:
                    handler.wfile.write(PDF[begin:begin + 400])
                except OSError:
                    return
                time.sleep(0.05)

        self.server.pages["/a.pdf"] = slow
        with subprocess.Popen(self.command("--fetch"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "VEILLE_FETCH_TEST_ADDRESS": self.address}) as process:
            self.assertTrue(started.wait(20))
            time.sleep(0.3)
            process.kill()
        self.assertNotIn(url, self.build(address=False))
        self.page("/a.pdf", body=PDF)
        self.assertEqual(self.build("--fetch")[url]["pages"], 10)


if __name__ == "__main__":
    unittest.main()
