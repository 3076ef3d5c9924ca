"""Which watches a mention belongs to: those configured, or one for each brand of a recording."""

from collections.abc import Callable, Sequence

from cmwatch.intake.query import Matchers, Probe, fold
from cmwatch.model import Watch

NO_BRAND = "(no brand)"
"""Watch of the rows of a recording that name no brand."""


class ConfiguredWatches:
    """The watches of a configuration, by their queries."""

    def __init__(self, watches: Sequence[Watch]) -> None:
        self._watches = {watch.name: watch for watch in watches}
        self._matchers = Matchers(watches)

    def names(self, probe: Probe) -> tuple[str, ...]:
        """The watches whose query it matches."""
        return self._matchers.names(probe)

    def watch(self, name: str) -> Watch:
        """The watch of a name."""
        return self._watches[name]


class BrandWatches:
    """A watch for each `brand` of a recording, made as it is first seen."""

    def __init__(self, announce: Callable[[Watch], None], known: Sequence[str] = ()) -> None:
        self._announce = announce
        self._watches: dict[str, Watch] = {}
        for name in known:
            self._make(name)

    def names(self, probe: Probe) -> tuple[str, ...]:
        """The watch of its brand."""
        name = probe.mention.brand or NO_BRAND
        if name not in self._watches:
            self._make(name)
        return (name,)

    def watch(self, name: str) -> Watch:
        """The watch of a name."""
        return self._watches[name]

    def _make(self, name: str) -> None:
        # A brand's account usually bears its name: Free is @free, Delta is @Delta.
        handle = "".join(fold(name).split())
        handles = () if name == NO_BRAND else (handle,)
        self._watches[name] = watch = Watch(name=name, brand=name, query="", handles=handles)
        self._announce(watch)
