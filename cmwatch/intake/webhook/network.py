"""Webhooks as a network: what they can do, and their source from its options."""

from datetime import datetime

from cmwatch.config.networks.webhook import WebhookConfig
from cmwatch.intake.network import Capabilities, Network, Outside, Saved
from cmwatch.intake.webhook.body import read_body
from cmwatch.intake.webhook.source import Webhook
from cmwatch.intake.wire.answer import Answer
from cmwatch.ports import Source
from cmwatch.words import _


def build(config: WebhookConfig, outside: Outside) -> Source:
    """The receiver."""
    return Webhook(config, outside.clock)


def parse(saved: Saved, answer: Answer, file: str, at: datetime) -> None:
    """The mentions of a body as it would be handed in."""
    body = read_body(answer.body, at)
    saved.mentions += body.mentions
    for number, reason in body.faults:
        saved.note(file, number, reason)


WEBHOOK = Network(
    "webhook",
    Capabilities(
        stream="yes",
        reach="yes",
        limits=lambda: _("32 connections at once; a body of at most 1 MiB, or what max_body_kib says"),
        blind=lambda: (
            _("It hears what is sent to it. While cmwatch is not running nobody answers: the sender must send again."),
        ),
    ),
    build,
    parse,
)
