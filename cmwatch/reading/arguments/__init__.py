"""The distinct arguments of a story: what its authors say, in short clusters named by their most telling terms.

Terms that stand together more often than chance begin a cluster; a text goes to the cluster of most of its terms; the
terms that tell a cluster from the rest, by log-odds, take the place of those that began it. Near-duplicates count once
in what names a cluster, and an author counts once in how many say it. French and English texts, which share few terms,
mostly make clusters of their own. The same texts give the same arguments in whatever order they come.
"""

from cmwatch.reading.arguments.finding import Cluster, arguments
from cmwatch.reading.arguments.placing import place
from cmwatch.reading.arguments.story import Voice

__all__ = ["Cluster", "Voice", "arguments", "place"]
