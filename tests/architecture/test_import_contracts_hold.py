"""The arrow for code: import-linter's contracts hold, cover every module, and would notice a breach."""

import os
import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from importlinter.api import read_configuration

from tools.contracts import PublicFaces

from .house import ROOT, assert_none, our_apps

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
BUILT_DIFFERENTLY = ("colonnade.plumbing", "colonnade.design", "colonnade.interop", "colonnade.portal")


def test_import_contracts_hold():
    ran = subprocess.run(
        [LINT_IMPORTS, "--no-logo", "--no-cache"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-1000:]


def test_every_module_is_under_contract():
    contracts = {each["name"]: each for each in read_configuration()["contracts_options"]}
    shaped = set(contracts["Inside every module"]["containers"])

    assert_none(config.name for config in our_apps() if not _covered(config.name, shaped))


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("colonnade.city.catalogue.views", "colonnade.people.queries", True),
        ("colonnade.city.catalogue.views", "colonnade.people.forms", False),
        ("colonnade.people.views", "colonnade.people.forms", True),
        ("colonnade.portal.urls", "colonnade.people.urls", True),
        ("colonnade.city.catalogue.urls", "colonnade.people.urls", False),
    ],
)
def test_only_a_public_face_may_be_imported(importer, imported, kept):
    graph = grimp.ImportGraph()
    for module in ("colonnade", "colonnade.people", importer, imported):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    contract = PublicFaces(
        name="faces",
        session_options={"root_packages": ["colonnade"]},
        contract_options={
            "modules": ["colonnade.people"],
            "faces": ["queries"],
            "assemblers": ["colonnade.portal"],
        },
    )

    assert contract.check(graph, verbose=False).kept is kept


def _covered(name: str, shaped: set[str]) -> bool:
    return name in shaped or name.startswith(BUILT_DIFFERENTLY)
