"""Questions: which texts ask, and which of them want an answer."""

import re
from collections.abc import Sequence

_ADDRESS = re.compile(r"https?://\S+")
_STARTS = re.compile(
    r"[.!…\n]+\s*|@\w+[,:]?\s+|\b(?:hey|hi|hello|dear|bonjour|bonsoir|salut|coucou)\b[^,.!?\n]{0,40},\s+",
    re.IGNORECASE,
)
"""Where a sentence may begin: after the end of one, or after the name or the greeting of whom it is for."""

_ASKING = re.compile(
    r"(?:how (?:do|can|long|come|much)|why (?:is|are|do|does|did|can't|won't|isn't)|when (?:will|is|are|do)|"
    r"where (?:is|are|can|do)|who (?:can|do)|what(?:'s| is| are| do)|(?:can|could|will|would) (?:you|someone|anyone)|"
    r"is anyone|does anyone|"
    r"comment (?:faire|on|je|puis|ça|se fait)|pourquoi (?:est|n[e'’]|vous|je|on|les?|la)|"
    r"quand (?:est|serai|sera|aurons|allez|vont)|où (?:est|en est|sont|puis)|est[- ]ce (?:que|qu['’])|"
    r"qu['’]est[- ]ce|combien (?:de|coûte|faut)|(?:pouvez|pourriez|savez|avez)[- ]vous|quelqu['’]un (?:sait|peut|a)"
    r")\b",
    re.IGNORECASE,
)
_OPENERS = frozenset([
    "how", "why", "when", "where", "who", "what", "can", "could", "will", "would", "anyone", "comment", "pourquoi",
    "quand", "ou", "est", "qu", "combien", "pouvez", "pourriez", "savez", "avez", "quelqu",
])  # fmt: skip
"""A word of each beginning in `_ASKING`, folded: without one of them, no sentence begins so."""

_SENTENCE = re.compile(r"[^.!?…\n]*\?[?!]*|[^.!?…\n]+[.!…]*")
"""Up to its question marks, or up to where it ends without one."""

_REPROACH = re.compile(
    r"^\W*(?:seriously|s[ée]rieux|s[ée]rieusement)[\s,]*\w{0,20}\s*\?|"
    r"\b(?:are you (?:serious|kidding|joking|for real|having a laugh|even|out of your|insane|people)|"
    r"(?:is|was) th(?:is|at) (?:a joke|some kind|your idea|how you|the best you|for real|a (?:bad|sick) joke|normal)|"
    r"(?:really|for real|wtf|wth)\s*\?|"
    r"(?:wtf|what the (?:hell|heck|fuck|actual))|what(?:'s| is|s) wrong with (?:you|u|these|this)|"
    r"how (?:hard|difficult) (?:can|is|could)|how (?:dare|on earth|in the world|the hell)|"
    r"how (?:is|can) (?:this|that|it) (?:even |be )*(?:acceptable|legal|possible|ok|okay|allowed|fair|normal)|"
    r"how many (?:more )?times|"
    r"who (?:does|would do) (?:that|this)|who (?:cares|knew)|"
    r"what(?:'s| is|s) the point|why (?:bother|even|would (?:any|some)(?:one|body))|"
    r"why (?:do|should|would|am) (?:i|we) (?:even |still )?(?:bother|pay)|"
    r"when will you (?:ever|finally|learn|stop)|do you (?:even|really|actually) (?:care|think|read|want|expect|have)|"
    r"you call (?:this|that|it|yourself|yourselves)|call (?:this|that) (?:a )?(?:service|support)|"
    r"is anyone (?:even )?(?:alive|awake|working) |what do (?:i|we) (?:even )?pay (?:you )?for|"
    r"have you no shame|(?:aren't|arent) you ashamed|"
    r"c['’]est une (?:blague|plaisanterie|honte)|(?:vous|tu) (?:vous |te |t['’])?(?:moquez|moques|foutez|fous|fichez|"
    r"rigolez|rigoles|plaisantez)|non mais|"
    r"(?:vous|tu) n['’](?:avez|as) pas honte|vous n['’]avez (?:donc )?(?:aucune|pas) (?:honte|vergogne)|"
    r"(?:vous|tu) (?:appelez|appelles) [çc]a|c['’]est [çc]a,? (?:votre|le) (?:service|sav|support)|"
    r"(?:à|a) quoi (?:[çc]a )?(?:bon|sert|servez)|pourquoi (?:je|on) (?:paye|paie|continue)|"
    r"combien de (?:fois|temps encore)|jusqu['’](?:à|a) quand|qui (?:fait|ferait) [çc]a|"
    r"(?:vous|on) se (?:moque|fout|fiche) de|c['’]est (?:normal|possible|une fa[çc]on|l[ée]gal)\s*\?|"
    r"(?:trouvez|trouves)[- ](?:vous|tu) (?:[çc]a )?normal|(?:vous|tu) (?:trouvez|trouves) [çc]a normal|"
    r"de qui (?:se|vous)|c['’]est quoi (?:ce|cette|votre) (?:bordel|d[ée]lire|service|blague|merde|arnaque|boutique))",
    re.IGNORECASE,
)
"""Questions that nobody expects an answer to: they reproach."""

