"""The command ``colonnade``: Django's commands and our own."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colonnade.settings")
    execute_from_command_line([os.path.basename(sys.argv[0]) or "colonnade", *sys.argv[1:]])


if __name__ == "__main__":
    main()
