"""All networks. A new one is a folder with a `network.py` and a line here, and its options in `cmwatch.config`.

The other line is in `cmwatch.config.sources.NETWORKS`, which has the same names: the configuration is read without
knowing any adapter.
"""

from collections.abc import Mapping

from cmwatch.intake.feeds.network import FEEDS
from cmwatch.intake.files.network import FILES
from cmwatch.intake.folder.network import FOLDER
from cmwatch.intake.mastodon.network import MASTODON
from cmwatch.intake.network import Network
from cmwatch.intake.webhook.network import WEBHOOK

NETWORKS: Mapping[str, Network] = {network.name: network for network in (MASTODON, FEEDS, FILES, FOLDER, WEBHOOK)}
"""By name, in the order in which they are shown."""
