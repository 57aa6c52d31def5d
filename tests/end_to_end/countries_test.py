"""Countries and languages, found by the real program, judged by documents that were labelled by reading them.

Prints the figures, and with `python3 countries_test.py list` every country that is wrong or missed.
"""
import csv
import re
import sys
import unittest

from programs import CORPORA, Folder, build, export

LABELS = CORPORA.parent / "evaluation" / "countries-dev.tsv"
# What an operator would write in veille.yaml where a site does not say it itself.
SOURCES = {"18f": ("US", "en"), "codeforde": ("DE", "de"), "digitalgov": ("US", "en"), "dta": ("AU", "en"), "eig": ("FR", "fr"),
           "guidesetalab": ("FR", "fr"), "pif": ("US", "en"), "oddities": ("", "")}


def copy_labelled(labels, folder):
    """The labelled texts alone: some are drafts, or files that their site's generator passes over."""
    for label in labels:
        copy = folder / published_path(label["path"])
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((CORPORA / label["path"]).read_bytes().replace(b"\ndraft: true\n", b"\n"))


def published_path(path):
    return re.sub(r"(^|/)_", r"\1", path)


def configuration(folder):
    lines = ["sources:"]
    for name, (country, language) in SOURCES.items():
        if not (folder / name).is_dir():
            continue
        lines += [f"  - id: s-{name}", f"    folder: {name}", "    generator: markdown"]
        lines += [f"    country: {country}"] if country else []
        lines += [f"    language: {language}"] if language else []
    return "\n".join(lines) + "\n"


def codes(text):
    return {code for code in text.split(",") if code}


class Figures:
    def __init__(self):
        self.documents = self.expected = self.found = self.right = self.neither = self.languages = 0
        self.mistakes = []

    def judge(self, label, publication):
        about, mentioned = codes(label["about"]), codes(label["mentioned_only"])
        countries = {c["code"]: c for c in publication["countries"]}
        self.documents += 1
        self.expected += len(about)
        self.found += len(countries)
        self.right += len(about & countries.keys())
        self.neither += len(countries.keys() - about - mentioned)
        self.languages += publication["language"] == label["language"]
        for code in sorted(countries.keys() - about):
            self.mistakes.append(f"{'mentioned' if code in mentioned else 'neither'} {code} {label['path']}: {countries[code]['sentence'][:150]}")
        for code in sorted(about - countries.keys()):
            self.mistakes.append(f"missed {code} {label['path']}")
        if publication["language"] != label["language"]:
            self.mistakes.append(f"language {publication['language']} for {label['language']} {label['path']}")

    @property
    def precision(self):
        return self.right / self.found

    @property
    def recall(self):
        return self.right / self.expected

    def __str__(self):
        return (f"{self.documents} documents: precision {self.precision:.3f}, recall {self.recall:.3f}, "
                f"in neither column {self.neither / self.found:.3f}, language {self.languages / self.documents:.3f}")


def figures():
    """Over all labels, and over every second of them."""
    with open(LABELS, encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file, delimiter="\t"))
    with Folder() as folder:
        copy_labelled(labels, folder)
        (folder / "veille.yaml").write_text(configuration(folder), encoding="utf-8")
        build(folder / "index", "--config", folder / "veille.yaml")
        found = {f"{p['source'][2:]}/{p['path']}": p for p in export(folder / "index")}
    everything, halves = Figures(), (Figures(), Figures())
    for number, label in enumerate(labels):
        publication = found[published_path(label["path"])]
        everything.judge(label, publication)
        halves[number % 2].judge(label, publication)
    return everything, halves


@unittest.skipUnless(LABELS.is_file(), f"{LABELS} is not there")
class Countries(unittest.TestCase):
    def test_are_found_as_readers_would_find_them(self):
        everything, halves = figures()
        print(f"\nall: {everything}\nfirst, third, ...: {halves[0]}\nsecond, fourth, ...: {halves[1]}")
        self.assertEqual(everything.documents, 70)
        self.assertGreaterEqual(everything.precision, 0.85)
        self.assertGreaterEqual(everything.recall, 0.85)
        self.assertLessEqual(everything.neither, 0.04 * everything.found)
        self.assertGreaterEqual(everything.languages, 0.99 * everything.documents)


if __name__ == "__main__":
    if sys.argv[1:] == ["list"]:
        print("\n".join(figures()[0].mistakes))
    else:
        unittest.main()
