"""The same facts give the same key."""

from colonnade.interop.shared.stable_keys import stable_key


def test_case_and_spacing_do_not_count_but_order_does():
    assert stable_key("A  b", None) == stable_key("a B", "")
    assert stable_key("a", "b") != stable_key("b", "a")
    assert stable_key("a", "b") != stable_key("ab", "")
    assert len(stable_key("x")) == 32


def test_the_key_never_changes():
    assert stable_key("Pottery", "2030-05-04") == "9f21c5a5be9c9ac5c26aea1fff7ee059"
