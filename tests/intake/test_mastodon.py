"""Statuses to mentions."""

from pathlib import Path

import msgspec
import pytest

from cmwatch.intake.mastodon.statuses import Page, Status, mention_of, read_statuses
from cmwatch.model import RawMention

PAYLOADS = Path(__file__).parent / "payloads"


def page(name: str = "mastodon_tag.json") -> list[RawMention]:
    read = read_statuses(msgspec.json.decode((PAYLOADS / name).read_bytes(), type=Page), "tag")
    assert read.unreadable == ()
    return [raw for raw, _payload in read.mentions]


def test_a_status_becomes_a_mention_known_by_its_uri() -> None:
    """The same on every server; ids are text."""
    raw = page()[0]
    assert raw.id == "https://social.example/users/noor/statuses/111000000000000005"
    assert (raw.author, raw.lang, raw.url) == (
        "noor@social.example",
        "fr",
        "https://social.example/@noor/111000000000000005",
    )
    assert raw.in_reply_to == "111000000000000002"
    assert (raw.likes, raw.reposts, raw.replies, raw.followers) == (0, 0, 0, 120)
    assert raw.is_html


def test_a_content_warning_is_part_of_what_is_said() -> None:
    """It is plain text; the status is HTML. A hidden count is unknown, not −1."""
    raw = page()[2]
    assert raw.text.startswith("<p>rant &lt;b&gt;&amp; more&lt;/b&gt;</p><p>it broke")
    assert raw.author == "ottilie@autre.example"
    assert raw.followers is None


def test_a_reblog_carries_the_inner_text_and_points_at_it() -> None:
    """Its counts are those of the original and would count twice."""
    reblog, original = page()[1], page()[3]
    assert (reblog.is_repost, reblog.repost_of, reblog.text) == (True, original.id, original.text)
    assert (reblog.author, reblog.likes, reblog.reposts) == ("basile@social.example", None, None)
    assert (original.is_repost, original.likes, original.reposts, original.followers) == (False, 9, 4, 5400)


def test_what_was_meant_for_a_few_is_dropped() -> None:
    """Private and direct, also inside a reblog."""
    assert "perceval@social.example" not in {raw.author for raw in page()}
    account = {"acct": "a"}
    inner = {"id": "1", "created_at": "", "account": account, "visibility": "direct"}
    status = msgspec.convert({"id": "2", "created_at": "", "account": account, "reblog": inner}, Status)
    assert mention_of(status) is None


@pytest.mark.parametrize(
    ("fields", "identity"),
    [
        ({"url": "https://h.example/@a/1"}, "https://h.example/@a/1"),
        ({"account": {"acct": "a", "url": "https://h.example/@a"}}, "h.example:01M81Z9P"),
    ],
)
def test_a_server_without_uris_still_gives_an_identity(fields: dict[str, object], identity: str) -> None:
    """The address, or the server and its id."""
    status = {"id": "01M81Z9P", "created_at": "2026-01-01", "account": {"acct": "a"}, **fields}
    raw = mention_of(msgspec.convert(status, Status))
    assert raw is not None
    assert raw.id == identity


def test_one_status_of_an_unknown_form_does_not_spoil_the_page() -> None:
    """It is counted; the others are read."""
    good = (PAYLOADS / "mastodon_tag.json").read_bytes().rstrip()[:-1]
    mixed = msgspec.json.decode(good + b', {"id": 5}, null, "x"]', type=Page)
    read = read_statuses(mixed, "tag")
    assert (len(read.mentions), len(read.unreadable), read.unreadable[0].file) == (4, 3, "tag")


def test_the_payload_is_kept_as_it_came() -> None:
    """For evidence: the server's own bytes."""
    raw = b'[{"id":"1", "created_at":"2026-01-01",  "account":{"acct":"a"}, "unknown":1}]'
    read = read_statuses(msgspec.json.decode(raw, type=Page), "tag")
    assert read.mentions[0][1] == raw[1:-1].decode()
