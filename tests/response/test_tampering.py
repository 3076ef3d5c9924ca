"""What was written cannot be altered in silence: every way to cheat is named."""

import json
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cmwatch.errors import StoreError
from cmwatch.model import Item
from cmwatch.model.case import Case, Draft, Redaction
from cmwatch.response.canonical import digest
from cmwatch.response.casebook import CaseBook

Stored = dict[str, Any]


@pytest.fixture
def log(book: CaseBook, case: Case, at: datetime, mention: Callable[..., Item]) -> Path:
    """The case file of an incident with eight entries; entry 3 has a capture, entry 5 is withheld by entry 8."""
    book.append(case.id, Draft("fact", "La puce chauffe", confidence="confirmed"), "Ana", at)
    book.keep(case.id, mention(), "Ana", at)
    for word in ("un", "deux", "trois", "quatre"):
        book.append(case.id, Draft("note", word), "Ana", at)
    book.redact(case.id, Redaction(5, "nommait un client", "RGPD, article 17"), "Ana", at)
    return Path(case.folder) / "case.json"


def _alter(path: Path, change: Callable[[Stored], None]) -> None:
    tables = json.loads(path.read_bytes())
    change(tables)
    path.write_text(json.dumps(tables), encoding="utf-8")


def _resealed(entry: Stored) -> None:
    entry["hash"] = digest({k: v for k, v in entry.items() if k not in ("content", "hash")})


def _set(*where: str, to: object) -> Callable[[Stored], None]:
    def change(tables: Stored) -> None:
        table: Any = tables
        for key in where[:-1]:
            table = table[key]
        table[where[-1]] = to

    return change


def _drop(number: str) -> Callable[[Stored], None]:
    return lambda tables: tables["entries"].pop(number)


def _swap(tables: Stored) -> None:
    entries = tables["entries"]
    entries["6"], entries["7"] = entries["7"], entries["6"]


def _cut(tables: Stored) -> None:
    del tables["entries"]["7"], tables["entries"]["8"]


def _forge(tables: Stored) -> None:
    entry = tables["entries"]["4"]
    entry["actor"] = "Bob"
    _resealed(entry)


def _forge_content(tables: Stored) -> None:
    entry = tables["entries"]["4"]
    entry["content"]["text"] = "autre chose"
    entry["content_hash"] = digest(entry["content"])
    _resealed(entry)


def _hide(tables: Stored) -> None:
    tables["entries"]["4"]["content"] = None


def _unname(tables: Stored) -> None:
    entry = tables["entries"]["8"]
    entry["redacts"]["seq"] = 4
    _resealed(entry)


def _restore(tables: Stored) -> None:
    tables["entries"]["5"]["content"] = {"salt": "00", "text": "un faux"}


def _double(tables: Stored) -> None:
    tables["entries"]["9"] = tables["entries"]["7"]


CHEATS: list[tuple[str, Callable[[Stored], None], str]] = [
    ("a word of an entry", _set("entries", "4", "content", "text", to="autre"), "entry 4"),
    ("the author of an entry", _set("entries", "4", "actor", to="Bob"), "entry 4"),
    ("the time of an entry", _set("entries", "7", "occurred_at", to="2026-11-22T00:00:00Z"), "entry 7"),
    ("a field that does not exist", _set("entries", "7", "extra", to=1), "entry 7"),
    ("a type that cannot be read", _set("entries", "7", "seq", to="7"), "entry 7"),
    ("an entry that is no entry", _set("entries", "7", to=3), "entry 7"),
    ("an entry with its own hash redone", _forge, "entry 5"),
    ("a content with both hashes redone", _forge_content, "entry 5"),
    ("an entry dropped", _drop("4"), "entry 4"),
    ("the first entry dropped", _drop("1"), "entry 1"),
    ("two entries swapped", _swap, "entry 6"),
    ("an entry copied to the end", _double, "entry 9"),
    ("the tail cut", _cut, "entry 5"),
    ("the last entry cut", _drop("8"), "entry 5"),
    ("a content hidden without a redaction", _hide, "entry 4"),
    ("a redaction that names another", _unname, "entry 4"),
    ("a withheld content put back or forged", _restore, "entry 5"),
    ("the hash of a withheld content", _set("entries", "5", "content_hash", to="0" * 64), "entry 5"),
    ("the hat of a withheld entry", _set("entries", "5", "hat", to="voice"), "entry 5"),
    ("the title in the header", _set("header", "1", "about", "title", to="Rien du tout"), "header"),
    ("the count in the header", _set("header", "1", "count", to=7), "header"),
    ("the head in the header", _set("header", "1", "head", to="0" * 64), "header"),
    ("no header", lambda tables: tables.pop("header"), "header"),
    ("a second header", _set("header", "2", to={}), "header"),
    ("another table", _set("extra", to={}), "header"),
    ("no entries", lambda tables: tables.pop("entries"), "header"),
]


def test_an_untouched_log_verifies(book: CaseBook, log: Path) -> None:
    """With its capture and its withheld entry."""
    (verdict,) = book.verify()
    assert (verdict.ok, verdict.bad, verdict.entries, verdict.withheld) == (True, "", 8, 1)


