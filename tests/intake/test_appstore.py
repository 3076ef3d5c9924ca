"""The App Store's reviews: labels all over, ten pages, stars that stand whatever the words are."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fault_server import Asked, FaultServer, Says, fault_server
from polling import AT, Caller, Clock, Near, changes, ids

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config.networks.appstore import AppstoreConfig
from cmwatch.intake.appstore.network import build
from cmwatch.intake.normalise import normalise
from cmwatch.intake.saved import read_saved
from cmwatch.model import Watch
from cmwatch.monitor.collector import Collector
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Listening
from cmwatch.monitor.telling import Telling

APP = {"im:name": {"label": "Aubelune"}, "id": {"label": "https://apps.apple.com/app/id123456", "attributes": {}}}


def review(number: int, stars: str = "1", minutes_ago: float = 5, **fields: object) -> dict[str, Any]:
    """A review of ours, in the store's form."""
    data: dict[str, Any] = {
        "id": {"label": str(number)}, "title": {"label": "Nice & <late>"}, "im:rating": {"label": stars},
        "content": {"label": f"Love it\nnot {number}", "attributes": {"type": "text"}},
        "author": {"name": {"label": "noor"}, "uri": {"label": ""}, "label": ""}, "im:voteSum": {"label": "2"},
        "updated": {"label": (AT - timedelta(minutes=minutes_ago)).astimezone().isoformat()},
    }  # fmt: skip
    return {**data, **fields}


def page(entry: object = None) -> bytes:
    return json.dumps({"feed": {"author": {}, **({} if entry is None else {"entry": entry})}}).encode()


def listed(server: FaultServer, pages: dict[int, bytes]) -> None:
    """What the store says on each of its ten pages."""
    for number in range(1, 12):
        body = pages.get(number, page())
        server.on(f"/fr/rss/customerreviews/page={number}/id=123456/sortby=mostrecent/json", Says(body=body))


def caller(server: FaultServer, *countries: str) -> Caller:
    clock = Clock()
    config = AppstoreConfig("store", "123456", countries or ("fr",))
    return Caller(build(config, Near(clock), api=server.url), clock)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [(None, []), (review(1), ["1"]), ([APP, review(2), review(1)], ["2", "1"]), ([APP], []), (APP, [])],
)
def test_a_page_holds_none_one_or_many_and_the_app_itself_is_no_review(entry: object, expected: list[str]) -> None:
    """`entry` is absent, an object, or a list that may begin with the app."""
    saved = read_saved("appstore", page(entry), "x", AT)
    assert [raw.id for raw, _payload in saved.mentions] == expected
    assert [note.reason for note in saved.notes] == ([] if expected else ["The list holds no reviews."])


def test_a_review_is_its_title_and_words_with_the_stars_as_rating() -> None:
    """Plain text stays plain; the time has an offset."""
    saved = read_saved("appstore", page(review(1, "1")), "x", AT)
    shown = normalise(*saved.mentions[0], via="", arrived=AT, recorded=False, history=False)
    assert shown.text == "Nice & <late>\n\nLove it\nnot 1"
    assert (shown.rating, shown.author, shown.likes) == (1.0, "noor", 2)
    assert shown.created_at == AT - timedelta(minutes=5)


def test_html_beside_text_is_left_and_html_alone_is_read() -> None:
    """Older lists give both."""
    both = [{"label": "a & b", "attributes": {"type": "text"}}, {"label": "<b>x</b>", "attributes": {"type": "html"}}]
    for content, expected in ((both, "a & b"), (both[1], "x")):
        saved = read_saved("appstore", page(review(1, content=content, title={"label": "T"})), "x", AT)
        shown = normalise(*saved.mentions[0], via="", arrived=AT, recorded=False, history=False)
        assert shown.text == f"T\n\n{expected}"


async def test_pages_are_walked_to_what_is_known_and_the_tenth_is_the_last() -> None:
    """Beyond it there is a gap, which is said; the eleventh is never asked for."""
    async with fault_server() as server:
        listed(server, {1: page([review(1)])})
        reader = caller(server)
        assert ids(await reader.news()) == ["1"]
        listed(server, {1: page([review(3, minutes_ago=-1), review(2, minutes_ago=-0.5)]), 2: page(review(1))})
        assert ids(await reader.news()) == ["2", "3"]
        new = {n: page([review(1000 - n, minutes_ago=-1.9 + n / 1000)]) for n in range(1, 12)}
        listed(server, new)
        found = await reader.news()
        assert len(ids(found)) == 10
        assert [len(delivery.blind) for delivery in found if delivery.blind] == [1]
        assert not any("page=11" in asked.path for asked in server.asked)


