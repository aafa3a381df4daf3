"""Templates obey the arrow too: a page looks to its own module, to design, and to the portal's base pages."""

from pathlib import Path

import pytest

from .house import PACKAGE, assert_none, at, points_down
from .templates import Template, Use, known_elsewhere, templates

DESIGN, PORTAL = "colonnade.design", "colonnade.portal"


def test_templates_follow_the_arrow():
    assert templates()
    assert_none(astray(PACKAGE))


def test_a_component_has_one_home():
    homes: dict[str, list[str]] = {}
    for template in templates():
        homes.setdefault(template.name, []).append(template.module)

    assert_none(f"{name}: {modules}" for name, modules in homes.items() if len(modules) > 1)


def test_a_module_names_its_templates_after_itself():
    assert_none(
        at(template.path)
        for template in templates()
        if template.name.split("/")[0] not in {template.module.rsplit(".", 1)[1], "cotton"}
        if not known_elsewhere(template.name) and "/" in template.name
    )


@pytest.mark.parametrize(
    "text",
    [
        '{% include "catalogue/offer_card.html" %}',
        '{% extends "portal/home.html" %}',
        "<c-offer-card />",
        '{% include "nowhere/at_all.html" %}',
    ],
)
def test_a_template_that_looks_up_or_nowhere_is_caught(tmp_path, text):
    house = _house(tmp_path, text)

    assert [line.split(" ", 1)[0] for line in astray(house)] == [
        f"{house}/people/templates/people/page.html:2"
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "portal/base.html" %}',
        '{% include "people/row.html" %}',
        "<c-card></c-card>",
        "{% include panel.template %}",
    ],
)
def test_a_template_that_looks_down_is_welcome(tmp_path, text):
    assert astray(_house(tmp_path, text)) == []


def astray(root: Path) -> list[str]:
    """Every extends, include or component that leads upwards, to a sibling or nowhere."""
    homes = {template.name: template for template in templates(root)}
    return [
        f"{at(template.path, use.line)} {use.how} {use.name}"
        for template in homes.values()
        for use in template.uses()
        if not _welcome(template, use, homes.get(use.name))
    ]


def _welcome(template: Template, use: Use, target: Template | None) -> bool:
    if target is None:
        return known_elsewhere(use.name)
    if target.module in {template.module, DESIGN}:
        return True
    if use.how == "component":
        return points_down(template.module, target.module)
    return use.how == "extends" and target.module == PORTAL and target.path.name.startswith("base")


def _house(root: Path, text: str) -> Path:
    pages = {
        "people/templates/people/page.html": f"<p>a page</p>\n{text}\n",
        "people/templates/people/row.html": "",
        "design/templates/cotton/card.html": "",
        "city/catalogue/templates/cotton/offer_card.html": "",
        "city/catalogue/templates/catalogue/offer_card.html": "",
        "portal/templates/portal/base.html": "",
        "portal/templates/portal/home.html": "",
    }
    for name, content in pages.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    return root
