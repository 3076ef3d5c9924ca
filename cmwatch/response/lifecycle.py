"""The life of an incident: open → contained → recovering → closed → reviewed → archived; closed → reopened."""

from typing import get_args

from cmwatch.errors import UsageError
from cmwatch.model.case import Case, Draft, Status
from cmwatch.response.telling import status_label
from cmwatch.words import _

STATUSES: tuple[Status, ...] = get_args(Status)
"""Every status, in the order of a life."""

MOVES: dict[Status, tuple[Status, ...]] = {
    "open": ("contained", "recovering", "closed"),
    "contained": ("recovering", "closed", "open"),
    "recovering": ("closed", "contained", "open"),
    "reopened": ("contained", "recovering", "closed"),
    "closed": ("reviewed", "reopened"),
    "reviewed": ("archived",),
    "archived": (),
}
"""What may follow what. A matter that flares up again goes back to `open`; a closed one only to `reopened`."""

_AFTERWARDS = frozenset({"redaction"})
"""What an archived case still takes."""


class ReasonNeededError(UsageError):
    """Raised where an act is allowed, but not in silence: ask for a reason and try again."""


def check_move(case: Case, status: str, reason: str) -> Status:
    """The status meant; raises UsageError for an illegal move, ReasonNeededError for an unexplained one."""
    following = MOVES[case.status]
    known = next((known for known in STATUSES if known == status), None)
    if known is None:
        raise UsageError(
            _("There is no status '{status}'.", status=status),
            remedy=_("Use one of: {statuses}.", statuses=", ".join(STATUSES)),
        )
    if known not in following:
        now, then = status_label(case.status), status_label(known)
        raise UsageError(
            _("Incident {case} is {now}: it cannot become {status}.", case=case.id, now=now, status=then),
            remedy=_("What may follow: {statuses}.", statuses=", ".join(following) or _("nothing")),
        )
    if not reason.strip() and (ask := _why_ask(case, known)):
        raise ReasonNeededError(ask, f"#{case.id}", _("Give a reason."))
    return known


def check_entry(case: Case, draft: Draft) -> None:
    """Raises UsageError if a case takes no such entry any more."""
    if case.status == "archived" and draft.kind not in _AFTERWARDS:
        raise UsageError(
            _("Incident {case} is archived: its log is complete.", case=case.id),
            remedy=_("Declare a new incident that refers to it."),
        )


def check_active(case: Case) -> None:
    """Raises UsageError if nobody works on the case any more."""
    if not case.active:
        raise UsageError(
            _("Incident {case} is {now}.", case=case.id, now=status_label(case.status)),
            remedy=_("Reopen it first, with a reason."),
        )


def _why_ask(case: Case, status: Status) -> str:
    if status == "closed" and case.open_actions:
        return _("There are open actions: {actions}.", actions=", ".join(f"{a.seq}" for a in case.open_actions))
    if status == "closed" and case.status in ("open", "reopened"):
        return _("This incident was never contained.")
    if status == "closed" and case.clocks.first_reply_at is None:
        return _("Nothing was said to the public.")
    if status in ("reopened", "open") or (case.status, status) == ("recovering", "contained"):
        return _("This goes back a step.")
    return ""
