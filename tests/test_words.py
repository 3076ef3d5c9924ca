"""The interface in both languages: nothing missing, nothing stale, nothing left in English."""

import re
import runpy
import string
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from cmwatch import words
from cmwatch.errors import UsageError
from cmwatch.words import _, counted, number, percent, whole

ROOT = Path(__file__).parents[1]
CATALOGUES = runpy.run_path(str(ROOT / "tools" / "catalogues.py"), run_name="catalogues")
AGAIN = "run `make words`, and fill in the empty msgstr of cmwatch/locale/fr/LC_MESSAGES/cmwatch.po"

NARROW, WIDE = "\u202f", "\u00a0"
"""The no-break spaces of French: before ; ! ? %, and before : and inside « »."""

SAME = {
    **dict.fromkeys(
        (
            "30 minutes", "Incident", "Mention {key}", "N", "Note", "OK", "Sources", "[OPTIONS]", "[{n} capture]",
            "%(prog)s, version %(version)s", "action", "actions", "capture {file}, SHA-256 {hash}", "configuration",
            "correction", "incident #{case}", "mentions", "note", "original", "public", "secret", "silence", "source",
            "sources {well}/{total}", "{n} action", "{n} incident", "{n} mention", "{n} original", "≈ probable",
        ),
        "the same words",
    ),
    **dict.fromkeys(("neu", "pos"), "the same abbreviation"),
    **dict.fromkeys(("{n} h", "{n} min", "{n} s", "{n}/min"), "units"),
}  # fmt: skip
"""Msgids that are French as they stand, with the reason."""


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _slots(text: str) -> set[str]:
    """Placeholders with their conversion, of both kinds."""
    braces = {f"{name}!{how}" for _text, name, _spec, how in string.Formatter().parse(text) if name is not None}
    return braces | set(re.findall(r"%\(\w+\)s", text))


@pytest.fixture(scope="module")
def source() -> Catalog:
    """What the source says now, click's included."""
    return CATALOGUES["template"]()


@pytest.fixture(scope="module")
def french() -> Catalog:
    """The catalogue as it is committed."""
    return CATALOGUES["french"]()


def _translated(french: Catalog) -> list[Message]:
    return [message for message in french if message.id]


def test_every_string_of_the_source_is_in_the_catalogue(source: Catalog, french: Catalog) -> None:
    """A string added to the code is French too before it is committed."""
    assert {m.id for m in source if m.id} - {m.id for m in french} == set(), AGAIN


def test_the_catalogue_holds_nothing_that_nobody_says(source: Catalog, french: Catalog) -> None:
    """Translations of strings that are gone are gone, obsolete ones included."""
    assert {m.id for m in french if m.id} - {m.id for m in source} == set(), AGAIN
    assert not french.obsolete


def test_every_string_has_a_french_form_for_each_number(french: Catalog) -> None:
    """Nothing empty, nothing fuzzy, two forms where things are counted."""
    assert CATALOGUES["missing"](french) == [], AGAIN
    assert [message.id for message in french if message.fuzzy] == []
    assert [m.id for m in _translated(french) if m.pluralizable and len(_forms(m)) != 2] == []


def test_translations_keep_their_placeholders(french: Catalog) -> None:
    """A lost {name} would lose a value; an invented one would break."""
    wrong = []
    for message in _translated(french):
        allowed = set.union(*map(_slots, [message.id] if isinstance(message.id, str) else message.id))
        for form in filter(None, _forms(message)):
            held = _slots(form)
            if not held <= allowed or (not message.pluralizable and held != allowed):
                wrong.append((message.id, form))
    assert wrong == []


def test_the_compiled_catalogue_is_the_readable_one(french: Catalog) -> None:
    """The .mo beside the .po is what a fresh clone runs."""
    compiled = BytesIO()
    write_mo(compiled, french)
    assert CATALOGUES["FRENCH"].with_suffix(".mo").read_bytes() == compiled.getvalue(), AGAIN


def test_the_template_is_what_the_source_says(source: Catalog) -> None:
    """A translator of a third language starts from the strings of today."""
    with CATALOGUES["TEMPLATE"].open("rb") as file:
        assert {m.id for m in read_po(file) if m.id} == {m.id for m in source if m.id}, AGAIN


