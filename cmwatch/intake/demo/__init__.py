"""The bundled demo: a seeded bad buzz about a brand that does not exist, with five calm weeks before it."""

from cmwatch.intake.demo.scenario import Scenario, scenario
from cmwatch.intake.demo.source import DemoSource
from cmwatch.intake.demo.watch import DEMO_WATCH

__all__ = ["DEMO_WATCH", "DemoSource", "Scenario", "scenario"]
