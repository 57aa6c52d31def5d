"""Byte-exact requests and what becomes of them: each as one packet, and byte by byte."""
import itertools
import socket
import unittest

from programs import Searchd, Served

HOST = b"Host: a\r\n"
NEXT = b"GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"


def get(target=b"/healthz", version=b"HTTP/1.1", fields=HOST, method=b"GET"):
    return method + b" " + target + b" " + version + b"\r\n" + fields + b"\r\n"


def accepted():
    """Name, bytes and status of requests after which the connection goes on."""
    for method, status in ((b"GET", 200), (b"HEAD", 200), (b"OPTIONS", 204)):
        yield f"method {method}", get(method=method), status
    for target, status in ((b"/", 200), (b"/search?q=a", 200), (b"/search?q=%C3%A9+%22", 200), (b"/search?", 200), (b"/search?&&q=a&", 200),
                           (b"/nowhere", 404), (b"//", 404), (b"/search/", 404), (b"/search?q=%FF", 400), (b"/search?q=%0", 400), (b"/search?q=%zz", 400),
                           (b"/search?q=%00", 400), (b"/search?q=%C0%AF", 400), (b"/search?q=%ED%A0%80", 400), (b"/%2e%2e/%2e%2e/etc/passwd", 404),
                           (b"/assets/../../etc/passwd", 404), (b"/assets/..%2f..%2fetc/passwd", 404), (b"/assets/%2e%2e/page.css", 404),
                           (b"/search?zzz=1", 400), (b"/search?page=0", 400), (b"/search?page=1&page=1", 400), (b"/api/v1/search?per_page=101", 400),
                           (b"/search?q=" + b"a" * 4000, 200), (b"/api/v1/publications/..%2f..", 404), (b"/search#fragment", 400), (b"/search?q=\\", 400),
                           (b"/search?q=<script>", 400), (b"/\"", 400), (b"/search?q=[a]", 400), (b"/search?q=|", 400), (b"/search?q={}", 400), (b"/?q=^`", 400)):
        yield f"target {target[:40]}", get(target), status
    for fields in (b"host:a\r\n", b"HOST: a\r\n", b"Host:\ta\t\r\n", b"Host: a\r\nX:\r\n", b"Host: a\r\nX: \xc3\xa9\xff\r\n", b"Host: [::1]:80\r\n", b"Host:\r\n",
                   b"Host: a\r\nContent-Length: 0\r\n", b"Host: a\r\nContent-Length: 00\r\n", b"Host: a\r\nCookie: a=b\r\nCookie: c=d\r\n",
                   b"Host: a\r\nConnection: keep-alive\r\n", b"Host: a\r\nConnection: Keep-Alive, X\r\n", b"Host: a\r\nExpect: 100-continue\r\n",
                   b"Host: a\r\nUpgrade: h2c\r\n", b"Host: a\r\nRange: bytes=0-1\r\n", b"Host: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: evil\r\n",
                   b"Host: a\r\nAccept-Language: " + b"fr,en;q=0.5," * 100 + b"\r\n", b"Host: a\r\nAccept-Encoding: ;;q=,gzip;q=9\r\n",
                   b"Host: a\r\nIf-None-Match: \"\r\n", b"Host: a\r\nOrigin: null\r\n", b"Host: a\r\n" + b"X: y\r\n" * 63,
                   b"Host: a\r\n" + b"!#$%&'*+-.^_`|~: a\r\n"):
        yield f"fields {fields[:60]}", get(fields=fields), 200