def test_no_english_is_left_but_what_is_french_too(french: Catalog) -> None:
    """An untranslated string looks translated when its msgid was copied."""
    same = {_singular(m) for m in _translated(french) if m.string == m.id or _forms(m)[0] == _singular(m)}
    unexplained = {text for text in same if text not in SAME and re.search("[a-z]{2}", re.sub(r"\{[^}]*\}", "", text))}
    assert unexplained == set()


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("a typographic apostrophe", r"(?<=[a-zà-ÿ])'(?=[a-zà-ÿ])"),
        ("a narrow no-break space before ; ! ?", r"(?<=[\w»)}]) ?[;!?](?=\s|$)"),
        ("a no-break space before :", r"(?<=[\w»)}]) :"),
        ("no-break spaces inside « »", r"« | »|«\w|\w»"),
        ("no ellipsis of three dots", r"\.\.\.(?!$)"),
    ],
)
def test_french_typography(french: Catalog, rule: str, wrong: str) -> None:
    """What a French editor would correct first."""
    assert [form for m in _translated(french) for form in _forms(m) if re.search(wrong, form)] == [], rule


def test_numbers_and_shares_are_written_as_each_language_does() -> None:
    """Decimal comma and narrow no-break spaces in French."""
    assert (whole(12345), number(1234.5), percent(0.62)) == ("12,345", "1,234.5", "62 %")
    words.use("fr")
    assert (whole(12345), number(1234.5)) == (f"12{NARROW}345", f"1{NARROW}234,5")
    assert percent(0.62) == f"62{NARROW}%"


@pytest.mark.parametrize(("n", "told"), [(0, "0 mention"), (1, "1 mention"), (2, "2 mentions")])
def test_zero_is_singular_in_french(n: int, told: str) -> None:
    """The plural rule of the language, not that of English."""
    words.use("fr")
    assert counted("{n} mention", "{n} mentions", n) == told


def test_a_string_without_a_translation_is_said_in_english() -> None:
    """Never an empty label, whatever is missing."""
    words.use("fr")
    assert _("No such {thing} in any catalogue.", thing="string") == "No such string in any catalogue."


def test_values_are_not_read_as_templates() -> None:
    """What a stranger wrote is put in, not formatted."""
    words.use("fr")
    assert "{n.__class__}" in _("Nothing matches {query}.", query="{n.__class__}")


def _run(*arguments: str) -> Result:
    """Run a command whose only words are click's."""
    level = click.Option(["--level"], type=click.Choice(["calm", "sharp"]))
    command = click.Command("example", params=[level, click.Argument(["file"], type=click.Path(exists=True))])
    return CliRunner().invoke(command, arguments)


@pytest.mark.parametrize(
    ("arguments", "english", "french"),
    [
        (["--help"], "Show this message and exit.", "Afficher ce message et quitter."),
        ([], "Missing argument", "Argument manquant"),
        (["--nope"], "No such option", "n’existe pas"),
        (["--levl", "calm", "x"], "Did you mean", "Vouliez-vous dire"),
        (["--level", "x", "f"], "is not one of", "ne figure pas parmi"),
        (["nowhere"], "does not exist", "introuvable"),
    ],
)
def test_clicks_own_words_follow_the_language(arguments: list[str], english: str, french: str) -> None:
    """Usage, help and errors that we did not write are translated by us."""
    assert english in _run(*arguments).output
    words.use("fr")
    output = _run(*arguments).output
    assert french in output
    assert not re.search(r"Usage: |Error:|Try '", output)


def test_errors_are_translated_when_they_are_raised() -> None:
    """An error speaks the language of the person who meets it."""
    from cmwatch.intake.query import parse

    words.use("fr")
    with pytest.raises(UsageError) as caught:
        parse("lang:")
    assert caught.value.what == "L’opérateur lang: n’a pas de valeur."
    assert caught.value.where == f"caractère 1{WIDE}: lang:"
    assert caught.value.remedy == "Écrivez sa valeur juste après les deux-points."


def test_the_help_of_every_command_is_french() -> None:
    """Options, commands and what stands for a value; in a process of its own, since help is worded at its start."""
    script = (
        "import sys; from click.testing import CliRunner; from cmwatch import words; words.use(sys.argv[1]);"
        "from cmwatch.cli import COMMANDS, app;"
        "print(*(CliRunner().invoke(app, [*name, '--help']).output for name in ((), *((c,) for c in COMMANDS))))"
    )
    told = {
        language: subprocess.run(
            [sys.executable, "-c", script, language], capture_output=True, text=True, encoding="utf-8", check=True
        ).stdout
        for language in ("en", "fr")
    }
    english, french = ({line.strip() for line in told[language].splitlines()} - {""} for language in ("en", "fr"))
    assert "Show this message and exit." in told["en"]
    assert {line for line in english & french if re.search(r"[a-z]{3} [a-z]{3}", line)} == set()
    assert not re.search(r"Usage:|Commands:|INTEGER|FILE|QUERY", told["fr"])
