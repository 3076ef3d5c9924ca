"""Time zones by their IANA names."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones


def known(name: str) -> bool:
    """Whether there is such a zone."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not found; a folder of the database; a path or a NUL
        return False
    return True


def nearest(name: str) -> str | None:
    """A zone that was perhaps meant, also by its city alone."""
    zones = sorted(available_timezones())
    cities = {zone.rpartition("/")[2].lower(): zone for zone in zones}
    city = name.rpartition("/")[2].strip().replace(" ", "_").lower()
    if near := get_close_matches(city, cities, 1, 0.8):
        return cities[near[0]]
    return next(iter(get_close_matches(name, zones, 1, 0.7)), None)


def system_zone(environ: Mapping[str, str], localtime: Path = Path("/etc/localtime")) -> str:
    """The machine's zone, UTC where it does not say."""
    name = environ.get("TZ", "").removeprefix(":")
    if not name:
        # On Linux and macOS the file is a link into the zone database, and its target holds the name.
        name = os.path.realpath(localtime).partition("zoneinfo/")[2].removeprefix("posix/")
    return name if name and name != "Etc/UTC" and known(name) else "UTC"
