"""A query that cannot be understood is told where and how to mend it."""

import pytest

from cmwatch.errors import UsageError
from cmwatch.intake.query import QueryError, parse


@pytest.mark.parametrize(
    ("query", "position", "part", "said"),
    [
        ("free (sfr", 5, "(", "never closed"),
        ("free (", 5, "(", "never closed"),
        ("free) sfr", 4, ")", "closing parenthesis"),
        (")", 0, ")", "closing parenthesis"),
        ("free ()", 5, "()", "empty"),
        ('free "mobile', 5, '"mobile', "no partner"),
        ("« free", 0, "« free", "no partner"),
        ("free »", 5, "»", "no partner"),
        ('free ""', 5, '""', "empty"),
        ("free OR", 5, "OR", "OR lacks"),
        ("OR free", 0, "OR", "OR lacks"),
        ("free OR OR sfr", 8, "OR", "OR lacks"),
        ("(free OR)", 6, "OR", "OR lacks"),
        ("free AND", 5, "AND", "AND lacks"),
        ("free NOT", 5, "NOT", "NOT lacks"),
        ("free - mobile", 5, "-", "negates nothing"),
        ("free -", 5, "-", "negates nothing"),
        ("(free -)", 6, "-", "negates nothing"),
        ("arn*que", 0, "arn*que", "star"),
        ("free *", 5, "*", "star"),
        ("free langue:fr", 5, "langue:fr", "Did you mean lang:"),
        ("auteur:jane", 0, "auteur:jane", "Did you mean from:"),
        ("form:jane", 0, "form:jane", "Did you mean from:"),
        ("xyzzy:jane", 0, "xyzzy:jane", "Known are lang, from"),
        ("lang:", 0, "lang:", "no value"),
        ("from:@", 0, "from:@", "no value"),
        ("lang:french", 0, "lang:french", "two letters"),
        ("is:orignal", 0, "is:orignal", "Did you mean is:original"),
        ("is:zzz", 0, "is:zzz", "original, repost, question"),
        ("tone:negatif", 0, "tone:negatif", "Did you mean tone:negative"),
        ("followers:many", 0, "followers:many", "followers:>10000"),
        ("followers:>", 0, "followers:>", "no number"),
        ("since:yesterday", 0, "since:yesterday", "2024-07-19"),
        ("since:2024-13-01", 0, "since:2024-13-01", "no time"),
        ("until:9999-12-31", 0, "until:9999-12-31", "no time"),
        ("since:2h", 0, "since:2h", "count back"),
        ("(" * 50 + "a" + ")" * 50, 20, "(", "within one another"),
        ("-" * 3000 + "a", 20, "-", "within one another"),
        ("a" * 20_001, 20_000, "a", "longer than"),
    ],
)
def test_an_error_names_the_place_the_part_and_the_remedy(query: str, position: int, part: str, said: str) -> None:
    """Each of these is one mistake a person makes."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    error = caught.value
    assert (error.position, error.part) == (position, part)
    assert said in str(error)
    assert error.remedy
    assert f"character {position + 1}" in error.where
    assert isinstance(error, UsageError)
    assert error.exit_code == 2


def test_an_error_repeats_no_control_character() -> None:
    """A query may be pasted from anywhere."""
    with pytest.raises(QueryError) as caught:
        parse('"\x1b]52;c;x\x07')
    assert str(caught.value).isprintable()
