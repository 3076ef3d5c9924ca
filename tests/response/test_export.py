"""The log for others: a document that cannot be hijacked, and lines that can be verified elsewhere."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cmwatch import words
from cmwatch.model import Item
from cmwatch.model.case import Action, Case, Draft, Links
from cmwatch.response.canonical import canonical
from cmwatch.response.casebook import CaseBook
from cmwatch.response.export import jsonl, lasted, markdown
from cmwatch.response.markdown import fenced, inline

HOSTILE = [
    "# titre", "- liste", "1. un", "[clic](javascript:alert(1))", "![x](https://evil.example/x.png)",
    "<script>x</script>",
    "`code` ``` fin", "| a | b |", "**gras** __x__ ~~y~~", "https://evil.example", "www.evil.example", "a@b.example",
    "&lt;b&gt; &amp;", "```\n# dehors\n```", "~~~\nx", "> citation", "---", "{{ x }} $y$", "<!-- x", "ok\n\n# dehors",
]  # fmt: skip


def test_a_reviewer_reads_who_when_what_and_how_to_verify(
    book: CaseBook, case: Case, at: datetime, mention: Callable[..., Item]
) -> None:
    """Local time with its offset, hats, struck lines, captures with their hash, the head."""
    wrong = book.append(case.id, Draft("fact", "Lampe 2 touchée", confidence="probable"), "Ana", at)
    book.append(case.id, Draft("correction", "Lampe 3", links=Links(supersedes=wrong.seq)), "Ana", at)
    kept = book.keep(case.id, mention(url="https://example.org/1"), "Ana", at)
    book.append(case.id, Draft("action", "rappeler", action=Action(owner="Marc", due=at)), "Ana", at)
    book.append(case.id, Draft("note", "hier", occurred_at=at - timedelta(hours=3)), "Ana", at)
    text = markdown(book.load(case.id), at, "Zoé", ())
    assert "2026-11-22 02:02 +01:00" in text
    assert "~~≈ probable — Lampe 2 touchée~~" in text
    assert "corrects entry 2" in text
    assert kept.evidence[0].sha256 in text
    assert book.load(case.id).head in text
    assert "does not prove that what was written is true" in text
    assert "2026-11-21 23:02 +01:00" in text
    assert "recorded 2026-11-22 02:02 +01:00" in text
    assert "Zoé" in text


def test_the_document_speaks_french(book: CaseBook, case: Case, at: datetime) -> None:
    """Whatever the catalogue holds by now, the call itself works in both languages."""
    words.use("fr")
    assert "Lampe 3" in markdown(book.load(case.id), at, "Zoé", ())


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_never_becomes_markdown(
    book: CaseBook, case: Case, at: datetime, mention: Callable[..., Item], text: str
) -> None:
    """Outside code blocks no line begins like Markdown, no tag, no link, no image."""
    book.append(case.id, Draft("note", text, subject=text), text, at)
    book.keep(case.id, mention(text, author=text, url=text), "Ana", at)
    document = markdown(book.load(case.id), at, text, ()).splitlines()
    open_fence, outside = "", []
    for line in document:
        mark = line.strip()
        if not open_fence and mark.startswith("```"):
            open_fence = mark.removesuffix("text")
        elif open_fence and mark == open_fence:
            open_fence = ""
        elif not open_fence:
            outside.append(line)
    assert not open_fence
    joined = "\n".join(outside)
    for marker in (
        "<script",
        "](",
        "![",
        "https://evil",
        "<!--",
        "\n# dehors",
        "\n   # dehors",
        "a@b",
        "www.evil",
        "$y$",
    ):
        assert marker not in joined
    assert sum(line.startswith("# ") for line in outside) == 1


def test_a_fence_is_longer_than_any_inside() -> None:
    """Or the text would end its own block."""
    block = fenced("a ````` b")
    assert block[0] == "``````text"
    assert block[-1] == "``````"


def test_an_inline_text_stays_on_one_line() -> None:
    """And empty text is empty."""
    assert inline("a\nb\tc") == "a b c"
    assert inline("") == ""
    assert inline("3. x") == r"3\. x"


def test_the_lines_can_be_verified_without_this_program(book: CaseBook, case: Case, at: datetime) -> None:
    """SHA-256 over the canonical JSON of what stands there: twenty lines in any language."""
    for word in ("un", "deux"):
        book.append(case.id, Draft("note", word), "Ana", at)
    prev = "0" * 64
    lines = jsonl(book.load(case.id)).splitlines()
    for line in lines:
        entry = json.loads(line)
        content = entry.pop("content")
        claimed = entry.pop("hash")
        assert hashlib.sha256(canonical(content)).hexdigest() == entry["content_hash"]
        assert hashlib.sha256(canonical(entry)).hexdigest() == claimed
        assert entry["prev"] == prev
        prev = claimed
    assert len(lines) == 3
    assert prev == book.load(case.id).head


@pytest.mark.parametrize(
    ("span", "words_"),
    [(timedelta(minutes=5), "05 min"), (timedelta(hours=2, minutes=5), "02 h 05 min"),
     (timedelta(days=1, minutes=5), "1 d 00 h 05 min"), (timedelta(minutes=-5), "00 min")],
)  # fmt: skip
def test_spans_are_told_in_days_hours_and_minutes(span: timedelta, words_: str) -> None:
    """Never negative: clocks differ."""
    assert lasted(span) == words_
