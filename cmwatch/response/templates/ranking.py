"""Which template fits the mention at hand, and why it is offered."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cmwatch.model import Item, Severity
from cmwatch.model.case import Case, Posture
from cmwatch.response.templates.filling import Filled, fill
from cmwatch.response.templates.template import Fit, Template
from cmwatch.words import _

_SIGNS: tuple[tuple[Fit, str], ...] = (
    ("outage", r"pannes?|en rade|bugs?|plante\w*|hors service|marche (?:pas|plus)|fonctionne (?:pas|plus)|coupures?"
               r"|down|outages?|broken|not working|crash\w*|offline|stopped working"),
    ("safety", r"bless\w+|brul\w+|danger\w*|feu|incendies?|explos\w+|malades?|intoxi\w+|rappel produit"
               r"|injur\w+|burn\w*|fire|unsafe|hazard\w*|recall|sick|poison\w*"),
    ("rumour", r"rumeurs?|fake|faux|intox|il parait que|on dit que|vrai que"
               r"|rumou?rs?|hoax|is it true|apparently|i heard"),
    ("data", r"pirat\w+|hack\w*|fuite|donnees|mots? de passe|rgpd|data|leak\w*|breach\w*|password\w*|privacy|gdpr"),
    ("price", r"rembours\w+|prix|tarifs?|hausse|frais|factur\w+|arnaques?|refund\w*|price\w*|fees?|bill\w*|charged"),
    ("abuse", r"connard\w*|salop\w*|encule\w*|ta gueule|va crever|je vais te|pute"
              r"|idiots?|moron\w*|scum|fuck\w*|kill you|bitch\w*"),
)  # fmt: skip
"""Words that tell what a mention is about, without accents. They rank templates; they judge nobody."""

_COMPILED = tuple((fit, re.compile(rf"\b(?:{words})\b")) for fit, words in _SIGNS)


@dataclass(frozen=True, slots=True)
class Situation:
    """What is to be answered, where, and in which state of affairs."""

    item: Item
    severity: Severity | None = None
    """Of the open incident; None if there is none."""
    network: str = ""
    """Empty: the network of the mention."""
    language: str | None = None
    """None: the language of the mention."""
    posture: Posture | None = None
    """The stance asked for, if one was."""
    used: tuple[tuple[str, int], ...] = ()
    """(template key, wording) of the replies already given, oldest first; see `used`."""
    slots: tuple[tuple[str, str], ...] = ()
    """What is known already, to judge lengths by."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A template with the reasons for its place, and the wording whose turn it is."""

    template: Template
    score: int
    reasons: tuple[str, ...]
    """In the person's language: 'answers a question', 'French', 'fits 500'."""
    wording: int
    filled: Filled


def used(case: Case) -> tuple[tuple[str, int], ...]:
    """The wordings already used in a case, oldest first."""
    said = [entry.comms for entry in case.entries if entry.comms]
    return tuple((c.template.split("@", maxsplit=1)[0], c.wording or 0) for c in said if c.template)


def about(item: Item, severity: Severity | None = None) -> tuple[Fit, ...]:
    """What a mention is about, by its reading and its words."""
    text = unicodedata.normalize("NFKD", item.mention.text.casefold())
    plain = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'")
    found: list[Fit] = [fit for fit, pattern in _COMPILED if pattern.search(plain)]
    low, high = item.mention.rating is not None and item.mention.rating <= 2, (item.mention.rating or 0) >= 4
    if item.reading.question:
        found.append("question")
    if item.reading.tone == "negative" or low or (found and item.reading.tone != "positive"):
        found.append("complaint")
    if (item.reading.tone == "positive" or high) and "complaint" not in found and not item.reading.question:
        found.append("praise")
    if severity is not None and severity <= 3:
        found.append("incident")
    return tuple(found)


def ranked(templates: Iterable[Template], situation: Situation) -> tuple[Ranked, ...]:
    """Public templates, best first. Ties keep the order of the categories."""
    what = about(situation.item, situation.severity)
    offered = (_judged(template, situation, what) for template in templates if template.audience == "public")
    return tuple(sorted(offered, key=lambda found: -found.score))


def next_wording(template: Template, given: tuple[tuple[str, int], ...]) -> int:
    """The first wording not used yet, else the one used longest ago."""
    last = {wording: place for place, (key, wording) in enumerate(given) if key == template.key}
    fresh = next((number for number in range(template.wordings) if number not in last), None)
    return fresh if fresh is not None else min(last, key=lambda number: last[number])


def _judged(template: Template, situation: Situation, what: tuple[Fit, ...]) -> Ranked:
    wording = next_wording(template, situation.used)
    network = situation.network or situation.item.mention.source
    filled = fill(template, wording, dict(situation.slots), network)
    lang = situation.language or situation.item.reading.lang
    score, reasons = _fitting(template, what)
    if template.lang == lang or (lang not in ("fr", "en") and template.lang == "en"):
        score += 4
        reasons.append(_("French") if template.lang == "fr" else _("English"))
    else:
        score -= 8
        reasons.append(_("in another language"))
    if situation.posture is not None and template.posture == situation.posture:
        score += 4
        reasons.append(_("the posture asked for"))
    if filled.limit is not None:
        score += 1 if filled.fits else -4
        words = _("fits {limit}", limit=filled.limit) if filled.fits else _("too long for {limit}", limit=filled.limit)
        reasons.append(words)
    if template.needs_approver(situation.severity):
        reasons.append(_("needs an approver"))
    if times := sum(key == template.key for key, _wording in situation.used):
        reasons.append(_("used {n} times here", n=times))
    return Ranked(template, score, tuple(reasons), wording, filled)


def _fitting(template: Template, what: tuple[Fit, ...]) -> tuple[int, list[str]]:
    """Rarer signs weigh more: 'it burns' decides, 'a complaint' hardly. Praise is thanked and never excused."""
    weights: dict[Fit, int] = {"safety": 6, "data": 4, "rumour": 4, "abuse": 4, "outage": 3, "price": 3, "incident": 2}
    fits = [fit for fit in what if fit in template.fits]
    score = sum(weights.get(fit, 2) for fit in fits)
    if "praise" in what and "praise" not in template.fits:
        score -= 6
    if "praise" not in what and template.fits == ("praise",):
        score -= 6
    return score, [_answers(fit) for fit in fits]


def _answers(fit: Fit) -> str:
    words: dict[Fit, str] = {
        "question": _("answers a question"),
        "complaint": _("answers a complaint"),
        "praise": _("answers praise"),
        "outage": _("speaks of an outage"),
        "safety": _("speaks of a danger"),
        "rumour": _("speaks of a rumour"),
        "data": _("speaks of personal data"),
        "price": _("speaks of money"),
        "abuse": _("answers abuse"),
        "incident": _("suits an open incident"),
    }
    return words[fit]
