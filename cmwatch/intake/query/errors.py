"""What is wrong with a query, and where."""

from cmwatch.errors import UsageError
from cmwatch.words import _

_SHOWN = 40
"""Signs of the offending part that an error repeats."""


class QueryError(UsageError):
    """Raised for a query that cannot be understood."""

    def __init__(self, what: str, position: int, part: str, remedy: str) -> None:
        shown = "".join(sign if sign.isprintable() else "·" for sign in part[:_SHOWN])
        super().__init__(what, _("character {n}: {part}", n=position + 1, part=shown or _("the end")), remedy)
        self.position = position
        """Index of the first offending character, from 0."""
        self.part = part
