"""The manual pages say what the programs understand: no option, command or key more or less."""
import re
import subprocess
import unittest

from programs import INDEXER, ROOT, SEARCHD, Folder, run_indexer

MANUALS = ROOT / "docs" / "man"
COLUMN = 30  # where the descriptions in --help begin


def help_entries(program, *command):
    """Name -> what --help says of each option (--name), argument (NAME) and command (name)."""
    done = subprocess.run([program, *command, "--help"], capture_output=True, text=True, timeout=20, check=True)
    lines = done.stdout.split("\n") + [""]
    out = {}
    for line, following in zip(lines, lines[1:]):
        if not re.match(r"  \S", line):
            continue
        alone = following.startswith(" " * COLUMN)  # a long name has its description below it
        head = line[2:] if alone else line[2:COLUMN]
        text = following.strip() if alone else line[COLUMN:]
        found = re.fullmatch(r"(?:-\w,)?(--[\w-]+|\w+)(?: (\S+?)(:[^=]*)?)?(?:=(\S+))?( \.\.\.)?( REQUIRED)?\s*", head)
        assert found and text, line
        name, value, _, default, many, required = found.groups()
        said = re.search(r"\(default: (.+)\)", text)
        out[name] = {"value": value if name.startswith("-") else None, "default": default or (said and said[1]),
                     "many": bool(many), "required": bool(required)}
    return out


def manual_entries(page, *sections):
    """The same of a manual page's sections, by its `.It` lines."""
    out = {}
    for section in re.split(r"^\.Sh ", (MANUALS / page).read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, _, body = section.partition("\n")
        if title not in sections:
            continue
        for item in re.split(r"^\.It ", body, flags=re.M)[1:]:
            head, _, text = item.partition("\n")
            text = text.replace("\n", " ")
            found = re.fullmatch(r"(?:Fl \w , )?(?:Fl (-[\w-]+)|Ar (\w+)|Cm (\w+))(?: Ar (\w+))?( \.\.\.)?", head)
            assert found, head
            option, argument, command, value, many = found.groups()
            name = "-" + option if option else argument.upper() if argument else command
            assert name not in out, (page, name)
            default = re.search(r"The default is (.+?)\.(?: |$)", text)
            out[name] = {"value": value and value.upper(), "default": default and default[1], "many": bool(many),
                         "required": " Required. " in f" {text} "}
    return out


def manual_keys(section):
    """The keys of veille.yaml(5) below a heading of one kind or the other."""
    text = (MANUALS / "veille.yaml.5").read_text(encoding="utf-8")
    body = re.split(r"^\.S[hs] ", text.split(f" {section}\n", 1)[1], flags=re.M)[0]
    return set(re.findall(r"^\.It Cm (\w+)$", body, re.M))


class Programs(unittest.TestCase):
    maxDiff = None

    def check(self, told, written):
        """`told` by --help and `written` in the page are the same, but for --help, which stands once."""
        self.assertGreater(len(told), 1)
        self.assertEqual({**told, "--help": None}, {**written, "--help": None})

    def test_each_command_of_the_indexer_is_described(self):
        top = help_entries(INDEXER)
        commands = [name for name in top if not name.startswith("-")]
        self.assertEqual(len(commands), 7)
        options = {name: entry for name, entry in top.items() if name.startswith("-")}
        self.check(options, manual_entries("veille-indexer.1", "GENERAL OPTIONS"))
        for command in commands:
            with self.subTest(command):
                written = manual_entries("veille-indexer.1", command.upper())
                self.assertIn(command, written)
                del written[command]
                self.check(help_entries(INDEXER, command), written)

    def test_each_option_of_the_server_is_described(self):
        self.check(help_entries(SEARCHD), manual_entries("veille-searchd.1", "OPTIONS"))

    def test_the_report_is_described(self):
        told = subprocess.run([SEARCHD, "--help"], capture_output=True, text=True, timeout=20, check=True).stdout
        self.assertEqual(re.findall(r"^veille-searchd (\w+) ", told, re.M), ["report"])
        written = manual_entries("veille-searchd.1", "REPORT")
        del written["report"]
        self.check(help_entries(SEARCHD, "report"), written)

    def test_the_help_gives_a_value_its_own_name(self):
        for program, commands in ((INDEXER, ("build", "export", "status", "check", "rollback", "forget", "evaluate")), (SEARCHD, ("", "report"))):
            for command in commands:
                for name, entry in help_entries(program, *command.split()).items():
                    self.assertNotIn(entry["value"], ("TEXT", "UINT", "INT", "FLOAT"), (command, name))


class Keys(unittest.TestCase):
    def told(self, text):
        """The keys that the program names when one is none of them."""
        with Folder() as folder:
            (folder / "site").mkdir()
            (folder / "veille.yaml").write_text(text, encoding="utf-8")
            done = run_indexer("build", "--index", folder / "index", "--config", folder / "veille.yaml")
        self.assertEqual(done.returncode, 1)
        found = re.search(r"the keys are ([\w, ]+)", done.stderr)
        self.assertIsNotNone(found, done.stderr)
        return set(found[1].split(", "))

    def check(self, told, section, least):
        self.assertGreaterEqual(len(told), least)
        self.assertEqual(told, manual_keys(section))
        readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## Index your own site")[1].split("\n## ")[0]
        self.assertEqual({key for key in told if not re.search(rf"`{key}`|\b{key}:", readme, re.M)}, set())

    def test_each_key_is_described(self):
        self.check(self.told("qqqqqqqqqqqq: 1\n"), "KEYS", 3)

    def test_each_key_of_a_source_is_described(self):
        self.check(self.told("sources:\n  - folder: site\n    qqqqqqqqqqqqqqqqqqqqqqqq: 1\n"), "Keys of a source", 15)

    def test_each_key_of_fetching_is_described(self):
        self.check(self.told("fetch:\n  qqqqqqqqqqqqqq: 1\nsources:\n  - folder: site\n"), "Keys of fetch", 2)

    def test_synonyms_are_described(self):
        with Folder() as folder:
            (folder / "site").mkdir()
            (folder / "veille.yaml").write_text("sources:\n  - folder: site\n")
            (folder / "synonyms.yaml").write_text("all:\n  - 1\n")
            done = run_indexer("build", "--index", folder / "index", "--config", folder / "veille.yaml")
        found = re.search(r"\{(\w+): \[a\], (\w+): \[b\]\}", done.stderr)
        self.assertIsNotNone(found, done.stderr)
        self.check(set(found.groups()), "SYNONYMS", 2)


class Markup(unittest.TestCase):
    def test_the_pages_are_well_formed(self):
        pages = sorted(MANUALS.iterdir())
        self.assertEqual([page.name for page in pages], ["veille-indexer.1", "veille-searchd.1", "veille.yaml.5"])
        for page in pages:
            done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stdout), (0, ""), page)


if __name__ == "__main__":
    unittest.main()
