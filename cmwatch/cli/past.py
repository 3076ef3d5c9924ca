"""Past incidents as labels: what people declared is what happened."""

from cmwatch.alarm.backtest.labels import Label
from cmwatch.model.case import Case
from cmwatch.response.casebook import CaseBook


def past_incidents(cases: CaseBook) -> tuple[Label, ...]:
    """A crisis for each incident that was no drill, the oldest first."""
    found = [_label(cases.load(summary.id)) for summary in cases.all() if not summary.drill]
    return tuple(sorted(found, key=lambda label: (label.onset is None, label.onset, label.name)))


def _label(case: Case) -> Label:
    clocks = case.clocks
    known = (clocks.first_mention_at, clocks.detected_at, clocks.declared_at)
    onset = next(at for at in known if at is not None)
    over = clocks.closed_at or clocks.contained_at
    return Label(
        name=f"#{case.id} {case.title}",
        kind="crisis",
        brand=case.brand or None,
        stream=None,
        onset=onset,
        end=over if over and over > onset else None,
    )
