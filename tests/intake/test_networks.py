"""The table of networks: complete, and the same as the configuration's."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmwatch.config import sources
from cmwatch.errors import SourceError
from cmwatch.intake.network import Network, Saved
from cmwatch.intake.networks import NETWORKS
from cmwatch.intake.wire.answer import Answer

AT = datetime(2026, 11, 26, 18, tzinfo=UTC)


def test_whatever_can_be_configured_can_be_built_and_the_other_way_round() -> None:
    """Two tables, for the configuration is read without knowing an adapter."""
    assert list(NETWORKS) == list(sources.NETWORKS)
    assert all(name == network.name for name, network in NETWORKS.items())


@pytest.mark.parametrize("network", NETWORKS.values(), ids=list(NETWORKS))
def test_each_says_what_it_allows_and_what_it_cannot_see(network: Network) -> None:
    """In sentences of the person's language."""
    assert network.can.limits()
    assert network.can.blind()
    assert all(sentence.endswith(".") for sentence in network.can.blind())


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"\xff\xfe", b"<html>", b"[" * 9999, b'{"items": [5, null]}']
)
@pytest.mark.parametrize("network", NETWORKS.values(), ids=list(NETWORKS))
def test_no_saved_body_makes_a_parser_raise_anything_but_its_own_error(network: Network, body: bytes) -> None:
    """What is no mention is noted, or the runner says that there is none."""
    saved = Saved()
    with suppress(SourceError):
        network.parse(saved, Answer(200, {}, body, "x"), "x", AT)
    assert saved.mentions == []


def test_each_network_has_its_files() -> None:
    """One file of options for each."""
    folder = Path(sources.__file__).parent / "networks"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__", "options"} == set(NETWORKS)
