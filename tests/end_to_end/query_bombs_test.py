"""Queries of death: whatever a reader types, the answer comes, is JSON and costs little CPU time."""
import json
import os
import pathlib
import sys
import unittest
import urllib.parse

from programs import BUILD, Folder, SearchdLines
from query_bombs import bombs, build_bombed

# Debug builds; those with sanitizers are several times slower.
MOST_CPU_SECONDS = 5.0 if BUILD.name in ("asan", "tsan") else 0.5


class QueryBombs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.server = SearchdLines(build_bombed(cls.folder.__enter__()))
        cls.server.__enter__()
        cls.server.json("/api/v1/search")

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.__exit__()

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.server.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def test_each_is_answered_at_a_bounded_price(self):
        spent = []
        for name, query in bombs().items():
            text, parameters = query if isinstance(query, tuple) else (query, {})
            with self.subTest(name=name):
                target = "/api/v1/search?" + urllib.parse.urlencode({"q": text, **parameters})
                before = self.cpu_seconds()
                status, body = self.server.target(target)
                seconds = self.cpu_seconds() - before
                spent.append((seconds, name))
                self.assertEqual(status, 200, body[:500])
                self.assertIn("total", json.loads(body))
                self.assertLessEqual(seconds, MOST_CPU_SECONDS)
        self.assertGreaterEqual(len(spent), 120)
        for seconds, name in sorted(spent, reverse=True)[:5]:
            print(f"{seconds:.2f} s  {name}", file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
