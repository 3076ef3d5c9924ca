"""Words that make a negative text a complaint and a positive one praise, in the notation of `cmwatch.reading.phrases`.

Tone alone is not enough: 'sad day, an old cinema closes' complains of nobody, 'happy Friday' praises nobody.
"""

SPOKEN = {
    "en": "i my me mine we us our you u ur your yours yourself they them their",
    "fr": "je j moi mon ma mes me m nous notre nos on vous votre vos tu toi ton ils leur leurs",
}
"""Whoever speaks of themselves, of the brand as `you` or `they`, has something of their own to say."""

GRIEVANCE = {
    "en": """
        refund{s,ed} compensat{e,ion} waiting waited wait queue hold delay{s,ed} late cancel{led,ed,lation} service
        support staff customer{s} delivery delivered parcel order{ed} broken broke defective faulty damaged
        crash{es,ed,ing} bug{s,gy} outage lost missing wrong charged overcharged billing bill{ed} fees expensive
        overpriced rude unhelpful useless worst terrible awful horrible dreadful unacceptable disgrace{ful} shame joke
        ridiculous pathetic incompetent scam ripoff avoid disappointed disappointing appalling sucks fail{s,ed}
        quality refuse{s,d} ignored answer{s} reply response again still never stop fix
    """,
    "fr": """
        rembours{er,e,ement,ez} attend{s,re,u,ons} attente retard{s} annul{e,ee,ation,er} service sav support
        client{s,ele} livr{aison,e,ee,eur} colis commande casse{e} defectueu{x,se} panne{s} bug{s,ue,ge} plante
        perdu{e} manque{nt} facture{e} prelev{e,ement} frais cher chere hors impoli{e} desagreable incompetent{e,s}
        inutile{s} nul{le,s} pire horrible lamentable honteu{x,se} honte scandale{ux,use} inadmissible inacceptable
        arnaque escro{c,cs} decu{e,s} decevant{e} eviter evitez fuyez fuir qualite refus{e,ent} ignore reponse
        repond{ez,re,ent} encore toujours jamais marre ridicule blague
    """,
}
"""What customers are owed and do not get."""

PRAISE = {
    "en": """
        love{d,s,ly} great excellent amazing awesome fantastic brilliant wonderful superb perfect{ly} best good nice
        recommend{ed,s} impressed impressive kudos bravo congrats congratulations thank{s} thx ty cheers grateful
        helpful friendly kind quick{ly} fast efficient reliable smooth{ly} easy comfortable delicious tasty beautiful
        gorgeous stunning flawless outstanding exceptional incredible delight{ed,ful} pleased satisfied worth quality
        favourite favorite enjoy{ed,ing} well props legend{s} lifesaver saved solved fixed spotless gem fan
        chuffed slaps lit goat
    """,
    "fr": """
        ador{e,ons,er,ait,able} aime aimons super genial{e} excellent{e,s} parfait{e,s,ement} top bravo merci
        felicitations chapeau recommand{e,ons,er} impressionn{e,ee,ant,ante} sympa{s,thique,thiques}
        gentil{le,s,lesse} aimable{s} accueillant{e} chaleureu{x,se} rapide{s,ment} efficace{s} fiable{s} pratique
        confortable{s} delicieu{x,se} bon bonne bons bonnes beau belle magnifique{s} magique formidable{s}
        extraordinaire{s} incroyable{s} impeccable{s} nickel satisfait{e,s} ravi{e,s} reactif{s} professionnel{s}
        meilleur{e,s} qualite reussi{e} kiffe kif tuerie canon dechire gere gerez chouette cool respect regal{e}
        souci{s} probleme{s} mieux bien
    """,
}
"""What is said of something that is liked, or to somebody who is thanked."""

LIKED = {
    ("liked", "en"): """
        happy/glad/content with/about
        happy customer{s}
        shout out to
        made my/our day/week/morning/evening
    """,
    ("liked", "fr"): """
        content{e,s,es}/heureu{x,se,ses} de/du/des/d/avec
        client{e} content{e}/heureu{x,se}
    """,
}
"""Joy at something; by itself it is the joy of a Friday."""

WISHED = {
    ("wished", "en"): """
        have ~ lovely/great/good/nice/wonderful/fantastic/amazing ~ day/weekend/week/evening/night/time/trip/one
        good morning/night/luck/evening/afternoon/day
        best wishes/regards
        love to all/everyone
    """,
    ("wished", "fr"): """
        bonne journee/soiree/annee/chance/continuation/nuit/reception/fin/fete{s}/semaine/vacances
        bon week/weekend/courage/dimanche/samedi/lundi/appetit/anniversaire/voyage/vent
    """,
}
"""What is wished to anyone, whose kind words praise nothing."""

WISHING = "good great lovely nice wonderful fantastic amazing best love bon bonne bons bonnes super excellent{e}"
"""What a day is wished to be."""

THANKS = "thank{s} thx ty cheers merci"
"""Said out of politeness too: with a question, they ask."""

PRIZES = "giveaway{s} prize{s} contest{s} sweepstake{s} concours gagnez tirage tentez participez"
"""Whoever plays for a prize says nice things for it."""
