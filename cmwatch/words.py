"""The one way a string reaches a person: gettext, one language per process (docs/decisions/0001)."""

import gettext
import locale as system_locale
import os
from pathlib import Path

DOMAIN = "cmwatch"
"""Name of the catalogues under `locale/`."""

LOCALES = ("en", "fr")
"""The languages of the interface. English needs no catalogue: it is what the code says."""

_FOLDER = Path(__file__).parent / "locale"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Speak this language (`en` or `fr`) from now on, in our strings and in click's."""
    global _catalogue, _language  # noqa: PLW0603 - the decision named above
    _language = language
    _catalogue = gettext.translation(DOMAIN, _FOLDER, [language], fallback=True)
    # click asks the standard library's own domain, which looks at the environment.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, _FOLDER)
    gettext.textdomain(DOMAIN)


def language() -> str:
    """The language in use, `en` or `fr`."""
    return _language


def system_language() -> str:
    """The system's language if it is one of ours, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "fr" if value.lower().startswith("fr") else "en"
    name = system_locale.getlocale()[0] or ""
    return "fr" if name.lower().startswith("fr") else "en"


def _(message: str, **values: object) -> str:
    """Translate, then fill the `{names}`. Values are put in as they are, never read as a template."""
    text = _catalogue.gettext(message)
    return text.format(**values) if values else text


def counted(one: str, many: str, n: int, **values: object) -> str:
    """Translate with the plural that fits `n`, which is also filled in as `{n}`."""
    return _catalogue.ngettext(one, many, n).format(n=whole(n), **values)


def whole(n: int) -> str:
    """A count with the thousands separator of the language (a no-break space in French)."""
    text = f"{n:,}"
    return text.replace(",", "\u202f") if _language == "fr" else text


def number(value: float, digits: int = 1) -> str:
    """A decimal number with the decimal mark of the language."""
    text = f"{value:,.{digits}f}"
    if _language == "fr":
        return text.replace(",", "\u202f").replace(".", ",")
    return text


def amount(value: float) -> str:
    """A level or a factor, to the digits that tell something: `<0.1`, `5.6`, `1,120`."""
    return f"<{number(0.1)}" if 0 < value < 0.1 else number(value, 0 if value >= 100 else 1)


def percent(share: float) -> str:
    """A share of 0…1 as a whole percentage."""
    return f"{share * 100:.0f}\u202f%" if _language == "fr" else f"{share * 100:.0f} %"
