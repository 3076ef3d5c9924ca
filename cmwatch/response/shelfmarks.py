"""Where a case stands: its number, and a folder name that no text from outside can lead astray."""

import re
import unicodedata
from pathlib import Path

from cmwatch.errors import UsageError
from cmwatch.words import _

SLUG_LIMIT = 40
"""Characters of the title that go into a folder name."""

NEW = ".new-"
"""How the name of a folder that is not yet a case begins."""

_FOLDER = re.compile(r"(\d{4})-(\d{4,})(?:-[a-z0-9-]*)?")
_NUMBER = re.compile(r"#?(?:(\d{4})-)?(\d{1,9})")


def slug(title: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens; may be empty.

    >>> slug("Pannes de la Lampe 3 : l'été ../../etc")
    'pannes-de-la-lampe-3-l-ete-etc'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))[:SLUG_LIMIT].strip("-")


def folder_name(case_id: str, title: str) -> str:
    """`2026-0042-pannes-de-la-lampe-3`."""
    return "-".join(filter(None, (case_id, slug(title))))


def numbered(cases: Path) -> dict[str, Path]:
    """The folders of cases by id, in order."""
    if not cases.is_dir():
        return {}
    named = ((_FOLDER.fullmatch(path.name), path) for path in sorted(cases.iterdir()) if path.is_dir())
    return {f"{match[1]}-{match[2]}": path for match, path in named if match}


def next_id(cases: Path, year: int) -> str:
    """The number after the highest of the year."""
    taken = [int(case_id[5:]) for case_id in numbered(cases) if case_id.startswith(f"{year:04d}-")]
    return f"{year:04d}-{max(taken, default=0) + 1:04d}"


def absent(cases: Path) -> tuple[str, ...]:
    """Ids that were given and whose folder is gone. That the newest one is gone cannot be seen."""
    known = numbered(cases)
    years = {case_id[:4] for case_id in known}
    given = (f"{year}-{n:04d}" for year in sorted(years) for n in range(1, int(next_id(cases, int(year))[5:])))
    return tuple(case_id for case_id in given if case_id not in known)


def find(cases: Path, wanted: str) -> tuple[str, Path]:
    """The id and folder of a case named `2026-0042`, `#2026-0042` or, for the newest of that number, `42`."""
    known, match = numbered(cases), _NUMBER.fullmatch(wanted.strip())
    if match:
        for case_id in sorted(known, key=lambda name: (int(name[:4]), int(name[5:])), reverse=True):
            if int(match[2]) == int(case_id[5:]) and match[1] in (None, case_id[:4]):
                return case_id, known[case_id]
    raise UsageError(
        _("There is no incident '{wanted}'.", wanted=wanted), str(cases), _("See 'cmwatch incidents list'.")
    )
