"""Gates in words: what opened, and how new that is."""

from datetime import UTC, datetime

import pytest

from cmwatch.alarm.gates.words import gate_sentence, gate_values, risk_name, rule_name
from cmwatch.model import Gate
from cmwatch.reading.risk import KINDS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        (
            Gate("grave", "injury", NOON, 1, ("a", "b"), "burned my hand", None),
            "Grave term of injury or death: “burned my hand”, 2 independent voices. The first since watching began.",
        ),
        (
            Gate("grave", "legal", NOON, 1, ("a",), "class action", 1),
            "Grave term of the law: “class action”, 1 voice. The first in 1 day.",
        ),
        (
            Gate("relay", "", NOON, 3, ("a", "b"), "gazette", 40),
            "@gazette passed it on: a large account, or the press. The first in 40 days.",
        ),
        (
            Gate("velocity", "", NOON, 3, tuple("abcdefghijklmno"), "", 3),
            "One message goes round: 15 voices, doubling within 20 minutes. The first in 3 days.",
        ),
    ],
)
def test_a_gate_is_one_sentence_and_how_new_it_is(gate: Gate, told: str) -> None:
    """Of values that a reason can hold."""
    assert gate_sentence(gate_values(gate)) == told


@pytest.mark.parametrize("kind", KINDS)
def test_every_class_has_a_name(kind: str) -> None:
    """In a sentence and as a rule of the ledger."""
    assert rule_name(f"gate.grave.{kind}") == f"grave term: {risk_name(kind)}"


@pytest.mark.parametrize(
    ("rule", "name"),
    [("mentions", "volume"), ("gate.relay", "relay"), ("gate", "gate"), ("new.rule", "new.rule")],
)
def test_every_rule_has_a_name(rule: str, name: str) -> None:
    """One that is not known, such as a later version's, stands as it is written."""
    assert rule_name(rule) == name
