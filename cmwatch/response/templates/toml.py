"""Template files: TOML to templates, each problem with its file, key and remedy."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from cmwatch.errors import Problem, UsageError
from cmwatch.intake.normalise import clean
from cmwatch.model import Severity
from cmwatch.model.case import Posture
from cmwatch.response.templates.template import Audience, Block, Fit, Slot, Template
from cmwatch.words import _

COMMON = "_slots.toml"
"""The slots that every template of a language may use."""

_BRACES = re.compile(r"\{(?:([a-z][a-z0-9_]*)\})?|\}")
_AT = re.compile(r" - at `\$\.?(.*)`$")


class BadTemplateError(UsageError):
    """Raised for a template file that cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason, f"{problem.file} · {problem.key}".removesuffix(" · "), problem.remedy)
        self.problem = problem


class SlotFile(msgspec.Struct, forbid_unknown_fields=True):
    """`[slots.name]`."""

    ask: str
    fallback: str | None = None


class BlockFile(msgspec.Struct, forbid_unknown_fields=True):
    """`[[block]]`."""

    name: str
    wordings: list[str]
    required: bool = False


class TemplateFile(msgspec.Struct, forbid_unknown_fields=True):
    """A file."""

    id: str
    lang: Literal["fr", "en"]
    category: str
    name: str
    posture: Posture
    block: list[BlockFile]
    reviewed: date
    version: int = 1
    audience: Audience = "public"
    max_severity: Severity | None = None
    fits: list[Fit] = []
    slots: dict[str, SlotFile] = {}
    owner: str = ""
    notes: str = ""


def common_slots(folder: Path) -> tuple[Slot, ...]:
    """The slots that every template of a language may use."""
    return _slots(msgspec.convert(_table(folder / COMMON), dict[str, SlotFile]))


def template(path: Path, common: Mapping[str, tuple[Slot, ...]]) -> Template:
    """The template of a file; raises BadTemplateError."""
    try:
        file = msgspec.convert(_table(path), TemplateFile)
    except msgspec.ValidationError as error:
        raise BadTemplateError(_invalid(path, str(error))) from error
    own = _slots(file.slots)
    shared = tuple(slot for slot in common[file.lang] if slot.name not in file.slots)
    return Template(
        id=_identifier(path, file.id),
        lang=file.lang,
        version=file.version,
        category=file.category,
        name=clean(file.name),
        posture=file.posture,
        audience=file.audience,
        max_severity=file.max_severity,
        fits=tuple(file.fits),
        blocks=tuple(_block(path, number, block) for number, block in enumerate(_some(path, file.block))),
        slots=own + shared,
        reviewed=file.reviewed,
        owner=clean(file.owner),
        notes=clean(file.notes),
    )


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = _("This file cannot be read: {reason}.", reason=error)
        raise BadTemplateError(Problem(str(path), "", reason, _("Mend it, or move it away."))) from error


def _slots(files: Mapping[str, SlotFile]) -> tuple[Slot, ...]:
    return tuple(
        Slot(name, clean(slot.ask), None if slot.fallback is None else clean(slot.fallback))
        for name, slot in files.items()
    )


def _some(path: Path, blocks: list[BlockFile]) -> list[BlockFile]:
    if not blocks:
        raise BadTemplateError(Problem(str(path), "block", _("A template needs a block."), _("Add a [[block]].")))
    return blocks


def _block(path: Path, number: int, block: BlockFile) -> Block:
    if not block.wordings:
        raise BadTemplateError(
            Problem(str(path), f"block[{number}].wordings", _("A block needs a wording."), _("Write at least one."))
        )
    for index, wording in enumerate(block.wordings):
        if any(match[1] is None for match in _BRACES.finditer(wording)):
            raise BadTemplateError(
                Problem(
                    str(path),
                    f"block[{number}].wordings[{index}]",
                    _("A brace stands alone, or a slot has a name that cannot be used."),
                    _("Write slots as {name}, in lower-case letters.", name="{name}"),
                )
            )
    return Block(clean(block.name), block.required, tuple(map(clean, block.wordings)))


def _identifier(path: Path, name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", name):
        raise BadTemplateError(
            Problem(str(path), "id", _("This is no usable name."), _("Use letters, digits and hyphens."))
        )
    return name


def _invalid(path: Path, message: str) -> Problem:
    at, unknown = _AT.search(message), re.search(r"unknown field `(.*?)`", message)
    where, what = at[1] if at else "", _AT.sub("", message)
    if unknown:
        known = [*TemplateFile.__struct_fields__, *BlockFile.__struct_fields__, *SlotFile.__struct_fields__]
        near = difflib.get_close_matches(unknown[1], known, 1)
        remedy = _("Did you mean '{key}'?", key=near[0]) if near else _("Take it out.")
        return Problem(str(path), f"{where}.{unknown[1]}".strip("."), _("This key is not known."), remedy)
    missing = re.search(r"missing required field `(.*?)`", message)
    if missing:
        return Problem(str(path), f"{where}.{missing[1]}".strip("."), _("This key is missing."), _("Add it."))
    return Problem(str(path), where, _("This value cannot be used: {reason}.", reason=what), _("Mend it."))
