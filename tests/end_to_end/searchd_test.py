"""The server as its users meet it: start, stop, routes, errors, a new snapshot while it runs."""
import http.client
import json
import re
import signal
import socket
import subprocess
import threading
import unittest

from programs import SEARCHD, Folder, Searchd, Served, build, export


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def start(*arguments):
    return subprocess.run([SEARCHD, *map(str, arguments)], capture_output=True, text=True, timeout=30, check=False)


class Start(unittest.TestCase):
    def test_what_is_wrong_exits_1_with_one_clear_line(self):
        with Folder() as folder, socket.socket() as taken:
            write(folder / "site" / "a.md", "# A\n")
            build(folder / "index", folder / "site")
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            newer = folder / "newer"
            build(newer, folder / "site")
            manifest = next(newer.glob("snapshots/*/manifest.json"))
            document = json.loads(manifest.read_text())
            document["schema_version"] += 1
            manifest.write_text(json.dumps(document))
            damaged = folder / "damaged"
            build(damaged, folder / "site")
            with next(damaged.glob("snapshots/*/parts/00/texts")).open("r+b") as texts:
                texts.write(b"X")
            cases = [
                (["--index", folder / "index", "--listen", f"127.0.0.1:{port}"], f"cannot listen on 127.0.0.1:{port}: Address already in use"),
                (["--index", folder / "none"], "there is no index here"),
                (["--index", newer], "schema"),
                (["--index", damaged], "checksum"),
                (["--index", folder / "index", "--listen", "nowhere"], "no address to listen on"),
                (["--index", folder / "index", "--listen", "a.b:1"], "no IP address"),
                (["--index", folder / "index", "--public-url", "javascript:1"], "no address"),
            ]
            for arguments, says in cases:
                process = start(*arguments)
                self.assertEqual(process.returncode, 1, arguments)
                self.assertIn(says, process.stderr)
                self.assertEqual(len([line for line in process.stderr.splitlines() if "[info]" not in line]), 1, process.stderr)


