"""What searchd must bear: `scripts/torture serve` calls this. Rows are numbered as the table in ARCHITECTURE.md."""
import argparse
import sys

from scoreboard import Scoreboard, Size

import bit_rot
import bombs
import drain
import markup
import overload
import slow_clients
import switching
import traversal
import verdicts

ROWS = {5: bit_rot.run, 6: switching.run, 7: switching.run_while_building, 8: bombs.run, 9: slow_clients.run, 10: verdicts.run,
        11: markup.run, 12: traversal.run, 18: drain.run, 19: overload.run}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few minutes; figures are shown, not judged")
    parser.add_argument("--only", default="", help="numbers of rows, with commas")
    parser.add_argument("--soak", type=float, default=0, help="minutes of serving under load at the end of row 19")
    options = parser.parse_args()
    chosen = [int(row) for row in options.only.split(",") if row] or list(ROWS)
    unknown = [row for row in chosen if row not in ROWS]
    if unknown:
        parser.error(f"there is no row {unknown[0]}; there are {', '.join(map(str, ROWS))}")
    size = Size(options.short, options.soak)
    board = Scoreboard(size)
    board.head()
    for row in chosen:
        ROWS[row](board, size)
    return board.exit_status()


if __name__ == "__main__":
    sys.exit(main())
