"""The hostile corpus through the whole house: whatever the net sends, nothing breaks and nothing steers a terminal."""

import asyncio
import csv
import html
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hostile
import pytest

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.cli import run
from cmwatch.config import Config, MastodonConfig, RssConfig
from cmwatch.config.secret import Secret
from cmwatch.model import Item, Watch
from cmwatch.model.case import Declaration, Draft
from cmwatch.response import export
from cmwatch.response.casebook import CaseBook
from cmwatch.response.replies import reply
from cmwatch.response.templates import Shelf, Situation, slots_from

sys.path.insert(0, str(Path(__file__).parent / "intake"))
from fault_server import Asked, Says, fault_server

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""What a terminal obeys or a reader cannot see; tabs and line ends are ours to print."""

SHELF = Shelf.load()
BRAND = "Maison [/x] Lumen"
BURST = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""When the corpus begins."""


@dataclass(frozen=True)
class House:
    """A data folder that the corpus went into."""

    folder: Path
    lines: str
    """What the sessions printed."""

    def items(self) -> list[Item]:
        with Archive.open(self.folder) as archive:
            return list(archive.items())


def rows() -> Iterator[dict[str, Any]]:
    """Twelve calm hours, then the corpus in twenty minutes, so that the alert quotes it; every field is hostile."""
    for number in range(360):
        text = f"The Lumen lamp number {number} lights"
        at = (BURST - timedelta(minutes=2 * (360 - number))).isoformat()
        yield {
            "id": f"calm{number}",
            "source": "net",
            "author": f"u{number}",
            "text": text,
            "brand": BRAND,
            "created_at": at,
        }
    for number, row in enumerate(hostile.rows()):
        at = (BURST + timedelta(seconds=8 * number)).isoformat()
        text = row["text"]
        author = row["author"] if not row["author"].startswith("tester") else f"{text[:60]}{number}"
        yield row | {"created_at": at, "brand": BRAND, "author": author, "url": row.get("url") or text[:200]}


def hostile_items(house: House) -> list[Item]:
    """What the corpus became."""
    return [item for item in house.items() if item.mention.id.startswith("hostile")]


def safe(text: str) -> str:
    """Nothing in it steers; returns it."""
    found = STEERING.search(text)
    assert not found, ascii(text[max(0, found.start() - 60) : found.end() + 60])
    return text


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The corpus through the replay command, once in plain lines and once as JSON."""
    place = tmp_path_factory.mktemp("hostile")
    file = place / "hostile.jsonl"
    file.write_bytes(b"".join(json.dumps(row).encode("ascii") + b"\n" for row in rows()))
    printed = []
    for name, extra in (("json", ["--json"]), ("data", ["--headless"])):
        with pytest.MonkeyPatch.context() as patch:
            out, err = io.StringIO(), io.StringIO()
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setenv("CMWATCH_CONFIG", str(place / "none.toml"))
            assert run(["replay", str(file), "--speed", "max", "--data", str(place / name), *extra]) == 0
            printed += [out.getvalue(), err.getvalue()]
    for line in printed[0].splitlines():
        assert json.loads(line)["type"] in ("alert", "summary")
    return House(place / "data", "".join(printed))


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CMWATCH_CONFIG", str(tmp_path / "none.toml"))


def test_what_is_filed_is_safe_in_every_field_that_is_shown(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """All of it is filed but what no JSON reader accepts; the raw payload is kept, and is not shown."""
    safe(house.lines)
    filed = hostile_items(house)
    sent = list(hostile.rows())
    refused = json.loads(next(line for line in house.lines.splitlines() if '"summary"' in line))["unreadable"]
    assert len(filed) + len(refused) == len(sent)
    assert len(refused) <= 3
    for item in filed:
        mention = item.mention
        shown = (
            mention.text,
            mention.author,
            mention.url,
            mention.lang,
            mention.brand,
            mention.in_reply_to,
            item.story,
        )
        assert all(hostile.is_safe(field) for field in shown if field), ascii(shown)
    size = sum(len(json.dumps(row)) for row in sent)
    with capsys.disabled():
        print(f"\nhostile corpus: {len(sent)} mentions, {size:,} bytes; {len(filed)} filed, {len(refused)} refused")


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", ""],
        ["search", "--json", ""],
        ["search", "lumen OR evil OR title OR paste"],
        ["export", "--format", "jsonl"],
        ["export", "--format", "csv"],
        ["alerts", "list"],
        ["alerts", "list", "--json"],
    ],
    ids=" ".join,
)
def test_no_command_prints_what_steers(house: House, capsysbinary: Any, arguments: list[str]) -> None:
    """Search, export and alerts, as text and as data."""
    assert run([*arguments, "--data", str(house.folder)]) == 0
    told = capsysbinary.readouterr()
    text = told.out.decode().replace("\r\n", "\n")  # as a table's rows end
    safe(text + told.err.decode())
    assert text
    if "--json" in arguments or "jsonl" in arguments:
        assert all(json.loads(line) for line in text.splitlines())
    if "csv" in arguments:
        cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
        formulas = [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t")]
        assert not formulas


def test_every_alert_is_explained_without_a_byte_of_its_own(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """The terms, authors and originals that it quotes are the corpus."""
    with Archive.open(house.folder) as archive:
        alerts = archive.alerts()
    assert alerts
    for alert in alerts:
        assert alert.explanation.samples
        assert run(["alerts", "show", alert.id, "--data", str(house.folder)]) == 0
        assert run(["alerts", "show", alert.id, "--json", "--data", str(house.folder)]) == 0
    told = capsys.readouterr()
    safe(told.out + told.err)


def test_cases_replies_and_their_exports_hold_only_safe_text(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mention kept as evidence, noted, answered with a template, and exported both ways; the log verifies."""
    book, at = CaseBook(tmp_path / "cases"), datetime(2026, 3, 3, tzinfo=UTC)
    fills = 0
    for part, start in enumerate(range(0, len(found := hostile_items(house)), 30)):
        case = book.declare(Declaration(f"Case {hostile.CORPUS[part][1]}", 2, brand=BRAND), hostile.HANDLES[1], at)
        for item in found[start : start + 30]:
            book.keep(case.id, item, "Ana", at)
            raw = hostile.CORPUS[(start + fills) % len(hostile.CORPUS)][1]
            if raw.strip() and len(raw) < 10_000:
                with_text = Draft("note", f"said {raw}", subject=raw, tags=(raw[:40],))
                book.append(case.id, with_text, raw[:60], at)
            best = SHELF.rank(Situation(item, severity=2))[0].template
            made = SHELF.fill(
                best, 0, slots_from(item, BRAND, "UTC", best.lang, "Ana") | {"cause": raw[:500]}, "mastodon"
            )
            fills += 1
            safe(made.text)
            book.append(case.id, reply(made.text, "mastodon", filled=made, answers=item.mention.id), "Ana", at)
        whole = book.load(case.id)
        safe(export.markdown(whole, at, "Ana", ()))
        for line in export.jsonl(whole).splitlines():
            json.loads(line)
        safe(export.jsonl(whole))
        assert run(["incidents", "show", case.id, "--data", str(tmp_path)]) == 0
    assert run(["incidents", "verify", "--data", str(tmp_path)]) == 0
    told = capsys.readouterr()
    safe(told.out + told.err)
    entries = sum(summary.entries for summary in book.all())
    with capsys.disabled():
        print(f"\nhostile log: {entries} entries in {len(book.all())} cases, {fills} templates filled")


