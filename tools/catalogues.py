"""Gather the strings of cmwatch and of click, merge them into the French catalogue, compile it: `make words`.

Why not `pybabel extract`: before Python 3.12 it sees no call inside an f-string, and the catalogue must not depend
on the Python that made it. Click's strings are in our catalogue because click speaks in our text domain (words.use).
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "cmwatch"
CLICK = Path(click.__file__).parent
TEMPLATE = PACKAGE / "locale" / "cmwatch.pot"
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "cmwatch.po"

CALLS = {"_": 1, "counted": 2, "ngettext": 2}
"""Functions that translate, with how many of their first arguments are msgids."""

Msgid = str | tuple[str, str]


def msgids(source: str) -> Iterator[Msgid]:
    """The literal msgids in a text of Python, singular or (singular, plural), f-strings included."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
            continue
        count = CALLS[node.func.id]
        texts = [one.value for one in node.args[:count] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(texts) == count:
            yield texts[0] if count == 1 else (texts[0], texts[1])


def template() -> Catalog:
    """Every msgid a person can meet; click's are marked."""
    found = Catalog(domain="cmwatch", project="cmwatch", fuzzy=False)
    for folder, notes in ((CLICK, ["click"]), (PACKAGE, [])):
        for path in sorted(folder.rglob("*.py")):
            for msgid in msgids(path.read_text(encoding="utf-8")):
                found.add(msgid, auto_comments=notes)
    return found


def french() -> Catalog:
    """The translations as they are on disk; empty if there are none yet."""
    if not FRENCH.exists():
        return Catalog(
            locale="fr", domain="cmwatch", project="cmwatch", version="1", last_translator="cmwatch",
            language_team="French", revision_date=datetime.now(UTC), fuzzy=False,
            header_comment="# What cmwatch says in French. Fill in the empty msgstr, then `make words` again.",
        )  # fmt: skip
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr", domain="cmwatch")


def missing(catalogue: Catalog) -> list[str]:
    """Msgids without a translation, or with one plural form too few."""
    gaps = [one for one in catalogue if one.id and not (all(one.string) if one.pluralizable else one.string)]
    return sorted(one.id if isinstance(one.id, str) else one.id[0] for one in gaps)


def main() -> int:
    """Update what is on disk, and name what waits for a translator. Twice in a row changes nothing."""
    found, catalogue = template(), french()
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    with TEMPLATE.open("wb") as file:
        write_po(file, found, width=0, no_location=True, sort_output=True, omit_header=True)
    with FRENCH.open("wb") as file:
        write_po(file, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    with FRENCH.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    waiting = missing(catalogue)
    sys.stdout.write("".join(f"no French yet: {msgid!r}\n" for msgid in waiting))
    sys.stdout.write(f"{len(catalogue) - len(waiting)} of {len(catalogue)} strings are in French\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
