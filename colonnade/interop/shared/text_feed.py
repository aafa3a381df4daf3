"""A feed of text read for the harvest: what had to be guessed about its bytes is told in the harvest's words."""

from colonnade.city.catalogue.harvest import Report
from colonnade.plumbing.decoding import Bytes, Declared, Text, open_text


def feed_text(stream: Bytes, report: Report, *, declared: Declared = "") -> Text:
    """Return the characters of a feed; every guess and repair of its encoding goes to ``report``."""

    def told(code: str, encoding: str) -> None:
        if encoding:
            report.repaired("file", code, encoding=encoding)
        else:
            report.repaired("file", code)

    return open_text(stream, declared=declared, told=told)
