"""Reply templates: what is on the shelf, which one fits, and the text that comes of it."""

from cmwatch.response.templates.filling import Filled, fill, slots_from
from cmwatch.response.templates.lengths import Limit, limit_of, measured
from cmwatch.response.templates.ranking import Ranked, Situation
from cmwatch.response.templates.shelf import Shelf
from cmwatch.response.templates.template import Block, Slot, Template

__all__ = [
    "Block",
    "Filled",
    "Limit",
    "Ranked",
    "Shelf",
    "Situation",
    "Slot",
    "Template",
    "fill",
    "limit_of",
    "measured",
    "slots_from",
]
