"""How wide text is in a terminal: East Asian letters take two cells, marks none."""

from unicodedata import combining, east_asian_width


def cells(text: str) -> int:
    """Cells that a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def cut(text: str, width: int) -> str:
    """At most so many cells of a text, with an ellipsis where something is missing.

    >>> cut("日本のランプ", 6), cut("lamp", 6)
    ('日本…', 'lamp')
    """
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text + "…"


def left(text: str, width: int) -> str:
    """A text with spaces after it."""
    return text + " " * (width - cells(text))


def right(text: str, width: int) -> str:
    """A text with spaces before it."""
    return " " * (width - cells(text)) + text
