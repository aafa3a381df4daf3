"""Cells that are written for other people's spreadsheets."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe in front says that it is a text."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