def refused():
    """The same of requests that end the connection, so that nothing behind them is taken for a request."""
    for method in (b"POST", b"PUT", b"DELETE", b"PATCH", b"TRACE", b"BREW", b"get", b"GE", b"GETGET", b"PRI"):
        yield f"method {method}", get(method=method), 405
    for method in (b"", b" ", b"G(T", b"\"GET\"", b"G\x00T", b"G\xc3\xa9T", b"GET\t", b"GET,", b"CONNECT:"):
        yield f"method {method}", get(method=method), 400
    yield "connect", get(b"a:443", method=b"CONNECT"), 400
    for target in (b"", b" /", b"/ /", b"a", b"*", b"http://a/healthz", b"https://a/", b"a:80", b"?q=a", b"#", b"/\t", b"/\x01", b"/\x7f", b"/\xc3\xa9", b"/\xff"):
        yield f"target {target}", get(target), 400
    yield "target of 4097", get(b"/" + b"a" * 4096), 414
    for version, status in ((b"HTTP/2.0", 505), (b"HTTP/1.2", 505), (b"HTTP/0.9", 505), (b"HTTP/9.9", 505), (b"HTTP/1", 400), (b"HTTP/1.", 400), (b"HTTP/1.11", 400),
                            (b"http/1.1", 400), (b"HTTP 1.1", 400), (b"HTTP/1.1 ", 400), (b"HTTP/1.1\t", 400), (b"HTTPS/1.1", 400), (b"", 400), (b"XTTP/1.1", 400),
                            (b"HTTP/+.1", 400), (b"HTTP/1,1", 400)):
        yield f"version {version}", get(version=version), status
    for fields in (b"", b"X: y\r\n", b"Host: a\r\nHost: a\r\n", b"Host: a\r\nhost: b\r\n", b"Host: a b\r\n", b"Host: a/b\r\n", b"Host: a\\b\r\n", b"Host: <a>\r\n",
                   b"Host: \xc3\xa9\r\n", b"Host : a\r\n", b" Host: a\r\n", b"\tHost: a\r\n", b"Host\t: a\r\n", b"Host\r\n", b": a\r\nHost: a\r\n",
                   b"Host: a\r\n X: folded\r\n", b"Host: a\r\nX: a\r\n\tfolded\r\n", b"Host: a\r\n \r\n", b"Host: a\r\nX y: z\r\n", b"Host: a\r\nX(: z\r\n",
                   b"Host: a\r\nX\x00: z\r\n", b"Host: a\r\nX: \x00\r\n", b"Host: a\r\nX: \x01\r\n", b"Host: a\r\nX: \x7f\r\n", b"Host: a\r\nX: \x1b[31m\r\n",
                   b"Host: a\r\nX\r\n", b"Host: a\r\n\xc3\xa9: z\r\n", b"Host: a\r\nX;: z\r\n", b"Host: a\r\n{}: z\r\n"):
        yield f"fields {fields}", get(fields=fields), 400
    for length in (b"", b"-1", b"+1", b"+0", b"0x0", b"1e1", b"1.0", b"0 0", b"0,0", b"0, 0", b"a", b"\xb2", b"0;", b"\"0\"", b" - 0"):
        yield f"length {length}", get(fields=HOST + b"Content-Length: " + length + b"\r\n"), 400
    for length in (b"1", b"33", b"99999999999999999999999999", b"18446744073709551616", b"0000000001"):
        yield f"length {length}", get(fields=HOST + b"Content-Length: " + length + b"\r\n"), 413
        yield f"post of {length}", get(fields=HOST + b"Content-Length: " + length + b"\r\n", method=b"POST"), 413
    for coding in (b"chunked", b"Chunked", b"identity", b"gzip, chunked", b"xchunked", b"", b"chunked, identity", b"\tchunked", b"\"chunked\""):
        yield f"coding {coding}", get(fields=HOST + b"Transfer-Encoding: " + coding + b"\r\n"), 413
        yield f"length and coding {coding}", get(fields=HOST + b"Content-Length: 0\r\nTransfer-Encoding: " + coding + b"\r\n"), 400
        yield f"coding {coding} and length", get(fields=HOST + b"Transfer-Encoding: " + coding + b"\r\nContent-Length: 5\r\n"), 400
        yield f"1.0 with coding {coding}", get(version=b"HTTP/1.0", fields=HOST + b"Transfer-Encoding: " + coding + b"\r\n"), 400
    for twice in (b"Content-Length: 0\r\nContent-Length: 0\r\n", b"Content-Length: 0\r\ncontent-length: 1\r\n", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                  b"Connection: close\r\nConnection: keep-alive\r\n"):
        yield f"twice {twice}", get(fields=HOST + twice), 400
    for name in (b"Content-Length ", b" Content-Length", b"Content\tLength", b"Transfer-Encoding ", b"Transfer\x0b-Encoding"):
        yield f"name {name}", get(fields=HOST + name + b": 5\r\n"), 400
    whole = get()
    for name, bytes_ in (("line feeds alone", whole.replace(b"\r\n", b"\n")), ("a line feed in the first line", b"GET /healthz HTTP/1.1\n" + HOST + b"\r\n"),
                         ("a line feed behind a field", b"GET /healthz HTTP/1.1\r\nHost: a\n\r\n"), ("a line feed at the end", b"GET /healthz HTTP/1.1\r\nHost: a\r\n\n"),
                         ("a carriage return in a value", get(fields=b"Host: a\r\nX: a\rb\r\n")), ("carriage returns alone", whole.replace(b"\r\n", b"\r") + b"x"),
                         ("two carriage returns", whole.replace(b"\r\n", b"\r\r\n", 1)), ("an empty line before", b"\r\n" + whole), ("a line feed before", b"\n" + whole),
                         ("a space before", b" " + whole), ("a byte order mark", b"\xef\xbb\xbf" + whole), ("NUL", b"\x00" + whole),
                         ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), ("nothing but an end", b"\r\n\r\n"),
                         ("a simple request", b"GET /healthz\r\n\r\n"), ("a status line", b"HTTP/1.1 200 OK\r\n\r\n")):
        yield name, bytes_, 505 if name == "HTTP/2" else 400
    yield "65 fields", get(fields=HOST + b"X: y\r\n" * 64), 431
    yield "a long field", get(fields=HOST + b"X: " + b"a" * 8200 + b"\r\n"), 431
    yield "a long name", get(fields=HOST + b"X" * 8200 + b": a\r\n"), 431
    yield "a head without an end", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 1500, 431


