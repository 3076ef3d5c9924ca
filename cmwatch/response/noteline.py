"""One line to write: `fact firmware 3.2 is concerned`, `action @marc call the shop due 18:00`, `@02:05 Marc phoned`.

The first word may be a kind, in English or French, in lower case or with a colon after it; any other line is a
note, so that 'Action group announced' stays what it is.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from cmwatch.model.case import Action, Confidence, Decision, Draft, Kind, Links, Precision

KINDS: dict[str, Kind] = {
    "note": "note", "fact": "fact", "fait": "fact", "claim": "claim_unverified", "allégation": "claim_unverified",
    "rumour": "claim_unverified", "rumor": "claim_unverified", "rumeur": "claim_unverified",
    "decision": "decision", "décision": "decision", "action": "action", "tâche": "action", "hold": "hold",
    "silence": "hold", "internal": "comms_internal", "interne": "comms_internal", "said": "comms_external",
    "publié": "comms_external", "press": "media_enquiry", "presse": "media_enquiry", "moderation": "moderation",
    "modération": "moderation", "review": "review", "bilan": "review", "comment": "comment", "commentaire": "comment",
}  # fmt: skip
"""First words and the kinds they stand for; accents may be left out."""

_CONFIDENCE: dict[str, Confidence] = {
    "confirmed": "confirmed", "confirmé": "confirmed", "probable": "probable", "unverified": "unverified",
    "non-vérifié": "unverified", "refuted": "refuted", "démenti": "refuted",
}  # fmt: skip
_DONE = {"done": "done", "terminé": "done", "dropped": "dropped", "abandonné": "dropped"}
_CORRECT = frozenset({"correct", "correction", "corrige"})

T = TypeVar("T")

_WORD = re.compile(r"(?P<word>[^\W\d_][\w-]*)(?P<colon>\s?:)?(?:\s+|$)")
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]+)\s+#?(?P<seq>\d{1,6})\b[\s:]*(?P<rest>.*)", re.DOTALL)
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])(?::|\s?h\s?)(?P<minute>[0-5]\d)?"
_OCCURRED = re.compile(rf"@(?P<about>~)?{_CLOCK}(?=\s|$)\s*")
_DUE = re.compile(rf"\s*\b(?:due|by|before|avant|pour|échéance)\s+{_CLOCK}\s*$")
_RELOOK = re.compile(rf"\s*\b(?:relook|revoir)\s+(?:at\s+|à\s+)?{_CLOCK}\s*$")
_OWNER = re.compile(r"(?:^|(?<=\s))@(?P<owner>[\w][\w.-]*)\s*")
_BECAUSE = re.compile(r"\s+(?:because|since|parce que|parce qu['’]|car)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A line with its time taken off."""

    rest: str
    occurred_at: datetime | None
    precision: Precision


def parse(line: str, at: datetime, zone: str) -> Draft:
    """The entry a line stands for. Times of day are in `zone`; those of events lie before `at`, those due after it."""
    cut = _occurred(line.strip(), at, zone)
    if numbered := _numbered(cut.rest):
        draft = numbered
    else:
        kind, rest = _kind(cut.rest)
        if cut.occurred_at is None:
            cut = _occurred(rest, at, zone)
            rest = cut.rest
        draft = _drafted(kind, rest, at, zone)
    return replace(draft, occurred_at=cut.occurred_at, occurred_precision=cut.precision)


def _kind(line: str) -> tuple[Kind, str]:
    match = _WORD.match(line)
    if match is None:
        return "note", line
    kind = _looked_up(KINDS, match["word"].casefold())
    if kind is None or not (match["colon"] or match["word"].islower()):
        return "note", line
    return kind, line[match.end() :].lstrip()


def _numbered(line: str) -> Draft | None:
    """`done 12`, `correct 7 it was the lamp 2`."""
    match = _NUMBERED.fullmatch(line)
    if match is None or not match["word"].islower():
        return None
    seq, rest = int(match["seq"]), match["rest"].strip()
    if match["word"] in _CORRECT and rest:
        return Draft("correction", rest, links=Links(supersedes=seq))
    match _looked_up(_DONE, match["word"]):
        case "done":
            return Draft("action_update", rest, action=Action("done", of=seq), links=Links(caused_by=seq))
        case "dropped":
            return Draft("action_update", rest, action=Action("dropped", of=seq), links=Links(caused_by=seq))
        case _:
            return None


def _drafted(kind: Kind, text: str, at: datetime, zone: str) -> Draft:
    match kind:
        case "fact":
            first, _space, rest = text.partition(" ")
            known = _looked_up(_CONFIDENCE, first.casefold().rstrip(":"))
            return Draft(kind, rest.strip() if known else text, confidence=known or "confirmed")
        case "claim_unverified":
            return Draft(kind, text, confidence="unverified")
        case "action":
            due, text = _later(_DUE, text, at, zone)
            owner = _OWNER.search(text)
            text = _OWNER.sub("", text, count=1).strip() if owner else text
            return Draft(kind, text, action=Action(owner=owner["owner"].rstrip(".") if owner else None, due=due))
        case "decision":
            relook, text = _later(_RELOOK, text, at, zone)
            choice, *why = _BECAUSE.split(text, maxsplit=1)
            return Draft(kind, text, decision=Decision(choice, why[0] if why else "", relook_at=relook))
        case _:
            return Draft(kind, text)


def _occurred(line: str, at: datetime, zone: str) -> _Cut:
    match = _OCCURRED.match(line)
    if match is None:
        return _Cut(line, None, "exact")
    found = _on_day_of(at, match, zone)
    found = found if found <= at else _on_day_of(at - timedelta(days=1), match, zone)
    return _Cut(line[match.end() :], found, "±5 min" if match["about"] else "exact")


def _later(pattern: re.Pattern[str], text: str, at: datetime, zone: str) -> tuple[datetime | None, str]:
    match = pattern.search(text)
    if match is None:
        return None, text
    found = _on_day_of(at, match, zone)
    found = found if found > at else _on_day_of(at + timedelta(days=1), match, zone)
    return found, text[: match.start()].strip()


def _on_day_of(at: datetime, match: re.Match[str], zone: str) -> datetime:
    local = at.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date(), time(int(match["hour"]), int(match["minute"] or 0)), ZoneInfo(zone))


def _looked_up(table: dict[str, T], word: str) -> T | None:
    return next((value for name, value in table.items() if word in (name, _plain(name))), None)


def _plain(word: str) -> str:
    return word.translate(str.maketrans("éèêàâ", "eeeaa"))
