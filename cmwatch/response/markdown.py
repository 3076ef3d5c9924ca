"""Foreign text in a Markdown document: shown as it is, never read as Markdown or HTML."""

import re


def inline(text: str) -> str:
    r"""One line of text with every character that means something escaped, so that it only ever shows itself.

    >>> print(inline("[click](javascript:x) <b> https://example.org"))
    \[click\]\(javascript:x\) &lt;b&gt; https&#58;//example.org
    """
    one = " ".join(text.split())
    shown = one.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = re.sub(r"([\\`*_\[\]()#|~!$^{}])", r"\\\1", shown)
    # A bare address would become a link by itself.
    shown = re.sub(r"(?i):(?=//)|(?<=mailto):|(?<=xmpp):", "&#58;", shown)
    shown = re.sub(r"(?i)\bwww\.", "www&#46;", shown)
    shown = re.sub(r"(?<=\w)@(?=\w)", "&#64;", shown)
    # A leading sign would begin a list, a rule or a heading; after a number, too.
    shown = re.sub(r"^([-+=])", r"\\\1", shown)
    return re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", shown)


def fenced(text: str) -> list[str]:
    """Lines of a code block whose fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", *text.splitlines(), fence]
