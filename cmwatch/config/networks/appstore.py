"""Options of reviews in Apple's App Store."""

import re
from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.words import _

_APP = re.compile(r"[0-9]{4,15}")
_COUNTRY = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class AppstoreConfig:
    """The reviews of one app in some countries."""

    name: str
    app: str
    """Digits."""
    countries: tuple[str, ...]
    """ISO 3166, lower case."""
    every_seconds: int = 900
    network: Literal["appstore"] = "appstore"


def read(options: Options) -> AppstoreConfig:
    """The options of one source."""
    table = options.table
    remedy = _('Write the digits after "id" in its address: app = "389801252"')
    app = table.required("app", remedy).removeprefix("id")
    if app and not _APP.fullmatch(app):
        options.wrong("app", _("This is no app of the App Store."), remedy)
    countries = tuple(country.lower() for country in table.texts("countries"))
    if not table.has("countries") or any(not _COUNTRY.fullmatch(country) for country in countries):
        remedy = _('Write the two letters of each: countries = ["fr", "ca"]')
        options.wrong("countries", _("Each country has its own reviews."), remedy)
    return AppstoreConfig(options.name, app, countries, options.pause(900))
