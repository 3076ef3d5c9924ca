"""Tables of a call centre: columns by configuration, and a bad row costs itself."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.config.networks.folder import TableConfig
from cmwatch.intake.folder.exports import FAULTS_TOLD, Export, look_through, read_export
from cmwatch.model import RawMention

AT = datetime(2026, 11, 26, 18, tzinfo=UTC)
FRENCH = TableConfig(
    columns={
        **TableConfig().columns,
        "id": ("N° ticket",),
        "text": ("Objet", "Message"),
        "author": ("Client",),
        "created_at": ("Date",),
        "rating": ("Note",),
    },
    named=frozenset({"id", "text", "author", "created_at"}),
    dates="%d/%m/%Y %H:%M",
    zone=ZoneInfo("Europe/Paris"),
)
HEAD = "N° ticket;Date;Client;Objet;Message;Note\r\n"


def read(data: bytes, table: TableConfig = FRENCH, encoding: str = "") -> tuple[list[RawMention], list[str]]:
    """The mentions of a table, and what is wrong by row."""
    export = Export("appels.csv", "table", table, look_through(io.BytesIO(data), encoding)[1], AT)
    portions = list(read_export(io.BytesIO(data), export, AT))
    notes = [f"{note.file}:{note.line}: {note.reason}" for portion in portions for note in portion.notes]
    return [raw for portion in portions for raw, _payload in portion.mentions], notes


def lines(*rows: str, head: str = HEAD) -> bytes:
    return (head + "\r\n".join(rows) + "\r\n").encode()


def test_columns_dates_and_zone_are_those_of_the_configuration() -> None:
    """Two columns make one text; a summer hour is a summer hour."""
    found, notes = read(lines('17;03/07/2026 09:05;Léa R.;Colis perdu;"Trois ""semaines"" ;\r\nsans réponse";1'))
    assert notes == []
    assert (found[0].id, found[0].source, found[0].author, found[0].rating) == ("17", "folder", "Léa R.", "1")
    assert found[0].text == 'Colis perdu\n\nTrois "semaines" ;\r\nsans réponse'
    assert datetime.fromisoformat(found[0].created_at) == datetime(2026, 7, 3, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    """As Excel and others really save it."""
    text = HEAD + "1;03/07/2026 09:05;Zoé;Été;C’est « cassé », œuf;2\r\n"
    found, notes = read(text.encode(encoding))
    assert (found[0].text, notes) == ("Été\n\nC’est « cassé », œuf", [])


def test_one_damaged_sign_does_not_turn_all_others_into_rubbish() -> None:
    """A file of UTF-8 into which another system cut once."""
    text = (HEAD + "1;03/07/2026 09:05;Zoé;Été;" + "déçu " * 20 + "caf").encode() + b"\xe9;2\r\n"
    found, notes = read(text)
    assert found[0].text == "Été\n\n" + "déçu " * 20 + "caf�"
    assert len(notes) == 1


def test_a_wrong_encoding_is_said_once_and_the_rows_stand() -> None:
    """Shown with a sign in the place of what could not be read."""
    data = (HEAD + "1;03/07/2026 09:05;A;b;été;\r\n2;03/07/2026 09:05;A;b;hiver;\r\n").encode("cp1252")
    found, notes = read(data, encoding="ascii")
    assert [raw.id for raw in found] == []
    assert "There is no column" in notes[0]
    data = data.replace("N° ticket".encode("cp1252"), "N° ticket".encode())
    found, notes = read(data, encoding="utf-8")
    assert [raw.text for raw in found] == ["b\n\n�t�", "b\n\nhiver"]
    assert notes == ["appels.csv:2: From here on some signs are not utf-8-sig; they are shown as �."]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out_by_the_first_line(delimiter: str) -> None:
    """Also where a quoted name holds others."""
    row = delimiter.join(["1", "03/07/2026 09:05", "A", "b", "c", "5"])
    head = delimiter.join(["N° ticket", "Date", "Client", "Objet", "Message", '"Note,;| sur 5"'])
    found, notes = read((head + "\n" + row + "\n").encode())
    assert ([raw.id for raw in found], notes) == (["1"], [])
    announced = f"sep={delimiter}\n{head}\n{row}\n".encode()
    assert read(announced)[0] == found


BAD = [
    ("2;hier;A;b;c;1", "'hier' is not %d/%m/%Y"),
    ("2;03/07/2026 09:05;A;;;1", "no text"),
    ("2;03/07/2026 09:05;A;b;c;1;d;e", "8 fields where there are 6"),
    ('2;03/07/2026 09:05;A;b;"never closed;1', "not closed"),
    ("2;03/07/1926 09:05;A;b;c;1", "cannot be true"),
    ('2;03/07/2026 09:05;A;b;"' + "x" * 200_000 + '";1', "longer than 131072"),
    ("2;03/07/2026 09:05;A;b;" + "x" * 1_200_000, "a million"),
    ("\0\0\0", "no text"),
]


@pytest.mark.parametrize(("row", "reason"), BAD, ids=[reason for _row, reason in BAD])
def test_a_bad_row_is_reported_by_its_number_and_spoils_no_other(row: str, reason: str) -> None:
    """The one before and those after are read."""
    good = "{};03/07/2026 09:05;A;b;c;1"
    found, notes = read(lines(good.format(1), row, good.format(3), good.format(4)))
    assert [raw.id for raw in found] == ["1", "3", "4"]
    assert len(notes) == 1
    assert notes[0].startswith("appels.csv:3: ")
    assert reason in notes[0]


def test_stray_quotes_and_nul_are_taken_as_they_stand() -> None:
    """A text is not lost for a quote that somebody typed."""
    found, notes = read(lines('1;03/07/2026 09:05;A;b;"il a dit "non" hier";1', "2;03/07/2026 09:05;A;b;a\0b;1"))
    assert notes == []
    assert "non" in found[0].text
    assert [raw.id for raw in found] == ["1", "2"]


def test_rows_that_end_early_and_blank_ones_are_no_fault() -> None:
    """Spreadsheets leave out empty cells at the end, or add rows of nothing but delimiters."""
    found, notes = read(lines("1;03/07/2026 09:05;A;b", "", ";;;;;", "2;;A;b;c;;;"))
    assert ([raw.id for raw in found], notes) == (["1", "2"], [])
    assert datetime.fromisoformat(found[1].created_at) == AT


def test_a_table_without_the_columns_says_which_and_names_those_it_has() -> None:
    """Once, not for each row."""
    found, notes = read(b"a;b\n1;2\n3;4\n")
    assert (found, len(notes)) == ([], 1)
    assert "'N° ticket'; there are: a, b." in notes[0]


def test_without_a_configuration_the_fields_of_a_recording_are_looked_for() -> None:
    """What cmwatch exports can be read back; a row without an id has the same one each time."""
    data = b"text,created_at\nhello,2026-11-26T10:00:00+01:00\nhello,2026-11-26T10:00:00+01:00\nother,2026-11-26\n"
    found, notes = read(data, TableConfig())
    assert notes == []
    assert found[0].id == found[1].id != found[2].id
    assert datetime.fromisoformat(found[0].created_at).hour == 10


def test_without_a_header_columns_go_by_number() -> None:
    """As some systems export."""
    table = TableConfig(columns={"text": ("2",), "id": ("1",)}, named=frozenset({"text"}), header=False)
    found, _notes = read(b"7;bonjour\n8;bonsoir\n", table)
    assert [(raw.id, raw.text) for raw in found] == [("7", "bonjour"), ("8", "bonsoir")]


def test_so_many_faults_are_counted_rather_than_told() -> None:
    """A file of another kind does not fill the log."""
    _found, notes = read(lines(*["1;hier;A;b;c;1"] * (FAULTS_TOLD + 5)))
    assert len(notes) == FAULTS_TOLD + 1
    assert "5 more rows" in notes[-1]


@given(st.lists(st.text(), max_size=12), st.sampled_from([";", ",", "\t"]))
def test_whatever_a_writer_of_csv_writes_is_read_back(texts: list[str], delimiter: str) -> None:
    """Quotes, line breaks and delimiters in any field."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["text", "id", "note"])
    writer.writerows((text, n, text) for n, text in enumerate(texts))
    data = buffer.getvalue().encode("utf-8", "replace")
    found, _notes = read(data, TableConfig(delimiter=delimiter))
    written = [text.encode("utf-8", "replace").decode().strip() for text in texts]
    assert [raw.text for raw in found] == [text for text in written if text]


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    """Whatever is put into the folder."""
    read(b"text;id\n" + data, TableConfig())
    read(data)
