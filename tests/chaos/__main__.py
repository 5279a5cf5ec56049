"""`python -m tests.chaos`: one line of JSON, and 1 when a post went out twice, was lost, or is said falsely."""

import argparse
import json
import signal
import sys

from tests.chaos.run import is_good, play, seed_or_drawn


def main() -> int:
    """Run once; the exit code is the verdict."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--shares", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="drawn and printed when none is given")
    parser.add_argument("--database", choices=["postgres", "sqlite"], default="postgres")
    parser.add_argument("--keep", action="store_true", help="leave its folder, with everything that was said")
    options = parser.parse_args()
    # As Ctrl-C: what was started is stopped on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    result = play(
        shares=options.shares,
        seconds=options.seconds,
        seed=seed_or_drawn(options.seed),
        database=options.database,
        keep=options.keep,
    )
    print(json.dumps(result), flush=True)
    return 0 if is_good(result) else 1


if __name__ == "__main__":
    sys.exit(main())
