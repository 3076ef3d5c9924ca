"""The example at the root of the project: complete, true, and nothing more."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from cmwatch.config import Config, load
from cmwatch.config.read import understood
from cmwatch.config.sources import NETWORKS
from cmwatch.config.table import Report
from cmwatch.intake.query import fault

EXAMPLE = Path(__file__).parents[2] / "config.toml"
ENVIRONMENT = {
    "CMWATCH_BLUESKY_PASSWORD": "x",
    "CMWATCH_REDDIT_SECRET": "x",
    "CMWATCH_REDDIT_PASSWORD": "x",
    "CMWATCH_DISCOURSE_KEY": "x",
    "CMWATCH_LEMMY_TOKEN": "x",
    "CMWATCH_STACKEXCHANGE_KEY": "x",
    "CMWATCH_WEBHOOK_SECRET": "x",
    "CMWATCH_MASTODON_TOKEN": "x",
    "CMWATCH_ALERT_URL": "https://example.org/feed",
}


def _complete() -> str:
    """With every option that is commented out."""
    return re.sub(r"^# ?(?=[a-z_]+ = |\[\[?[a-z.]+\]\]?$)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def _options(values: dict[str, object], kind: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in values.items():
        path = f"{kind}.{key}" if kind else key
        found.add(path)
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, dict):
                network = f"{path}({table['network']})" if "network" in table else path
                found |= _options(table, network)
    return found


def test_it_works_as_it_stands_without_any_secret() -> None:
    """`make run` listens to something real."""
    config = load(EXAMPLE, {}, fault)
    assert config.watches
    assert {source.network for source in config.sources} == {"mastodon", "rss"}


def test_what_it_shows_as_defaults_are_the_defaults() -> None:
    """A person who deletes a line changes nothing."""
    config = load(EXAMPLE, {}, fault)
    kept = {"me", "locale", "zone", "watches", "sources"}
    shown = {field.name: getattr(config, field.name) for field in fields(config) if field.name not in kept}
    assert shown == {name: getattr(Config(), name) for name in shown}


def test_it_shows_every_option_and_nothing_more(tmp_path: Path) -> None:
    """Uncommented it is sound, and each option that the code asks for stands in it, for each network."""
    values = tomllib.loads(_complete())
    shown = _options(values)
    asked: set[str] = set()
    for network in NETWORKS:
        listed = values["source"]
        report = Report("example")
        understood(
            values | {"source": [source for source in listed if source["network"] == network]},
            tmp_path, ENVIRONMENT, fault, report,
        )  # fmt: skip
        report.conclude()
        asked |= {re.sub(r"^source\.", f"source({network}).", option) for option in report.asked}
    assert shown == asked


def test_each_option_is_explained() -> None:
    """Above each stands a sentence, or a neighbour's that speaks of both."""
    unexplained = []
    for block in re.split(r"\n\n+", EXAMPLE.read_text(encoding="utf-8")):
        lines = block.splitlines()
        if not any(line.startswith("# ") and line.endswith((".", ":")) for line in lines) and "[[source]]" not in block:
            unexplained.append(block)
    assert [block for block in unexplained if "=" in block] == []
