"""Gates in a person's words: the class of a risk, the rule that a ledger counts, the sentence of a gate."""

from collections.abc import Mapping

from cmwatch.model import Gate
from cmwatch.reading.risk import KINDS
from cmwatch.words import _, counted


def risk_name(code: str) -> str:
    """A class of risk, as it stands in a sentence."""
    return {
        "injury": _("injury or death"),
        "safety": _("danger"),
        "discrimination": _("discrimination"),
        "data": _("personal data"),
        "legal": _("the law"),
        "staff": _("conduct of staff"),
        "fraud": _("fraud"),
        "boycott": _("boycott"),
        "press": _("the press"),
    }[code]


def gate_values(gate: Gate) -> dict[str, str | int]:
    """A gate as the values of a reason."""
    values: dict[str, str | int] = {"gate": gate.kind, "risk": gate.code, "word": gate.word, "n": len(gate.keys)}
    return values if gate.days is None else values | {"days": gate.days}


def gate_sentence(values: Mapping[str, str | float | int]) -> str:
    """What opened, and how new that is, of `gate_values`."""
    return f"{_what(values)} {_how_new(values)}"


def _what(values: Mapping[str, str | float | int]) -> str:
    voices, word = int(values["n"]), str(values["word"])
    if values["gate"] == "grave":
        return counted(
            "Grave term of {risk}: “{word}”, {n} voice.",
            "Grave term of {risk}: “{word}”, {n} independent voices.",
            voices,
            risk=risk_name(str(values["risk"])),
            word=word,
        )
    if values["gate"] == "relay":
        return _("@{account} passed it on: a large account, or the press.", account=word)
    return counted(
        "One message goes round: {n} voice, doubling within 20 minutes.",
        "One message goes round: {n} voices, doubling within 20 minutes.",
        voices,
    )


def _how_new(values: Mapping[str, str | float | int]) -> str:
    if "days" not in values:
        return _("The first since watching began.")
    return counted("The first in {n} day.", "The first in {n} days.", int(values["days"]))


def rule_name(rule: str) -> str:
    """The rule that opened an alert, as a ledger lists it; an unknown one as it is written."""
    _gate, _grave, code = rule.partition("gate.grave.")
    if code in KINDS:
        return _("grave term: {risk}", risk=risk_name(code))
    names = {
        "mentions": _("volume"), "authors": _("authors"), "negative": _("negative originals"),
        "share": _("share of negatives"), "reach": _("reach"), "story": _("one story"), "source": _("one source"),
        "gate": _("gate"), "gate.relay": _("relay"), "gate.velocity": _("message that goes round"),
    }  # fmt: skip
    return names.get(rule, rule)
