"""A table of the configuration, asked for its options one by one.

What was never asked for is an unknown key, so that no list of options has to be kept beside the reading of them.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import cast

from cmwatch.errors import ConfigError, Problem
from cmwatch.words import _, counted

_SECRETS = ("token", "password", "passwd", "secret", "api_key", "apikey", "access_key", "private_key", "credentials")
"""Keys whose value has no place in a file that is copied and kept in git."""


class Report:
    """The problems of one file, gathered."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self.asked: set[str] = set()
        """Every option that was asked for, as `brand.watch.query`."""

    def add(self, key: str, reason: str, remedy: str) -> None:
        """Note one more."""
        self._problems.append(Problem(self._file, key, reason, remedy))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was noted so far."""
        return tuple(self._problems)

    def conclude(self) -> None:
        """Raise ConfigError if there was any."""
        if self._problems:
            raise ConfigError(tuple(self._problems))


class Table:
    """One table, at a dotted path. A wrong value is reported and stands as its default."""

    def __init__(self, values: Mapping[str, object], path: str, kind: str, report: Report) -> None:
        self._values = values
        self._path = path
        self._kind = kind
        self._asked: set[str] = set()
        self._report = report

    def wrong(self, key: str, reason: str, remedy: str) -> None:
        """Report a problem with one of its options."""
        self._report.add(self._at(key), reason, remedy)

    def has(self, key: str) -> bool:
        """Whether it is there, right or wrong."""
        return key in self._values

    def text(self, key: str, default: str = "") -> str:
        """Text, without blanks around."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self.wrong(key, _("This must be text."), _('Write it between quotes: {key} = "…"', key=key))
            return default
        return value.strip()

    def required(self, key: str, remedy: str) -> str:
        """Text that may not be missing or empty."""
        value = self.text(key)
        if not value and (not self.has(key) or isinstance(self._values[key], str)):
            self.wrong(key, _("This is missing."), remedy)
        return value

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
            remedy = _('Write it between brackets: {key} = ["…", "…"]', key=key)
            self.wrong(key, _("This must be a list of texts."), remedy)
            return default
        return tuple(part.strip() for part in value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self._get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong(key, _("This must be yes or no."), _("Write true or false, without quotes."))
        return default

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self._get(key)
        if value is None:
            return default
        if type(value) is not int or not low <= value <= high:
            remedy = _("Write {key} = {default}, for example.", key=key, default=default)
            self.wrong(key, _("This must be a whole number from {low} to {high}.", low=low, high=high), remedy)
            return default
        return value

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """A number within bounds, whole or not."""
        value = self._get(key)
        if value is None:
            return default
        if type(value) not in (int, float) or not low <= cast(float, value) <= high:
            remedy = _("Write {key} = {default}, for example.", key=key, default=f"{default:g}")
            self.wrong(key, _("This must be a number from {low} to {high}.", low=f"{low:g}", high=f"{high:g}"), remedy)
            return default
        return float(cast(float, value))

    def value(self, key: str) -> object:
        """Whatever stands there, for what TOML has kinds of its own for; None if nothing does."""
        return self._get(key)

    def choice(self, key: str, known: tuple[str, ...], default: str) -> str:
        """One of a closed set."""
        value = self.text(key, default)
        if value in known or not isinstance(self._values.get(key), str):
            return value
        listed = ", ".join(known)
        self.wrong(key, _("{value} is none of {known}.", value=value, known=listed), _maybe(value, known))
        return default

    def table(self, key: str) -> "Table":
        """A table in it; an empty one where it is missing."""
        value = self._get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, _("This must be a table."), _("Write it as [{key}], with its options below.", key=key))
            value = {}
        return self._below(key, self._at(key), value)

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of a list, in their order."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            heading = f"[[{self._kind_of(key)}]]"
            remedy = _("Write {heading} above each, with two brackets.", heading=heading)
            self.wrong(key, _("This must be a list of tables."), remedy)
            return ()
        return tuple(self._below(key, f"{self._at(key)}[{at}]", part) for at, part in enumerate(value))

    def close(self) -> None:
        """Report what was never asked for. Values are not repeated: one may be a secret."""
        for key in [key for key in self._values if key not in self._asked]:
            if key.lower() in _SECRETS or key.lower().endswith(("_token", "_password", "_secret")):
                name = "token_env" if "token_env" in self._asked else f"{key.lower()}_env"
                remedy = _('Take it out, put it in an environment variable, and write {key} = "NAME".', key=name)
                self.wrong(key, _("A secret does not belong in this file."), remedy)
            else:
                self.wrong(key, _("There is no such option."), _maybe(key, tuple(sorted(self._asked))))

    def _get(self, key: str, default: object = None) -> object:
        self._asked.add(key)
        self._report.asked.add(self._kind_of(key))
        return self._values.get(key, default)

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _kind_of(self, key: str) -> str:
        return f"{self._kind}.{key}" if self._kind else key

    def _below(self, key: str, path: str, values: Mapping[str, object]) -> "Table":
        return Table(values, path, self._kind_of(key), self._report)


def _maybe(value: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(value.lower(), known, 1, 0.6)
    if near:
        return _("Did you mean {name}?", name=near[0])
    return counted("Known is {names}.", "Known are {names}.", len(known), names=", ".join(known))
