"""What a figure counts, as the list that it opens is titled."""

from cmwatch.words import _


def figure_words(name: str) -> str:
    """The mentions behind a figure, by its name; an unknown one stands for itself."""
    kind, _dot, rest = name.partition(".")
    if kind in ("now", "before") and "." in rest:
        value = rest.partition(".")[2]
        return _("“{value}” since the rise", value=value) if kind == "now" else _("“{value}” before it", value=value)
    if kind == "says":
        return _("authors who say so, one mention of each")
    if kind == "gate":
        return _("mentions that opened the gate")
    if kind == "earlier":
        return _("the first mention of what the alert was about before")
    return {
        "peak": _("the peak"), "originals": _("originals"), "authors": _("authors, one mention of each"),
        "read": _("originals whose tone could be read"), "negatives": _("negative originals"),
        "compared.now": _("originals since the rise"), "compared.before": _("originals before it"),
        "cell.V": _("originals, at most two of each author"), "cell.N": _("negative originals"),
        "cell.G": _("originals of half an hour"), "half_hour": _("originals of half an hour"),
        "half_hour.before": _("originals of the half hour before"),
        "cell.R": _("accounts with many followers, one mention of each"),
        "relay": _("accounts with many followers, one mention of each"),
        "cell.R.press": _("outlets of the press, one mention of each"),
        "cell.X": _("networks, one mention of each"), "networks": _("networks, one mention of each"),
        "nature.spam": _("nearly the same text"), "nature.good_news": _("positive originals"),
        "copies": _("one story, with reposts and copies"), "few_authors": _("by those who wrote half of it"),
        "originals_usual": _("originals"), "mild": _("negative originals"), "one_term": _("mentions with the tag"),
        "unread": _("originals whose tone could not be read"),
    }.get(name, name)  # fmt: skip