_INTERROGATIVE = re.compile(
    r"\b(?:how|why|when|where|who|what|which|can|could|will|would|comment|pourquoi|quand|où|combien|quel(?:le)?s?|qui|"
    r"est-ce|\w+-(?:vous|tu|je|on|t-il|t-elle|t-on|il|elle|ils|elles))\b|^\W*(?:is|are|do|does|did|has|have)\b",
    re.IGNORECASE,
)
"""What a question that wants an answer has, where the same text also reproaches."""

_BAIT = re.compile(
    r"\s*(?:(?:do you )?(?:want|need|looking for|fancy|ready (?:for|to)|tired of|bored of|did you know|"
    r"missed|guess what|what's new|dreaming of|got a|love )\b|"
    r"envie|besoin|marre d|pr[êe]te?s? (?:[àa]|pour)|(?:le )?saviez|"
    r"vous (?:cherchez|voulez|souhaitez|r[êe]vez|aimez)|"
    r"connaissez[- ]vous|[àa] la recherche|quoi de neuf|fatigu[ée]e?s? d)",
    re.IGNORECASE,
)
"""How advertising asks before it answers itself."""


def asks(text: str, words: Sequence[str]) -> bool:
    """Whether it is put as a question: a question mark outside an address, or a sentence that begins as one does.

    `words` are its folded tokens.
    """
    if "?" in text and ("://" not in text or "?" in _ADDRESS.sub(" ", text)):
        return True
    return not _OPENERS.isdisjoint(words) and _begins_so(text)


def asked(text: str) -> tuple[str, str]:
    """The first question that wants an answer, and the first that only reproaches; empty where there is none.

    Of a text that `asks`.
    """
    plain = _ADDRESS.sub(" ", text) if "://" in text else text
    sentences = [found.group() for found in _SENTENCE.finditer(plain)]
    wanted = stated = reproach = ""
    for place, sentence in enumerate(sentences):
        bare = sentence.strip()
        if not (bare.endswith(("?", "!")) and "?" in bare) and not _begins_so(sentence.lstrip()):
            continue
        if _REPROACH.search(bare):
            reproach = reproach or bare
        elif place + 1 < len(sentences) and _BAIT.match(bare):
            continue
        elif _INTERROGATIVE.search(bare):
            wanted = wanted or bare
        elif any(map(str.isalpha, bare)):
            stated = stated or bare
    # 'You raise the price again? Are you serious?' reproaches twice.
    return wanted or ("" if reproach else stated), reproach


def _begins_so(text: str) -> bool:
    """Whether a text, or a sentence in it, begins as questions do."""
    if _ASKING.match(text):
        return True
    for start in _STARTS.finditer(text):  # noqa: SIM110 - a generator would cost more than the search
        if _ASKING.match(text, start.end()):
            return True
    return False
