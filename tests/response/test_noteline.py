"""One line to write: what the first word makes of it, in both languages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.model.case import Action, Decision
from cmwatch.response.noteline import parse

AT = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
"""02:02 in Paris."""

LINES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("Support queue 40 min (Marc, phone)", "note", "Support queue 40 min (Marc, phone)", {}),
    ("note le SAV sature", "note", "le SAV sature", {}),
    ("fact firmware 3.2 since 1 Nov", "fact", "firmware 3.2 since 1 Nov", {"confidence": "confirmed"}),
    ("fait le firmware 3.2", "fact", "le firmware 3.2", {"confidence": "confirmed"}),
    ("Fait : le firmware 3.2", "fact", "le firmware 3.2", {"confidence": "confirmed"}),
    ("fact: probable le firmware", "fact", "le firmware", {"confidence": "probable"}),
    ("fait démenti la lampe explose", "fact", "la lampe explose", {"confidence": "refuted"}),
    ("rumeur la lampe explose", "claim_unverified", "la lampe explose", {"confidence": "unverified"}),
    ("décision on attend parce que rien n'est sûr", "decision", "on attend parce que rien n'est sûr",
     {"decision": Decision("on attend", "rien n'est sûr")}),
    ("decision wait because unsure relook 04:00", "decision", "wait because unsure",
     {"decision": Decision("wait", "unsure", relook_at=datetime(2026, 11, 22, 3, 0, tzinfo=UTC))}),
    ("decision attendre", "decision", "attendre", {"decision": Decision("attendre")}),
    ("action @marc rappeler la boutique avant 18h", "action", "rappeler la boutique",
     {"action": Action(owner="marc", due=datetime(2026, 11, 22, 17, 0, tzinfo=UTC))}),
    ("action call the shop due 01:30", "action", "call the shop",
     {"action": Action(due=datetime(2026, 11, 23, 0, 30, tzinfo=UTC))}),
    ("action écrire à la presse", "action", "écrire à la presse", {"action": Action()}),
    ("done 12 shop called", "action_update", "shop called", {"action": Action("done", of=12)}),
    ("terminé #12", "action_update", "", {"action": Action("done", of=12)}),
    ("abandonné 12 plus utile", "action_update", "plus utile", {"action": Action("dropped", of=12)}),
    ("corrige 7 c'était la lampe 2", "correction", "c'était la lampe 2", {}),
    ("silence on ne nourrit pas la rumeur", "hold", "on ne nourrit pas la rumeur", {}),
    ("presse Le Nouvelliste demande une date", "media_enquiry", "Le Nouvelliste demande une date", {}),
    ("Action de groupe annoncée par l'association", "note", "Action de groupe annoncée par l'association", {}),
    ("Décision de justice demain", "note", "Décision de justice demain", {}),
    ("facture reçue", "note", "facture reçue", {}),
    ("done with this", "note", "done with this", {}),
    ("", "note", "", {}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind", "text", "more"), LINES, ids=[line[0] for line in LINES])
def test_the_first_word_may_be_a_kind(line: str, kind: str, text: str, more: dict[str, Any]) -> None:
    """In lower case, or with a colon; anything else is a note."""
    draft = parse(line, AT, "Europe/Paris")
    assert (draft.kind, draft.text) == (kind, text)
    for name, value in more.items():
        assert getattr(draft, name) == value


@pytest.mark.parametrize(
    ("line", "occurred", "precision"),
    [
        ("@01:45 Marc a appelé", datetime(2026, 11, 22, 0, 45, tzinfo=UTC), "exact"),
        ("@23:50 Marc a appelé", datetime(2026, 11, 21, 22, 50, tzinfo=UTC), "exact"),
        ("fait @~1h45 coupure", datetime(2026, 11, 22, 0, 45, tzinfo=UTC), "±5 min"),
        ("@2h Marc", datetime(2026, 11, 22, 1, 0, tzinfo=UTC), "exact"),
    ],
)
def test_a_time_in_front_says_when_it_happened(line: str, occurred: datetime, precision: str) -> None:
    """The last such time that is past, in the zone of the log."""
    draft = parse(line, AT, "Europe/Paris")
    assert (draft.occurred_at, draft.occurred_precision) == (occurred, precision)


def test_a_handle_in_front_is_no_time() -> None:
    """`@25:00` and `@marc` stay in the note."""
    for line in ("@marc a appelé", "@25:00 x"):
        assert parse(line, AT, "Europe/Paris").text == line


@given(st.text(max_size=60))
def test_any_line_is_an_entry(line: str) -> None:
    """Whatever is typed, something sensible comes of it, and its time is past."""
    draft = parse(line, AT, "Europe/Paris")
    assert draft.occurred_at is None or draft.occurred_at <= AT