class Serving(Served):
    server_class = Searchd

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.publications = export(cls.index)

    def connection(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        self.addCleanup(connection.close)
        return connection

    def raw(self, data):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as client:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := client.recv(65536):
                answer += chunk
        return answer

    def test_every_publication_has_its_record(self):
        for publication in self.publications:
            record = self.server.json("/api/v1/publications/" + publication["id"], [("hl", "fr")])
            for key in ("id", "work", "path", "url", "kind", "title", "language", "tags", "authors"):
                self.assertEqual(record[key], publication[key] or None if key == "language" else publication[key], key)
            self.assertEqual([(c["code"], c["provenance"]) for c in record["countries"]],
                             [(c["code"], c["provenance"]) for c in publication["countries"]])
            self.assertEqual({r["id"] for r in record["linked_from"]}, set(publication["linked_from"]))
            if publication["kind"] != "report":
                self.assertEqual({t["id"] for t in record["translations"]}, {t["id"] for t in publication["translations"]})

    def test_errors_are_problem_documents(self):
        for path, status in (("/api/v1/publications/0000000000000000", 404), ("/api/v1/publications/" + "a" * 3000, 404),
                             ("/api/v1/publications/../status", 404), ("/api/v1/publications/%C3%A9", 404), ("/api/v1/publications/", 404), ("/nowhere", 404),
                             ("/api/v1/search?x=1", 400), ("/api/v1/search?q=%FF", 400), ("/api/v1/publications/x?y=1", 400)):
            with self.subTest(path=path):
                got, headers, body = self.server.get(path)
                self.assertEqual(got, status)
                self.assertEqual(headers["Content-Type"], "application/problem+json")
                self.assertEqual(headers["Cache-Control"], "no-store")
                problem = json.loads(body)
                self.assertEqual(problem["status"], status)
                self.assertTrue(problem["type"] and problem["title"] and problem["detail"])

    def test_status_tells_what_is_served(self):
        status = self.server.json("/api/v1/status")
        self.assertEqual(status["publications"], len(self.publications))
        self.assertEqual(status["works"], len({p["work"] for p in self.publications}))
        self.assertEqual(len(status["sources"]), 8)
        self.assertEqual(self.server.get("/healthz")[2], "ok\n")

    def test_typing_matches_the_beginning_of_the_last_word_and_submitting_does_not(self):
        typed = self.server.search("access", typing=1)
        submitted = self.server.search("access")
        self.assertGreater(typed["total"]["works"], submitted["total"]["works"])
        self.assertTrue(self.server.search("ACCÈSS", typing=1)["total"]["works"] >= 0)

    def test_fields_and_facets_make_a_small_answer(self):
        answer = self.server.search("design", fields="title,url", facets="none", per_page=2)
        self.assertEqual([set(r) for r in answer["results"]], [{"title", "url"}] * len(answer["results"]))
        self.assertEqual(answer["facets"], {})

    def test_orders(self):
        newest = [r["date"] for r in self.server.search(sort="newest", per_page=100)["results"]]
        self.assertEqual(newest, sorted(newest, reverse=True))
        oldest = [r["date"] for r in self.server.search(sort="oldest", per_page=100)["results"]]
        self.assertEqual(oldest, sorted(oldest))
        titles = [r["title"] for r in self.server.search(sort="title", per_page=100, collapse="none")["results"]]
        self.assertEqual(len(titles), len(self.publications))
        self.assertEqual(self.server.search(sort="newest", page=2, per_page=5)["results"],
                         self.server.search(sort="newest", per_page=10)["results"][5:])

    def test_pages_of_results_join_without_gap_or_overlap(self):
        for text in ("", "services", "la"):
            whole = [r["work"] for r in self.server.search(text, per_page=100)["results"]]
            self.assertEqual(len(whole), len(set(whole)))
            parts = []
            for page in range(1, 20):
                parts += [r["work"] for r in self.server.search(text, page=page, per_page=7)["results"]]
            self.assertEqual(parts, whole)

    def test_dates_bound_the_search(self):
        answer = self.server.search(since="2019", until="2020-06", per_page=100, collapse="none")
        self.assertTrue(answer["results"])
        self.assertTrue(all("2019-01-01" <= r["date"] <= "2020-06-30" for r in answer["results"]))

    def test_nothing_that_a_person_types_is_an_error(self):
        for text in ('"', '""', "AND", "NOT", "(", ")))(((", "*", "t*", "a:b:c", "-", "--x", '"a', "'", "<script>", "%", "\\", "é" * 200,
                     "a " * 250, "\u0000".replace("\u0000", " "), "🙂", "https://a.example/x?y=z", "\u202e", "' OR 1=1 --"):
            with self.subTest(text=text):
                answer = self.server.search(text)
                self.assertEqual(answer["query"]["text"], text)
                self.assertEqual(self.server.get("/search", [("q", text)])[0], 200)

    def test_the_page_speaks_the_readers_language(self):
        for accept, language, word in (("fr", "fr", "Chercher"), ("de-AT,en;q=0.5", "de", "Suchen"), ("it", "it", "Cerca"), ("es-MX", "es", "Buscar"), ("xx", "en", "Search")):
            _, headers, body = self.server.get("/search", headers={"Accept-Language": accept})
            self.assertIn(f'<html lang="{language}">', body)
            self.assertIn(f">{word}</button>", body)
            self.assertIn("Accept-Language", headers["Vary"])
        self.assertIn('<html lang="it">', self.server.get("/search", [("hl", "it")], {"Accept-Language": "fr"})[2])

    def test_the_page_allows_no_foreign_or_inline_script(self):
        _, headers, body = self.server.get("/search", [("q", '"><script>alert(1)</script>')])
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertNotIn("<script>alert", body)
        self.assertNotIn(" style=", body)
        self.assertNotIn(" onclick=", body)
        status, _, wrong = self.server.get("/search", [("<b>x", "1")])
        self.assertEqual(status, 400)
        self.assertNotIn("<b>x", wrong)

    def test_head_is_get_without_the_body(self):
        connection = self.connection()
        connection.request("HEAD", "/api/v1/status")
        head = connection.getresponse()
        length = int(head.headers["Content-Length"])
        self.assertEqual(head.read(), b"")
        connection.request("GET", "/api/v1/status")
        self.assertEqual(len(connection.getresponse().read()), length)

    def test_other_methods_and_bodies_are_refused(self):
        for method in ("POST", "PUT", "DELETE", "TRACE"):
            connection = self.connection()
            connection.request(method, "/api/v1/search")
            answer = connection.getresponse()
            self.assertIn(answer.status, (405, 413), method)
            answer.read()
        answer = self.raw(b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        self.assertTrue(answer.startswith(b"HTTP/1.1 413 "), answer[:40])
        self.assertEqual(answer.count(b"HTTP/1.1 "), 1)

    def test_bad_heads_are_refused_and_close_the_connection(self):
        for head in (b"GET\r\n\r\n", b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/1.1\r\nA b: c\r\n\r\n"):
            answer = self.raw(head)
            self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), (head, answer[:60]))
            self.assertIn(b"Connection: close", answer)
        self.assertTrue(self.raw(b"GET / HTTP/9.9\r\n\r\n").startswith(b"HTTP/1.1 505 "))
        answer = self.raw(b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n")
        self.assertTrue(answer.startswith(b"HTTP/1.1 431 "), answer[:60])

    def test_pipelined_requests_are_answered_in_order(self):
        answer = self.raw(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        self.assertEqual(re.findall(rb"HTTP/1\.1 (\d+) ", answer), [b"200", b"404", b"200"])

    def test_a_head_may_come_in_pieces(self):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as client:
            for byte in b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n":
                client.sendall(bytes([byte]))
            answer = b""
            while chunk := client.recv(65536):
                answer += chunk
        self.assertTrue(answer.startswith(b"HTTP/1.1 200 "))
        self.assertTrue(answer.endswith(b"ok\n"))

    def test_many_clients_at_once_get_the_same_answers(self):
        expected = {text: self.server.search(text)["total"] for text in ("design", "données", '"open source"', "")}
        wrong = []

        def ask(text):
            for _ in range(10):
                if self.server.search(text)["total"] != expected[text]:
                    wrong.append(text)

        threads = [threading.Thread(target=ask, args=(text,)) for text in list(expected) * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


class Change(unittest.TestCase):
    def test_a_new_snapshot_is_served_without_a_failed_request_and_a_damaged_one_refused(self):
        with Folder() as folder:
            write(folder / "site" / "a.md", "# Alpha\n\nfirst words\n")
            build(folder / "index", folder / "site")
            with Searchd(folder / "index") as server:
                self.assertEqual(server.search("second")["total"]["works"], 0)
                write(folder / "site" / "b.md", "# Beta\n\nsecond words\n")
                new = build(folder / "index", folder / "site")["snapshot"]
                server.wait_until(lambda: server.search("second")["total"]["works"] == 1)
                self.assertEqual(server.search("second")["snapshot"]["id"], new)
                write(folder / "site" / "c.md", "# Gamma\n\nthird words\n")
                # Damaged before the server can look: it is stopped meanwhile.
                server.process.send_signal(signal.SIGSTOP)
                build(folder / "index", folder / "site")
                texts = (folder / "index" / "current").resolve() / "parts" / "00" / "texts"
                texts.write_bytes(texts.read_bytes()[:-1] + b"?")
                server.process.send_signal(signal.SIGCONT)
                server.wait_until(lambda: "\nveille_snapshot_refused 1\n" in server.get("/metrics")[2])
                for _ in range(20):
                    self.assertEqual(server.search("third")["total"]["works"], 0)
                    self.assertEqual(server.search("second")["snapshot"]["id"], new)
                # Written anew it has the same name, and is served.
                build(folder / "index", "--anew", folder / "site")
                server.wait_until(lambda: server.search("third")["total"]["works"] == 1)
                self.assertEqual(server.stop(), 0)
                self.assertEqual(server.log.count("the new snapshot is refused"), 1, server.log)

    def test_it_stops_at_once_when_asked_and_leaves_no_idle_connection_waiting(self):
        with Folder() as folder:
            write(folder / "site" / "a.md", "# Alpha\n")
            build(folder / "index", folder / "site")
            for sig in (signal.SIGTERM, signal.SIGINT):
                with Searchd(folder / "index") as server:
                    idle = socket.create_connection(("127.0.0.1", server.port), timeout=20)
                    with idle:
                        self.assertEqual(server.get("/healthz")[0], 200)
                        self.assertEqual(server.stop(sig), 0)
                        self.assertEqual(idle.recv(1), b"")


if __name__ == "__main__":
    unittest.main()
