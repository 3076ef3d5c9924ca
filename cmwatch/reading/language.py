"""Which language a text is in: by its script, else by the little words that every sentence needs."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from struct import Struct

LITTLE_WORDS: Mapping[str, str] = {
    "en": (
        "the and you that was for are with this have not but they his from she will would there their what about "
        "which when your can could been has had were who them than then its into just how our some do does did don "
        "isn didn doesn won can't it's i'm my me we he her is it of to in on at be or if so an as by no out up all "
        "any only very more why where after before again still now get got going want please thanks because it im "
        "dont cant wont i its too off over should being really know think another great good never every day today "
        "time new first last love hate ever since"
    ),
    "fr": (
        "le la les des une un et est pas que qui dans pour sur avec vous nous je tu il elle on ce cette ces mais ou "
        "donc au aux du en ne plus tres tout tous toute sont suis ai avez etes ete etre avoir fait faire comme mon "
        "ma mes ton ta tes son ses notre votre vos leur leurs moi toi lui c'est j'ai qu'il quand comment pourquoi "
        "depuis encore toujours jamais rien aussi bien sans chez par si quoi ca cela merci bonjour deja apres avant "
        "peut quel quelle y a t s d l j n qu m c"
    ),
    "es": (
        "el los las una unos y que de en por para con sin pero como muy mas este esta esto ese eso mi tu su nos se "
        "lo le es son fue ser esta estoy tiene hay ya no si cuando donde porque gracias todo todos nada yo ella "
        "ellos usted al del tambien hoy ahora"
    ),
    "pt": (
        "o os as um uma e que de do da dos das em no na nos nas por para com sem mas como muito mais este esta isso "
        "meu minha seu sua nao sim ja foi ser esta estou tem voce eu ele ela eles quando onde porque obrigado tudo "
        "nada ao pelo pela tambem hoje agora"
    ),
    "it": (
        "il lo gli una uno e che di del della dei delle in nel nella per con senza ma come molto piu questo questa "
        "mio mia suo sua non si gia e sono sei stato essere ho hai ha anche quando dove perche grazie tutto tutti "
        "niente io lui lei loro al alla sul oggi adesso ci"
    ),
    "de": (
        "der die das und ist nicht ein eine einen dem den des mit von zu auf fur im in es ich du er sie wir ihr "
        "aber oder wie sehr mehr dieser diese mein dein sein auch schon war sind habe hat haben wenn wo warum "
        "danke alles nichts nur noch kann heute jetzt bei nach uber als man wird werden kein keine"
    ),
    "nl": (
        "de het een en is niet ik je hij zij wij jullie maar of zoals zeer meer deze dit mijn jouw zijn ook al was "
        "heb heeft hebben als waar waarom bedankt alles niets met van voor op te naar bij dat die er nog kan "
        "vandaag nu wel geen wordt worden ben bent"
    ),
    "pl": "i w nie na to jest sie z do ze jak ale co za czy od po tak mi ja ty juz tylko przez dla tym byl jestem",
    "tr": "ve bir bu da de icin ile cok ama ne var yok ben sen o mi mu daha gibi en kadar degil oldu olan her",
    "id": "yang dan di ini itu dengan untuk tidak ada dari saya kamu akan bisa juga sudah atau ke pada apa tapi aku",
    "sv": "och att det som en ett ar inte jag du han hon vi ni men eller for med pa av till den har var om sa kan",
}
"""Function words, accents left out as the tokenizer leaves them out; written for this list, not taken over."""

SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff"),
    ("ru", "\u0400-\u04ff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
)
"""Scripts that name a language well enough to know that it is neither English nor French."""

WHOLE_VOTE = 60
"""A word of one language only votes for it with this; divisible by as many languages as share a word."""

CLEAR = WHOLE_VOTE * 3 // 2
"""Score at which, and lead over the next language with which, the words outvote the network's own field."""

WORDS_SEEN = 60
"""Words of a text that are looked at: a language shows within two sentences."""

ORDER = tuple(LITTLE_WORDS)
FRENCH = ORDER.index("fr")
LANE = 16
"""Bits for one language's score: sixty whole votes fit, and `_SCORES` takes all lanes apart at once."""

_SCORES = Struct(f"<{len(ORDER)}H")

_FOREIGN = re.compile("[" + "".join(letters for _code, letters in SCRIPTS) + "]")
_FRENCH_LETTERS = re.compile("[çœëêûîôàèùâ]")


class LanguageFinder:
    """Votes of little words, each shared between the languages that have it."""

    def __init__(self) -> None:
        # One number holds a score for each language side by side, so that a text's votes are one sum.
        owners: dict[str, list[str]] = defaultdict(list)
        for code, words in LITTLE_WORDS.items():
            for word in set(words.replace("'", " ").split()):
                owners[word].append(code)
        self._votes = {
            word: sum((WHOLE_VOTE // len(codes)) << (LANE * ORDER.index(code)) for code in codes)
            for word, codes in owners.items()
        }
        self._scripts = tuple((code, re.compile(f"[{letters}]")) for code, letters in SCRIPTS)

    def find(self, text: str, words: Sequence[str], network: str | None, expected: tuple[str, ...]) -> str:
        """ISO 639-1 of a text, `und` if unknown.

        `words` are its tokens (folded, without addresses); `network` is the network's own word on it, used
        where the words do not decide; a text of up to three words without either is taken to be in the first
        of the `expected` languages.
        """
        # Another script is not among folded words that are all ASCII.
        if not text.isascii() and not "".join(words).isascii() and (script := self._by_script(text)):
            return script
        votes = self._votes
        seen = words[:WORDS_SEEN]
        ballot = sum([votes[word] for word in seen if word in votes])
        scores = list(_SCORES.unpack(ballot.to_bytes(_SCORES.size, "little")))
        if scores[FRENCH] and not text.isascii() and _FRENCH_LETTERS.search(text):
            scores[FRENCH] += WHOLE_VOTE
        return self._decide(scores, len(seen), network, expected)

    def _decide(self, scores: list[int], spoken: int, network: str | None, expected: tuple[str, ...]) -> str:
        *_others, second, score = sorted(scores)
        lead = score - second
        best = ORDER[scores.index(score)]
        if score >= CLEAR and lead >= CLEAR:
            return best
        if network:
            return network
        # One word that only one language has says more than no word at all, even in a text of three.
        if lead >= WHOLE_VOTE or (lead > 0 and spoken > 3):
            return best
        first = expected[0] if expected else "und"
        contradicted = score > 0 and (first not in ORDER or scores[ORDER.index(first)] == 0)
        return first if spoken <= 3 and not contradicted else "und"

    def _by_script(self, text: str) -> str | None:
        found = _FOREIGN.findall(text)
        if not found:
            return None
        # A foreign word quoted in an English sentence does not make the sentence foreign.
        if len(found) * 3 < sum(map(str.isalpha, text)):
            return None
        counts = [(len(letters.findall(text)), code) for code, letters in self._scripts]
        # Kana decide for Japanese even where Chinese characters outnumber them.
        if counts[0][0]:
            return "ja"
        return max(counts)[1]
