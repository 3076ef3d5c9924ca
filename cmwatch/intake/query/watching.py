"""All watches asked about one mention."""

from collections.abc import Sequence

from cmwatch.intake.query.parse import tree
from cmwatch.intake.query.plan import Test, plan
from cmwatch.intake.query.probe import Probe
from cmwatch.model import Watch


class Matchers:
    """The watches with their queries compiled. Raises QueryError for a watch whose query does not parse."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._tests = [(watch.name, _test(watch), frozenset(watch.sources)) for watch in watches]

    def names(self, probe: Probe) -> tuple[str, ...]:
        """The watches that want it. A mention without a known source (a replay) is withheld from none."""
        via = probe.mention.via
        return tuple(
            [name for name, test, sources in self._tests if (not sources or not via or via in sources) and test(probe)]
        )


def _test(watch: Watch) -> Test:
    if watch.query.strip():
        return plan(tree(watch.query, None))
    brand = watch.brand
    return lambda probe: probe.mention.brand == brand
