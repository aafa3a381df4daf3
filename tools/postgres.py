"""A PostgreSQL server for the tests, started in a temporary folder by an unprivileged user.

``python -m tools.postgres start`` prints the address of the server to use: the one named by
``COLONNADE_TEST_POSTGRES``, else one it starts from the installed programs. Exit code 1 with a sentence
where there is none and none can be installed.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.gettempdir()) / f"colonnade-postgres-{os.getuid()}"
MISSING = "PostgreSQL is missing: install it (Debian: apt install postgresql) or set COLONNADE_TEST_POSTGRES."


def main(arguments: list[str]) -> int:
    """Start or stop; returns the exit code."""
    if arguments == ["stop"]:
        return stop()
    configured = os.environ.get("COLONNADE_TEST_POSTGRES")
    if configured:
        print(configured)
        return 0
    programs = _programs() or (_installed() and _programs())
    if not programs:
        print(MISSING)
        return 1
    return start(programs)


def start(programs: Path) -> int:
    """Start a fresh cluster that keeps nothing and listens on a socket only."""
    stop()
    FOLDER.mkdir(mode=0o755)
    _owned_by_unprivileged(FOLDER)
    data, log = FOLDER / "data", FOLDER / "log"
    options = f"-k {FOLDER} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
    steps = [
        [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "colonnade",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        [programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"],
    ]
    for step in steps:
        done = _run([str(part) for part in step])
        if done.returncode:
            print(f"PostgreSQL did not start: {done.stderr.strip()[-300:]}")
            return 1
    print(f"postgres://colonnade@/colonnade?host={FOLDER}")
    return 0


def stop() -> int:
    """Stop the cluster and forget it."""
    programs = _programs()
    if programs and (FOLDER / "data").exists():
        _run([str(programs / "pg_ctl"), "-D", str(FOLDER / "data"), "-m", "immediate", "stop"])
    shutil.rmtree(FOLDER, ignore_errors=True)
    return 0


def _programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found and (Path(found).resolve().parent / "initdb").exists():
        return Path(found).resolve().parent
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return candidates[0].parent if candidates else None


def _installed() -> bool:
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"],
    ):
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode:
            return False
    return True


def _unprivileged() -> str | None:
    """The user to run the server as; PostgreSQL refuses root."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


def _owned_by_unprivileged(path: Path) -> None:
    user = _unprivileged()
    if user:
        shutil.chown(path, user)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    user = _unprivileged()
    return subprocess.run(
        command,
        user=user,
        cwd="/",
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
