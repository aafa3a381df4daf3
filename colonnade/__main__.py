"""The command ``colonnade``: Django's commands and our own."""

import os
import signal
import sys

from django.core.management import execute_from_command_line

from colonnade.plumbing.configuration import NotConfigured


def main() -> None:
    """Run the command named on the command line."""
    if "serve" in sys.argv[1:2]:  # asked to stop while it starts, a part leaves as cleanly as later
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colonnade.settings")
    try:
        execute_from_command_line([os.path.basename(sys.argv[0]) or "colonnade", *sys.argv[1:]])
    except NotConfigured as fault:
        print(fault, file=sys.stderr)  # noqa: T201 - no command is running yet
        sys.exit(2)


if __name__ == "__main__":
    main()
