"""What changes between builds: written into what is there, and found as if everything had been built anew."""
import json
import random
import re
import shutil
import unittest

from invented import post
from programs import Folder, Searchd, build, export, run_indexer

def answers(server):
    """Everything that a reader could see, but for when it was built."""
    out = []
    for query in ("hospital", "données ouvertes", "haus", "école design", '"open étranger"', "etranger", "only7", "", "budget -housing"):
        for parameters in ({}, {"sort": "newest"}, {"sort": "title", "language": "fr"}, {"collapse": "none", "country": "CA"}):
            answer = server.search(query, per_page=50, **parameters)
            answer["snapshot"].pop("built_at")
            out.append(answer)
    return out


class Changes(unittest.TestCase):
    def compare_with_anew(self, folder, site, rounds, rng):
        changed = folder / "changed"
        for number in range(rounds):
            self.alter(site, number, rng)
            summary = build(changed, "--part-publications", 20, "--max-loss", 100, site)
            self.assertTrue(summary["changed"])
            anew = folder / f"anew{number}"
            self.assertEqual(build(anew, "--part-publications", 20, site)["snapshot"], summary["snapshot"])
            self.assertEqual(sorted(map(json.dumps, export(changed))), sorted(map(json.dumps, export(anew))))
            self.assertEqual(run_indexer("check", "--index", changed).returncode, 0)
            with Searchd(changed) as one, Searchd(anew) as two:
                for mine, theirs in zip(answers(one), answers(two)):
                    self.assertEqual(mine, theirs)

    def alter(self, site, number, rng):
        files = sorted(site.glob("*.md"))
        rng.choice(files).write_text(post(rng, 1000 + number), encoding="utf-8")
        rng.choice(files).write_text(post(rng, 2000 + number, f"pair{number // 2}"), encoding="utf-8")
        (site / f"new{number}.md").write_text(post(rng, 3000 + number, f"pair{number // 3}"), encoding="utf-8")
        victim = rng.choice(files)
        if victim.exists():
            victim.unlink()

    def test_many_changes_are_found_as_if_all_were_built_anew(self):
        rng = random.Random(7)
        with Folder() as folder:
            site = folder / "site"
            site.mkdir()
            for number in range(300):
                (site / f"{number}.md").write_text(post(rng, number, f"pair{number // 4}" if number % 4 < 2 else None), encoding="utf-8")
            build(folder / "changed", "--part-publications", 20, site)
            self.compare_with_anew(folder, site, 6, rng)

    def test_unchanged_parts_share_their_files(self):
        rng = random.Random(3)
        with Folder() as folder:
            site = folder / "site"
            site.mkdir()
            for number in range(200):
                (site / f"{number}.md").write_text(post(rng, number), encoding="utf-8")
            build(folder / "index", "--part-publications", 20, site)
            (site / "7.md").write_text(post(rng, 7777), encoding="utf-8")
            build(folder / "index", "--part-publications", 20, site)
            links = [file.stat().st_nlink for file in (folder / "index" / "current" / "parts").glob("*/texts")]
            self.assertEqual(sorted(links), [1] + [2] * (len(links) - 1))


class Losses(unittest.TestCase):
    def test_a_build_that_loses_too_much_publishes_nothing(self):
        with Folder() as folder:
            site = folder / "site"
            site.mkdir()
            for number in range(20):
                (site / f"{number}.md").write_text(f"# Title {number}\n\ntext\n", encoding="utf-8")
            first = build(folder / "index", site)
            for number in range(5):
                (site / f"{number}.md").unlink()
            process = run_indexer("build", "--index", folder / "index", site)
            self.assertEqual(process.returncode, 1)
            self.assertIn("5 of 20 publications would be lost", process.stderr)
            self.assertIn("--max-loss", process.stderr)
            self.assertEqual(len(export(folder / "index")), 20)
            status = json.loads(run_indexer("status", "--json", "--index", folder / "index").stdout)
            self.assertEqual(status["id"], first["snapshot"])
            self.assertEqual(build(folder / "index", "--max-loss", 25, site)["publications"], 15)

    def test_a_source_that_is_no_longer_named_is_no_loss(self):
        with Folder() as folder:
            for name in ("one", "two"):
                (folder / name).mkdir()
                for number in range(10):
                    (folder / name / f"{number}.md").write_text(f"# {name} {number}\n", encoding="utf-8")
            build(folder / "index", folder / "one", folder / "two")
            self.assertEqual(build(folder / "index", folder / "one")["publications"], 10)


