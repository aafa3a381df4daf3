"""``colonnade admin create EMAIL``: make somebody operator of this installation."""

import argparse
import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from colonnade.people.actions import create_operator
from colonnade.portal.terminal import DONE, Terminal


class Command(Terminal):
    """Look after operators."""

    help = "Make somebody operator of this installation."
    needs_tables = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whom, and how they sign in."""
        parser.add_argument("deed", choices=["create"])
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--language", default="en", help="language to write to them in")
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
        how.add_argument("--no-password", action="store_true", help="they sign in by e-mail link or passkey")

    def run_command(self, **options: Any) -> int:
        """Make the account, or make an existing one an operator's."""
        try:
            validate_email(options["email"])
        except ValidationError:
            self.wrong_use(f"“{options['email']}” is not an e-mail address.")
        password = self._password(options)
        person = create_operator(
            email=options["email"],
            name=options["name"],
            password=password,
            language=options["language"],
            at=timezone.now(),
        )
        if self.as_json:
            self.print_json({"email": person.email, "uuid": str(person.uuid), "operator": person.is_operator})
        self.say(f"{person.email} is operator of this installation.")
        return DONE

    def _password(self, options: dict[str, Any]) -> str | None:
        if options["no_password"]:
            return None
        if options["password_stdin"]:
            password = sys.stdin.readline().rstrip("\n")
        elif sys.stdin.isatty():
            password = getpass.getpass("Password: ")
        else:
            self.wrong_use("give the password by --password-stdin, or use --no-password.")
        try:
            validate_password(password)
        except ValidationError as error:
            self.wrong_use(" ".join(error.messages))
        return password
