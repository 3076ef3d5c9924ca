"""The one way a value is spelled before it is hashed: JSON Canonicalization Scheme, RFC 8785.

Two programs that hold the same value hash the same bytes, whatever their JSON libraries do.
"""

import hashlib
import json
import math
from collections.abc import Mapping

EXACT = 2**53
"""Integers beyond this are not exact in every JSON reader (RFC 7493), so they are refused."""


def canonical(value: object) -> bytes:
    """The canonical bytes of a JSON value.

    Raises ValueError for what JSON cannot carry exactly: NaN, infinities, huge integers, lone surrogates,
    keys that are no strings, other types.

    >>> canonical({"b": 1.0, "a": [1e21, 0.000001, "é"]})
    b'{"a":[1e+21,0.000001,"\\xc3\\xa9"],"b":1}'
    """
    try:
        return _spell(value).encode("utf-8")
    except RecursionError as error:
        raise ValueError("too deep") from error


def digest(value: object) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _spell(value: object) -> str:  # noqa: PLR0911 - one return for each type of JSON
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            if abs(value) > EXACT:
                raise ValueError(f"integer beyond 2^53: {value}")
            return str(value)
        case float():
            return _decimal(value)
        case str():
            return _quoted(value)
        case list() | tuple():
            return "[" + ",".join(map(_spell, value)) + "]"
        case Mapping():
            return "{" + ",".join(f"{_quoted(key)}:{_spell(value[key])}" for key in sorted(value, key=_units)) + "}"
        case _:
            raise ValueError(f"not a JSON value: {type(value).__name__}")


def _units(key: object) -> bytes:
    """Sort key: UTF-16 code units, as the RFC asks (an emoji sorts before U+FB33)."""
    if not isinstance(key, str):
        raise ValueError("a key that is not a string")  # noqa: TRY004 - one error for whatever cannot be spelled
    return key.encode("utf-16-be", "surrogatepass")


def _quoted(text: str) -> str:
    # json escapes exactly what the RFC does: the quote, the backslash, and C0 (short forms first, lower-case hex).
    return json.dumps(text, ensure_ascii=False)


def _decimal(value: float) -> str:
    """The shortest digits that read back as the same double, laid out as ECMAScript's Number::toString."""
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _e, exponent = repr(abs(value)).partition("e")
    whole, _point, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    point = len(whole) + int(exponent or 0)
    """How many digits stand before the decimal point (negative: zeros after it)."""
    digits = whole + fraction
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.lstrip("0").rstrip("0")
    return sign + _laid_out(digits, point)


def _laid_out(digits: str, point: int) -> str:
    k = len(digits)
    if k <= point <= 21:
        return digits + "0" * (point - k)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    rest = f".{digits[1:]}" if k > 1 else ""
    return f"{digits[0]}{rest}e{point - 1:+d}"
