"""The limits of serving: each reached, with a small value, and what the server says then."""
import http.client
import json
import re
import signal
import socket
import threading
import time
import unittest

from invented import counted_site
from programs import Indexed, Searchd

HEAD = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"


class Limits(Indexed):
    @classmethod
    def sites(cls):
        return ["--config", counted_site(cls.path / "posts", 1500)]

    def start(self, *arguments):
        server = Searchd(self.index, *map(str, arguments))
        server.__enter__()
        self.addCleanup(server.stop)
        return server

    def connect(self, server, sent=b""):
        client = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        self.addCleanup(client.close)
        client.sendall(sent)
        return client

    def is_served(self, server):
        try:
            return self.connect(server, HEAD).recv(100) != b""
        except ConnectionResetError:
            return False

    def rest(self, client):
        """What comes until the connection ends, and after how many seconds."""
        begin = time.monotonic()
        got = b""
        try:
            while piece := client.recv(65536):
                got += piece
        except ConnectionResetError:
            pass
        return got, time.monotonic() - begin

    def problem(self, answer):
        return json.loads(answer.partition(b"\r\n\r\n")[2])["type"]

    def test_a_head_must_come_in_time_however_it_trickles(self):
        server = self.start("--head-seconds", 0.5, "--idle-seconds", 10)
        client = self.connect(server)
        begin = time.monotonic()
        answer = b""
        client.settimeout(0.05)
        for byte in HEAD * 10:
            try:
                client.sendall(bytes([byte]))
                answer = client.recv(65536)
            except TimeoutError:
                continue
            break
        self.assertTrue(answer.startswith(b"HTTP/1.1 408 "), answer[:60])
        self.assertEqual(self.problem(answer), "/problems/head_late")
        self.assertLess(time.monotonic() - begin, 5)
        # One that says nothing at all is closed without a word.
        self.assertEqual(self.rest(self.connect(server))[0], b"")

    def test_an_idle_connection_is_closed(self):
        server = self.start("--idle-seconds", 0.3)
        client = self.connect(server, HEAD)
        answer, seconds = self.rest(client)
        self.assertEqual(answer.count(b"HTTP/1.1 200"), 1)
        self.assertLess(seconds, 5)

    def test_a_busy_connection_outlives_each_of_its_times(self):
        server = self.start("--idle-seconds", 0.6, "--head-seconds", 0.5, "--write-seconds", 0.5)
        client = self.connect(server)
        for _ in range(10):
            client.sendall(HEAD)
            self.assertTrue(client.recv(65536).startswith(b"HTTP/1.1 200"))
            time.sleep(0.2)
        client.sendall(HEAD[:20])
        answer, seconds = self.rest(client)
        self.assertTrue(answer.startswith(b"HTTP/1.1 408 "), answer[:60])
        self.assertGreater(seconds, 0.4)

    def test_who_does_not_read_is_let_go(self):
        server = self.start("--write-seconds", 0.3)
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.connect(("127.0.0.1", server.port))
        self.addCleanup(client.close)
        client.settimeout(20)
        begin = time.monotonic()
        client.sendall(b"GET /api/v1/search.jsonl HTTP/1.1\r\nHost: a\r\n\r\n" * 20)
        time.sleep(1.5)
        got, _ = self.rest(client)
        self.assertLess(time.monotonic() - begin, 10)
        # Broken off: the last export has no end.
        self.assertFalse(got.endswith(b"0\r\n\r\n"))
        self.assertEqual(server.get("/healthz")[0], 200)

    def test_a_connection_has_so_many_requests(self):
        server = self.start("--max-requests-per-connection", 3)
        answer, _ = self.rest(self.connect(server, HEAD * 5))
        self.assertEqual(answer.count(b"HTTP/1.1 200"), 3)
        self.assertEqual(answer.count(b"Connection: close"), 1)

    def test_a_client_has_so_many_connections(self):
        server = self.start("--max-connections-per-client", 3)
        held = [self.connect(server, HEAD) for _ in range(3)]
        for client in held:
            self.assertTrue(client.recv(65536).startswith(b"HTTP/1.1 200"))
        self.assertEqual(self.rest(self.connect(server))[0], b"")
        held[0].close()
        server.wait_until(lambda: self.is_served(server))

    def test_behind_a_trusted_proxy_connections_are_of_many(self):
        server = self.start("--max-connections-per-client", 1, "--trusted-proxy", "127.0.0.0/8")
        for client in [self.connect(server, HEAD) for _ in range(5)]:
            self.assertTrue(client.recv(65536).startswith(b"HTTP/1.1 200"))

    def test_when_all_connections_are_taken_the_longest_idle_one_goes(self):
        server = self.start("--max-connections", 3)
        held = []
        for _ in range(3):
            held.append(self.connect(server, HEAD))
            self.assertTrue(held[-1].recv(65536).startswith(b"HTTP/1.1 200"))
            time.sleep(0.02)
        self.assertEqual(self.rest(self.connect(server))[0], b"")
        self.assertEqual(self.rest(held[0])[0], b"")
        for client in held[1:]:
            client.sendall(HEAD)
            self.assertTrue(client.recv(65536).startswith(b"HTTP/1.1 200"))
        server.wait_until(lambda: self.is_served(server))

    def test_a_client_may_ask_so_often(self):
        server = self.start("--rate", 0.5, "--burst", 3, "--trusted-proxy", "127.0.0.1")
        ask = lambda who: server.get("/api/v1/status", headers={"X-Forwarded-For": who})
        self.assertEqual([ask("192.0.2.1")[0] for _ in range(4)], [200, 200, 200, 429])
        status, headers, body = ask("192.0.2.1")
        self.assertEqual((status, json.loads(body)["type"], headers["Retry-After"]), (429, "/problems/too_many_requests", "2"))
        self.assertEqual(ask("192.0.2.2")[0], 200)
        # What a client writes itself does not make it another, nor does a line of its own before the proxy's.
        self.assertEqual(ask("203.0.113.9, 192.0.2.1")[0], 429)
        client = self.connect(server, b"GET /api/v1/status HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                      b"X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n")
        self.assertTrue(self.rest(client)[0].startswith(b"HTTP/1.1 429 "))

    def test_whom_it_sends_away_gets_no_body_where_only_the_head_was_asked_for(self):
        server = self.start("--rate", 0.01, "--burst", 1)
        self.assertEqual(server.get("/healthz")[0], 200)
        client = self.connect(server, b"HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 2 + b"HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        heads = self.rest(client)[0].split(b"\r\n\r\n")
        self.assertEqual([head[:13] for head in heads], [b"HTTP/1.1 429 "] * 3 + [b""])

    def test_whom_nobody_trusts_cannot_pass_for_another(self):
        server = self.start("--rate", 0.5, "--burst", 2)
        statuses = [server.get("/healthz", headers={"X-Forwarded-For": f"192.0.2.{n}"})[0] for n in range(4)]
        self.assertEqual(statuses, [200, 200, 429, 429])

    def test_readers_who_do_not_read_hold_so_much_and_no_more(self):
        server = self.start("--max-unsent-mib", 8)
        # Each address on the page has what it excludes: the page is larger than what systems take for who does not read.
        large = "/search?per_page=100&" + "&".join(f"tag.not=none-of-the-topics-that-there-are-{n:02}" for n in range(64))
        self.assertTrue(2**21 < len(server.get(large)[2]) < 2**22)
        slow = []
        for n in range(8):
            client = socket.socket()
            self.addCleanup(client.close)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.connect(("127.0.0.1", server.port))
            client.sendall(f"GET {large}&page={n + 1} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            slow.append(client)
        server.wait_until(lambda: server.get(large)[0] == 503)
        status, headers, body = server.get(large)
        self.assertEqual((status, headers["Retry-After"], json.loads(body)["type"]), (503, "1", "/problems/overloaded"))
        held = float(re.search(r"^veille_unsent_bytes (\S+)$", server.get("/metrics")[2], re.M)[1])
        self.assertTrue(2**22 < held <= 2**23 + 8 * 2**14, held)
        for client in slow:
            client.close()
        server.wait_until(lambda: server.get(large)[0] == 200)

    def test_when_all_threads_are_busy_the_server_says_so_at_once(self):
        server = self.start("--workers", 1, "--queue", 1)
        seen, health = [], []

        def hammer():
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            for n in range(60):
                connection.request("GET", f"/api/v1/search?q=budget+OR+school{n}&explain=true&per_page=100")
                answer = connection.getresponse()
                seen.append((answer.status, answer.headers["Retry-After"], json.loads(answer.read()).get("type")))
            connection.close()

        threads = [threading.Thread(target=hammer) for _ in range(8)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            health.append(server.get("/healthz")[0])
        for thread in threads:
            thread.join()
        self.assertEqual(len(seen), 480)
        self.assertEqual(set(seen), {(200, None, None), (503, "1", "/problems/overloaded")})
        self.assertEqual(set(health), {200})
        # What has been refused is counted where it wanted to go.
        refused = sum(status == 503 for status, _, _ in seen)
        self.assertIn(f'\nveille_requests_total{{route="search",status="503"}} {refused}\n', server.get("/metrics")[2])

    def test_a_search_may_take_so_long_and_nothing_of_it_is_shown(self):
        server = self.start("--query-seconds", 0.001, "--workers", 1)
        slow = "/api/v1/search?per_page=100&explain=true&q=" + "+OR+".join(f"{a}*" for a in "bcdeghlmnoprs")
        seen = set()
        for n in range(20):
            status, _, body = server.get(f"{slow}+{n}")
            seen.add((status, json.loads(body).get("type")))
        self.assertIn((503, "/problems/query_too_long"), seen)
        self.assertLessEqual(seen, {(200, None), (503, "/problems/query_too_long")})
        # What was begun leaves nothing behind.
        with Searchd(self.index) as other:
            for q in ("budget", "school OR budget"):
                expected = other.search(q)
                got = None
                for _ in range(200):
                    status, _, body = server.get("/api/v1/search", [("q", q)])
                    got = json.loads(body) if status == 200 else got
                if got is not None:
                    self.assertEqual(got, expected)

    def test_so_many_exports_are_sent_at_once(self):
        server = self.start("--max-exports", 2, "--max-exports-per-client", 1, "--trusted-proxy", "127.0.0.1", "--write-seconds", 10)
        held = []
        for who in (b"192.0.2.1", b"192.0.2.2"):
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.connect(("127.0.0.1", server.port))
            self.addCleanup(client.close)
            client.sendall((b"GET /api/v1/search.jsonl HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + who + b"\r\n\r\n") * 40)
            held.append(client)

        def sent():
            text = server.get("/metrics")[2]
            return "\nveille_exports 2\n" in text and re.findall('^veille_requests_total{route="export".*$', text, re.M)

        def are_held():  # and not only between one and the next
            before = sent()
            time.sleep(0.1)
            return before and sent() == before

        server.wait_until(are_held)
        for who in ("192.0.2.1", "192.0.2.3"):
            status, headers, body = server.get("/api/v1/search.csv", headers={"X-Forwarded-For": who})
            self.assertEqual((status, json.loads(body)["type"], headers["Retry-After"]), (503, "/problems/too_many_exports", "10"))
        self.assertEqual(server.search("budget")["page"], 1)
        for client in held:
            client.close()
        server.wait_until(lambda: server.get("/api/v1/search.csv")[0] == 200)

    def test_larger_heads_may_be_allowed(self):
        server = self.start("--max-head-bytes", 20000, "--max-head-fields", 200, "--max-target-bytes", 9000)
        for fields, target in ((b"X: " + b"a" * 15000, b"/"), (b"\r\n".join([b"X: y"] * 150), b"/"), (b"X: y", b"/search?q=" + b"a" * 8900)):
            answer, _ = self.rest(self.connect(server, b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + b"\r\n\r\n"))
            self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), answer[:100])


class Stopping(Limits):
    """Tests of Limits are not repeated."""

    def test_what_runs_is_answered_to_its_end(self):
        for _ in range(5):
            server = self.start("--workers", 2)
            results = []

            def ask():
                connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
                try:
                    while True:
                        connection.request("GET", "/api/v1/search.csv")
                        answer = connection.getresponse()
                        results.append((answer.status, answer.read()[-2:], answer.headers["Connection"]))
                        if results[-1][2] == "close":
                            return
                except (ConnectionError, http.client.BadStatusLine):
                    pass  # the server has gone, between two requests
                except http.client.IncompleteRead:
                    results.append("broken off")
                finally:
                    connection.close()

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            time.sleep(0.4)
            begin = time.monotonic()
            self.assertEqual(server.stop(signal.SIGTERM), 0)
            self.assertLess(time.monotonic() - begin, 8)
            for thread in threads:
                thread.join()
            self.assertGreaterEqual(len(results), 4)
            self.assertEqual({result[:2] for result in results}, {(200, b"\r\n")})


for name in [name for name in vars(Limits) if name.startswith("test_")]:
    setattr(Stopping, name, None)


if __name__ == "__main__":
    unittest.main()
