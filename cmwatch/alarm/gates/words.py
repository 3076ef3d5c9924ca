"""Gates in a person's words: the class of a risk, the rule that a ledger counts, the sentence of a gate."""

from cmwatch.model import Gate
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


def gate_sentence(gate: Gate) -> str:
    """What opened, and how new that is."""
    return f"{_what(gate)} {_how_new(gate.days)}"


def _what(gate: Gate) -> str:
    voices = len(gate.keys)
    match gate.kind:
        case "grave":
            return counted(
                "Grave term of {risk}: “{word}”, {n} voice.",
                "Grave term of {risk}: “{word}”, {n} independent voices.",
                voices,
                risk=risk_name(gate.code),
                word=gate.word,
            )
        case "relay":
            return _("@{account} passed it on: a large account, or the press.", account=gate.word)
        case "velocity":
            return counted(
                "One message goes round: {n} voice, doubling within 20 minutes.",
                "One message goes round: {n} voices, doubling within 20 minutes.",
                voices,
            )


def _how_new(days: int | None) -> str:
    if days is None:
        return _("The first since watching began.")
    return counted("The first in {n} day.", "The first in {n} days.", days)


def rule_name(rule: str) -> str:
    """The rule that opened an alert, as a ledger lists it; an unknown one as it is written."""
    kind, _dot, code = rule.removeprefix("gate.").partition(".")
    if rule == f"gate.grave.{code}" and code:
        return _("grave term: {risk}", risk=risk_name(code))
    names = {
        "mentions": _("volume"), "authors": _("authors"), "negative": _("negative originals"),
        "share": _("share of negatives"), "reach": _("reach"), "story": _("one story"), "source": _("one source"),
        "gate": _("gate"), "gate.relay": _("relay"), "gate.velocity": _("message that goes round"),
    }  # fmt: skip
    return names.get(rule, kind)
