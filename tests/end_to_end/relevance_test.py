"""How well real sites are searched, by judged queries; and what `evaluate` makes of hostile input.

`python3 relevance_test.py update` writes today's figures into relevance.json. Do so when ranking has become better, or
has become worse for a reason that the commit tells.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time
import unittest

import relevance
from programs import INDEXER, ROOT, Folder, SearchdLines, build

COMMITTED = pathlib.Path(__file__).with_name("relevance.json")
ALLOWED_LOSS = 0.01


@unittest.skipUnless(relevance.SCORER.is_file(), f"{relevance.SCORER} is not there")
class Relevance(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = Folder()
        cls.folder = folder.__enter__()
        cls.addClassCleanup(folder.__exit__)
        cls.index = relevance.build_judged_sites(cls.folder)
        cls.run_file = cls.folder / "run"
        cls.now = relevance.figures(cls.index, "--per-query", "--run", cls.run_file)
        cls.groups = {group["group"]: group for group in cls.now["groups"]}

    def test_is_not_worse_than_what_was_committed(self):
        before = json.loads(COMMITTED.read_text(encoding="utf-8"))["ndcg"]
        now = relevance.committed(self.now)["ndcg"]
        told = "\n".join(f"{name}: {before.get(name)} -> {now.get(name)}" for name in before | now)
        self.assertEqual(before.keys(), now.keys())
        self.assertGreaterEqual(now["all"], before["all"] - ALLOWED_LOSS, told)

    def test_reaches_what_was_asked_for(self):
        self.assertGreaterEqual(self.groups["all"]["ndcg"], 0.80)
        self.assertGreaterEqual(self.groups["type unaccented"]["ndcg"], 0.80)
        self.assertGreaterEqual(self.groups["type inflected"]["ndcg"], 0.55)
        self.assertGreaterEqual(self.groups["type known-item"]["mrr"], 0.95)
        self.assertEqual(self.now["page"], {"named": 3, "queries": 3})

    def test_figures_are_those_of_the_scorer(self):
        by_name = {g["group"]: (g["queries"], *(f"{g[figure]:.4f}" for figure in ("ndcg", "mrr", "recall")))
                   for g in self.now["groups"] + self.now["by_query"]}
        self.assertEqual(relevance.scored(self.run_file), (by_name, ["page: 3 of 3 queries"]))
        self.assertEqual(relevance.table(relevance.evaluate(self.index, "--per-query")), (by_name, ["page: 3 of 3 queries"]))

    def test_figures_are_those_of_the_scorer_at_other_depths(self):
        for depth in (1, 3, 30, 100):
            run = self.folder / f"run-{depth}"
            text = relevance.evaluate(self.index, "--per-query", "--depth", depth, "--run", run)
            self.assertEqual(relevance.scored(run, depth=depth), relevance.table(text), depth)

    def test_every_typo_is_corrected_and_said_so(self):
        queries = [line.split("\t") for line in relevance.QUERIES.read_text(encoding="utf-8").splitlines()]
        typos = [(language, text) for _, language, kind, text in queries if kind == "typo"]
        self.assertEqual(len(typos), 2)
        with SearchdLines(self.index) as searchd:
            for language, text in typos:
                query = searchd.json("/api/v1/search", {"q": text, "hl": language}.items())["query"]
                self.assertIs(query["corrected"], True, text)
                self.assertIn(text, query["notice"])


class Small(unittest.TestCase):
    """One small site, judged here."""

    @classmethod
    def setUpClass(cls):
        folder = Folder()
        cls.folder = folder.__enter__()
        cls.addClassCleanup(folder.__exit__)
        site = cls.folder / "site"
        for number, words in enumerate(("red apples", "green apples and pears", "blue plums")):
            text = f"---\ntitle: Text {number}\nlanguage: en\n---\n\n" + f"Some words about {words}. " * 10
            (site / f"text {number}.md").parent.mkdir(exist_ok=True)
            (site / f"text {number}.md").write_text(text, encoding="utf-8")
        build(cls.folder / "index", site)

    def setUp(self):
        self.queries = self.folder / "queries.tsv"
        self.qrels = self.folder / "qrels.tsv"
        self.queries.write_text("1\ten\ttopical\tapples\n2\ten\ttopical\tplums\n3\tde\ttypo\tnothingness\n", encoding="utf-8")
        self.qrels.write_text("1\t0\tsite/text 1.md\t3\n1\t0\tsite/text 0.md\t2\n2\t0\tsite/text 2.md\t1\n"
                              "3\t0\tsite/text 0.md\t1\n", encoding="utf-8")

    def ask(self, *arguments, searchd=None, index=None, timeout=120):
        environment = dict(os.environ)
        if searchd is not None:
            environment["VEILLE_SEARCHD"] = str(searchd)
        process = subprocess.run(
            [INDEXER, "evaluate", "--index", index or self.folder / "index", "--queries", self.queries, "--qrels", self.qrels,
             *map(str, arguments)], capture_output=True, text=True, timeout=timeout, check=False, env=environment)
        return process.returncode, process.stdout, process.stderr

    def assert_refused(self, *parts, **arguments):
        """Status 1, nothing on standard output, and one line that has all `parts`."""
        status, out, err = self.ask(**arguments)
        self.assertEqual((status, out), (1, ""), err)
        self.assertEqual(err.count("\n"), 1, err)
        for part in parts:
            self.assertIn(str(part), err)

    def script(self, body):
        path = self.folder / "fake-searchd"
        path.write_text("#!/bin/sh\n" + body, encoding="utf-8")
        path.chmod(0o755)
        return path


class Evaluate(Small):
    def test_prints_figures_and_writes_a_run(self):
        run = self.folder / "run"
        status, out, err = self.ask("--run", run, "--json")
        self.assertEqual((status, err), (0, ""))
        groups = {g["group"]: g for g in json.loads(out)["groups"]}
        self.assertEqual(list(groups), ["all", "language en", "language de", "type topical", "type typo"])
        self.assertEqual(groups["type topical"]["recall"], 1)
        self.assertEqual(groups["type typo"]["ndcg"], 0)
        lines = run.read_text(encoding="utf-8").splitlines()
        self.assertEqual({line.split("\t")[2] for line in lines if line.startswith("1\t")}, {"site/text 0.md", "site/text 1.md"})
        self.assertIn("2\tQ0\tsite/text 2.md\t1\t1\tveille", lines)

    def test_a_figure_below_the_least_is_status_1(self):
        self.assertEqual(self.ask("--least", "0.5")[0], 0)
        status, out, err = self.ask("--least", "0.99")
        self.assertEqual(status, 1)
        self.assertIn("all", out)
        self.assertRegex(err, r"^veille-indexer: nDCG@10 is 0\.6\d*, below 0\.99\n$")

    def test_queries_without_judgments_are_left_out_and_counted(self):
        self.qrels.write_text("2\t0\tsite/text 2.md\t1\n", encoding="utf-8")
        status, out, _ = self.ask()
        self.assertEqual(status, 0)
        self.assertRegex(out, r"(?m)^all +1 +1\.0000 +1\.0000 +1\.0000$")
        self.assertIn("2 queries without judgments were left out", out)

    @unittest.skipUnless(relevance.SCORER.is_file(), f"{relevance.SCORER} is not there")
    def test_random_judgments_give_the_figures_of_the_scorer(self):
        chance = random.Random(1)
        for _ in range(10):
            lines = [f"{query}\t0\tsite/text {text}.md\t{chance.randint(0, 3)}"
                     for query in (3, 1, 2) for text in chance.sample(range(5), chance.randint(1, 5))]
            self.qrels.write_text("\n".join(lines) + "\n", encoding="utf-8")
            depth = chance.randint(1, 3)
            status, out, err = self.ask("--per-query", "--depth", depth, "--run", self.folder / "run")
            self.assertEqual(status, 0, err)
            self.assertEqual(relevance.table(out)[0], relevance.scored(self.folder / "run", self.qrels, self.queries, depth)[0], lines)

    def test_wrong_options_are_refused(self):
        for arguments in (("--depth", 0), ("--depth", 101), ("--depth", "x"), ("--least", 2), ("--least", "-0.1")):
            self.assertEqual(self.ask(*arguments)[0], 1, arguments)


class HostileFiles(Small):
    def test_files_that_are_not_there_are_named(self):
        self.queries = self.folder / "missing.tsv"
        self.assert_refused("missing.tsv: cannot be read: No such file")
        self.queries = self.folder
        self.assert_refused(f"{self.folder}: cannot be read")

    def test_bytes_of_queries(self):
        good = self.queries.read_bytes()
        for bad, said in ((b"", "queries.tsv: there is no line in it"), (b"\0", "queries.tsv:1: "),
                          (good + b"4\ten\tx\ta\0b\n", "queries.tsv:4: the line holds the control character 0"),
                          (good + b"4\ten\tx\t" + b"a" * (1 << 20), "queries.tsv:4: the line is longer than 65536 bytes"),
                          (good + b"4\ten\tx\t\xff\n", "queries.tsv:4: the line is not UTF-8"),
                          (good + b"1\ten\tx\tb\n", "queries.tsv:4: there is a query \"1\" already"),
                          (good + b"4\ten\n", "queries.tsv:4: the line has 2 of 4 fields")):
            self.queries.write_bytes(bad)
            self.assert_refused(said)

    def test_bytes_of_judgments(self):
        good = self.qrels.read_bytes()
        for bad, said in ((b"", "qrels.tsv: there is no line in it"),
                          (good + b"9\t0\tsite/x\t1\n", "qrels.tsv:5: no query \"9\" in "),
                          (good + b"1\t0\tsite/text 1.md\t3\n", "qrels.tsv:5: site/text 1.md is judged already for 1"),
                          (good + b"1\t0\tsite/x\t4\n", "qrels.tsv:5: \"4\" is no grade (write 0, 1, 2 or 3)"),
                          (good + b"1\t0\tsite/x\t-1\n", "qrels.tsv:5: \"-1\" is no grade"),
                          (good + b"1\t0\tsite/" + b"a" * (1 << 20), "qrels.tsv:5: the line is longer"),
                          (good + b"1 0 site/x 3\n", "qrels.tsv:5: the line has 1 of 4 fields")):
            self.qrels.write_bytes(bad)
            self.assert_refused(said)

    def test_a_very_long_query_is_answered(self):
        self.queries.write_text("1\ten\tx\t" + "apples " * 9000 + "\n", encoding="utf-8")
        self.qrels.write_text("1\t0\tsite/text 1.md\t3\n", encoding="utf-8")
        self.assertEqual(self.ask()[0], 0)

    def test_a_run_that_cannot_be_written_is_named(self):
        status, _, err = self.ask("--run", self.folder / "no" / "run")
        self.assertEqual(status, 1)
        self.assertIn("no/run: cannot be written: No such file", err)


class HostileSearchd(Small):
    def test_an_index_that_is_not_there(self):
        self.assert_refused("queries.tsv:1: ", "no-index", index=self.folder / "no-index")

    def test_a_program_that_is_not_there_or_none(self):
        self.assert_refused("/nonexistent/searchd: the program that answers searches", "VEILLE_SEARCHD", searchd="/nonexistent/searchd")
        self.assert_refused("the program that answers searches", searchd=self.folder)
        plain = self.folder / "plain"
        plain.write_bytes(b"\0\1\2")
        self.assert_refused("the program that answers searches", searchd=plain)
        plain.chmod(0o755)
        self.assert_refused("cannot start", searchd=plain)

    def test_no_program_beside_the_indexer(self):
        alone = shutil.copy(INDEXER, self.folder / "veille-indexer")
        process = subprocess.run([alone, "evaluate", "--index", self.folder / "index", "--queries", self.queries, "--qrels", self.qrels],
                                 capture_output=True, text=True, timeout=60, check=False, env={})
        self.assertEqual((process.returncode, process.stdout), (1, ""))
        self.assertEqual(process.stderr, f"veille-indexer: {self.folder}/veille-searchd: the program that answers searches is not there or "
                                         "cannot be run (install veille-searchd in the folder of veille-indexer)\n")

    def test_one_that_is_killed_midway(self):
        answer = "printf '200 14\\n{\"results\":[]}'\n"
        self.assert_refused("queries.tsv:2: ", "ended with status 137", searchd=self.script(answer + "kill -9 $$\n"))

    def test_one_that_dies_with_a_message(self):
        self.assert_refused("queries.tsv:1: ", "ended with status 3: the disk is gone", searchd=self.script("echo the disk is gone >&2; exit 3\n"))

    def test_one_that_refuses_a_query(self):
        answer = "printf '400 20\\n{\"detail\":\"not so\"} '\n"
        self.assert_refused("queries.tsv:1: ", "answers 400: not so", searchd=self.script(answer))

    def test_one_that_never_stops_talking(self):
        for body in ("yes", "cat /dev/zero", "printf '200 999999999\\n'; yes", "yes >&2 & yes"):
            self.assert_refused("queries.tsv:1: ", searchd=self.script(body + "\n"))

    def test_leaves_no_process_behind(self):
        mark = self.folder / "pid"
        self.assert_refused("queries.tsv:1: ", searchd=self.script(f"sleep 600 &\necho $! > {mark}\nyes\n"))
        state = pathlib.Path("/proc", mark.read_text(encoding="utf-8").strip(), "stat")

        def is_gone():
            """It was killed with its group; whoever inherits it reaps it in his own time."""
            try:
                return state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z"
            except (FileNotFoundError, ProcessLookupError):
                return True

        end = time.monotonic() + 10
        while not is_gone() and time.monotonic() < end:
            time.sleep(0.01)
        self.assertTrue(is_gone())


def update():
    """Measures, and writes what later measurements are held against."""
    with Folder() as folder:
        now = relevance.committed(relevance.figures(relevance.build_judged_sites(folder)))
    COMMITTED.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
    print(f"{COMMITTED.relative_to(ROOT)}: {now['ndcg']['all']}")


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    else:
        unittest.main()
