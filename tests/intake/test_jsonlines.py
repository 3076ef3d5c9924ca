"""Recordings, read to the end whatever is in them."""

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.errors import UsageError
from cmwatch.intake.files.lines import Lines
from cmwatch.intake.files.recording import Portion, read_batches
from cmwatch.model import RawMention, Unreadable


def line(identity: int | str, text: str = "bonjour") -> bytes:
    fields = {"id": identity, "source": "test", "text": text, "created_at": "2026-01-01T00:00:00Z", "extra": [1]}
    return json.dumps(fields, ensure_ascii=False).encode()


def read(path: Path, size: int = 500) -> tuple[list[RawMention], list[Unreadable], list[Portion]]:
    portions = list(read_batches(str(path), size))
    mentions = [raw for portion in portions for raw, _line in portion.delivery.mentions]
    return mentions, [bad for portion in portions for bad in portion.delivery.unreadable], portions


def test_a_recording_is_read_whole_with_its_progress(tmp_path: Path) -> None:
    """Every line, in order, each with its own bytes for evidence."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(line(n) for n in range(1203)))
    mentions, unreadable, portions = read(path)
    assert [raw.id for raw in mentions] == list(range(1203))
    assert unreadable == []
    assert portions[-1].progress == 1.0
    assert max(len(portion.delivery.mentions) for portion in portions) <= 500
    assert portions[0].delivery.mentions[0][1] == line(0).decode()


def test_gzip_is_known_by_its_first_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    """Also of several members, as log rotation and parallel compressors write them."""
    path = tmp_path / "plain.jsonl"
    path.write_bytes(gzip.compress(line(1) + b"\n") + gzip.compress(line(2)))
    assert [raw.id for raw in read(path)[0]] == [1, 2]
    plain = tmp_path / "named.gz"
    plain.write_bytes(line(3))
    assert [raw.id for raw in read(plain)[0]] == [3]


def test_only_a_newline_ends_a_line(tmp_path: Path) -> None:
    """U+2028, U+0085, vertical tab and form feed stand inside texts; CRLF and a byte order mark are fine."""
    path = tmp_path / "a.jsonl"
    text = "a\u2028b\u2029c\u0085d"
    path.write_bytes(b"\xef\xbb\xbf" + line(1, text) + b"\r\n\r\n  \n" + line(2))
    mentions, unreadable, _portions = read(path)
    assert [raw.text for raw in mentions] == [text, "bonjour"]
    assert unreadable == []


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"not json", "not JSON"),
        (b'{"id": "1", "source": "x"', "cut off"),
        (b'{"id": "1", "source": "x", "created_at": "2026-01-01"}', "'text' is missing"),
        (b'{"id": "1", "source": "x", "text": 5, "created_at": "2026-01-01"}', "'text' holds a value of another kind"),
        (b"[1, 2]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'{"id": "\xff", "source": "x", "text": "", "created_at": ""}', "not"),
        (b'{"id": "1", "source": "x", "text": "\\ud800", "created_at": ""}', "not JSON"),
        (b'{"a": ' + b"[" * 100_000, "not JSON"),
        (b'"' + b"x" * (1 << 20) + b'"', "longer than 1 MiB"),
    ],
    ids=["garbage", "cut", "missing", "kind", "list", "null", "latin", "surrogate", "deep", "long"],
)
def test_a_bad_line_is_reported_with_its_number_and_the_run_goes_on(tmp_path: Path, bad: bytes, reason: str) -> None:
    """File, line, and why, in plain words."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([line(1), b"", bad, line(2)]))
    mentions, unreadable, _portions = read(path)
    assert [raw.id for raw in mentions] == [1, 2]
    assert [(one.file, one.line) for one in unreadable] == [(str(path), 3)]
    assert reason in unreadable[0].reason


@pytest.mark.parametrize("kept", [0.2, 0.9, 0.999])
def test_of_a_truncated_gzip_everything_readable_is_read(tmp_path: Path, kept: float) -> None:
    """Then it is said after which line it broke off; half a line is no fault of the line."""
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(b"\n".join(line(n, f"text {n * 7919}") for n in range(5000)))
    path.write_bytes(whole[: int(len(whole) * kept)])
    mentions, unreadable, _portions = read(path)
    assert [raw.id for raw in mentions] == list(range(len(mentions)))
    assert 4990 * kept * 0.8 < len(mentions) < 5000
    assert len(unreadable) == 1
    assert "cut off or damaged" in unreadable[0].reason
    assert unreadable[0].line == len(mentions)


def test_a_damaged_gzip_is_reported(tmp_path: Path) -> None:
    """A flipped byte in the middle."""
    path = tmp_path / "a.gz"
    body = bytearray(gzip.compress(b"\n".join(line(n, str(hash(n))) for n in range(3000))))
    body[len(body) // 2 :] = bytes(len(body) // 2)
    path.write_bytes(bytes(body))
    assert "damaged" in read(path)[1][-1].reason


def test_standard_input_is_read_without_knowing_its_length() -> None:
    """Progress is unknown, and says so."""
    portions = list(read_batches("-", standard_input=BytesIO(line(1) + b"\n" + line(2))))
    assert [raw.id for portion in portions for raw, _line in portion.delivery.mentions] == [1, 2]
    assert {portion.progress for portion in portions} == {None}


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    """Named, with what to do; a folder too."""
    with pytest.raises(UsageError, match="no such file"):
        next(read_batches(str(tmp_path / "absent")))
    with pytest.raises(UsageError, match="folder"):
        next(read_batches(str(tmp_path)))


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    """No mention and no fault."""
    path = tmp_path / "a.jsonl"
    path.touch()
    assert read(path)[:2] == ([], [])


@given(st.lists(st.binary(max_size=12)), st.integers(1, 9))
def test_lines_are_those_of_the_whole_however_it_was_cut(parts: list[bytes], limit: int) -> None:
    """The same as splitting everything at once, with those over the limit blanked."""
    lines = Lines(limit)
    found = [one for part in parts for one in lines.feed(part)]
    found.append(lines.rest())
    expected = b"".join(parts).split(b"\n")
    assert found == [one if len(one) <= limit else None for one in expected]


def test_the_real_streams_are_read_without_a_fault(shared: Path) -> None:
    """Every file, by its documented number of rows."""
    rows = {
        "free_fr_2024_07": 268,
        "robinhood_2021_01": 26_023,
        "twcs_threads_2017_10": 4_987,
        "cs2_steam_2024_04": 5_480,
    }
    for name, expected in rows.items():
        mentions, unreadable, portions = read(shared / f"data/streams/{name}.jsonl.gz")
        assert (len(mentions), unreadable, portions[-1].progress) == (expected, [], 1.0)
