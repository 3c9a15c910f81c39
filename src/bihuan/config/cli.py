"""The one command-line entry: `bihuan [--data DIR] COMMAND …`."""

import os
import sys


def main() -> None:
    """Take --data off the line, then hand the rest to Django's commands."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--data"] and len(arguments) > 1:
        os.environ["BIHUAN_DATA"] = arguments[1]
        arguments = arguments[2:]
    elif arguments and arguments[0].startswith("--data="):
        os.environ["BIHUAN_DATA"] = arguments.pop(0).removeprefix("--data=")
    if arguments[:1] == ["demo"]:
        os.environ["BIHUAN_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(["bihuan", *arguments])


if __name__ == "__main__":
    main()
