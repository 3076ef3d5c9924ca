"""Threats to leave: what customers say who go, or say that they will. In the notation of `cmwatch.reading.phrases`."""

LEAVING = {
    ("threat_to_leave", "en"): """
        <us> = i/m/am/ve/ll/re/we/to/gonna/going/just/already/will/be/had/have/d
        <firm> = provider{s}/bank{s}/carrier{s}/network{s}/airline{s}/supplier{s}/insurer{s}/operator{s}/competitor{s}
        <firm> = competition/company/brand{s}/isp
        <plan> = subscription{s}/membership{s}/contract{s}/plan{s}/policy/policies/account{s}/service
        <act> = fly{ing}/buy{ing}/order{ing}/use/using/shop{ping}/book{ing}/stay{ing}/deal{ing}/travel{ing,ling}
        <act> = eat{ing}
        <act> = bank{ing}/go{ing}/com{e,ing}/renew{ing}/subscrib{e,ing}/return{ing}/set/touch{ing}/trust{ing}/rent{ing}
        - leave you/u/them ~ review/message/feedback/comment/note/tip/voicemail/alone/with/to
        - leav{e,ing} you/u/them ~ star/stars/five/wondering/speechless
        <us> leav{e,ing} you/u/them
        <us> leave ~ <firm>
        i/we/m/be/just/already/ll leaving ~ <firm>
        m/re/am/are off to ~ <firm>
        <us> leav{e,ing} ~ for ~ competitor{s}/competition/rival{s}
        <us> quit{ting}/ditch{ing,ed}/dump{ing,ed} you/u/them/<firm>
        - you/u/they/ve cancelled/canceled ~ <plan>
        - you/u/they/company are/re/keep cancel{ing,ling} ~ <plan>
        <us> cancel{ed,led} ~ <plan>
        cancel{ing,ling} ~ <plan>
        <us> terminat{e,ing,ed} ~ <plan>
        - should/could/can i/we switch
        - switching to you/u/your/yours/airplane/flight/dark/manual/paper
        - switch{ing} to you/u/yours
        <us> switch{ed} ~ <firm>
        switching ~ <firm>
        m/am/re/are/ll/just/gonna/be switching to
        <us> mov{e,ing} ~ to ~ competitor{s}/competition/another/different
        <us> mov{e,ing}/go{ing}/look{ing}/shop{ping}/switch{ing} elsewhere
        tak{e,ing} ~ business/custom/money/account{s} ~ elsewhere/competitor{s}/competition
        <us> go{ing} to ~ competitor{s}/competition
        you/u/ve/just/ll/re/have lost/losing/lose ~ customer/client/passenger/subscriber
        you/ve/just lost me/us/my ~ as/forever/good
        lost me as
        lost my business/custom
        last time i/we/ll/m ~ <act>
        last time i/we/you ~ see/get/have ~ money/business/custom/me/us/penny
        never ~ <act> ~ again
        - never again in/since
        never again
        won/not/never/wont/t ~ be ~ back/returning/renewing/<act> again
        won/wont/not t/be/going ~ be/going back/renewing/returning
        won/wont t/be be back
        wont be back
        not/t/wont renew{ing} ~ <plan>/with
        done with you/u/them/<firm>
        - clos{e,ed,ing} your/their account{s}
        - cancel{ing,ling,ed,led} your/their <plan>
        - tak{e,ing} your/their business/money/custom
        <us> clos{e,ing,ed} ~ account{s}
        - reinstall{ed,ing}
        - delet{e,ed,ing}/uninstall{ed,ing} ~ reinstall{ed,ing}
        <us> delet{e,ed,ing}/uninstall{ed,ing} ~ app
        <us> delet{e,ing} ~ account
        pac code
        port{ing} ~ number ~ to/away/out/another
        look{ing}/search{ing} for another/different/new <firm>
        time to change/switch/leave ~ <firm>
        find{ing} another/different <firm>
    """,
    ("threat_to_leave", "fr"): """
        <moi> = je/j/on/nous/vais/veux/voudrais/souhaite/compte/pense/allons/viens/dois/faut/pour/a/de/va/ai/avons/ferai
        <maison> = operateur{s}/banque{s}/fournisseur{s}/assureur/assurance/mutuelle/cremerie/compagnie/marque/fai
        <maison> = prestataire/boutique/enseigne/concession
        <offre> = abonnement{s}/contrat{s}/forfait/compte{s}/assurance{s}/ligne{s}/adhesion/carte
        - vous/ils/avez/ont/a/m/nous resilie
        - vous/ils/avez/ont ~ resilie ~ <offre>
        <moi> resili{e,er}
        <moi> ~ resilie ~ <offre>
        resilierai
        resilierons
        demande{r,s}/lettre/courrier/procedure ~ resiliation
        resiliation immediate/envoyee/faite/demandee/en/de/du/sans
        <moi> chang{e,er} ~ <maison>
        changerai/changerons ~ <maison>
        vous quitt{e,er,erai,ons,erons}
        <moi> quitt{e,er}/quitterai ~ <maison>
        - d ailleurs
        pars/partir/partirai/partons/vais/aller/irai/allons/irons/passe{r,rai}/passons ~ concurrence/concurrent{s}
        pars/partir/partirai/vais/aller/irai/irons/allons ~ voir ailleurs
        pars/partir/partirai/partons/irai/irons ailleurs
        vous/avez/venez/allez/viens ~ perd{u,ez,re} ~ client{e}
        perdu/perdez/perdre un/une client{e}
        - plus jamais eu/connu/ca/ete
        - plus jamais probleme{s}/souci{s}/panne{s}/ennui{s}
        plus jamais
        jamais plus
        - derniere fois que ~ ai/avais/avons
        derniere fois que ~ command{e}/achet{e}/viens/vole/prends/voyage/reserve/mets/fais/vais/passe
        <retour> = reviendrai{s}/reviendrons/retournerai/retournerons/recommanderai
        ne ~ <retour> ~ plus/pas/jamais
        <retour> ~ plus/pas/jamais
        ne ~ renouvel{le,lerai,lerons} ~ pas/plus
        renouvel{le,lerai,lerons} ~ pas/plus
        pas/plus/ne ~ renouveler ~ <offre>
        me/m/nous desabonn{e,er,erai,ons,ee}
        - desinstall{e,er,ee} ~ reinstall{e,er,ee}
        <moi> desinstall{e,er}
        ~ desinstalle l/appli/application
        - vous/ils/avez/ont ferme ~ <offre>
        <moi> ferm{e,er} ~ compte{s}
        <moi> clotur{e,er} ~ compte{s}
        code/numero rio
        portabilite
        adieu
        - passe{r} chez vous/moi/toi/nous/lui/elle/eux/mes/ma/mon
        <moi> passe{r} chez
        je/on me/se barre/tire/casse
        fini avec vous/eux/<maison>
        cherche{r} ~ autre <maison>
        m/nous ~ en vais/allons ailleurs/concurrence
    """,
}
"""Phrases of threats to leave."""
