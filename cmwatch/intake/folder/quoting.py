"""What the writer of an e-mail wrote, without what the mail program put below it: the message that is answered."""

import re

_QUOTED = re.compile(r"\s*>")
_SIGNATURE = re.compile(r"--\s?")
_DEVICE = re.compile(r"(?i)(sent from|get outlook for|envoyé (de|depuis|à partir de)|télécharger outlook)\b.{0,60}")
_DIVIDER = re.compile(
    r"(?i)\s*[-_]{2,}\s*(original message|forwarded message|message d['’]origine|message original|message transféré)"
    r"\s*[-_]{2,}\s*"
)
_ATTRIBUTION = re.compile(r"(?i)\s*(on|le)\s.{5,300}\s(wrote|a\s+écrit)\s*:\s*")
_FROM = re.compile(r"(?i)\s*\*?(from|de)\s?:\*?\s*\S.{0,300}")
_OTHER = re.compile(r"(?i)\s*\*?(sent|date|to|subject|cc|envoyé|à|objet)\s?:\*?")
_RULE = re.compile(r"\s*[_-]{10,}\s*")
_HTML_QUOTE = re.compile(
    r"(?i)<blockquote\b|<[a-z]+\s[^>]{0,200}?(class=[\"']?(gmail_quote|yahoo_quoted|moz-cite-prefix)"
    r"|id=[\"']?(divRplyFwdMsg|appendonsend))"
)

ATTRIBUTION_LINES = 3
"""A long address breaks the line that says who wrote what follows."""

LINE_CHARS = 400
"""What is longer is no line of a mail program's own."""


def own_words(text: str) -> str:
    """The text without quoted messages, their headings and the signature; all of it if nothing else would be left."""
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _SIGNATURE.fullmatch(line) or _begins_message(lines, at):
            break
        if (length := _attribution(lines, at)) > 0:
            following = next((one for one in lines[at + length :] if one.strip()), "")
            if not _QUOTED.match(following):
                break
            at += length
            continue
        if not _QUOTED.match(line) and not (len(line) < LINE_CHARS and _DEVICE.fullmatch(line.strip())):
            kept.append(line)
        at += 1
    while kept and (not kept[-1].strip() or _RULE.fullmatch(kept[-1])):
        kept.pop()
    own = "\n".join(kept).strip()
    return own or text.strip()


def own_html(html: str) -> str:
    """The HTML before the message that is answered; all of it if it begins with that."""
    quote = _HTML_QUOTE.search(html)
    before = html[: quote.start()] if quote else html
    return before if re.sub(r"<[^>]{0,2000}>|&nbsp;|\s", "", before) else html


def _begins_message(lines: list[str], at: int) -> bool:
    line = lines[at]
    if len(line) > LINE_CHARS:
        return False
    if _DIVIDER.fullmatch(line):
        return True
    return bool(_FROM.fullmatch(line)) and sum(bool(_OTHER.match(one)) for one in lines[at + 1 : at + 5]) >= 2


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here say who wrote what follows; 0 if these do not."""
    if not lines[at].lstrip()[:3].lower().startswith(("on ", "le ")):
        return 0
    for length in range(1, ATTRIBUTION_LINES + 1):
        joined = " ".join(lines[at : at + length])
        if len(joined) <= LINE_CHARS and _ATTRIBUTION.fullmatch(joined):
            return length
    return 0
