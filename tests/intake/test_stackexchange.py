"""Stack Exchange: excerpts, questions of a tag, waits in the body kept for each method, a quota of the day."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fault_server import FaultServer, fault_server
from polling import AT, Caller, Clock, Near, changes, ids, json_says

from cmwatch.config.networks.stackexchange import StackexchangeConfig
from cmwatch.config.secret import Secret
from cmwatch.intake.normalise import normalise
from cmwatch.intake.saved import read_saved
from cmwatch.intake.stackexchange.items import host_of
from cmwatch.intake.stackexchange.network import build

EXCERPTS, QUESTIONS = "/search/excerpts", "/questions"


def question(number: int, **fields: object) -> dict[str, Any]:
    """A question of ours, in Stack Exchange's form."""
    data = {
        "question_id": number, "creation_date": AT.timestamp() + number, "title": "Aubelune isn&#39;t &lt;ready&gt;",
        "body": "<p>Why &amp; when?</p>", "owner": {"display_name": "noor", "link": "https://stackoverflow.com/users/1/noor"},
        "link": f"https://stackoverflow.com/questions/{number}/aubelune", "score": 2, "answer_count": 1,
    }  # fmt: skip
    return {**data, **fields}


def wrapped(*items: dict[str, Any], **fields: object) -> bytes:
    return json.dumps({"items": items, "has_more": False, "quota_max": 300, "quota_remaining": 250, **fields}).encode()


def caller(server: FaultServer, **options: Any) -> Caller:
    clock = Clock()
    return Caller(build(StackexchangeConfig("so", **options), Near(clock), api=server.url), clock)


async def test_questions_and_answers_are_found_and_read_as_text() -> None:
    """Entities decoded once; an answer did not say the question's title; the key is sent, the quota shown."""
    async with fault_server() as server:
        answer = {
            "item_type": "answer", "answer_id": 8, "question_id": 5, "creation_date": AT.timestamp() - 9, "score": 1,
            "title": "Aubelune isn&#39;t", "excerpt": 'use <span class="highlight">Aubelune</span> &#39;2&#39;',
        }  # fmt: skip
        server.on(EXCERPTS, json_says(wrapped(question(5), answer)))
        reader = caller(server, search=("aubelune",), key=Secret("KEY"))
        found = await reader.news()
        second, first = (
            normalise(*pair, via="", arrived=AT, recorded=True, history=True)
            for delivery in found
            for pair in delivery.mentions
        )
        assert (first.text, first.author) == ("Aubelune isn't <ready>\n\nWhy & when?", "noor")
        assert (first.id, first.replies) == ("https://stackoverflow.com/q/5", 1)
        assert (second.text, second.author) == ("use Aubelune '2'", "")
        assert (second.url, second.in_reply_to) == ("https://stackoverflow.com/a/8", "https://stackoverflow.com/q/5")
        asked = server.asked[0].query
        assert (asked["q"], asked["site"], asked["sort"], asked["key"]) == (
            ["aubelune"], ["stackoverflow"], ["creation"], ["KEY"],
        )  # fmt: skip
        budget = getattr(reader.source, "budget")  # noqa: B009 - asked for as the listener does
        assert (budget.limit, budget.remaining, budget.resets_at) == (300, 250, datetime(2026, 11, 23, tzinfo=UTC))


async def test_a_backoff_in_the_body_holds_its_method_and_no_other() -> None:
    """What came with it is delivered; the other method is asked on."""
    async with fault_server() as server:
        server.on(EXCERPTS, json_says(wrapped(question(1), backoff=90)))
        server.on(QUESTIONS, json_says(wrapped(question(2))), json_says(wrapped(question(3), question(2))))
        reader = caller(server, search=("aubelune",), tags=("aubelune",))
        assert sorted(ids(await reader.news())) == [f"https://stackoverflow.com/q/{n}" for n in (1, 2)]
        found, error = await reader.call()
        assert ids(found) == ["https://stackoverflow.com/q/3"]
        assert error is not None
        assert error.retry_at == AT + timedelta(seconds=90)
        assert [asked.path for asked in server.asked] == [EXCERPTS, QUESTIONS, QUESTIONS]
        server.on(EXCERPTS, json_says(wrapped(question(1))))
        await reader.news()
        assert [asked.path for asked in server.asked].count(EXCERPTS) == 2


