"""How a mention was read, in words: its tone and what made it, its wishes, its risks, its story."""

from cmwatch.alarm.gates.words import risk_name
from cmwatch.desk.ink import plain
from cmwatch.model import Item
from cmwatch.monitor.teaching import Accuracy, Told
from cmwatch.reading.tone.reasons import engine_in_words, language_in_words, reason_in_words, tone_name
from cmwatch.words import _, counted, number, percent


def intent_name(intent: str) -> str:
    """An intent in a word or two."""
    names = {
        "question": _("a question"),
        "complaint": _("a complaint"),
        "praise": _("praise"),
        "threat_to_leave": _("a threat to leave"),
        "rumour": _("a rumour"),
        "pre_purchase": _("somebody about to buy"),
    }
    return names.get(intent, intent)


def reading_in_words(item: Item, told: Told) -> str:
    """Tone, language, marks and story of a mention, each with what it rests on."""
    reading = item.reading
    lines = [*_tone_lines(item, told), *_meant(told)]
    if reading.addressed:
        lines.append(_("It is addressed to the brand: it tags it, calls it or answers it."))
    if item.mention.from_brand:
        lines.append(_("It is the brand's own voice: it counts in no alarm."))
    lines.append(_("It matched: {watches}.", watches=", ".join(item.watches)))
    if item.original:
        lines.append(
            counted(
                "It is an original: its story held {n} message when it came.",
                "It is an original: its story held {n} messages when it came.",
                item.fold,
            )
        )
    else:
        lines.append(
            counted(
                "It repeats {story}: its story held {n} message when it came.",
                "It repeats {story}: its story held {n} messages when it came.",
                item.fold,
                story=item.story,
            )
        )
    lines += _measured(told.accuracy)
    return "\n".join(lines)


def _tone_lines(item: Item, told: Told) -> list[str]:
    reading = item.reading
    lines = []
    if item.corrected:
        lines.append(_("A person says: {tone}.", tone=tone_name(item.corrected)))
    if not reading.engine:
        lang = language_in_words(reading.lang)
        return [*lines, _("Tone: unsure. Its language cannot be read here: {lang}.", lang=lang)]
    lines.append(
        _("Tone: {word}, read by {engine}. Language: {lang}.", word=tone_name(reading.tone),
          engine=engine_in_words(reading.engine), lang=language_in_words(reading.lang))
    )  # fmt: skip
    if reading.p_negative is not None:
        lines.append(_("Chance that it is negative: {share}.", share=percent(reading.p_negative)))
    if reading.compound is not None:
        sign = "−" if reading.compound < 0 else "+" if reading.compound > 0 else ""
        lines.append(_("Score of the rules: {score}.", score=f"{sign}{number(abs(reading.compound), 2)}"))
    if reading.doubtful:
        lines.append(_("It may be irony: praise stands beside a failure or an angry emoji."))
    if told.reasons:
        lines.append(_("Words: {words}", words="  ".join(plain(reason_in_words(reason)) for reason in told.reasons)))
    return lines


def _meant(told: Told) -> list[str]:
    lines = [
        _("It reads as {intent}: “{words}”", intent=intent_name(intent), words=plain(words))
        for intent, words in told.intents.items()
    ]
    for kind, word in told.risks.items():
        lines.append(_("It speaks of {risk}: “{words}”", risk=risk_name(kind), words=plain(word)))
    return lines


def _measured(accuracy: Accuracy) -> list[str]:
    if not accuracy.judged:
        return [_("Nobody has said yet how well this watch is read: t says what a tone is.")]
    told = counted(
        "On this watch people judged {n} reading", "On this watch people judged {n} readings", accuracy.judged
    )
    share = percent(accuracy.right / accuracy.judged)
    bounds = f"{percent(accuracy.low)} – {percent(accuracy.high)}"
    return [_("{judged}: {share} were right [{bounds}].", judged=told, share=share, bounds=bounds)]
