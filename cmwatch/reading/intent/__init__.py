"""What a mention wants: to ask, to complain, to praise, to leave, to pass on a rumour, to buy."""

from cmwatch.reading.intent.finder import INTENTS, Intent, IntentFinder, Meant
from cmwatch.reading.intent.questions import asks

__all__ = ["INTENTS", "Intent", "IntentFinder", "Meant", "asks"]
