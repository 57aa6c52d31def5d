"""The indexer as its users meet it: exit codes, messages, hard cases, snapshots."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import unittest

from programs import INDEXER, ROOT, Folder, build, export, run_indexer

HARD = ROOT / "corpus" / "hard_cases"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class CommandLine(unittest.TestCase):
    def test_mistakes_exit_1_and_say_what_is_wrong(self):
        with Folder() as folder:
            cases = [
                ([], "subcommand"),
                (["build"], "--index"),
                (["build", "--index", folder / "i"], "no site is named"),
                (["build", "--index", folder / "i", folder / "nowhere"], "nowhere"),
                (["build", "--index", folder / "i", "--config", folder / "none.yaml"], "none.yaml"),
                (["status", "--index", folder / "none"], "there is no index here"),
                (["export", "--index", folder / "none"], "there is no index here"),
                (["build", "--index", "/proc/none", folder], "/proc/none"),
            ]
            for arguments, says in cases:
                process = run_indexer(*arguments)
                self.assertEqual(process.returncode, 1, arguments)
                self.assertIn(says, process.stderr + process.stdout, arguments)

    def test_help_exits_0(self):
        for arguments in (["--help"], ["--version"], ["build", "--help"]):
            self.assertEqual(run_indexer(*arguments).returncode, 0)

    def test_a_closed_pipe_ends_the_export_with_an_error(self):
        with Folder() as folder:
            for number in range(400):
                write(folder / "site" / f"{number}.md", f"# Title {number}\n\n" + "words " * 200)
            build(folder / "index", folder / "site")
            process = subprocess.Popen([INDEXER, "export", "--index", folder / "index"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual(process.wait(timeout=30), 1)
            self.assertIn("export", process.stderr.read())
            process.stderr.close()


class LongWords(unittest.TestCase):
    def test_no_word_is_too_long_for_the_index(self):
        with Folder() as folder:
            site = folder / "-".join(["long"] * 50)
            for number, text in enumerate((".".join("ab" * 200), "\ufdfa" * 60, "x" * 5000, "\u00df" * 3000, "\u0130" * 500)):
                write(site / f"{number}.md", f"---\ntitle: {text[:300]}\ntags: ['{text[:300]}']\nauthor: '{text[:300]}'\n---\n{text}\n")
            self.assertEqual(build(folder / "index", site)["publications"], 5)


class Snapshots(unittest.TestCase):
    def test_nothing_changed_makes_no_snapshot_but_is_recorded(self):
        with Folder() as folder:
            write(folder / "site" / "a.md", "# A\n\ntext\n")
            first = build(folder / "index", folder / "site")
            self.assertTrue(first["changed"])
            second = build(folder / "index", folder / "site")
            self.assertFalse(second["changed"])
            self.assertEqual(second["snapshot"], first["snapshot"])
            self.assertEqual(len(list((folder / "index" / "snapshots").iterdir())), 1)
            status = json.loads(run_indexer("status", "--json", "--index", folder / "index").stdout)
            self.assertGreaterEqual(status["checked_at"], status["built_at"])

    def test_the_same_content_gives_the_same_id_in_another_index(self):
        with Folder() as folder:
            write(folder / "site" / "a.md", "# A\n\ntext\n")
            write(folder / "site" / "b.md", "# B\n\ntext\n")
            one = build(folder / "one", "--threads", 1, folder / "site")
            two = build(folder / "two", "--threads", 2, folder / "site")
            self.assertEqual(one["snapshot"], two["snapshot"])

    def test_a_second_build_says_who_holds_the_index(self):
        with Folder() as folder:
            write(folder / "site" / "a.md", "# A\n")
            build(folder / "index", folder / "site")
            with subprocess.Popen(["flock", folder / "index" / "lock", "sleep", "60"], start_new_session=True) as holder:
                try:
                    for _ in range(100):
                        process = run_indexer("build", "--index", folder / "index", folder / "site")
                        if process.returncode == 1:
                            break
                    self.assertEqual(process.returncode, 1)
                    self.assertIn("is being built by process", process.stderr)
                finally:
                    os.killpg(holder.pid, signal.SIGKILL)

    def test_a_removed_file_goes_and_the_rest_stays(self):
        with Folder() as folder:
            write(folder / "site" / "a.md", "# A\n")
            write(folder / "site" / "b.md", "# B\n")
            build(folder / "index", folder / "site")
            (folder / "site" / "a.md").unlink()
            build(folder / "index", "--max-loss", 50, folder / "site")
            self.assertEqual([p["path"] for p in export(folder / "index")], ["b.md"])


class HardCases(unittest.TestCase):
    """The named folders of corpus/hard_cases, all in one index; corpus/README.md says what each holds."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Folder()
        cls.index = cls.folder.__enter__()
        cls.summary = build(cls.index, "--config", HARD / "veille.yaml")
        cls.publications = export(cls.index)

    @classmethod
    def tearDownClass(cls):
        cls.folder.__exit__()

    def of(self, source):
        return {p["path"]: p for p in self.publications if p["source"] == source}

    def problems(self, source):
        return [p for p in self.summary["problems"] if p["where"].startswith(source + "/")]

    def test_every_problem_says_where_what_and_how_to_mend_it(self):
        self.assertGreater(len(self.summary["problems"]), 10)
        for problem in self.summary["problems"]:
            self.assertTrue(problem["code"] and problem["what"] and problem["where"] and problem["mend"], problem)

    def test_no_text_is_lost_to_broken_front_matter(self):
        files = {p.name for p in (HARD / "front_matter_broken").glob("*.md")}
        self.assertEqual(set(self.of("front-matter-broken")), files)
        for publication in self.of("front-matter-broken").values():
            self.assertGreater(publication["words"], 5, publication["path"])
            self.assertNotIn(publication["title"], ("", publication["path"][:-3].replace("_", " ")))
        # The other two are read as they are meant, though a strict reader would refuse them.
        reported = {p["where"].split("/")[-1] for p in self.problems("front-matter-broken")}
        self.assertEqual(reported, files - {"tab_after_scalar.md", "bad_escape.md"})

    def test_hostile_front_matter_costs_its_own_file_at_most(self):
        self.assertEqual(set(self.of("front-matter-hostile")), {p.name for p in (HARD / "front_matter_hostile").glob("*.md")})
        self.assertGreaterEqual(len(self.problems("front-matter-hostile")), 4)

    def test_byte_order_marks_and_line_ends_do_not_matter(self):
        found = self.of("bom-and-line-ends")
        self.assertEqual(len(found), 5)
        for publication in found.values():
            self.assertEqual(publication["tags"], ["bytes"], publication["path"])
        self.assertEqual(self.problems("bom-and-line-ends"), [])

    def test_dates(self):
        found = {path: p["date"] for path, p in self.of("dates").items()}
        self.assertEqual(found["19-04-12-two-digit-year.md"], "2019-04-12")
        self.assertEqual(found["2019-07-10-with-offset.md"], "2019-07-10")
        self.assertEqual(found["no_date.md"], "")
        late = next(p for p in found if "late" in p)
        self.assertTrue((HARD / "dates" / late).read_text().split("date:")[1].strip().startswith(found[late]))
        self.assertIn("date_unreadable", {p["code"] for p in self.problems("dates")})

    def test_a_group_with_two_members_in_one_language_is_refused(self):
        found = self.of("translations")
        trio = [found[name] for name in ("fr-un.md", "fr-deux.md", "en.md")]
        self.assertEqual(len({p["work"] for p in trio}), 3)
        self.assertEqual([p["code"] for p in self.problems("translations")], ["translations_ambiguous"])

    def test_confident_detection_beats_a_default_and_not_a_declaration(self):
        for publication in self.of("language-by-text").values():
            text = (HARD / "language_by_text" / publication["path"]).read_text()
            if "lang: fr" in text:
                self.assertEqual(publication["language"], "fr", publication["path"])
        self.assertIn("en", {p["language"] for p in self.of("language-by-text").values()})

    def test_links_lead_to_reports_however_they_are_written(self):
        found = self.of("links")
        reports = {p["path"]: p for p in found.values() if p["kind"] == "report"}
        self.assertEqual(set(reports), {"docs/annex.pdf", "docs/règlement.pdf"})
        post = found["posts/links.md"]
        for report in reports.values():
            self.assertEqual(report["linked_from"], [post["id"]])
            self.assertEqual(report["work"], post["work"])
        missing = [p for p in self.problems("links") if p["code"] == "report_missing"]
        self.assertTrue(missing)
        self.assertTrue(all("not_followed.md" in p["where"] for p in missing), missing)

    def test_the_same_report_under_two_paths_is_one_publication(self):
        reports = [p for p in self.of("same-report-twice").values() if p["kind"] == "report"]
        self.assertEqual(len(reports), 1)
        self.assertEqual(len(reports[0]["other_urls"]), 1)
        self.assertEqual(len(reports[0]["linked_from"]), 2)
        self.assertEqual(reports[0]["work"], reports[0]["id"])

    def test_each_broken_pdf_is_reported_for_what_it_is(self):
        codes = {pathlib.Path(p["where"]).name: p["code"] for p in self.problems("pdf-broken")}
        self.assertEqual(set(codes), {p.name for p in (HARD / "pdf_broken" / "docs").glob("*.pdf")})
        self.assertEqual(codes["encrypted.pdf"], "document_encrypted")
        self.assertEqual(codes["html.pdf"], "document_mislabelled")
        self.assertEqual(codes["blank.pdf"], "document_no_text")
        self.assertGreaterEqual(self.summary["skipped"], 6)

    def test_drafts_stay_out(self):
        self.assertEqual([p["path"] for p in self.of("drafts").values() if p["kind"] == "post"], ["_posts/2019-01-01-visible.md"])

    def test_spellings_of_one_tag_are_one_tag(self):
        tagged = [p for p in self.of("tags-messy").values() if any(t.lower() in ("état", "etat") for t in p["tags"])]
        self.assertEqual(len(tagged), 3)

    def test_hostile_titles_are_kept_as_text(self):
        self.assertTrue(any("<script>" in p["title"] for p in self.of("titles-hostile").values()))


@unittest.skipIf(os.geteuid() == 0 and not shutil.which("setpriv"), "root reads every file")
class Permissions(unittest.TestCase):
    def test_an_unreadable_file_is_skipped_and_named(self):
        with Folder() as folder:
            write(folder / "site" / "a.md", "# A\n")
            write(folder / "site" / "secret.md", "# S\n")
            (folder / "site" / "secret.md").chmod(0)
            write(folder / "site" / "closed" / "b.md", "# B\n")
            (folder / "site" / "closed").chmod(0)
            folder.chmod(0o777)
            command = [INDEXER, "build", "--index", folder / "index", folder / "site"]
            if os.geteuid() == 0:
                command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
            process = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(process.returncode, 2, process.stderr)
            for path in ("site/secret.md", "site/closed"):
                self.assertIn(f"{path}: Permission denied", process.stdout)
            # Folder's end could not remove it otherwise.
            (folder / "site" / "closed").chmod(0o755)


if __name__ == "__main__":
    unittest.main()
