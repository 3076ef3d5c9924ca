"""The little words that every sentence needs, by language."""

from collections.abc import Mapping

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
