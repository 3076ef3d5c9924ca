"""French words that change the valence of others: negations, boosters, contrast, and what stands between them."""

from collections.abc import Mapping

from cmwatch.reading.valence.scoring import STEP
from cmwatch.reading.valence.words import Grammar, Role, word_set

_ROLES: Mapping[Role, str] = {
    "ne": "ne n",
    "no": "pas plus jamais rien guere aucun aucune aucuns aucunes aucunement nullement sans zero ni moins peu manque "
    "absence loin denue denuee denues depourvu depourvue depourvus jms personne",
    "que": "que qu",
    "and": "et ou",
    "but": "mais cependant toutefois neanmoins pourtant hormis",
    "breaks": "pourquoi qui quand comment car donc alors puisque parce lorsque lorsqu dont malgre "
    "depuis vers contre sur apres avant pendant tandis",
}
ROLES: Mapping[str, Role] = {word: role for role, words in _ROLES.items() for word in words.split()}

TURNING_PHRASES = frozenset([("par", "contre"), ("en", "revanche"), ("sauf", "que"), ("sauf", "qu"), ("hormis", "que")])
"""Two words that contrast as 'mais' does."""

AFTER_VERB = word_set("pas plus jamais rien guere aucun aucune aucunement nullement pu jms personne")
"""Negations that may follow the verb they deny."""

ONLY_WITH_NE = frozenset(["plus", "personne"])
"""Denials where 'ne' is near ('n'est plus fiable'); else 'more' and 'a person'."""

LACKS = word_set("sans zero manque absence denue denuee denues depourvu depourvue depourvus")
"""Denials of what one has; what they deny follows at once or after its article."""

THINKING = word_set("pense penses pensons pensez crois croit trouve trouves dirais dirai suis est semble imagine")
"""Verbs whose denial is that of what follows their 'que': 'je ne pense pas que ce soit bien'."""

SAYING = word_set("dire penser croire trouver affirmer pretendre imaginer")
"""The same as infinitives: 'on ne peut pas dire que ce soit rapide'."""

_BOOSTERS: Mapping[float, str] = {
    STEP: "tres trop vraiment tellement super hyper vachement grave ultra mega archi giga extremement incroyablement "
    "terriblement totalement completement absolument carrement franchement sacrement drolement fort bien si tant "
    "particulierement profondement enormement beaucoup infiniment parfaitement entierement excessivement horriblement "
    "affreusement atrocement exceptionnellement remarquablement formidablement furieusement diablement bougrement "
    "foutrement mechamment serieusement follement tro vrmt vraimen tlmt trp bcp full mauditement "
    "crissement ben tout toute vrai vraie vrais vraies gros grosse grosses enorme enormes sacre sacree pur pure purs "
    "pures grand grande grands grandes total totale complet complete immense immenses profond profonde mille milles "
    "reellement definitivement clairement notoirement resolument proprement litteralement tellment encore toujours "
    "hautement parfait parfaite supra plein pleine sale rudement putain royalement scandaleusement honteusement "
    "lamentablement incomparablement plus",
    -STEP: "assez plutot presque quasi quasiment relativement legerement moyennement partiellement vaguement parfois "
    "apparemment presk quelquefois petit petite petits petites leger legere legers legeres",
    -2 * STEP: "peine guere",
}
BOOSTERS: Mapping[str, float] = {word: step for step, words in _BOOSTERS.items() for word in words.split()}

BEHIND = word_set(
    "beaucoup enormement vraiment infiniment totalement completement grave tellement trop total totale complet "
    "complete bcp vrmt"
)
"""Boosters that may follow what they strengthen: 'merci beaucoup', 'arnaque totale'."""

ASIDE = word_set(
    "du tout vraiment absolument toujours meme encore t il elle on je tu nous vous ils elles franchement clairement "
    "forcement specialement particulierement trop tellement tres donc bien plus en"
)
"""What may stand between a verb and the negation behind it, or between two negations."""

PERSONS = word_set(
    "equipe equipes technicien technicienne techniciens conseiller conseillere conseillers agent agents agente "
    "monsieur madame dame chauffeur livreur facteur factrice depanneur "
    "infirmiere infirmiers soignants pompiers"
)
"""Whom people thank in earnest, even where something went wrong."""

_NAMED = frozenset(
    [
        *ROLES,
        *BOOSTERS,
        *THINKING,
        *SAYING,
        *ASIDE,
        *PERSONS,
        *(word for pair in TURNING_PHRASES for word in pair),
        "un",
    ]
)

GRAMMAR = Grammar(BOOSTERS, ROLES, _NAMED)
