"""Hats: who does what in an incident. One person may wear them all, and the log shows which."""

from typing import get_args

from cmwatch.errors import UsageError
from cmwatch.model.case import Kind, Role
from cmwatch.words import _

ROLES: tuple[Role, ...] = get_args(Role)
"""Every hat, in the order they are shown."""

FIRST: tuple[Role, ...] = ("lead", "scribe", "voice")
"""The three an incident never lacks; whoever declares it wears them until they are given away."""

SHARED: frozenset[Role] = frozenset(
    {"expert", "approver", "liaison_internal", "liaison_press", "moderator", "observer"}
)
"""Hats that several people may wear at once."""

_SUITS: dict[Role, frozenset[Kind]] = {
    "voice": frozenset({"reply", "comms_external"}),
    "scribe": frozenset({"note", "fact", "claim_unverified", "evidence", "correction", "comment"}),
    "lead": frozenset({"declare", "severity", "status", "assign", "decision", "hold", "close", "action"}),
}


def hat_for(worn: tuple[Role, ...], kind: Kind) -> Role | None:
    """The hat under which somebody who wears these writes an entry of this kind."""
    for role, kinds in _SUITS.items():
        if kind in kinds and role in worn:
            return role
    return worn[0] if worn else None


def given(roles: tuple[tuple[Role, str], ...], role: Role, person: str) -> tuple[tuple[Role, str], ...]:
    """The hats after `person` takes one; nobody (an empty name) takes it off whoever wears it."""
    keeps = [(r, who) for r, who in roles if r != role or (role in SHARED and person and who != person)]
    if person:
        keeps.append((role, person))
    return tuple(sorted(keeps, key=lambda pair: ROLES.index(pair[0])))


def check(roles: tuple[tuple[Role, str], ...], role: str, person: str) -> Role:
    """The role meant; raises UsageError for one that does not exist or cannot be left empty."""
    known = next((known for known in ROLES if known == role), None)
    if known is None:
        raise UsageError(
            _("There is no role '{role}'.", role=role), remedy=_("Use one of: {roles}.", roles=", ".join(ROLES))
        )
    if known == "lead" and not person:
        raise UsageError(_("An incident always has a lead."), remedy=_("Name who takes over."))
    if (known, person) in roles:
        raise UsageError(_("{person} already is {role}.", person=person, role=role))
    return known
