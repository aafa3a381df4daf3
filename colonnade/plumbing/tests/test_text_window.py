"""A window forgets what lies behind, unless it is held."""

import io

from colonnade.plumbing.text_window import Window


def test_positions_and_lines_survive_reading_on():
    window = Window(io.StringIO("ab\ncd\nef"), piece=2)
    assert window.next_char() == "a"
    window.at += 1
    window.more()
    assert (window.text, window.at, window.position(), window.line()) == ("b\nc", 0, 1, 1)
    window.at = 2
    window.more()
    assert (window.text[window.at], window.position(), window.line()) == ("c", 3, 2)


def test_what_is_held_is_not_forgotten():
    window = Window(io.StringIO("abcdef"), piece=2)
    window.more()
    window.hold, window.at = 1, 2
    window.more()
    assert (window.text, window.at, window.index(1)) == ("bcd", 1, 0)


def test_white_space_is_stepped_over_across_pieces():
    window = Window(io.StringIO(" \n\t \r\n x"), piece=1)
    assert (window.next_char(), window.position()) == ("x", 7)


def test_the_end_is_told():
    window = Window(io.StringIO("  "), piece=1)
    assert (window.next_char(), window.over, window.more()) == ("", True, False)
