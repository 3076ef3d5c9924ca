"""All networks. A new one is a folder with a `network.py` and a line here, and its options in `cmwatch.config`.

The other line is in `cmwatch.config.sources.NETWORKS`, which has the same names: the configuration is read without
knowing any adapter.
"""

from collections.abc import Mapping

from cmwatch.intake.appstore.network import APPSTORE
from cmwatch.intake.bluesky.network import BLUESKY
from cmwatch.intake.discourse.network import DISCOURSE
from cmwatch.intake.feeds.network import FEEDS
from cmwatch.intake.files.network import FILES
from cmwatch.intake.folder.network import FOLDER
from cmwatch.intake.hackernews.network import HACKERNEWS
from cmwatch.intake.lemmy.network import LEMMY
from cmwatch.intake.mastodon.network import MASTODON
from cmwatch.intake.network import Network
from cmwatch.intake.reddit.network import REDDIT
from cmwatch.intake.stackexchange.network import STACKEXCHANGE
from cmwatch.intake.webhook.network import WEBHOOK

NETWORKS: Mapping[str, Network] = {
    network.name: network
    for network in (
        MASTODON, BLUESKY, REDDIT, DISCOURSE, LEMMY, HACKERNEWS, STACKEXCHANGE, APPSTORE, FEEDS, FILES, FOLDER, WEBHOOK,
    )
}  # fmt: skip
"""By name, in the order in which they are shown."""
