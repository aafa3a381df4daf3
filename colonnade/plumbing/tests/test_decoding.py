"""Foreign bytes become text, and every guess is said."""

import io
from collections.abc import Callable

import pytest

from colonnade.plumbing.decoding import LINE_LIMIT, Text, open_text

FRENCH = "Atelier d'été à la médiathèque, entrée gratuite\n"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy\n"
RUSSIAN = "Курсы русского языка для взрослых в библиотеке\n"
CHINESE = "成人汉语课程在图书馆举行\n"
TURKISH = "Yetişkinler için Türkçe dersleri, başvuru açık\n"


@pytest.fixture
def said() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def opened(said: list[tuple[str, str]]) -> Callable[..., Text]:
    def opened(data: bytes, declared: str = "") -> Text:
        return open_text(
            io.BytesIO(data), declared=declared, told=lambda code, detail: said.append((code, detail))
        )

    return opened


def test_utf8_is_read_without_a_word(opened, said):
    assert list(opened(FRENCH.encode() * 2)) == [FRENCH, FRENCH]
    assert said == []


def test_an_empty_stream_has_no_lines(opened, said):
    assert list(opened(b"")) == []
    assert opened(b"").read() == ""
    assert said == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_is_taken_off_and_said(opened, said, encoding):
    assert opened(CZECH.encode(encoding)).read() == CZECH
    assert said == [("bom_removed", "")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(opened, said, encoding):
    assert opened(FRENCH.encode(encoding)).read() == FRENCH
    assert said == [("encoding_guessed", encoding)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_becomes_one(opened, end):
    assert list(opened(f"a{end}b{end}{end}c".encode())) == ["a\n", "b\n", "\n", "c"]


def test_line_separators_of_unicode_do_not_end_a_line(opened):
    text = "one\u2028still one\x0bstill\x85one\ntwo"
    assert list(opened(text.encode())) == ["one\u2028still one\x0bstill\x85one\n", "two"]


def test_a_line_end_cut_between_two_pieces_counts_once(opened):
    data = b"x" * (256 * 1024 - 1) + b"\r\n" + b"y" * (64 * 1024 - 2) + b"\r\nz"
    assert [len(line) for line in opened(data)] == [256 * 1024, 64 * 1024 - 1, 1]


def test_a_character_cut_between_two_pieces_stays_whole(opened, said):
    text = "a" * (256 * 1024 - 1) + "é" + "b" * (64 * 1024 - 2) + "漢" + "c"
    assert opened(text.encode()).read() == text
    assert said == []


def test_a_line_longer_than_a_piece_stays_whole(opened):
    text = "é" * 500_000
    assert list(opened(f"{text}\nend".encode())) == [f"{text}\n", "end"]


def test_a_line_without_end_is_handed_out_in_pieces(opened):
    lines = list(opened(b"x" * (2 * LINE_LIMIT + 5) + b"\nend"))
    assert (sum(map(len, lines)), lines[-1]) == (2 * LINE_LIMIT + 9, "end")
    assert max(map(len, lines)) <= LINE_LIMIT + 256 * 1024


def test_read_returns_as_many_characters_as_were_asked_for(opened):
    text = opened(("é" * 300_000).encode())
    assert [len(text.read(200_000)), len(text.read(200_000)), text.read(1)] == [200_000, 100_000, ""]


def test_chunks_yield_everything_once(opened):
    assert "".join(opened((FRENCH * 20_000).encode()).chunks()) == FRENCH * 20_000


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("Café\n", "cp1252"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (TURKISH, "cp1254"),
        (CHINESE, "gb18030"),
        (FRENCH, "mac_roman"),
    ],
)
def test_undeclared_encoding_is_guessed_and_said(opened, said, text, encoding):
    assert opened(text.encode(encoding) * 3).read() == text * 3
    assert said == [("encoding_guessed", encoding)]


def test_declared_encoding_is_believed_where_it_fits(opened, said):
    assert opened(CZECH.encode("iso8859-2"), "ISO-8859-2").read() == CZECH
    assert said == []


def test_latin1_is_read_as_browsers_read_it(opened):
    assert opened("“déjà”".encode("cp1252"), "ISO-8859-1").read() == "“déjà”"


def test_utf8_wins_over_a_wrong_declaration(opened, said):
    assert opened(FRENCH.encode(), "latin-1").read() == FRENCH
    assert said == [("encoding_guessed", "utf-8")]


def test_wrong_declaration_of_utf8_is_said(opened, said):
    assert opened(FRENCH.encode("cp1252") * 3, "utf-8").read() == FRENCH * 3
    assert said == [("encoding_guessed", "cp1252")]


@pytest.mark.parametrize("declared", ["klingon", "hex", "\0"])
def test_unknown_declaration_is_ignored(opened, declared):
    assert opened(FRENCH.encode(), declared).read() == FRENCH


def test_stray_bytes_in_utf8_are_mended_and_said_once(opened, said):
    data = FRENCH.encode() * 20 + b"caf\xe9\n" + FRENCH.encode() * 20_000 + b"th\xe9\n"
    text = opened(data).read()
    assert text == FRENCH * 20 + "café\n" + FRENCH * 20_000 + "thé\n"
    assert said == [("mixed_encoding", "cp1252")]


def test_encoding_is_guessed_late_where_the_file_begins_as_ascii(opened, said):
    start = b"plain\n" * 60_000
    text = opened(start + FRENCH.encode("cp1252"))
    assert text.read() == start.decode() + FRENCH
    assert said == [("encoding_guessed", "cp1252")]
    assert text.encoding == "cp1252"


def test_a_file_cut_within_a_character_loses_only_that_character(opened, said):
    assert opened("thé".encode()[:-1]).read() == "th"
    assert opened(("é" * 300_000).encode()[:-1]).read() == "é" * 299_999
    assert said == []


def test_a_stream_that_hands_over_little_is_asked_again(said):
    class Drop(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 7))

    text = open_text(Drop(FRENCH.encode() * 10), told=lambda code, detail: said.append((code, detail)))
    assert list(text) == [FRENCH] * 10
    assert said == []
