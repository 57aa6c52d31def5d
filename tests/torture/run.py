"""Does its worst to the programs: `scripts/torture` calls this. Rows are numbered as the table in ARCHITECTURE.md."""
import argparse
import sys

from scoreboard import Scoreboard, Size

import bit_rot
import bombs
import drain
import failing_calls
import forged_requests
import full_disk
import hostile_sites
import hygiene
import kills
import markup
import overload
import power_cut
import slow_clients
import switching
import traversal
import verdicts

GROUPS = {
    "serve": {5: bit_rot.run, 6: switching.run, 7: switching.run_while_building, 8: bombs.run, 9: slow_clients.run, 10: verdicts.run,
              11: markup.run, 12: traversal.run, 18: drain.run, 19: overload.run},
    "index": {1: kills.run, 2: power_cut.run, 3: failing_calls.run, 4: full_disk.run, 14: hostile_sites.hostile_files,
              15: hostile_sites.mutated_pdfs, 16: hostile_sites.confinement, 17: forged_requests.run, 20: hygiene.run},
}
GROUPS["all"] = dict(sorted((GROUPS["index"] | GROUPS["serve"]).items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", choices=GROUPS, help="which rows")
    parser.add_argument("--short", action="store_true", help="a few minutes; figures are shown, not judged")
    parser.add_argument("--only", default="", help="numbers of rows, with commas")
    parser.add_argument("--soak", type=float, default=0, help="minutes of serving under load at the end of row 19")
    options = parser.parse_args()
    rows = GROUPS[options.group]
    chosen = [int(row) for row in options.only.split(",") if row] or list(rows)
    unknown = [row for row in chosen if row not in rows]
    if unknown:
        parser.error(f"there is no row {unknown[0]} of {options.group}; there are {', '.join(map(str, rows))}")
    size = Size(options.short, options.soak)
    board = Scoreboard(size)
    board.head()
    for row in chosen:
        rows[row](board, size)
    return board.exit_status()


if __name__ == "__main__":
    sys.exit(main())
