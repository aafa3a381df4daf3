"""The code of an indicator in the name of a file."""

import re

_CODE = re.compile(r"(?<![\d.])(\d{1,2}[-.](?:\d{1,2}|[a-e])[-.]\d{1,2}(?:[-.][a-z0-9]{1,3})*)(?=[._ ]|$)")
_NAMED = re.compile(r"(?:indicator|meta|data)[_-](.+)")


def code_in(name: str) -> str:
    """``indicator_4-1-1.csv`` -> 4-1-1; "" where the name of the file has none."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].casefold()
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    if found := _CODE.search(stem):
        return found[1].replace(".", "-")
    named = _NAMED.fullmatch(stem)
    return named[1][:80] if named else ""