class RollingBack(unittest.TestCase):
    def test_goes_back_and_stays_there_until_the_sites_change(self):
        with Folder() as folder:
            site = folder / "site"
            site.mkdir()
            (site / "a.md").write_text("# One\n", encoding="utf-8")
            first = build(folder / "index", site)["snapshot"]
            self.assertEqual(run_indexer("rollback", "--index", folder / "index").returncode, 1)
            (site / "a.md").write_text("# Two\n", encoding="utf-8")
            second = build(folder / "index", site)["snapshot"]
            back = run_indexer("rollback", "--index", folder / "index")
            self.assertEqual(back.returncode, 0)
            self.assertIn(first, back.stdout)
            self.assertEqual([p["title"] for p in export(folder / "index")], ["One"])
            refused = run_indexer("build", "--index", folder / "index", site)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("rolled back", refused.stderr)
            self.assertEqual(build(folder / "index", "--anew", site)["snapshot"], second)

    def test_what_was_turned_away_twice_stays_away(self):
        with Folder() as folder:
            site = folder / "site"
            site.mkdir()
            for title in ("One", "Two", "Three"):
                (site / "a.md").write_text(f"# {title}\n", encoding="utf-8")
                build(folder / "index", site)
            for _ in range(2):
                run_indexer("rollback", "--index", folder / "index")
            self.assertEqual(run_indexer("build", "--index", folder / "index", site).returncode, 1)
            self.assertEqual([p["title"] for p in export(folder / "index")], ["One"])
            (site / "a.md").write_text("# Four\n", encoding="utf-8")
            build(folder / "index", site)
            (site / "a.md").write_text("# Three\n", encoding="utf-8")
            self.assertTrue(build(folder / "index", site)["changed"])

    def test_keeps_as_many_snapshots_as_it_is_told(self):
        with Folder() as folder:
            site = folder / "site"
            site.mkdir()
            for number in range(6):
                (site / "a.md").write_text(f"# Title {number}\n", encoding="utf-8")
                build(folder / "index", "--keep", 2, site)
            self.assertEqual(len(list((folder / "index" / "snapshots").iterdir())), 2)


