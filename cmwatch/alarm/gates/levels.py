"""How grave a gate is by itself: the content row of the severity table (PRODUCT 8)."""

from typing import cast

from cmwatch.model import Severity

CLAIMED: dict[str, Severity] = {
    "injury": 1, "safety": 2, "discrimination": 2, "data": 2, "legal": 2, "staff": 2,
    "fraud": 3, "boycott": 3, "press": 3,
}  # fmt: skip
"""Level of a class that independent people speak of. Deceit, a boycott or a journalist's question is a signal to look
at; a person harmed or treated wrongly is a bad buzz; a person hurt is a crisis."""

CONFIRMED: dict[str, Severity] = {"data": 1, "legal": 1}
"""Level of a class that the press or an account of the list speaks of, where that is a confirmation rather than one
more claim: a breach, an authority that acts."""

SPREADING: Severity = 3
"""A relay, or a message that goes round: by itself a signal, for what it says may be harmless."""

HARMLESS: Severity = 4
"""A message that goes round and is neither negative nor grave: worth a look."""

YOUNG_DAYS = 14
"""Days of watching before which 'the first ever' says little, and a gate is one level milder."""


def of_term(code: str, *, confirmed: bool) -> Severity:
    """The level of a class of risk."""
    return CONFIRMED.get(code, CLAIMED[code]) if confirmed else CLAIMED[code]


NEWS_DAYS = 7
"""Days without a class of risk from which it is news again."""


SMALL_PER_DAY = 120
"""Own words a day below which counting is slow by nature (five an hour), so that words must carry the alarm."""


def eased(severity: Severity, days: int | None, *, young: bool, small: bool) -> Severity:
    """The level where 'first' says less than it seems; somebody hurt stays red though it is the second time.

    A young watch has never met anything. What was met this week is no news: of a small brand still a signal, while of
    a larger one its rise is for the counts to tell, and it is only shown.
    """
    if days is None:
        return cast(Severity, severity + 1) if young and severity < 3 else severity
    if days >= NEWS_DAYS or severity == 1:
        return severity
    return 3 if small else 4
