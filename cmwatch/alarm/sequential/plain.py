"""State as plain values."""

from typing import Any


def fields(value: Any) -> dict[str, Any]:
    """The fields of a flat dataclass with slots; `dataclasses.asdict` copies deeply, which takes ten times as long."""
    return {name: getattr(value, name) for name in value.__slots__}