class Requests(Served):
    server_class = Searchd

    def answers(self, sent, split=False):
        """The statuses of all answers until the server closes the connection."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as client:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                for piece in (bytes([byte]) for byte in sent) if split else (sent,):
                    client.sendall(piece)
                client.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it has closed its side already
            got = b"".join(iter(lambda: client.recv(65536), b""))
        out = []
        while got:
            head, _, rest = got.partition(b"\r\n\r\n")
            lines = head.split(b"\r\n")
            fields = dict(line.split(b": ", 1) for line in lines[1:])
            self.assertRegex(lines[0], rb"^HTTP/1\.[01] \d\d\d ")
            length = int(fields.get(b"Content-Length", b"0"))
            bodiless = getattr(self, "bodiless", False)
            got = rest if bodiless else rest[length:]
            out.append((int(lines[0].split()[1]), fields))
        return out

    def test_there_are_many(self):
        self.assertGreater(len(list(accepted())) + len(list(refused())), 200)

    def test_what_is_right_is_answered_and_the_connection_goes_on(self):
        for name, sent, status in accepted():
            for split in (False, True) if len(sent) < 300 else (False,):
                with self.subTest(name, split=split):
                    self.bodiless = sent.startswith(b"HEAD")
                    # To a HEAD a second one, so that no answer has a body.
                    behind = NEXT.replace(b"GET", b"HEAD") if self.bodiless else NEXT
                    found = [one for one, _ in self.answers(sent + behind, split)]
                    self.assertEqual(found, [status, 404])

    def test_what_is_wrong_is_refused_and_hides_nothing(self):
        self.bodiless = False
        for name, sent, status in refused():
            for split in (False, True) if len(sent) < 300 else (False,):
                with self.subTest(name, split=split):
                    found = self.answers(sent + NEXT, split)
                    self.assertEqual([one for one, _ in found], [status])
                    self.assertEqual(found[0][1][b"Connection"], b"close")
                    self.assertEqual(found[0][1][b"Content-Type"], b"application/problem+json")

    def test_old_clients_get_one_answer_unless_they_ask_for_more(self):
        self.bodiless = False
        for fields, expected in ((b"", [200]), (HOST, [200]), (b"Connection: close\r\n", [200]), (b"Connection: keep-alive\r\n", [200, 404])):
            found = self.answers(get(version=b"HTTP/1.0", fields=fields) + NEXT)
            self.assertEqual([one for one, _ in found], expected, fields)
        self.assertEqual([one for one, _ in self.answers(get(fields=HOST + b"Connection: close\r\n") + NEXT)], [200])

    def test_no_value_of_a_request_reaches_a_header_of_the_answer(self):
        self.bodiless = False
        evil = b"evil\r\nSet-Cookie: a=b".replace(b"\r\n", b"%0d%0a")
        for sent in (get(b"/search?q=" + evil), get(b"/api/v1/search.csv?q=" + evil), get(b"/tag/" + evil), get(b"/api/v1/search." + evil),
                     get(fields=HOST + b"Origin: " + evil + b"\r\n"), get(fields=HOST + b"X-Request-Id: " + evil + b"\r\n"), get(b"/cite?q=" + evil)):
            for _, fields in itertools.islice(self.answers(sent), 1):
                self.assertNotIn(b"Set-Cookie", fields)
                self.assertNotIn(b"evil", b"".join(v for k, v in fields.items() if k != b"Content-Disposition"))


if __name__ == "__main__":
    unittest.main()
