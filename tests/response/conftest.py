"""A casebook, a case, and mentions of ours to put in it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cmwatch.model import Item, Mention, Reading
from cmwatch.model.case import Case, Declaration
from cmwatch.response.casebook import CaseBook

AT = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    """02:02 in Paris."""
    return AT


@pytest.fixture
def book(tmp_path: Path) -> CaseBook:
    """An empty casebook."""
    return CaseBook(tmp_path / "cases")


@pytest.fixture
def case(book: CaseBook, at: datetime) -> Case:
    """An incident that Ana has just declared."""
    return book.declare(Declaration("Pannes de la Lampe 3", 2, zone="Europe/Paris"), "Ana", at)


@pytest.fixture
def mention() -> Callable[..., Item]:
    """Makes an item of a text."""

    def make(text: str = "Toujours rien depuis 3 jours, c'est une honte", **more: object) -> Item:
        lang, tone = str(more.pop("lang", "fr")), more.pop("tone", "negative")
        question = bool(more.pop("question", False))
        fields = {"source": "mastodon", "id": "111", "author": "lea_r", "at": AT - timedelta(minutes=5)} | more
        said = Mention(text=text, created_at=fields["at"], raw='{"text": "\\u001b[2J"}', **fields)  # type: ignore[arg-type]
        return Item(said, Reading(lang, tone, None, "", question, True), ("Lumen",), "mastodon:111", True)  # type: ignore[arg-type]

    return make
