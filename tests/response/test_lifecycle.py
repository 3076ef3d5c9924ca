"""The life of an incident: what may follow what, and that nothing reopens in silence."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cmwatch.errors import UsageError
from cmwatch.model.case import Action, Case, Declaration, Draft
from cmwatch.response.casebook import CaseBook
from cmwatch.response.lifecycle import MOVES, STATUSES, ReasonNeededError

WAYS = [
    (["contained", "recovering", "closed", "reviewed", "archived"], "archived"),
    (["closed", "reopened", "contained", "closed"], "closed"),
    (["contained", "open", "recovering", "contained", "closed"], "closed"),
]


@pytest.mark.parametrize(("way", "end"), WAYS)
def test_an_incident_walks_its_way(book: CaseBook, case: Case, at: datetime, way: list[str], end: str) -> None:
    """Each step an entry, with the status before."""
    for status in way:
        book.set_status(case.id, status, "Ana", at, "parce que")  # type: ignore[arg-type]
    after = book.load(case.id)
    assert after.status == end
    assert [change.after for entry in after.entries[1:] for change in entry.changes] == way
    assert after.entries[1].changes[0].before == "open"


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ([], "open"), ([], "reviewed"), ([], "archived"), ([], "reopened"), ([], "asleep"),
        (["closed"], "open"), (["closed"], "contained"), (["closed"], "archived"),
        (["closed", "reviewed"], "reopened"), (["closed", "reviewed", "archived"], "reopened"),
    ],
)  # fmt: skip
def test_an_illegal_move_is_refused_and_says_what_may_follow(
    book: CaseBook, case: Case, at: datetime, before: list[str], wrong: str
) -> None:
    """Nothing is written."""
    for status in before:
        book.set_status(case.id, status, "Ana", at, "parce que")  # type: ignore[arg-type]
    count = len(book.load(case.id).entries)
    with pytest.raises(UsageError) as told:
        book.set_status(case.id, wrong, "Ana", at, "parce que")  # type: ignore[arg-type]
    assert told.value.remedy
    assert len(book.load(case.id).entries) == count


def test_closing_is_explained_while_something_is_open(book: CaseBook, case: Case, at: datetime) -> None:
    """Actions, no containment, no word to the public."""
    with pytest.raises(ReasonNeededError, match="never contained"):
        book.set_status(case.id, "closed", "Ana", at)
    book.set_status(case.id, "contained", "Ana", at)
    with pytest.raises(ReasonNeededError, match="public"):
        book.set_status(case.id, "closed", "Ana", at)
    book.append(case.id, Draft("reply", "bonjour"), "Ana", at)
    todo = book.append(case.id, Draft("action", "rappeler", action=Action()), "Ana", at)
    with pytest.raises(ReasonNeededError, match="open actions"):
        book.set_status(case.id, "closed", "Ana", at)
    book.append(case.id, Draft("action_update", action=Action("done", of=todo.seq)), "Ana", at)
    book.set_status(case.id, "closed", "Ana", at)


def test_reopening_needs_a_reason_and_keeps_the_number(book: CaseBook, case: Case, at: datetime) -> None:
    """The clock of closing starts anew."""
    book.set_status(case.id, "closed", "Ana", at, "fausse alerte")
    with pytest.raises(ReasonNeededError):
        book.set_status(case.id, "reopened", "Ana", at)
    book.set_status(case.id, "reopened", "Ana", at, "la rumeur revient")
    after = book.load(case.id)
    assert (after.id, after.status, after.active, after.clocks.closed_at) == (case.id, "reopened", True, None)


def test_a_closed_case_takes_notes_but_no_new_level_and_an_archived_one_nothing(
    book: CaseBook, case: Case, at: datetime
) -> None:
    """A review is written after the closing."""
    book.set_status(case.id, "closed", "Ana", at, "x")
    book.append(case.id, Draft("review", "bien répondu"), "Ana", at)
    with pytest.raises(UsageError):
        book.set_severity(case.id, 1, "Ana", at)
    with pytest.raises(UsageError):
        book.assign(case.id, "lead", "Marc", "Ana", at)
    book.set_status(case.id, "reviewed", "Ana", at)
    book.set_status(case.id, "archived", "Ana", at)
    with pytest.raises(UsageError):
        book.append(case.id, Draft("note", "encore"), "Ana", at)


class Life(RuleBasedStateMachine):
    """Somebody pushes every button; the incident never comes back without a `reopened` entry and a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.book = CaseBook(Path(self.folder.name) / "cases")
        self.at = datetime(2026, 11, 22, tzinfo=UTC)
        self.case = self.book.declare(Declaration("x", 3), "Ana", self.at)
        self.expected = "open"

    @rule(status=st.sampled_from(STATUSES), reason=st.sampled_from(["", " ", "parce que"]))
    def move(self, status: str, reason: str) -> None:
        """Allowed moves happen, others raise."""
        try:
            self.book.set_status(self.case.id, status, "Ana", self.at, reason)  # type: ignore[arg-type]
        except ReasonNeededError:
            assert not reason.strip()
        except UsageError:
            assert status not in MOVES[self.expected]  # type: ignore[index]
        else:
            assert status in MOVES[self.expected]  # type: ignore[index]
            self.expected = status

    @rule(kind=st.sampled_from(["note", "fact", "reply", "review"]))
    def write(self, kind: str) -> None:
        """Notes change no state."""
        try:
            self.book.append(self.case.id, Draft(kind, "x"), "Ana", self.at)  # type: ignore[arg-type]
        except UsageError:
            assert self.expected == "archived"

    @invariant()
    def tells_the_truth(self) -> None:
        """The state is what the moves say, and the log verifies."""
        case = self.book.load(self.case.id)
        assert case.status == self.expected
        ended = False
        for entry in case.entries:
            for change in entry.changes:
                if change.field != "status":
                    continue
                if ended and change.after not in ("reviewed", "archived"):
                    assert change.after == "reopened"
                    assert entry.text.strip()
                ended = change.after in ("closed", "reviewed", "archived")
        assert self.book.verify()[0].ok

    def teardown(self) -> None:
        """Leave nothing."""
        self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
