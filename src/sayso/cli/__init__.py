"""The command line: each command parses, calls one plain function, and renders. Heavy modules load when a command runs."""

import os
import sys


def main() -> None:
    """Run the command line and end the process with 0 (fine), 1 (some reports failed), 2 (wrong use) or 130 (Ctrl-C)."""
    from sayso.cli.app import commands
    from sayso.errors import SaysoError

    try:
        commands(next((word for word in sys.argv[1:] if not word.startswith("-")), None))(prog_name="sayso")
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)  # noqa: T201 errors go to standard error
        sys.exit(2)
    except KeyboardInterrupt:
        print("sayso: stopped", file=sys.stderr)  # noqa: T201
        sys.exit(130)
    except BrokenPipeError:
        # the reader of our output has gone, as with "sayso claims | head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
