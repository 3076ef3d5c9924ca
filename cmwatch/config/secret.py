"""A value that may be used and never shown."""

from dataclasses import fields, is_dataclass
from typing import NoReturn


class Secret:
    """Text that prints, formats and compares without giving itself away, and refuses to be copied into a file."""

    __slots__ = ("_value", "variable")

    def __init__(self, value: str, variable: str = "") -> None:
        self._value = value
        self.variable = variable
        """Name of the environment variable it was read from; empty if from none."""

    def reveal(self) -> str:
        """The value, for the one place that sends it."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is neither pickled nor copied")


def variables(config: object) -> tuple[str, ...]:
    """The environment variables that the secrets among a dataclass' fields were read from."""
    values = [getattr(config, field.name) for field in fields(config)] if is_dataclass(config) else []
    return tuple(value.variable for value in values if isinstance(value, Secret) and value.variable)