class Forgetting(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.root = self.folder.__enter__()
        self.addCleanup(self.folder.__exit__)
        site = self.root / "site"
        site.mkdir()
        for name in ("one", "two", "three"):
            (site / f"{name}.md").write_text(f"# Title {name}\n\nThe text of {name}, [all](doc.pdf).\n", encoding="utf-8")
        (self.root / "veille.yaml").write_text("sources:\n  - id: s\n    folder: site\n    url: https://s.example\n", encoding="utf-8")
        self.index = self.root / "index"
        self.build()

    def build(self):
        return build(self.index, "--config", self.root / "veille.yaml")

    def titles(self):
        return sorted(p["title"] for p in export(self.index))

    def test_takes_down_by_id_and_by_address_and_keeps_out(self):
        known = {p["path"]: p for p in export(self.index)}
        process = run_indexer("forget", "--index", self.index, "--config", self.root / "veille.yaml", known["one.md"]["id"], "https://s.example/two/")
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertIn("Title one", process.stdout)
        self.assertEqual(self.titles(), ["Title three"])
        self.assertEqual(len(list((self.index / "snapshots").iterdir())), 1)
        self.assertIn(known["one.md"]["id"], (self.root / "veille-forgotten.txt").read_text(encoding="utf-8"))
        self.assertFalse(self.build()["changed"])
        self.assertEqual(self.titles(), ["Title three"])
        self.assertEqual(run_indexer("check", "--index", self.index).returncode, 0)
        for file in (self.index / "cache").rglob("*"):
            if file.is_file():
                self.assertFalse(b"The text of one" in file.read_bytes(), file)

    def test_may_be_said_again_after_an_interruption(self):
        known = {p["path"]: p for p in export(self.index)}
        older = [path.name for path in (self.index / "snapshots").iterdir()]
        shutil.copytree(self.index / "snapshots" / older[0], self.root / "older")
        for name in (known["one.md"]["id"], known["one.md"]["url"]):
            self.assertEqual(run_indexer("forget", "--index", self.index, name).returncode, 0)
            # As if the first had ended before it removed what it replaced.
            shutil.copytree(self.root / "older", self.index / "snapshots" / older[0], dirs_exist_ok=True)
        process = run_indexer("forget", "--index", self.index, known["one.md"]["id"])
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertEqual(len(list((self.index / "snapshots").iterdir())), 1)
        self.assertEqual(len(self.titles()), 2)

    def test_leaves_no_text_on_disk(self):
        known = {p["path"]: p for p in export(self.index)}
        run_indexer("forget", "--index", self.index, known["one.md"]["id"])
        for file in self.index.rglob("*"):
            if file.is_file() and not file.is_symlink():
                self.assertFalse(b"The text of one" in file.read_bytes(), file)

    def test_takes_down_many_of_many(self):
        rng = random.Random(2)
        for number in range(1000):
            (self.root / "site" / f"{number}.md").write_text(post(rng, number), encoding="utf-8")
        self.build()
        ids = [p["id"] for p in export(self.index) if p["path"][0] in "0123456789"][:150]
        process = run_indexer("forget", "--index", self.index, *ids)
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertEqual(len(self.titles()), 1003 - 150)
        self.assertEqual(run_indexer("check", "--index", self.index).returncode, 0)
        self.assertFalse(self.build()["changed"])

    def test_neither_a_copy_nor_a_move_brings_it_back(self):
        text = "---\ntitle: The same\n---\n" + "Words that stand in two places of one site and were taken down in both. " * 5
        for name in ("copy.md", "original.md"):
            (self.root / "site" / name).write_text(text, encoding="utf-8")
        self.build()
        joined = [p for p in export(self.index) if p["title"] == "The same"]
        self.assertEqual(len(joined), 1)
        run_indexer("forget", "--index", self.index, joined[0]["id"])
        self.build()
        self.assertNotIn("The same", self.titles())
        (self.root / "site" / "copy.md").unlink()
        (self.root / "site" / "original.md").rename(self.root / "site" / "moved.md")
        self.build()
        self.assertNotIn("The same", self.titles())

    def two_sites(self, evil, good):
        """Texts of a site that wishes another one ill, and of that one; the paths and ids of all of them."""
        for site, texts in (("evil", evil), ("good", good)):
            (self.root / site).mkdir()
            for name, text in texts.items():
                (self.root / site / name).write_text(text, encoding="utf-8")
        (self.root / "veille.yaml").write_text("".join(["sources:\n", *(f"  - id: {site}\n    folder: {site}\n    url: https://{site}.example\n"
                                                                        for site in ("evil", "good"))]), encoding="utf-8")
        build(self.index, "--max-loss", "100", "--config", self.root / "veille.yaml")
        return {f"{p['source']}/{p['path']}": p["id"] for p in export(self.index)}

    def left_after_forgetting(self, *names):
        """The paths that the snapshot holds, the same as after the next build."""
        process = run_indexer("forget", "--index", self.index, "--config", self.root / "veille.yaml", *names)
        self.assertEqual(process.returncode, 0, process.stderr)
        at_once = {f"{p['source']}/{p['path']}" for p in export(self.index)}
        self.build()
        self.assertEqual({f"{p['source']}/{p['path']}" for p in export(self.index)}, at_once)
        return at_once

    def test_takes_down_no_other_site_by_an_alias(self):
        aliases = ["https://good.example/victim/", "https://q.example/\nhttps://good.example/second/"]
        ids = self.two_sites({"x.md": f"---\ntitle: X\naliases: {json.dumps(aliases)}\n---\ntext\n", "rest.md": "# Rest\n"},
                             {"victim.md": "# Victim\n", "second.md": "# Second\n"})
        self.assertEqual(self.left_after_forgetting(ids["evil/x.md"]), {"evil/rest.md", "good/victim.md", "good/second.md"})

    def test_takes_down_no_decoy_instead(self):
        decoy = "---\ntitle: Decoy\naliases: [https://good.example/victim/]\n---\ntext\n"
        self.two_sites({f"{number}.md": decoy for number in range(8)}, {"victim.md": "# Victim\n"})
        self.assertEqual(self.left_after_forgetting("https://good.example/victim/"), {f"evil/{number}.md" for number in range(8)})

    def test_takes_down_no_other_site_by_a_copy_or_an_address_of_it(self):
        words = "Words that a site has written and that another one has taken from it without asking anybody. " * 5
        ids = self.two_sites({"copy.md": f"# Copied\n\n{words}\n", "about.md": "# About evil\n"}, {"own.md": f"# Copied\n\n{words}\n", "about.md": "# About good\n"})
        config = self.root / "veille.yaml"
        config.write_text(re.sub(r"    url: .*\n", "", config.read_text(encoding="utf-8")), encoding="utf-8")
        self.build()
        self.assertEqual(self.left_after_forgetting(ids["evil/copy.md"], ids["evil/about.md"]), {"good/own.md", "good/about.md"})
        (self.root / "evil" / "copy.md").rename(self.root / "evil" / "moved.md")
        self.build()
        self.assertEqual({p["source"] for p in export(self.index)}, {"good"})

    def test_does_nothing_when_one_name_is_unknown(self):
        process = run_indexer("forget", "--index", self.index, "https://s.example/one/", "https://s.example/none/")
        self.assertEqual(process.returncode, 1)
        self.assertIn("https://s.example/none/", process.stderr)
        self.assertEqual(len(self.titles()), 3)


if __name__ == "__main__":
    unittest.main()
