"""A query's tree turned into one function, so that asking costs a few substring searches."""

import operator
import re
from collections.abc import Callable

from cmwatch.intake.query.probe import Probe
from cmwatch.intake.query.spelling import tokens
from cmwatch.intake.query.tree import (
    All,
    Comparison,
    Followers,
    From,
    Is,
    Lang,
    Marked,
    Node,
    Not,
    Quality,
    Sign,
    Since,
    Some,
    Source,
    ToneIs,
    Until,
    Words,
)

Test = Callable[[Probe], bool]

_MANY = 6
"""From this many single words on, a set is faster than as many substring searches."""

_COMPARE: dict[Comparison, Callable[[int, int], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip


def plan(node: Node) -> Test:  # noqa: PLR0911 - one for each kind of node
    """The test of a node."""
    match node:
        case Words():
            return _line_test((_needle(node),))
        case Marked(mark, name, prefix):
            return _marked(mark, name, prefix)
        case Sign(text):
            return lambda probe: text in probe.mention.text
        case All(parts):
            return _all(parts)
        case Some(parts):
            return _some(parts)
        case Not(part):
            test = plan(part)
            return lambda probe: not test(probe)
        case _:
            return _field(node)


def _field(node: Node) -> Test:  # noqa: PLR0911 - one for each operator
    match node:
        case Lang(code):
            return lambda probe: (probe.reading.lang if probe.reading else probe.mention.lang or "und") == code
        case From(author):
            return _from(author)
        case Source(name):
            return lambda probe: name in (probe.mention.source.casefold(), probe.mention.via.casefold())
        case Is(quality):
            return _quality(quality)
        case ToneIs(tone):
            return lambda probe: probe.reading is not None and probe.reading.tone == tone
        case Followers(comparison, count):
            return _followers(_COMPARE[comparison], count)
        case Since(at):
            return lambda probe: probe.mention.at >= at
        case Until(at):
            return lambda probe: probe.mention.at < at
    raise TypeError(node)


def _needle(words: Words) -> str:
    return f" {' '.join(words.tokens)}{'' if words.prefix else ' '}"


def _line_test(needles: tuple[str, ...]) -> Test:
    if len(needles) == 1:
        only = needles[0]
        return lambda probe: only in probe.line

    def all_in(probe: Probe) -> bool:
        line = probe.line
        return all([needle in line for needle in needles])  # noqa: C419 - a list is twice as fast for a few

    return all_in


def _all(parts: tuple[Node, ...]) -> Test:
    """Words first: they are cheap and decide most often."""
    needles = tuple(_needle(part) for part in parts if isinstance(part, Words))
    tests = [plan(part) for part in parts if not isinstance(part, Words)]
    if needles:
        tests.insert(0, _line_test(needles))
    if len(tests) == 1:
        return tests[0]

    def every(probe: Probe) -> bool:
        for test in tests:  # noqa: SIM110 - a generator costs more than the tests
            if not test(probe):
                return False
        return True

    return every


def _some(parts: tuple[Node, ...]) -> Test:
    single = [part for part in parts if isinstance(part, Words) and len(part.tokens) == 1 and not part.prefix]
    if len(single) < _MANY:
        single = []
    in_line = tuple(_needle(part) for part in parts if isinstance(part, Words) and part not in single)
    tests = [plan(part) for part in parts if not isinstance(part, Words)]
    wanted = frozenset(part.tokens[0] for part in single)

    def any_of(probe: Probe) -> bool:
        if wanted and not wanted.isdisjoint(probe.words):
            return True
        if in_line:
            line = probe.line
            for needle in in_line:
                if needle in line:
                    return True
        for test in tests:  # noqa: SIM110 - a generator costs more than the tests
            if test(probe):
                return True
        return False

    return any_of


def _marked(mark: str, name: str, prefix: bool) -> Test:
    """The sure and cheap is tried first: to cut all handles or tags out of a text costs more than all the rest."""
    needle = _needle(Words(tokens(name), prefix))
    wide = {"@": "＠", "#": "＃"}[mark]
    plainly = re.compile(rf"(?<![\w@#&]){mark}{re.escape(name)}(?![\w.@-])", re.IGNORECASE)

    def marked(probe: Probe) -> bool:
        text = probe.mention.text
        if needle not in probe.line or (mark not in text and wide not in text):
            return False
        if plainly.search(text):
            return True
        names = probe.handles if mark == "@" else probe.tags
        return any(found.startswith(name) for found in names) if prefix else name in names

    return marked


def _from(author: str) -> Test:
    on_any_server = "" if "@" in author else f"{author}@"

    def by(probe: Probe) -> bool:
        name = probe.mention.author.casefold()
        return name == author or (on_any_server != "" and name.startswith(on_any_server))

    return by


def _quality(quality: Quality) -> Test:
    match quality:
        case "original":
            return _is_original
        case "repost":
            return lambda probe: not _is_original(probe)
        case "question":
            return lambda probe: probe.reading.question if probe.reading else "?" in probe.mention.text


def _is_original(probe: Probe) -> bool:
    return not probe.mention.is_repost if probe.original is None else probe.original


def _followers(compare: Callable[[int, int], bool], count: int) -> Test:
    def followed(probe: Probe) -> bool:
        known = probe.mention.followers
        return known is not None and compare(known, count)

    return followed