async def test_a_review_that_is_written_anew_is_an_edit() -> None:
    """It has the same id and another time."""
    async with fault_server() as server:
        listed(server, {1: page([review(1)])})
        reader = caller(server)
        await reader.news()
        listed(server, {1: page([review(1, "5", minutes_ago=-0.5)])})
        found = await reader.news()
        assert (ids(found), changes(found)) == ([], [("edited", "1")])
        assert changes(await reader.news()) == []


async def test_each_country_is_a_list_of_its_own() -> None:
    """One that fails does not keep the others from being read."""
    async with fault_server() as server:
        listed(server, {1: page([review(1)])})
        found, error = await caller(server, "ca", "fr").call()
        assert (ids(found), error is not None) == (["1"], True)


async def test_the_text_that_stands_for_a_page_too_deep_is_said_to_be_one() -> None:
    """It is no JSON."""
    async with fault_server() as server:

        def deep(_asked: Asked) -> Says:
            return Says(body=b"CustomerReviews RSS page depth is limited to 10")

        server.on("/fr/rss/customerreviews/page=1/id=123456/sortby=mostrecent/json", deep)
        _found, error = await caller(server).call()
        assert error is not None
        assert "ten pages" in str(error)


def test_every_recorded_page_is_read_or_says_why_not(shared: Path) -> None:
    """With expected values."""
    folder = shared / "data/recorded/appstore"
    read = {path.name: read_saved("appstore", path.read_bytes(), path.name, AT) for path in folder.iterdir()}
    counts = {name: len(saved.mentions) for name, saved in read.items()}
    assert counts == {
        "100000000_gb_1.json": 0, "1510826067_gb_1.json": 4, "497799835_fr_1.json": 50, "555731861_us_11.json": 0,
        "empty_page.json": 0, "invalid_rating.json": 1,
    }  # fmt: skip
    assert all(saved.mentions or saved.notes for saved in read.values())
    first = read["1510826067_gb_1.json"].mentions[0][0]
    assert (first.id, first.author, first.rating) == ("6504352127", "immeallme", "5")
    french = normalise(*read["497799835_fr_1.json"].mentions[0], via="", arrived=AT, recorded=True, history=True)
    assert (french.author, french.rating) == ("Fouinneur@", 4.0)
    assert french.text.startswith("Superbe application...\n\nMais un vraie galère pour l'installation")
    assert french.url == "https://apps.apple.com/fr/app/id497799835?see-all=reviews"
    odd = normalise(*read["invalid_rating.json"].mentions[0], via="", arrived=AT, recorded=True, history=True)
    assert odd.rating is None
    assert "ten pages" in read["555731861_us_11.json"].notes[0].reason


async def test_a_watch_that_asks_for_the_source_takes_every_review_and_its_stars_say_the_tone(tmp_path: Path) -> None:
    """A review seldom names the app; one star is negative however friendly the words are."""
    async with fault_server() as server:
        sad = review(2, "5", content={"label": "Awful queue, wrong town, sad story."})
        listed(server, {1: page([APP, sad, review(1, content={"label": "I love it, great, thank you"})])})
        watch = Watch("Aubelune", "Aubelune", '"Aubelune" OR source:appstore')
        source = build(AppstoreConfig("store", "123456", ("fr",)), Near(assembly.clock), api=server.url)
        with Archive.open(tmp_path) as archive:
            guard = Guard(lambda _watch, _minute: (), infer_holes=False)
            listening = Listening([source], archive.cursor, "live", assembly.clock)
            engine = Collector(
                archive, listening, guard, Telling(()), watches=(watch,), retention=None, clock=assembly.clock
            )
            running = asyncio.create_task(engine.run())
            async with asyncio.timeout(10):
                while len(list(archive.items())) < 2:
                    assert not running.done(), running.result()
                    await asyncio.sleep(0.01)
            await engine.close()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            tones = {item.mention.id: (item.reading.tone, item.reading.engine) for item in archive.items()}
    assert tones == {"1": ("negative", "stars"), "2": ("positive", "stars")}
