"""Proves the ledger of this data directory each time a line comes in, and prints the account as one line of JSON.

What `bihuan ledger verify` does, without starting Python for every round.
"""

import json
import sys
from dataclasses import asdict

import django


def main() -> None:
    """Answer line by line until the input ends."""
    django.setup()

    from django.db import connections

    from bihuan.ledger.queries import verify

    for _line in sys.stdin:
        account = verify()
        connections.close_all()
        print(json.dumps(asdict(account) | {"is_whole": account.is_whole}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
