"""What the demo watches: Maison Lumen, maker of smart lamps in Lyon, invented."""

from cmwatch.model import Watch

HANDLE = "maisonlumen"
"""The brand's own account, on each network."""

DEMO_WATCH = Watch(
    name="Maison Lumen",
    brand="Maison Lumen",
    query='"maison lumen" OR lumen OR @maisonlumen OR #lumen* OR #concourslumen',
    languages=("fr", "en"),
    zone="Europe/Paris",
    handles=(HANDLE,),
)
"""The watch that the demo starts with. `lumen` is also a unit and a word of anatomy: a little of that comes along."""
