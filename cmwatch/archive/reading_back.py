"""Mentions out of the archive, streamed: a page is held at a time, and the archive never while the caller thinks."""

import json
import sqlite3
from array import array
from collections.abc import Iterator
from typing import Any

from cmwatch.archive.rows import SELECTED, Row, item_of, micros, watch_mark
from cmwatch.archive.values import Selection
from cmwatch.archive.words import without_phrases
from cmwatch.model import Item

PAGE = 500
"""Rows fetched at once. Between two pages no transaction is open, so a slow reader holds up nobody."""


def items(connection: sqlite3.Connection, selection: Selection) -> Iterator[Item]:
    """The mentions of a selection by event time, then by arrival."""
    wanted, limit = selection.predicate, selection.limit
    if limit is not None and limit <= 0:
        return
    found = 0
    for row in _rows(connection, selection):
        item = item_of(row[1:])
        if wanted is None or wanted(item):
            yield item
            found += 1
            if found == limit:
                return


def newer_than(connection: sqlite3.Connection, row: int, limit: int) -> list[tuple[int, Item]]:
    """Mentions that arrived after row number `row`, in order of arrival, each with its own number."""
    sql = f"SELECT row, {SELECTED} FROM mentions WHERE row > ? ORDER BY row LIMIT ?"  # noqa: S608 - constants
    return [(found[0], item_of(found[1:])) for found in connection.execute(sql, (row, limit)).fetchall()]


def _rows(connection: sqlite3.Connection, selection: Selection) -> Iterator[Row]:
    if selection.keys is not None:
        return _chosen(connection, selection, "row IN (SELECT m.row FROM json_each(?) j JOIN mentions m "
                       "ON m.source = j.value ->> 0 AND m.id = j.value ->> 1)",
                       json.dumps([key.partition(":")[::2] for key in selection.keys]))  # fmt: skip
    if selection.prefilter:
        choice = "row IN (SELECT rowid FROM words WHERE words MATCH ?)"
        return _chosen(connection, selection, choice, without_phrases(selection.prefilter))
    return _scanned(connection, selection)


def _chosen(connection: sqlite3.Connection, selection: Selection, choice: str, argument: str) -> Iterator[Row]:
    """Choose row numbers first (eight bytes each), then fetch the rows of a page."""
    where, values = _where(selection)
    order = _order(selection)
    sql = f"SELECT row FROM mentions WHERE {choice} AND {where} ORDER BY {order}"  # noqa: S608 - constants
    chosen = array("q", (number for (number,) in connection.execute(sql, (argument, *values))))
    fetch = f"SELECT row, {SELECTED} FROM mentions WHERE row IN (SELECT value FROM json_each(?)) ORDER BY {order}"  # noqa: S608
    for start in range(0, len(chosen), PAGE):
        yield from connection.execute(fetch, (json.dumps(chosen[start : start + PAGE].tolist()),)).fetchall()


def _scanned(connection: sqlite3.Connection, selection: Selection) -> Iterator[Row]:
    """Walk along the time index, each page beginning behind the last row of the one before."""
    where, values = _where(selection)
    behind = "<" if selection.newest_first else ">"
    sql = (
        f"SELECT row, {SELECTED} FROM mentions WHERE {where} AND (at, row) {behind} (?, ?) "  # noqa: S608 - constants
        f"ORDER BY {_order(selection)} LIMIT {PAGE}"
    )
    far = 2**63 - 1
    last: tuple[int, int] = (far, far) if selection.newest_first else (-far, -far)
    while page := connection.execute(sql, (*values, *last)).fetchall():
        yield from page
        last = (page[-1][1], page[-1][0])


def _where(selection: Selection) -> tuple[str, list[Any]]:
    terms, values = ["1"], list[Any]()
    if selection.since is not None:
        terms.append("at >= ?")
        values.append(micros(selection.since))
    if selection.until is not None:
        terms.append("at < ?")
        values.append(micros(selection.until))
    if selection.watch is not None:
        terms.append("instr(watches, ?)")
        values.append(watch_mark(selection.watch))
    return " AND ".join(terms), values


def _order(selection: Selection) -> str:
    return "at DESC, row DESC" if selection.newest_first else "at, row"
