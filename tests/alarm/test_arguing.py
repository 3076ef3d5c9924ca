"""What people say in an alert: each argument with its authors, and the mentions that count to it."""

from scenes import DAY, Post, burst, calm, item, together

from cmwatch.alarm.arguing import argued, saying
from cmwatch.alarm.card import argument_lines
from cmwatch.alarm.figures import argument_name, figures
from cmwatch.alarm.wire import alert_object
from cmwatch.model import Item

SAID = (
    "@lumo the lamp is on fire, smoke everywhere", "Smoke and fire from my lamp https://ex.org/fire",
    "Facture fausse, j'exige un remboursement", "Remboursement refusé, la facture est fausse",
    "Your agent hung up on me", "The agent was rude and hung up",
)  # fmt: skip


def crisis(start: int) -> list[Item]:
    """Forty people about three things, each in words of their own; one of them again and again."""
    told = [item(start + n / 2, 900_000 + n, text=f"{SAID[n % 6]} {'abcdefg'[n % 7] * 4}") for n in range(40)]
    return told + [item(start + 5 + n, 990_000 + n, author="loud", text=f"{SAID[2]} encore{n}") for n in range(6)]


def test_arguments_are_written_as_people_write_and_can_be_counted_again() -> None:
    """With accents; addresses and handles are no argument; an author counts once."""
    items = crisis(0)
    told = argued(items, ("Lumo",))
    terms = [set(one.terms) for one in told]
    assert {"fire", "smoke"} <= next(one for one in terms if "fire" in one)
    assert "remboursement" in next(one for one in terms if "facture" in one)
    assert {"agent", "hung"} <= next(one for one in terms if "agent" in one)
    assert not {"lumo", "ex", "org", "https"} & set().union(*terms)
    for which, one in enumerate(told):
        behind = saying(which, told, items)
        assert len(behind) == one.authors == len({found.mention.author for found in behind})
    accented = argued([item(n, n, text=f"prélèvement refusé numero{n}") for n in range(9)], ())
    assert "prélèvement" in accented[0].terms


def test_an_alert_tells_what_people_say_most_authors_first() -> None:
    """On its card, and to programs; each line opens a figure with the same count."""
    alert = Post().sees(together(calm(21), burst(21 * DAY + 600, 1, 1), crisis(21 * DAY + 600))).alert
    lines = argument_lines(alert)
    assert len(lines) >= 3
    known = figures(alert)
    counts = [known[name].count for line in lines for name in line.figures]
    assert counts == sorted(counts, reverse=True)
    for line, count in zip(lines, counts, strict=True):
        assert line.text.endswith(f"({count} author{'s' if count > 1 else ''})")
    told = alert_object(alert)["arguments"]
    assert isinstance(told, list)
    assert [one["authors"] for one in told] == [known[argument_name(n)].count for n in range(len(told))]