async def test_a_backoff_between_two_pages_is_kept_and_the_second_page_is_read_after_it() -> None:
    """And nothing is lost by it."""
    async with fault_server() as server:
        server.on(EXCERPTS, json_says(wrapped(question(1))))
        reader = caller(server, search=("aubelune",))
        await reader.news()
        pages = {
            "1": wrapped(question(5), question(4), has_more=True, backoff=30),
            "2": wrapped(question(3), question(1)),
        }
        server.on(EXCERPTS, lambda asked: json_says(pages[asked.query["page"][0]]))
        found, error = await reader.call()
        assert (len(ids(found)), error is not None) == (2, True)
        assert ids(await reader.news()) == ["https://stackoverflow.com/q/3"]


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (b'{"error_name": "throttle_violation", "error_message": "more requests available in 84 seconds"}', 84),
        (b'{"error_name": "throttle_violation", "error_message": "too many"}', 60),
        (b'{"error_name": "bad_parameter", "error_message": "site"}', None),
    ],
)  # fmt: skip
async def test_what_a_refusal_means(body: bytes, seconds: int | None) -> None:
    """Too often is said with 400; so is a site that does not exist. The key is not repeated."""
    async with fault_server() as server:
        server.on(EXCERPTS, json_says(body, 400))
        _found, error = await caller(server, search=("aubelune",), key=Secret("KEY")).call()
        assert error is not None
        assert error.retry_at == (None if seconds is None else AT + timedelta(seconds=seconds))
        assert "KEY" not in str(error)


async def test_a_quota_that_is_spent_waits_for_the_next_day() -> None:
    """Every method of it, also one that was not asked yet; the next day they are asked."""
    async with fault_server() as server:
        server.on(EXCERPTS, json_says(wrapped(question(1), quota_remaining=0)), json_says(wrapped(question(1))))
        server.on(QUESTIONS, json_says(wrapped(question(2))))
        reader = caller(server, search=("aubelune",), tags=("aubelune",))
        for _call in range(2):
            _found, error = await reader.call()
            assert error is not None
            assert error.retry_at == datetime(2026, 11, 23, tzinfo=UTC)
        assert [asked.path for asked in server.asked] == [EXCERPTS]
        reader.clock.pass_minutes(24 * 60)
        assert ids(await reader.news()) == ["https://stackoverflow.com/q/2"]


async def test_an_edited_question_comes_as_a_revision() -> None:
    """Dated by when it was edited."""
    async with fault_server() as server:
        server.on(
            QUESTIONS,
            json_says(wrapped(question(1))),
            json_says(wrapped(question(1, last_edit_date=AT.timestamp() + 30))),
        )
        reader = caller(server, tags=("aubelune",))
        await reader.news()
        found = await reader.news()
        assert changes(found) == [("edited", "https://stackoverflow.com/q/1")]
        assert server.asked[0].query["filter"] == ["withbody"]


@pytest.mark.parametrize(
    ("site", "host"),
    [
        ("stackoverflow", "stackoverflow.com"),
        ("fr.stackoverflow", "fr.stackoverflow.com"),
        ("security", "security.stackexchange.com"),
        ("security.meta", "security.meta.stackexchange.com"),
        ("mathoverflow", "mathoverflow.net"),
        ("superuser.com", "superuser.com"),
    ],
)
def test_where_a_site_lives(site: str, host: str) -> None:
    """By the name that the API knows it under."""
    assert host_of(site) == host


def test_the_recorded_answers_are_read(shared: Path) -> None:
    """A question that was edited, and the versions of another; with expected values."""
    folder = shared / "data/recorded/stackexchange"
    read = {path.name: read_saved("stackexchange", path.read_bytes(), path.name, AT) for path in folder.iterdir()}
    (edit,) = read["duga_0.json"].revisions
    assert (edit.id, edit.at) == ("https://codereview.stackexchange.com/q/86150", "2015-04-07T15:32:29+00:00")
    assert edit.raw is not None
    assert edit.raw.author == "Simon Forsberg"
    versions = read["duga_2.json"]
    (first,) = versions.mentions
    assert (first[0].author, first[0].created_at) == ("kharandziuk", "2015-09-07T19:49:42+00:00")
    assert [revision.kind for revision in versions.revisions] == ["edited", "edited"]
    assert all(not saved.notes for saved in read.values())
