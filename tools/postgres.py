"""A PostgreSQL server for the tests, started in a temporary folder by an unprivileged user.

``python -m tools.postgres start`` prints the address of the server to use: the one named by
``COLONNADE_TEST_POSTGRES``, else the one that is running already, else one it starts from the installed
programs. Exit code 1 with a sentence where there is none and none can be installed.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

NAME = f"colonnade-postgres-{os.getuid()}"
LONGEST_FOLDER = 80  # the path of a socket has room for 107 bytes
OWNER = DATABASE = "colonnade"
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql*/bin",
)
LOCALES = ("C.UTF-8", "C")
MISSING = "PostgreSQL is missing: install it (Debian: apt install postgresql) or set COLONNADE_TEST_POSTGRES."


class NotStarted(Exception):
    """The server did not start; the text says why."""


def main(arguments: list[str]) -> int:
    """Start or stop; returns the exit code."""
    if arguments not in (["start"], ["stop"]):
        print("usage: python -m tools.postgres start|stop")
        return 2
    if arguments == ["stop"]:
        stop()
        return 0
    configured = os.environ.get("COLONNADE_TEST_POSTGRES")
    if configured:
        print(configured)
        return 0
    programs = _programs() or (_installed() and _programs())
    if not programs:
        print(MISSING)
        return 1
    try:
        folder = start(programs)
    except NotStarted as reason:
        print(f"PostgreSQL did not start: {reason}")
        return 1
    print(f"postgres://{OWNER}@/{DATABASE}?host={folder}")
    return 0


def start(programs: Path) -> Path:
    """Return the folder of a server that answers; one that does not is cleared away and a fresh one started.

    The server keeps nothing and listens on a socket in its folder only. :raises NotStarted: it did not.
    """
    for folder in _folders():
        if _answers(programs, folder):
            return folder
    stop()
    free = [folder for folder in _folders() if not folder.exists()]
    if not free:
        raise NotStarted(
            f"the folders {', '.join(map(str, _folders()))} belong to somebody else; remove them."
        )
    folder = free[0]
    try:
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
        user = _unprivileged()
        if user:
            shutil.chown(folder, user.pw_name)
    except OSError as error:
        raise NotStarted(f"{folder}: {error.strerror}.") from None
    data, log = folder / "data", folder / "log"
    made = [str(programs / "initdb"), "-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"]
    for locale in LOCALES:
        done = _run([*made, f"--locale={locale}"])
        if done.returncode == 0:
            break
        shutil.rmtree(data, ignore_errors=True)
    else:
        raise NotStarted(_end_of(done.stderr))
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
    done = _run([str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start"])
    if done.returncode:
        raise NotStarted(_end_of(log.read_text(errors="replace") if log.exists() else done.stderr))
    _run([str(programs / "createdb"), "-h", str(folder), "-U", OWNER, DATABASE])
    if not _answers(programs, folder):
        raise NotStarted(f"it runs but does not answer; see {log}.")
    return folder


def stop() -> None:
    """Stop every server of ours and forget what it held."""
    programs = _programs()
    for folder in _folders():
        if programs and (folder / "data").exists():
            _run([str(programs / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _folders() -> list[Path]:
    """Where a server of ours may live: a folder that another user has left behind does not hinder us.

    As root in /tmp only, because the user that runs the server must be able to reach it.
    """
    base = Path("/tmp" if os.geteuid() == 0 else tempfile.gettempdir())
    if len(os.fsencode(base / NAME)) > LONGEST_FOLDER:
        base = Path("/tmp")
    return [base / NAME, *(base / f"{NAME}-{number}" for number in (2, 3, 4))]


def _answers(programs: Path, folder: Path) -> bool:
    if not (folder / "data" / "postmaster.pid").exists():
        return False
    asked = [str(programs / "psql"), "-h", str(folder), "-U", OWNER, "-d", DATABASE, "-Atc", "SELECT 1"]
    return _run(asked).stdout.strip() == "1"


def _programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found and (Path(found).resolve().parent / "initdb").exists():
        return Path(found).resolve().parent
    folders = [each for place in PLACES for each in Path("/").glob(place[1:]) if (each / "initdb").exists()]
    return max(
        folders, key=lambda each: [int(number) for number in re.findall(r"\d+", str(each))], default=None
    )


def _installed() -> bool:
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet: dict[str, Any] = {
        "env": environment,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    # One list that cannot be fetched makes the first command fail, and the second may still find all it needs.
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"]
    return subprocess.run(install, **quiet).returncode == 0


def _unprivileged() -> pwd.struct_passwd | None:
    """The user to run the server as; PostgreSQL refuses root."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NotStarted("it refuses to run as root, and there is neither a user postgres nor nobody.")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    user = _unprivileged()
    own: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    try:
        return subprocess.run(
            command, cwd="/", capture_output=True, text=True, errors="replace", env=environment, **own
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", f"{command[0]}: {error.strerror}")


def _end_of(text: str) -> str:
    return " ".join(text.split())[-300:] or "it says nothing."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
