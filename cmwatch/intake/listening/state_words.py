"""How a source is, in words: its state, what it can do, and what a single fetch showed."""

from cmwatch.intake.listening.probe import Probed
from cmwatch.intake.network import Capabilities
from cmwatch.model import SourceState
from cmwatch.words import _, counted

UNREADABLE_TOLD = 3


def state_word(state: SourceState) -> str:
    """The state in the person's language."""
    words: dict[SourceState, str] = {
        "live": _("live"),
        "catching up": _("catching up"),
        "waiting": _("waiting"),
        "ended": _("ended"),
        "rate limited": _("rate limited"),
        "silent": _("silent"),
        "degraded": _("degraded"),
        "needs login": _("needs login"),
        "refused": _("refused"),
        "paused": _("paused"),
    }
    return words[state]


def capable(can: Capabilities) -> list[str]:
    """What an adapter can do and cannot, a sentence each."""
    words = {
        _("search"): can.search, _("stream"): can.stream, _("edits"): can.edits, _("deletions"): can.deletions,
        _("reach"): can.reach, _("replies"): can.replies,
    }  # fmt: skip
    able = [word for word, how in words.items() if how == "yes"]
    login = [word for word, how in words.items() if how == "login"]
    unable = [word for word, how in words.items() if how == "no"]
    told = [_("It can: {what}.", what=", ".join(able))] if able else []
    told += [_("With a login it can: {what}.", what=", ".join(login))] if login else []
    told += [_("It cannot: {what}.", what=", ".join(unable))] if unable else []
    return [*told, _("Limits: {limits}.", limits=can.limits())]


def probed_words(probed: Probed) -> list[str]:
    """What a single fetch showed, a sentence each."""
    told = [_("It answered.")] if probed.answered else []
    if probed.problem:
        told.append(_("It failed: {problem}", problem=probed.problem))
    if probed.answered:
        told.append(counted("It brought {n} mention.", "It brought {n} mentions.", len(probed.mentions)))
    if probed.unreadable:
        told.append(counted("{n} item could not be read:", "{n} items could not be read:", len(probed.unreadable)))
        told += [f"– {bad.file}: {bad.reason}" for bad in probed.unreadable[:UNREADABLE_TOLD]]
    return [*told, *probed.awaits]
