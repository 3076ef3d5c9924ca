"""English words that change the valence of others: negations, boosters, contrast."""

from collections.abc import Mapping

from cmwatch.reading.valence.scoring import STEP
from cmwatch.reading.valence.words import Grammar, Role, word_set

_ROLES: Mapping[Role, str] = {
    "no": "not no never nothing nobody none neither nor cant dont doesnt didnt wont wouldnt couldnt shouldnt isnt "
    "arent wasnt werent havent hasnt hadnt aint mustnt neednt shant nowt without hardly barely scarcely rarely seldom "
    "zero lack lacks lacked lacking less least noone nae cannae dinnae didnae wasnae isnae",
    "and": "and or",
    "but": "but however nevertheless nonetheless",
    "breaks": "because since when whenever while why how what who which where if then until till after before unless "
    "despite whereas although though except",
}
ROLES: Mapping[str, Role] = {word: role for role, words in _ROLES.items() for word in words.split()}

CONCEDING = word_set("although though despite")
"""What opens a clause that weighs less than the rest."""

ASKING_BACK = word_set("isnt arent wasnt werent dont doesnt didnt wouldnt cant couldnt havent hasnt")
"""Negations that deny nothing before a pronoun: 'isn't it lovely', 'don't you love it'."""

PRONOUNS = word_set("i it this that he she they you we these those there just")

LACKS = word_set("without zero lack lacks lacked lacking")
"""Denials of what one has; what they deny is near."""

SMALL = word_set("less least")
"""Denials of the next word, and of praise only: 'less helpful'."""

TOPPED = word_set("couldnt cant")
"""What a comparison behind them raises to the highest: 'couldn't be happier', 'can't recommend it enough'."""

MORE = word_set("more better happier easier nicer kinder quicker faster enough prouder smoother worse any")

COMPARING = word_set("so such as more this better worse nicer happier")
"""Words that make 'never' praise or blame above all: 'never been so happy'."""

NO_DENIAL_AFTER = word_set("only just merely alone mention forgetting wonder matter doubt sooner")
"""Words behind a negation that take it away: 'not only', 'no wonder'."""

ANSWERED = word_set("i it this that he she they you we sorry thanks thank way please but and")
"""Words behind 'no' that show it to be an answer: 'no this is great'."""

_BOOSTERS: Mapping[float, str] = {
    STEP: "very really so too super totally absolutely extremely incredibly completely utterly truly seriously "
    "ridiculously insanely hella proper properly bloody fucking fuckin freaking frigging fricking damn effing "
    "massively hugely highly deeply particularly especially exceptionally unbelievably beyond pure mega uber ultra "
    "majorly such total complete absolute utter real major massive extreme most more even always constantly "
    "consistently thoroughly genuinely honestly actually literally wildly stupidly awfully terribly dead well big "
    "huge whole bare straight downright outright plain remarkably amazingly perfectly entirely intensely immensely "
    "overly way far much everything every again",
    -STEP: "slightly somewhat bit kinda kind sorta sort fairly rather partly almost nearly marginally mildly "
    "occasionally little mostly partially relatively sometimes reasonably moderately arguably less",
}
BOOSTERS: Mapping[str, float] = {word: step for step, words in _BOOSTERS.items() for word in words.split()}

BEHIND = word_set("again lots alot indeed ever badly always forever")
"""Boosters that may follow what they strengthen: 'delayed again', 'worst airline ever'."""

_NAMED = frozenset([*ROLES, *BOOSTERS, *PRONOUNS, *MORE, *BEHIND, *NO_DENIAL_AFTER, *ANSWERED, "anything"])

GRAMMAR = Grammar(BOOSTERS, ROLES, _NAMED)
