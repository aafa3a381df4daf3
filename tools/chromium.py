"""The browser that journeys drive: the operator's, the system's, or the one that comes from npm.

Usage: ``python -m tools.chromium`` prints where it is. Playwright starts it with :data:`FLAGS`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / ".stamps" / "chromium"
SYSTEM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--headless=shell",
    "--no-zygote",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
)
NODE = """
const { createBrotliDecompress } = require("node:zlib"), { pipeline } = require("node:stream/promises");
const { createReadStream, createWriteStream } = require("node:fs");
pipeline(createReadStream(process.argv[1]), createBrotliDecompress(), createWriteStream(process.argv[2]));
"""
# Libraries of the browser's own come first only where the system has none: its own fit it better.
START = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
own=$here
ldd "$here/headless-shell" 2>/dev/null | grep -q "not found" && own=$here:$here/lib
LD_LIBRARY_PATH="$own${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/headless-shell" "$@"
"""


class NoBrowser(Exception):
    """No browser that starts; the text says what to do about it."""


def path() -> str:
    """Where the browser is; unpacks the one from npm the first time it is needed. :raises NoBrowser:"""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not shutil.which(chosen):
            raise NoBrowser(f"CHROMIUM names {chosen}, which cannot be run. Correct or unset it.")
        return chosen
    found = next(filter(None, map(shutil.which, SYSTEM)), None)
    return found or unpacked()


def unpacked(folder: Path = UNPACKED) -> str:
    """The browser inside the npm package, ready to start. :raises NoBrowser:"""
    packed = PACKED / "chromium.br"
    if not packed.exists():
        raise NoBrowser("There is no browser for the journeys: run `make setup`, or set CHROMIUM to one.")
    start, stamp = folder / "chromium", f"{packed.stat().st_size}\n{START}"
    made = folder / "made"
    if not made.exists() or made.read_text(encoding="utf-8") != stamp:
        _unpack(folder)
        start.write_text(START, encoding="utf-8")
        start.chmod(0o755)
        _check(start)
        made.write_text(stamp, encoding="utf-8")
    return str(start)


def _unpack(folder: Path) -> None:
    """Beside the target first, so that a half-written browser is never taken for a whole one."""
    beside = folder.with_name(f"{folder.name}.{os.getpid()}")
    beside.mkdir(parents=True, exist_ok=True)
    _decompress("chromium.br", beside / "headless-shell")
    (beside / "headless-shell").chmod(0o755)
    for name in ("swiftshader.tar.br", "al2023.tar.br", "fonts.tar.br"):
        if (PACKED / name).exists():
            packed = beside / name.removesuffix(".br")
            _decompress(name, packed)
            subprocess.run(["tar", "-xf", str(packed), "-C", str(beside)], check=True)
            packed.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def _decompress(name: str, target: Path) -> None:
    node = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    if node is None:
        raise NoBrowser("Node is missing, which unpacks the browser: run `make setup`.")
    subprocess.run([node, "-e", NODE, str(PACKED / name), str(target)], check=True)


def _check(start: Path) -> None:
    """Make sure that it starts; the system's package manager is asked for what it lacks where we may."""
    if _starts(start):
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        wanted = ["libnss3", "libnspr4", "libexpat1", "libgcc-s1"]
        for deed in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
            subprocess.run([apt, "-qq", *deed], capture_output=True, check=False, env=environment)
        if _starts(start):
            return
    raise NoBrowser(
        "The browser from npm does not start on this machine. Install Chromium (Debian: apt install chromium), "
        "or set CHROMIUM to a browser."
    )


def _starts(start: Path) -> bool:
    """Every library is there; Playwright does the rest."""
    try:
        answer = subprocess.run(
            [str(start), "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


def main() -> int:
    """Print the path, or say what is missing."""
    try:
        print(path())
    except NoBrowser as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
