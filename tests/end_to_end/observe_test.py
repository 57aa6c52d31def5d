"""What is seen of the server from outside: metrics, logs, readiness, and what systemd is told."""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import unittest

from programs import ROOT, SEARCHD, Indexed, Searchd, build

EVIL = ["\n{\"id\":\"forged\"}", "\r\nforged", "\x1b[31mred", "\u2028forged", "\u202egnp.exe", "\"}, {\"id\": \"forged", "\\", "a" * 600, "\x00", "\x7f", "%0aforged", "é" * 300]


class Observe(Indexed):
    def start(self, *arguments):
        server = Searchd(self.index, *map(str, arguments))
        server.__enter__()
        self.addCleanup(server.stop)
        return server

    def lines(self, file):
        return file.read_text(encoding="ascii").split("\n")[:-1]

    def metrics(self, server):
        status, headers, body = server.get("/metrics")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
        return {name: float(value) for name, value in re.findall(r"^(\w+(?:{[^}]*})?) (\S+)$", body, re.M)}

    def test_metrics_count_what_was_answered(self):
        server = self.start()
        for _ in range(3):
            server.search("public")
        server.search("zzqqzz", hl="de")
        server.search("zzqq", hl="de", typing="1")
        server.get("/nowhere")
        server.get("/api/v1/search", [("x", "1")])
        found = self.metrics(server)
        self.assertEqual(found['veille_requests_total{route="search",status="200"}'], 5)
        self.assertEqual(found['veille_requests_total{route="search",status="400"}'], 1)
        self.assertEqual(found['veille_requests_total{route="none",status="404"}'], 1)
        self.assertEqual(found['veille_searches_without_result_total{language="de"}'], 1)
        self.assertEqual(found['veille_request_seconds_count{route="search"}'], 6)
        self.assertEqual(found['veille_cache_lookups{cache="answers",result="hit"}'], 2)
        self.assertEqual(found["veille_publications"], 53)
        # Three searches were made; two times the first was answered by what was kept.
        for phase in ("match", "rank", "hits", "facets", "write"):
            self.assertEqual(found[f'veille_search_phase_seconds_count{{phase="{phase}"}}'], 3, phase)
        self.assertEqual(found["veille_snapshot_refused"], 0)
        self.assertEqual({name: value for name, value in found.items() if name.startswith("veille_problems_total")},
                         {'veille_problems_total{type="route_unknown"}': 1, 'veille_problems_total{type="unknown_parameter"}': 1})
        self.assertGreater(found["veille_resident_bytes"], 1e6)
        self.assertGreaterEqual(found["veille_snapshot_age_seconds"], 0)
        self.assertEqual(found["veille_connections"], 1)
        snapshot = server.json("/api/v1/status")["snapshot"]["id"]
        self.assertEqual(len([name for name in found if name.startswith("veille_snapshot_info") and snapshot in name]), 1)

    def test_the_interface_describes_each_metric(self):
        server = self.start()
        for target in ("/search?q=budget", "/nowhere", "/api/v1/search?q=zzqq"):
            server.get(target)
        client = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        client.close()
        there = set(re.findall(r"^# TYPE (\w+) ", server.get("/metrics")[2], re.M))
        section = (ROOT / "searchd" / "API.md").read_text(encoding="utf-8").split("## 11. Metrics")[1].split("\n## ")[0]
        described = {name for row in re.findall(r"^\| (`veille_.*?) \|", section, re.M) for name in re.findall(r"`(veille_\w+)`", row)}
        self.assertLessEqual(there, described)
        # An answer that broke is not easily had.
        self.assertEqual(described - there, {"veille_responses_broken_total"})

    def test_there_are_few_series_whatever_is_asked(self):
        server = self.start()
        before = len(self.metrics(server))
        for n in range(200):
            server.get(f"/{n}/x{n}")
            server.get(f"/api/v1/publications/{n}")
            server.get(f"/tag/{n}")
        self.assertLess(len(self.metrics(server)) - before, 150)

    def test_a_log_has_a_line_for_each_request_and_nobody_in_it(self):
        log = self.path / "plain.log"
        server = self.start("--access-log", log)
        _, headers, _ = server.get("/api/v1/search", [("q", "secret words")], {"X-Forwarded-For": "192.0.2.7"})
        server.get("/nowhere")
        server.stop()
        entries = [json.loads(line) for line in self.lines(log)]
        self.assertEqual([(e["route"], e["path"], e["status"]) for e in entries], [("search", "/api/v1/search", 200), ("none", "/nowhere", 404)])
        self.assertEqual(entries[0]["id"], headers["X-Request-Id"])
        self.assertEqual([e.get("problem") for e in entries], [None, "route_unknown"])
        self.assertTrue(entries[0]["whole"] and entries[0]["bytes"] > 0 and entries[0]["worked_ms"] > 0 and entries[0]["total_ms"] >= entries[0]["worked_ms"])
        for word in ("secret", "127.0.0.1", "192.0.2.7", "visitor", "client"):
            self.assertNotIn(word, log.read_text())

    def test_queries_and_clients_are_logged_when_asked_for(self):
        log = self.path / "full.log"
        server = self.start("--access-log", log, "--log-queries", "--log-clients", "--trusted-proxy", "127.0.0.1")
        for who in ("192.0.2.7", "192.0.2.7", "192.0.2.8"):
            server.get("/search", [("q", "Données"), ("hl", "fr")], {"X-Forwarded-For": who})
        server.stop()
        entries = [json.loads(line) for line in self.lines(log)]
        self.assertEqual({(e["q"], e["hl"], e["typing"]) for e in entries}, {("Données", "fr", False)})
        self.assertEqual([e["client"] for e in entries], ["192.0.2.7", "192.0.2.7", "192.0.2.8"])
        self.assertEqual(entries[0]["visitor"], entries[1]["visitor"])
        self.assertNotEqual(entries[0]["visitor"], entries[2]["visitor"])

    def test_nothing_that_is_asked_forges_a_line(self):
        for form in ("json", "text"):
            log = self.path / f"evil.{form}"
            server = self.start("--access-log", log, "--log-queries", "--log-format", form, "--slow-seconds", "0")
            asked = 0
            for text in EVIL:
                server.get("/search", [("q", text)])
                server.get("/api/v1/search." + "".join(f"%{byte:02X}" for byte in text.encode()))
                asked += 2
            server.stop()
            lines = self.lines(log)
            self.assertEqual(len(lines), asked)
            self.assertTrue(all(0x20 <= byte < 0x7F for line in lines for byte in line.encode()))
            if form == "json":
                self.assertEqual(len({json.loads(line)["id"] for line in lines}), asked)
            self.assertEqual([line for line in server.log.split("\n") if line.startswith(("forged", "{"))], [])

    def test_a_log_that_was_moved_away_is_begun_anew(self):
        log = self.path / "moved.log"
        server = self.start("--access-log", log)
        server.get("/healthz")
        server.wait_until(lambda: log.stat().st_size > 0)
        shutil.move(log, self.path / "moved.log.1")
        server.process.send_signal(signal.SIGHUP)
        server.wait_until(log.exists)
        server.get("/healthz")
        server.stop()
        self.assertEqual([len(self.lines(file)) for file in (self.path / "moved.log.1", log)], [1, 1])

    def test_a_log_that_cannot_be_written_is_refused_at_the_start(self):
        with self.assertRaisesRegex(AssertionError, "cannot write the log"):
            Searchd(self.index, "--access-log", str(self.path / "none" / "log")).__enter__()

    def test_a_report_tells_what_visitors_did_not_find(self):
        log = self.path / "report.log"
        server = self.start("--access-log", log, "--log-queries", "--trusted-proxy", "127.0.0.1")
        for n in range(3):
            for text in ("zzremote", "public"):
                server.get("/search", [("q", text), ("hl", "en")], {"X-Forwarded-For": f"192.0.2.{n}"})
        server.stop()
        done = subprocess.run([SEARCHD, "report", log], capture_output=True, text=True, timeout=20, check=True)
        self.assertIn('en:\n  # zzremote: 3 visitors, 3 searches; 3 found something by the second\n  - {words: ["zzremote"], finds: ["public"]}\n', done.stdout)
        # What it proposes can be used as it is.
        (self.path / "site").mkdir()
        shutil.copytree(ROOT / "corpus" / "sites" / "eig", self.path / "site" / "eig")
        (self.path / "site" / "veille.yaml").write_text("sources:\n  - id: eig\n    folder: eig\n")
        (self.path / "site" / "synonyms.yaml").write_text(done.stdout)
        build(self.path / "index2", "--config", self.path / "site" / "veille.yaml")
        with Searchd(self.path / "index2") as other:
            self.assertGreater(other.search("zzremote", hl="en")["total"]["works"], 0)
        wrong = subprocess.run([SEARCHD, "report", self.path / "none.log"], capture_output=True, text=True, timeout=20)
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("none.log", wrong.stderr)

    def test_systemd_is_told_that_it_is_ready_alive_and_stopping(self):
        address = self.path / "notify"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(str(address))
            notify.settimeout(20)
            os.environ["NOTIFY_SOCKET"] = str(address)
            try:
                server = self.start()
            finally:
                del os.environ["NOTIFY_SOCKET"]
            self.assertEqual(server.get("/readyz")[2], "ok\n")
            told = [notify.recv(1000).decode() for _ in range(2)]
            self.assertEqual(told, ["READY=1", "WATCHDOG=1"])
            server.stop()
            while told[-1] != "STOPPING=1":
                told.append(notify.recv(1000).decode())

    def test_the_units_are_right_and_closed_in(self):
        analyze = shutil.which("systemd-analyze")
        if analyze is None:
            self.skipTest("systemd is not installed")
        unit = ROOT / "packaging" / "systemd" / "veille-searchd.service"
        done = subprocess.run([analyze, "security", "--offline=true", "--threshold=15", unit], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
