"""The index of the judged sites, and what `veille-indexer evaluate` finds in it.

As a program (see scripts/evaluate) it prints that; arguments are handed on to `evaluate`.
"""
import json
import re
import subprocess
import sys

from programs import CORPORA, Folder, build, run_indexer

JUDGED = CORPORA.parent / "evaluation"
QUERIES = JUDGED / "queries-dev.tsv"
QRELS = JUDGED / "qrels-dev.tsv"
SCORER = JUDGED / "score_run.py"
SITES = ("18f", "codeforde", "digitalgov", "dta", "eig", "guidesetalab", "pif")


def build_judged_sites(folder):
    """The index of all sites that were judged, in `folder`."""
    build(folder / "index", *(CORPORA / site for site in SITES))
    return folder / "index"


def run_evaluate(index, *arguments):
    """The finished process."""
    return run_indexer("evaluate", "--index", index, "--queries", QUERIES, "--qrels", QRELS, *arguments)


def evaluate(index, *arguments):
    """What `veille-indexer evaluate` prints."""
    process = run_evaluate(index, *arguments)
    assert process.returncode == 0, process.stderr
    return process.stdout


def figures(index, *arguments):
    return json.loads(evaluate(index, "--json", *arguments))


def scored(run, qrels=QRELS, queries=QUERIES, depth=10):
    """(n, nDCG, MRR, recall) by group, as the scorer prints them, and its line about pages."""
    process = subprocess.run([sys.executable, SCORER, qrels, run, "--queries", queries, "--k", str(depth), "--per-query", "--tsv"],
                             capture_output=True, text=True, timeout=60, check=True)
    lines = process.stdout.splitlines()
    groups = {}
    for line in lines[1:]:
        if re.match(r"page: \d", line):
            continue
        name, count, ndcg, mrr, _, recall, *_ = line.split("\t")
        groups[name] = (int(count), ndcg, mrr, recall)
    return groups, [line for line in lines if line.startswith("page: ")]


def table(text):
    """The same of what `evaluate` prints."""
    groups = {}
    lines = text.splitlines()
    for line in lines[1:]:
        match = re.match(r"(.+?) +(\d+) +([\d.]+) +([\d.]+) +([\d.]+)(?:  .*)?$", line)
        if match:
            groups[match.group(1)] = (int(match.group(2)), *match.groups()[2:])
    return groups, [line for line in lines if line.startswith("page: ")]


def committed(figures_now):
    """What is kept of an evaluation to compare later ones with."""
    kept = {g["group"]: round(g["ndcg"], 4) for g in figures_now["groups"]}
    return {"depth": figures_now["depth"], "ndcg": kept}


def main():
    if not SCORER.is_file():
        sys.exit(f"{JUDGED} is not there: set VEILLE_CORPORA to the folder of the sites, which has evaluation/ beside it")
    with Folder() as folder:
        process = run_evaluate(build_judged_sites(folder), *sys.argv[1:])
    print(process.stdout, end="")
    print(process.stderr, end="", file=sys.stderr)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
