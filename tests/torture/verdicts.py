"""Row 10: byte-exact requests, whole and byte by byte: what becomes of each, and that nothing behind a refused one is taken for a request.

The requests, and who asks them, are those of the end-to-end test.
"""
import re

from http_requests_test import NEXT, Requests, accepted, refused
from programs import ROOT, Folder, Searchd, build

# What says how long a request is, and so where the next one begins.
FRAMING = re.compile(rb"length|encoding|\bTE\b", re.I)
MOST_BYTES_SPLIT = 300


class Asker(Requests):
    """The test's connection to a server, without its tests."""

    def __init__(self, server):
        super().__init__("test_there_are_many")
        self.server = server

    def statuses(self, sent, bodiless, split):
        """Those of all answers on one connection; a text instead where something came that is no answer."""
        self.bodiless = bodiless
        try:
            return [status for status, _ in self.answers(sent, split)]
        except (AssertionError, OSError, ValueError) as error:
            return [f"{type(error).__name__}: {error}"]


def ways(sent):
    return (False, True) if len(sent) < MOST_BYTES_SPLIT else (False,)


def ask_all(asker):
    """Verdicts that are others than expected, framings that were accepted though they are ambiguous, answers to what was smuggled; and all asked."""
    wrong, ambiguous, smuggled, asked = [], [], [], 0
    for name, sent, status in accepted():
        bodiless = sent.startswith(b"HEAD")
        for split in ways(sent):
            asked += 1
            found = asker.statuses(sent + (NEXT.replace(b"GET", b"HEAD") if bodiless else NEXT), bodiless, split)
            if found != [status, 404]:
                wrong.append(f"{name}: {found}")
    for name, sent, status in refused():
        for split in ways(sent):
            asked += 1
            found = asker.statuses(sent + NEXT, False, split)
            if found != [status]:
                wrong.append(f"{name}: {found}")
            if FRAMING.search(sent) and found and isinstance(found[0], int) and found[0] < 400:
                ambiguous.append(name)
            if len(found) > 1:
                smuggled.append(name)
    return wrong, ambiguous, smuggled, asked


def run(board, _):
    with Folder() as folder:
        build(folder / "index", "--config", ROOT / "corpus" / "veille.yaml")
        with Searchd(folder / "index") as server:
            wrong, ambiguous, smuggled, asked = ask_all(Asker(server))
            alive = server.process.poll() is None
    different = len(list(accepted())) + len(list(refused()))
    shown = "; ".join(wrong[:3])
    board.promise(10, f"{different} byte-exact requests, {asked} with those sent byte by byte: other verdicts than expected", shown or 0, "0",
                  not wrong and alive)
    board.promise(10, "ambiguous framings accepted", "; ".join(ambiguous[:3]) or 0, "0", not ambiguous)
    board.promise(10, "requests behind a refused one that were answered", "; ".join(smuggled[:3]) or 0, "0", not smuggled)
