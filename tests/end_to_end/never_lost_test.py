"""Whatever happens to a build: the last snapshot stays whole, and the next build finishes the work."""
import random
import re
import resource
import sqlite3
import subprocess
import unittest

from invented import post
from programs import INDEXER, Folder, build, export, run_indexer


def make_site(site, count, rng):
    site.mkdir()
    for number in range(count):
        (site / f"{number}.md").write_text(post(rng, number), encoding="utf-8")


class NeverLost(unittest.TestCase):
    def setUp(self):
        self.rng = random.Random(5)
        folder = Folder()
        self.root = folder.__enter__()
        self.addCleanup(folder.__exit__)
        self.site, self.index = self.root / "site", self.root / "index"
        make_site(self.site, 120, self.rng)
        self.arguments = ["--part-publications", 20, self.site]
        self.first = build(self.index, *self.arguments)["snapshot"]

    def change(self, number):
        (self.site / f"{number}.md").write_text(post(self.rng, 500 + number), encoding="utf-8")

    def assert_whole(self):
        check = run_indexer("check", "--index", self.index)
        self.assertEqual(check.returncode, 0, check.stderr)
        self.assertTrue(re.match(r"snapshot [0-9a-f]{16}: 120 publications", check.stdout), check.stdout)

    def assert_next_build_finishes(self):
        last = build(self.index, *self.arguments)
        self.assertEqual(build(self.root / "anew", self.site)["snapshot"], last["snapshot"])
        self.assertFalse([p for p in (self.index / "snapshots").iterdir() if p.name.startswith(".")])
        self.assert_whole()

    def test_killed_at_any_moment(self):
        for kill in range(25):
            self.change(kill)
            arguments = ["build", "--index", self.index, *self.arguments] + (["--anew"] if kill % 5 == 4 else [])
            with subprocess.Popen([INDEXER, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                try:
                    process.wait(timeout=self.rng.random() * 0.25)
                except subprocess.TimeoutExpired:
                    process.kill()
            self.assert_whole()
        self.assert_next_build_finishes()

    def test_no_room_at_any_size(self):
        failed = 0
        for number, kilobytes in enumerate([1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256]):
            self.change(number)

            def limit(size=kilobytes * 1024):
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

            arguments = ["build", "--index", self.index, *self.arguments] + (["--anew"] if number % 2 else [])
            process = subprocess.run([INDEXER, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False, preexec_fn=limit)
            if process.returncode != 0:
                failed += 1
                self.assertEqual(process.returncode, 1, process.stderr)
                self.assertIn(str(self.index), process.stderr)
            self.assert_whole()
        self.assertGreater(failed, 3)
        self.assert_next_build_finishes()

    def test_a_damaged_cache_is_only_a_cache(self):
        cache = self.index / "cache" / "readings.sqlite"
        whole = cache.read_bytes()
        for number, damage in enumerate((b"", b"no database at all" * 1000, whole[:len(whole) // 2], None, None, None)):
            if damage is None:
                damage = bytearray(whole)
                for _ in range(200):
                    damage[self.rng.randrange(100, len(damage))] ^= 0xFF
            cache.write_bytes(bytes(damage))
            for path in (self.index / "cache").glob("readings.sqlite-*"):
                path.unlink()
            self.change(number)
            build(self.index, *self.arguments)
            self.assert_whole()
        self.assert_next_build_finishes()

    def test_a_text_that_is_damaged_in_the_cache_is_read_again(self):
        database = sqlite3.connect(self.index / "cache" / "readings.sqlite")
        database.execute("UPDATE texts SET sections = zeroblob(20)")
        database.commit()
        database.close()
        self.change(3)
        build(self.index, *self.arguments)
        self.assert_whole()
        self.assert_next_build_finishes()

    def test_killed_while_a_snapshot_takes_the_place_of_itself(self):
        for when in range(1, 9):
            trace = ["strace", "-f", "-o", "/dev/null", "-e", f"inject=rename,renameat2:signal=KILL:when={when}"]
            subprocess.run([*trace, str(INDEXER), "build", "--anew", "--index", str(self.index), *map(str, self.arguments)], capture_output=True, timeout=60, check=False)
            self.assert_whole()
        self.assert_next_build_finishes()

    def test_a_damaged_snapshot_is_written_anew(self):
        part = self.index / "current" / "parts" / "00"
        for file in (part / "texts", part / "xapian" / "postlist.glass", self.index / "current" / "identities"):
            file.write_bytes(file.read_bytes()[:-7])
            self.assertEqual(run_indexer("check", "--index", self.index).returncode, 1)
            self.assertTrue(build(self.index, *self.arguments)["changed"])
            self.assert_whole()
        manifest = self.index / "current" / "manifest.json"
        manifest.write_text("{", encoding="utf-8")
        build(self.index, *self.arguments)
        self.assert_whole()

    def test_a_bit_that_flipped_is_found_by_check_and_mended_by_anew(self):
        file = self.index / "current" / "parts" / "00" / "xapian" / "position.glass"
        damaged = bytearray(file.read_bytes())
        damaged[len(damaged) // 2] ^= 4
        file.write_bytes(bytes(damaged))
        check = run_indexer("check", "--index", self.index)
        self.assertEqual(check.returncode, 1)
        self.assertIn("position.glass", check.stderr)
        self.assertIn("--anew", check.stderr + check.stdout)
        build(self.index, "--anew", *self.arguments)
        self.assert_whole()

    def test_a_site_that_has_vanished_fails_and_changes_nothing(self):
        self.site.rename(self.root / "elsewhere")
        process = run_indexer("build", "--index", self.index, *self.arguments)
        self.assertEqual(process.returncode, 1)
        self.assertIn(str(self.site), process.stderr)
        self.assert_whole()
        self.site.mkdir()
        process = run_indexer("build", "--index", self.index, *self.arguments)
        self.assertEqual(process.returncode, 1)
        self.assertIn("120 of 120 publications would be lost", process.stderr)
        self.assertEqual(len(export(self.index)), 120)


if __name__ == "__main__":
    unittest.main()
