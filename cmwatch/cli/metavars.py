"""The capitals that stand for a value in `--help` and in errors, in the language of the interface."""

import click

from cmwatch.words import _


def speak(parameters: list[click.Parameter]) -> None:
    """Translate what stands for each value; a number without a name of its own becomes N."""
    for parameter in parameters:
        if parameter.metavar:
            parameter.metavar = _in_words(parameter.metavar)
        elif isinstance(parameter.type, click.types.IntParamType) and not getattr(parameter, "count", False):
            parameter.metavar = "N"


def _in_words(metavar: str) -> str:
    """`[QUERY]` and `FILE…` keep their signs; an unknown word stays as it is."""
    bare = metavar.strip("[]…")
    return metavar.replace(bare, _known().get(bare, bare))


def _known() -> dict[str, str]:
    return {
        "FILE": _("FILE"),
        "DIR": _("DIR"),
        "NAME": _("NAME"),
        "NAME=VALUE": _("NAME=VALUE"),
        "KEY": _("KEY"),
        "TEXT": _("TEXT"),
        "TIME": _("TIME"),
        "SOURCE:AUTHOR": _("SOURCE:AUTHOR"),
        "QUERY": _("QUERY"),
        "ZONE": _("ZONE"),
        "HOST": _("HOST"),
        "TITLE": _("TITLE"),
        "LEVEL": _("LEVEL"),
        "STATUS": _("STATUS"),
        "ROLE": _("ROLE"),
        "PERSON": _("PERSON"),
        "ENTRY": _("ENTRY"),
        "HASH": _("HASH"),
        "NETWORK": _("NETWORK"),
    }
