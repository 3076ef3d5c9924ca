"""Trust: data that got out, and money taken by deceit.

A game calls its cheaters hackers and a file that does not open corrupt, so neither word stands alone.
"""

TRUST = {
    ("data", "en"): """
        <record> = data/password{s}/email{s}/address{es}/information/details/document{s}/order{s}/messages/account{s}
        data/security/privacy breach{es,ed}
        data leak{s,ed}
        breach of data/privacy/security/confidentiality
        leak{ed,ing,s} ~ <record>/card{s}/number{s}/customer{s}
        <record> ~ leaked/exposed/stolen/hacked/compromised
        account{s}/site/website/server{s}/database/app/system{s}/card{s}/wallet{s}/email ~ hacked/compromised
        hacked ~ account{s}/site/website/database/email/servers/card
        stole{n} ~ data/identity/password{s}/details
        identity theft/stolen
        sell{s,ing}/sold ~ my/our/your/user/customer/personal data/information
        data protection
        privacy violation{s}/policy/invasion
        invasion/violation of privacy
        gdpr
        ransomware
        cyber attack{s}
        cyberattack{s}
        password{s} ~ plain text
        logged in/into as/to someone/somebody/stranger
        see/seeing/saw/shows/showing/shown ~ else/elses/other/others/people/strangers <record>
        someone/somebody else s <record>
        someone/somebody elses <record>
        camera{s} ~ hacked/spying
        spy{ing} on me/us/users/customers/people
        <record> = invoice{s}/bill{s}/statement{s}/chat{s}/photo{s}/profile/name{s}
        other/different/another people{s}/person{s}/customer{s}/user{s} ~ <record>
        someone/somebody else{s} ~ <record> ~ my account/app/portal
        <record> ~ visible/public ~ anyone/everyone/others/internet/online
        sent ~ my/our/their <record> to ~ stranger{s}/wrong/someone/another
        wrong person ~ <record>
        <record> ~ for sale ~ dark/forum
        dark web
        spyware
        track{s,ing} ~ without ~ consent/permission
        shar{e,ed,ing} ~ my/our data without/with
    """,
    ("data", "fr"): """
        fuite{s} donnees/informations/mots/iban/coordonnees
        vol donnees/identite/iban
        donnees ~ vole{es,s}/pirate{es,s}/expose{es,s}/fuit{e,es}/divulgue{es,s}/compromis{es}/revendu{es,s}/vendu{es,s}
        iban ~ vole{s}/fuit{e}/pirate{s}/dans/nature
        coordonnees/informations ~ volees/piratees/divulguees/revendues
        piratage{s}
        compte{s}/site/serveur{s}/base/boite/mail{s}/carte/box ~ pirat{e,es,ee,ees}/hack{e,es,ee,ees}
        pirat{er,es,ee,e}/hack{er,e} ~ mon/notre/mes/nos/son/leurs compte{s}/site/box/carte/mail{s}
        usurp{ation,e,er,ee} identite
        cyberattaque{s}
        cyber attaque{s}
        rancongiciel{s}
        rgpd
        cnil
        atteinte{s}/violation{s}/viol{e,ez,ent} ~ vie privee
        donnees personnelles
        mot{s} passe ~ vole{s}/fuit{e}/en clair
        compte/donnees/factures/commande{s} autre client/abonne/personne
        acces compte autre
        vend{u,ez,ent,re}/revend{u,ez,ent,re} donnees/coordonnees/numero{s}
        <piece> = facture{s}/commande{s}/compte{s}/adresse{s}/releve{s}/message{s}/donnees/photos/dossier{s}/bulletin{s}
        <piece> ~ autre{s} client{s}/abonne{s}/personne{s}/utilisateur{s}/gens/assure{s}
        <piece> ~ quelqu un autre
        <piece> ~ accessible{s}/visible{s} ~ tous/internet/tout/ligne
        envoye{e,s} ~ <piece> ~ mauvaise/autre personne/client/inconnu
        dark web
        logiciel espion
        espionn{e,ent,er,age}
        partag{e,ent,er}/transmis/transmet{tent} ~ mes/nos donnees/coordonnees sans/accord/consentement/tiers
    """,
    ("fraud", "en"): """
        scam*
        - fraud alert{s}/department/dept/protection/prevention/team/office/detection
        fraud{s,ulent,ulently,ster,sters}
        ponzi
        pyramid scheme
        embezzl*
        con artist{s}
        counterfeit{s,ed,ers,er}
        phish{ing,ed}
        launder{ing,ed}
        insider trading
        market/stock{s}/price{s} manipulat{ion,ing,ed,or,ors}
        manipulat{ing,ed,e,ion,es} market{s}/stock{s}/price{s}
        thief
        thieves
        theft
        crooks
        swindl{e,ed,er,ers,ing}
        stole{n}/steal{ing,s} ~ money/cash/funds/luggage/bag{s}/phone/package/wallet/items/card/wages/shares/stock{s}
        robbed/robbing ~ people/us/me/customers/them/poor
        unauthori{s,z}ed charge{s}/transaction{s}/payment{s}/withdrawal{s}/purchase{s}/access
        charged without ~ consent/permission/authori{s,z}ation
        brib{e,ed,es,ery,ing}
        false/misleading/deceptive advertising/advert{s}/ad{s}/marketing/claim{s}
        fake review{s}/website{s}/invoice{s}/site{s}
        impersonat{ing,ed,or,ors}
        without my/our/any consent/permission/authori{s,z}ation ~ card/account/money/charged
        <took> = took/taken/taking/withdrew/debited/charged
        <took> ~ money/card/account ~ without ~ consent/permission/asking/authori{s,z}ation
        <took> ~ from my/our/her/his account/card ~ without/twice/never
        fake ticket{s}/product{s}/goods/shop{s}/store{s}/charge{s}
        identity fraud
        never ordered ~ charged
        cloned card
        took my money and/but
        bogus charge{s}/fee{s}/invoice{s}/website{s}
    """,
    ("fraud", "fr"): """
        arnaqu*
        escro{c,cs,querie,queries,que,quer}
        fraud{e,es,eur,eurs,uleux,uleuse,uleuses,uleusement}
        voleur{s}
        contrefacon{s}
        hameconnage
        phishing
        faux site{s}/conseiller{s}/sms/mail{s}/mel/technicien{s}/avis/profil{s}/compte{s}
        prelev{e,ement,ements} ~ sans/abusif{s}/frauduleux/indu{s}/autorisation/injustifie{s}
        publicite mensongere
        pub mensongere
        pratique{s} commerciale{s} trompeuse{s}/abusive{s}/deloyale{s}
        abus de confiance/faiblesse
        extor{sion,quer,que}
        detournement fonds/argent
        blanchiment
        vole{r,nt} ~ argent/colis/telephone/carte
        vol argent/colis/telephone/carte
        corruption
        pot{s} vin
        debit{e,ee,er}/preleve{e}/facture{e} ~ sans ~ accord/autorisation/consentement/prevenir/raison
        pris/retire/pioche ~ sur mon/notre/son compte/carte ~ sans
        fausse{s} facture{s}/promotion{s}/promo{s}/annonce{s}/boutique{s}/reduction{s}
        faux billet{s}/ticket{s}/produit{s}
        carte ~ clonee/piratee/copiee
        je me suis/ai ete/est/sommes fait avoir/arnaquer/voler/depouiller
        fait voler ~ argent/economies
        vendu ~ faux/fausse{s}
        faux sac{s}/article{s}/parfum{s}/maillot{s}
    """,
}
"""Phrases of data and fraud."""
