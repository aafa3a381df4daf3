"""Every table says what it knows about persons; export and erasure are made from what it says."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from .house import assert_none


def test_every_model_states_its_personal_data():
    ours = [model for model in apps.get_models() if model.__module__.startswith("colonnade.")]

    assert ours
    assert_none(fault for model in ours for fault in faults(model))


@pytest.mark.parametrize(
    ("stated", "fault"),
    [
        ({}, "people.Guest does not state its personal_data"),
        ({"personal_data": {}}, "people.Guest.personal_data must name fields, or be None"),
        ({"personal_data": ["email"]}, "people.Guest.personal_data must name fields, or be None"),
        (
            {"personal_data": {"phone": "to call"}},
            "people.Guest.personal_data names phone, which is no field",
        ),
        ({"personal_data": {"email": " "}}, "people.Guest.personal_data does not say why email is kept"),
    ],
)
def test_silence_and_untruth_are_caught(stated, fault):
    assert faults(_model(**stated)) == [fault]


@pytest.mark.parametrize("stated", [None, {"email": "to answer; erased after thirty days"}])
def test_a_statement_passes(stated):
    assert faults(_model(personal_data=stated)) == []


def faults(model: Any) -> list[str]:
    """What is wrong with a model's statement."""
    label = model._meta.label
    if not any("personal_data" in vars(each) for each in model.__mro__):
        return [f"{label} does not state its personal_data"]
    stated = model.personal_data
    if stated is None:
        return []
    if not isinstance(stated, dict) or not stated:
        return [f"{label}.personal_data must name fields, or be None"]
    known = {field.name for field in model._meta.get_fields()}
    unknown = [
        f"{label}.personal_data names {name}, which is no field" for name in stated if name not in known
    ]
    silent = [
        f"{label}.personal_data does not say why {name} is kept"
        for name, why in stated.items()
        if not why.strip()
    ]
    return unknown + silent


def _model(**stated):
    """A class that looks like a model as far as this guard looks."""
    meta = SimpleNamespace(label="people.Guest", get_fields=lambda: [SimpleNamespace(name="email")])
    return type("Guest", (), {"_meta": meta, **stated})
