"""The severity matrix of an alert: which of its cells fired, each with its number (PRODUCT 8).

V volume, N negativity, G growth, R relays, X networks (crossing), C content, E evidence of the panel.
"""

from collections.abc import Mapping, Sequence

from cmwatch.alarm import severity
from cmwatch.alarm.gates.words import risk_name
from cmwatch.alarm.severity import LARGE, MIDDLING, Inputs, shape
from cmwatch.model import Gate, Reason, Severity
from cmwatch.words import _, amount, percent, whole

Value = str | float | int


def cells(inputs: Inputs, gates: Sequence[Gate]) -> tuple[Reason, ...]:
    """The cells above green, in the order of the matrix. None fires of spam or good news but gates."""
    gravest = min(gates, key=lambda gate: gate.severity, default=None)
    content = [] if gravest is None else [_cell("C", gravest.severity, gate=gravest.kind, risk=gravest.code)]
    if inputs.harmless:
        return tuple(content)
    large = sum(followers >= LARGE for followers in inputs.reaches)
    middling = sum(followers >= MIDDLING for followers in inputs.reaches)
    _before, after = inputs.half_hours
    people = {"authors": inputs.authors_in_hour} if inputs.small_or_young else {}
    found = [
        _cell(
            "V", severity.volume(inputs), factor=round(inputs.factor, 1), n=inputs.heard, minutes=inputs.volume_minutes,
            **people,
        ),
        _cell("N", severity.tone(inputs), low=round(inputs.negative_low or 0.0, 3), n=inputs.negatives),
        _cell("G", severity.growth(inputs), minutes=max(1, round(inputs.doubling_minutes or 0)), n=after),
        _cell("R", severity.relays(inputs), large=large, middling=middling, press=inputs.press),
        _cell("X", severity.spread(inputs), n=inputs.sources),
        *content,
        _cell("E", severity.signal(inputs)),
    ]  # fmt: skip
    return tuple(cell for cell in found if dict(cell.values)["severity"] != 4)


def cell_words(cell: Reason) -> str:
    """A cell as the matrix is written: `V ▲ ×5.2`."""
    values = dict(cell.values)
    level: Severity = int(values["severity"])  # type: ignore[assignment]  # a cell holds a severity
    letter = cell.code.rpartition(".")[2]
    return f"{letter} {shape(level)} {_number(letter, values)}"


def cell_name(letter: str) -> str:
    """What a letter of the matrix stands for."""
    return {
        "V": _("volume"), "N": _("negativity"), "G": _("growth"), "R": _("relays"), "X": _("networks"),
        "C": _("content"), "E": _("several series together"),
    }[letter]  # fmt: skip


def _cell(letter: str, level: Severity, **values: Value) -> Reason:
    return Reason(f"cell.{letter}", tuple(sorted({"severity": level, **values}.items())))


def _number(letter: str, values: Mapping[str, Value]) -> str:
    return {
        "V": lambda: _factor(float(values["factor"]), int(values.get("authors", 0))),
        "N": lambda: f"≥{percent(float(values['low']))}",
        "G": lambda: _("×2 in {minutes} min", minutes=values["minutes"]),
        "R": lambda: _reach(int(values["large"]), int(values["middling"]), int(values["press"])),
        "X": lambda: whole(int(values["n"])),
        "C": lambda: _gate_name(str(values["gate"]), str(values["risk"])),
        "E": lambda: _("stands out"),
    }[letter]()


def _factor(factor: float, people: int) -> str:
    times = f"×{amount(factor)}"
    return _("{factor}, {n} authors/h", factor=times, n=whole(people)) if people else times


def _reach(large: int, middling: int, press: int) -> str:
    parts = [_("{n}≥100 k", n=large)] if large else [_("{n}≥10 k", n=middling)] if middling else []
    return " + ".join([*parts, _("{n} press", n=press)] if press else parts)


def _gate_name(kind: str, risk: str) -> str:
    if kind == "grave":
        return risk_name(risk)
    return _("relay") if kind == "relay" else _("message that goes round")
