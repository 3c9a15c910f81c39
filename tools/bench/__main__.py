"""python -m bench SIZE: seed, verify, measure, write bench-out; python -m bench compare: the whole table."""

import sys

from bench.run import compare, run

if __name__ == "__main__":
    if sys.argv[1:] == ["compare"]:
        compare()
    else:
        run(int(sys.argv[1]))
