"""Replies without the desk: list the templates, look at one, make a text."""

from __future__ import annotations

import click
import msgspec

from cmwatch.cli.replying import filled, known, mention, network_option, shelf, slot_option
from cmwatch.cli.shared import Group, Session, pass_session
from cmwatch.errors import UsageError
from cmwatch.response.templates import Filled, Ranked, Situation, Template
from cmwatch.response.templates.template import Audience
from cmwatch.words import _, counted

_LANG = click.option("--lang", type=click.Choice(("fr", "en")), help=_("Language of the template."))
_AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))


@click.group(cls=Group, help=_("Reply templates, ours and yours."))
def templates() -> None:
    """Hold the commands below."""


@templates.command("list", help=_("Show the templates; for a mention, the fitting ones first, with the reasons."))
@_LANG
@click.option("--mention", "key", metavar="SOURCE:ID", help=_("Rank them for this mention of the archive."))
@click.option("--severity", type=click.IntRange(1, 4), help=_("Level of the incident, for the ranking."))
@network_option
@_AS_JSON
@pass_session
def list_templates(
    session: Session, *, lang: str | None, key: str | None, severity: int | None, network: str, as_json: bool
) -> None:
    """Print one line for each template."""
    found = shelf(session)
    if key is None:
        for template in found.all():
            if lang in (None, template.lang):
                session.out(_json(template) if as_json else _plain(template))
        return
    item = mention(session, key)
    slots = known(session, item, lang or item.reading.lang)
    level = next((known for known in (1, 2, 3, 4) if known == severity), None)
    situation = Situation(item, level, network, lang, slots=tuple(slots.items()))
    for place in found.rank(situation):
        if lang in (None, place.template.lang):
            session.out(_ranked(place, as_json=as_json))


@templates.command(help=_("Show a template: its blocks, its wordings, and what it asks for."))
@click.argument("key", metavar="KEY")
@_LANG
@_AS_JSON
@pass_session
def show(session: Session, *, key: str, lang: str | None, as_json: bool) -> None:
    """Print everything about one template."""
    from cmwatch.response.telling import posture_label

    template = shelf(session).get(key, lang)
    if as_json:
        session.out(_json(template))
        return
    session.out(_plain(template))
    approver = _("needs an approver") if template.max_severity is None else ""
    session.out(" · ".join(filter(None, (posture_label(template.posture), approver, f"{template.reviewed}"))))
    if template.notes:
        session.out(template.notes)
    for block in template.blocks:
        session.out(f"\n{block.name}" + (f" ({_('required')})" if block.required else ""))
        for wording in block.wordings:
            session.out(f"  - {wording}")
    session.out("")
    for name in dict.fromkeys(name for b in template.blocks for i in range(len(b.wordings)) for name in b.slots(i)):
        session.out(f"{{{name}}}  {template.slot(name).ask}")


@templates.command(help=_("Make a text from a template."))
@click.argument("key", metavar="KEY")
@slot_option
@network_option
@_LANG
@click.option("--wording", type=click.IntRange(min=1), default=1, show_default=True, help=_("Which wording, from 1."))
@click.option("--mention", "answers", metavar="SOURCE:ID", help=_("Fill the slots from this mention of the archive."))
@_AS_JSON
@pass_session
@click.pass_context
def render(
    context: click.Context,
    session: Session,
    *,
    key: str,
    slots: tuple[str, ...],
    network: str,
    lang: str | None,
    wording: int,
    answers: str | None,
    as_json: bool,
) -> None:
    """Print the text; with slots missing, name them and exit 2."""
    made = filled(session, key, slots, network, answers, wording=wording - 1, lang=lang, strict=False)
    _warn(session, made, network)
    if made.missing and not as_json:
        raise UsageError(
            _("These slots are missing: {names}.", names=", ".join(made.missing)),
            made.template.key,
            _("Give each as --slot NAME=VALUE."),
        )
    session.out(msgspec.json.encode(_told(made)).decode() if as_json else made.text)
    context.exit(2 if made.missing else 0)


def _warn(session: Session, made: Filled, network: str) -> None:
    for name in made.missing:
        session.say(f"{{{name}}}  {made.template.slot(name).ask}")
    for name in made.optional:
        session.say(_("Not used for want of {slot}: {ask}", slot=f"{{{name}}}", ask=made.template.slot(name).ask))
    if not made.fits:
        session.say(_("This is {length} long; {network} takes {limit}.", length=made.length, network=network,
                      limit=made.limit))  # fmt: skip


def _told(made: Filled) -> dict[str, object]:
    return {
        "template": made.template.ref,
        "wording": made.wording + 1,
        "text": made.text,
        "missing": made.missing,
        "optional": made.optional,
        "left_out": made.left_out,
        "length": made.length,
        "limit": made.limit,
        "fits": made.fits,
    }


def _plain(template: Template) -> str:
    count = counted("{n} wording", "{n} wordings", template.wordings)
    return f"{template.key:<7} {template.name} · {_audience(template)} · {count}" + (
        f" · {template.origin}" if template.origin else ""
    )


def _audience(template: Template) -> str:
    words: dict[Audience, str] = {
        "public": _("public"),
        "press": _("press"),
        "partner": _("partner"),
        "internal": _("internal"),
    }
    return words[template.audience]


def _ranked(place: Ranked, *, as_json: bool) -> str:
    if as_json:
        told = {"score": place.score, "reasons": place.reasons, **_told(place.filled)}
        return msgspec.json.encode(told).decode()
    return f"{place.template.key:<7} {place.template.name} · {', '.join(place.reasons)}"


def _json(template: Template) -> str:
    return msgspec.json.encode(template).decode()
