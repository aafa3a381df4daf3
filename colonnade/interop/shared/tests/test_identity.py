"""Ids of sources stay whole and apart."""

from colonnade.interop.shared.identity import own_id


def test_own_id_keeps_what_fits():
    assert own_id(" abc@example.org ") == "abc@example.org"


def test_own_id_keeps_long_ids_apart():
    first, second = own_id("x" * 300 + "a"), own_id("x" * 300 + "b")
    assert (len(first), first == second) == (32, False)