def feed() -> bytes:
    """The corpus as entries of a feed; what XML cannot hold travels as double-escaped references."""
    entries = []
    for number, (_name, text) in enumerate(hostile.CORPUS):
        printed = (one if one.isprintable() else f"&#{ord(one)};" for one in text[:20_000])
        body = html.escape("".join(printed))
        title, author = (body[:length].rpartition("&")[0] for length in (300, 80))
        entries.append(
            f"<item><guid>urn:h:{number}</guid><title>{title}</title><author>{author}</author>"
            f"<description>{body}</description></item>"
        )
    return f'<rss version="2.0"><channel>{"".join(entries)}</channel></rss>'.encode("utf-8", "replace")


def statuses() -> list[dict[str, Any]]:
    """The corpus as a Mastodon timeline, in text, handle and address; oldest first."""
    return [
        {
            "id": str(number),
            "uri": f"https://social.example/{number}",
            "created_at": BURST.isoformat(),
            "account": {"acct": text[:60], "display_name": text[:60], "url": text[:60]},
            "content": f"<p>{text}</p>" if number % 2 else text,
            "url": text[:100],
            "language": text[:5],
        }
        for number, (_name, text) in enumerate(hostile.CORPUS, 1)
    ]


def timeline(asked: Asked) -> Says:
    """Pages as a server gives them, the newest first."""
    low, high = (int(asked.query.get(name, [default])[0]) for name, default in (("min_id", "0"), ("max_id", "9999")))
    within = [status for status in statuses() if low < int(status["id"]) < high]
    page = (within[:40] if "min_id" in asked.query else within[-40:])[::-1]
    link = {"Link": f'<https://x.example/?max_id={page[-1]["id"]}>; rel="next"'} if page else {}
    return Says(body=json.dumps(page).encode("ascii"), headers={"content-type": "application/json", **link})


async def test_feeds_and_servers_bring_it_in_as_safely(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same corpus from a real server, as RSS and as Mastodon's HTML, through a live session into the archive."""
    async with fault_server() as server:
        server.on("/feed", Says(body=feed(), headers={"content-type": "application/rss+xml"}))
        server.on("/api/v1/timelines/tag/lumen", timeline)
        sources = (
            RssConfig("gazette", Secret(server.url + "/feed"), allow_private=True),
            MastodonConfig("fedi", server.url, hashtags=("lumen",), allow_private=True),
        )
        config = Config(watches=(Watch("All", "All", "-zzzzzz"),), sources=sources)
        with assembly.live(config, tmp_path, SHELF, "Ana") as monitor:
            running = asyncio.create_task(monitor.run())
            for _look in range(500):
                states = [source.state for source in monitor.view().sources]
                if states == ["live", "live"]:
                    break
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.1)
            health = monitor.view().sources
            await monitor.close()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
    assert [source.state for source in health] == ["live", "live"], health
    items = House(tmp_path, "").items()
    found = {network: [i for i in items if i.mention.source == network] for network in ("rss", "mastodon")}
    for item in items:
        mention = item.mention
        assert all(hostile.is_safe(field) for field in (mention.text, mention.author, mention.url) if field)
    assert run(["search", "", "--data", str(tmp_path)]) == 0
    told = capsys.readouterr()
    safe(told.out + told.err)
    assert all(len(some) > 100 for some in found.values()), {name: len(some) for name, some in found.items()}
    with capsys.disabled():
        print(f"\nhostile from the net: {', '.join(f'{len(some)} by {name}' for name, some in found.items())}")
