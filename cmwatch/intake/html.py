"""HTML to the text a reader would see."""

import re
from html.parser import HTMLParser

_BREAKING = frozenset({"br", "li", "tr", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"})
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "title", "iframe", "object"})
_SECTION = re.compile(r"<!\[[^\]>]{0,200}\]>")
"""What Outlook puts around what is meant for itself: `<![if !mso]>`, `<![endif]>`."""

_SPACES = re.compile(r"[ \t\r\f\v]+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "p":
            self.parts.append("\n\n")
        elif tag in _BREAKING:
            self.parts.append("\n")
        elif tag == "img" and not self._silent:
            # Custom emoji and pictures carry their words in `alt`.
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        elif tag == "p":
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def html_to_text(html: str) -> str:
    """The text of an HTML fragment: paragraphs and breaks as newlines, entities decoded once, scripts dropped.

    A link that the network splits into invisible spans comes back whole.
    """
    if "<" not in html and "&" not in html:
        return html
    reader = _Reader()
    reader.feed(_tamed(html))
    reader.close()
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(lines).strip()


def _tamed(html: str) -> str:
    """The same without what makes the parser look through all the rest for an end that is not there, again and again.

    Comments and conditional sections go; where no tag can end any more, `<` is a sign like any other.
    """
    if "<!" in html:
        before, *commented = html.split("<!--")
        html = before + "".join(part.partition("-->")[2] for part in commented)
        html = _SECTION.sub("", html).replace("<![", "&lt;![")
    whole, end, rest = html.rpartition(">")
    return f"{whole}{end}{rest.replace('<', '&lt;')}"
