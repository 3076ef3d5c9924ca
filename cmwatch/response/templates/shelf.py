"""The shelf: our templates, and the user's, which come before ours."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cmwatch.errors import Problem, UsageError
from cmwatch.response.templates.filling import Filled, fill
from cmwatch.response.templates.ranking import Ranked, Situation, ranked
from cmwatch.response.templates.template import Slot, Template
from cmwatch.response.templates.toml import BadTemplateError, common_slots, template
from cmwatch.words import _

OURS = Path(__file__).parent
"""Our templates: one folder for each language, one file for each template."""

LANGUAGES = ("fr", "en")
"""The languages every template of ours is written in."""


class Shelf:
    """Every template that could be read; `problems` says what is wrong with the others."""

    def __init__(self, templates: Iterable[Template], problems: tuple[Problem, ...] = ()) -> None:
        self._templates = {found.key: found for found in templates}
        self.problems = problems

    @classmethod
    def load(cls, user_folder: Path | None = None) -> "Shelf":
        """Ours, overridden and extended by the TOML files of the user's folder (and its folders)."""
        common = {lang: common_slots(OURS / lang) for lang in LANGUAGES}
        found = [
            template(path, common)
            for lang in LANGUAGES
            for path in sorted((OURS / lang).glob("*.toml"))
            if not path.name.startswith("_")
        ]
        problems: list[Problem] = []
        if user_folder is not None and user_folder.is_dir():
            for path in sorted(user_folder.rglob("*.toml")):
                found += _of_user(path, common, problems)
        return cls(found, tuple(problems))

    def all(self) -> tuple[Template, ...]:
        """Every template, by number of category, French first."""
        return tuple(
            sorted(self._templates.values(), key=lambda t: (_order(t.category), t.id, LANGUAGES.index(t.lang)))
        )

    def get(self, key: str, lang: str | None = None) -> Template:
        """The template called `fr/T3`, or `T3` in `lang`; raises UsageError if there is none."""
        wanted = key.split("@", maxsplit=1)[0]
        keys = [wanted] if "/" in wanted else [f"{language}/{wanted}" for language in ((lang,) if lang else LANGUAGES)]
        for name in keys:
            for known, found in self._templates.items():
                if known.casefold() == name.casefold():
                    return found
        raise UsageError(_("There is no template '{key}'.", key=keys[0]), remedy=_("See 'cmwatch templates list'."))

    def twin(self, of: Template) -> Template | None:
        """The same template in the other language; None: it is missing, and the person should be told."""
        return next((t for t in self._templates.values() if t.id == of.id and t.lang != of.lang), None)

    def rank(self, situation: Situation) -> tuple[Ranked, ...]:
        """Public templates for the mention at hand, the most fitting first, each with its reasons."""
        return ranked(self.all(), situation)

    def fill(self, found: Template, wording: int, slots: dict[str, str], network: str = "") -> Filled:
        """The text of a template; see `filling.fill`."""
        return fill(found, wording, slots, network)


def _of_user(path: Path, common: dict[str, tuple[Slot, ...]], problems: list[Problem]) -> list[Template]:
    """One file's template, or none and a problem more: a bad file does not take the others away."""
    try:
        # Which language it is in stands in the file, so both sets of common slots are at hand.
        return [replace(template(path, common), origin=str(path))]
    except BadTemplateError as error:
        problems.append(error.problem)
        return []


def _order(category: str) -> int:
    return int(category[1:]) if category[1:].isdigit() else 99