@pytest.mark.parametrize(("what", "change", "bad"), CHEATS, ids=[cheat[0] for cheat in CHEATS])
def test_a_change_is_found_and_named(
    book: CaseBook, log: Path, what: str, change: Callable[[Stored], None], bad: str
) -> None:
    """The first bad entry, or the header."""
    _alter(log, change)
    (verdict,) = book.verify()
    assert (verdict.ok, verdict.bad) == (False, bad), verdict.detail
    assert verdict.detail


def test_a_cut_tail_without_a_redaction_is_found_by_the_header(book: CaseBook, case: Case, at: datetime) -> None:
    """The chain of what is left is whole; only the header knows that more was written."""
    for word in ("un", "deux", "trois"):
        book.append(case.id, Draft("note", word), "Ana", at)
    _alter(Path(case.folder) / "case.json", _drop("4"))
    (verdict,) = book.verify()
    assert (verdict.ok, verdict.bad) == (False, "header")


def test_a_header_sealed_anew_with_another_title_does_not_agree_with_the_declaration(book: CaseBook, log: Path) -> None:
    """The head hash covers the declaration, so a title cannot be changed under it."""

    def retitle(tables: Stored) -> None:
        header = tables["header"]["1"]
        header["about"]["title"] = "Rien du tout"
        header["hash"] = digest({k: v for k, v in header.items() if k != "hash"})

    _alter(log, retitle)
    assert book.verify()[0].bad == "header"


def test_a_head_noted_elsewhere_finds_a_log_rewritten_from_the_start(book: CaseBook, case: Case, at: datetime) -> None:
    """Whoever rewrites everything can redo every hash; a head on paper is out of reach."""
    noted = book.load(case.id).head
    book.append(case.id, Draft("note", "plus tard"), "Ana", at)
    assert book.verify(case.id, noted)[0].ok
    assert not book.verify(case.id, "0123456789")[0].ok


def test_every_flipped_bit_of_a_value_is_found(book: CaseBook, log: Path) -> None:
    """A few hundred single bits all over the file, spaces between the values apart."""
    content, chance = log.read_bytes(), random.Random(7)
    places = [place for place, byte in enumerate(content) if byte not in b" \n"]
    for place in chance.sample(places, 250):
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        log.write_bytes(flipped)
        (verdict,) = book.verify()
        assert not verdict.ok, (place, content[place - 20 : place + 20])
    log.write_bytes(content)
    assert book.verify()[0].ok


def test_an_unreadable_file_says_at_which_byte(book: CaseBook, log: Path) -> None:
    """Counted in bytes, although the text before holds accents."""
    content = log.read_bytes()
    place = content.index(b'"trois"')
    log.write_bytes(content[:place] + b"\xff" + content[place:])
    assert book.verify()[0].bad == f"unreadable at byte {place}"
    log.write_bytes(content[:place] + b"!" + content[place:])
    assert book.verify()[0].bad == f"unreadable at byte {place}"
    log.write_bytes(content[:place])
    assert book.verify()[0].bad.startswith("unreadable at byte ")
    assert not book.all()
    assert book.damaged()[0].case == "2026-0001"
    log.write_bytes(b"")
    assert book.verify()[0].bad == "unreadable at byte 0"
    log.unlink()
    assert not book.verify()[0].ok


def test_a_name_given_twice_is_damage(book: CaseBook, log: Path) -> None:
    """JSON readers take the last one: the first would lie to whoever reads the file by eye."""
    log.write_bytes(log.read_bytes().replace(b'"text": "quatre"', b'"text": "cinq", "text": "quatre"'))
    assert book.verify()[0].bad.startswith("unreadable")


@pytest.mark.parametrize("damage", ["remove", "change"])
def test_a_capture_that_is_missing_or_changed_is_found(book: CaseBook, log: Path, damage: str) -> None:
    """The entry that vouches for it is named."""
    (capture,) = (log.parent / "captures").iterdir()
    if damage == "remove":
        capture.unlink()
    else:
        capture.write_bytes(capture.read_bytes().replace(b"honte", b"merveille"))
    assert book.verify()[0].bad == "entry 3"


def test_nothing_is_added_to_a_log_whose_end_does_not_verify(book: CaseBook, log: Path, at: datetime) -> None:
    """A new header would hide that the tail was cut."""
    _alter(log, _cut)
    before = log.read_bytes()
    with pytest.raises(StoreError):
        book.append("2026-0001", Draft("note", "x"), "Ana", at)
    assert log.read_bytes() == before


def test_a_newer_schema_is_refused_and_left_alone(book: CaseBook, log: Path, at: datetime) -> None:
    """Half-understanding a log would be worse than not opening it."""

    def newer(tables: Stored) -> None:
        header = tables["header"]["1"]
        header["v"] = 2
        header["hash"] = digest({k: v for k, v in header.items() if k != "hash"})

    _alter(log, newer)
    with pytest.raises(StoreError, match="newer"):
        book.load("2026-0001")
    with pytest.raises(StoreError, match="newer"):
        book.append("2026-0001", Draft("note", "x"), "Ana", at)
    assert book.verify()[0].bad == "header"
