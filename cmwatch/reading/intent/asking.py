"""Rumours, and questions before a purchase, in the notation of `cmwatch.reading.phrases`.

What stands under `rumour?` and `pre_purchase?` is one only in a question: 'ça vaut le coup !' recommends, 'ça vaut le
coup ?' wonders.
"""

ASKING = {
    ("rumour", "en"): """
        rumo{r,rs,red,ur,urs,ured}
        heard/hearing/hear ~ that ~ you/u/they/company/brand/owner/founder/ceo/is/are/will/closing/going
        i/we/ve/just/also/have heard you/they/from
        hearing reports/that/rumo{r,rs,ur,urs}
        word on street
        word is that/they/he/she
        allegedly
        unconfirmed
        friend/colleague/neighbo{r,ur}/cousin/someone/somebody who works ~ told/says/said
        people are saying that
        sources/insiders say/tell/claim
        anyone/someone/anybody/you confirm ~ that/if/whether/this/or
        confirm or deny
    """,
    ("rumour", "fr"): """
        rumeur{s}
        - il parait/paraissait ~ lent{e}/cher/chere/bien/bon/solide/normal/logique/petit/long
        il parait
        parait que/qu/il
        entendu dire
        ai/avons/a entendu/lu que/qu
        on/ca dit que/qu
        se dit/murmure/raconte que/qu
        il se dit/murmure/raconte
        soi disant
        pretendument
        pas/non confirme{e,es,s}
        confirme{r,z} ou dementi{r}
        confirmez ou dementez
        info{s} ou intox
        vrai ou faux
        bruit{s} couloir{s}
        bruit{s} courent/court/circule{nt}
        auraient/aurait ete
        - auraient/aurait pu/du
        auraient/aurait ~ vendu/menti/cache/couvert/licencie/supprime/vole/pirate/fuite/verse/touche/utilise
        seraient/serait sur point/implique{e,s}/en train/racheté/rachete{e,s}
        d apres ~ ami{e}/collegue/cousin{e}/voisin{e} ~ travaille
    """,
    ("rumour?", "en"): """
        is it/this true
        is there any truth
        true that
        anyone/someone/anybody ~ know{s} ~ true
        anyone else heard/hear
        did/have you/anyone ~ hear{d} ~ about/that
    """,
    ("rumour?", "fr"): """
        est ce/il vrai
        c est vrai que/qu/cette/ce
        vrai que
        quelqu un ~ confirm{e,er}
        pouvez/pourriez/vous ~ confirm{ez,er} ~ que/qu/si
    """,
    ("pre_purchase", "en"): """
        <buy> = buy{ing}/purchas{e,ing}/order{ing}/join{ing}/subscrib{e,ing}/upgrad{e,ing}/invest{ing}
        <buy> = signing/book{ing}
        thinking/consider{ing}/tempted/planning/looking/hesitat{e,ing}/hoping ~ <buy>
        thinking/consider{ing}/tempted/planning/looking ~ get{ting} one/a/an/the/this/your/new
        thinking/consider{ing}/tempted/planning/looking ~ switch{ing} to you/u/yours
        - should i/we get ~ refund/money/compensation/email/worried/reply/answer
        should i/we <buy>
        should i/we get/choose/go/pick one/a/an/the/this/your/new/for/between
        before i/we ~ <buy>/commit/decide
        before buying/ordering/subscribing/purchasing/signing/booking/committing
        in market for
        make up my mind between
        can t/cant/cannot decide between
        you/u ~ recommend for
    """,
    ("pre_purchase", "fr"): """
        <prendre> = acheter/acquerir/commander/souscrire/abonner/investir/craquer/reserver/prendre/equiper
        pense/penser/envisage/hesite/hesitons/compte/comptons/songe/prevois/projette/pensais/aimerais ~ <prendre>
        tente{e} ~ <prendre>
        - pense/hesite/compte/songe/prevois ~ prendre ~ rdv/rendez/contact/avocat/conge{s}
        voudrais/souhaite/veux/souhaiterais ~ acheter/commander/souscrire/acquerir
        pense/penser/hesite/compte/envisage ~ passer chez vous
        hesite/hesitons entre/encore/a/avec
        avant d ~ acheter/abonner/acquerir/investir
        avant de ~ commander/souscrire/reserver/signer/craquer/prendre/choisir
        avant mon/achat achat
        cherche/cherchons ~ bon{ne} operateur/banque/forfait/telephone/assurance/ordinateur/mutuelle/casque/velo/voiture
    """,
    ("pre_purchase?", "en"): """
        is/are it/they/this/these/one ~ worth
        worth it/buying/getting/upgrading/subscribing/switching/price/money/having
        any good
        anyone/anybody/everyone ~ recommend{s}
        any/your recommendation{s}/suggestion{s}
        you/u recommend
        which one/model/size/plan/version ~ should/would/better/best/recommend/choose/get/buy
        anyone/anybody ~ tried/used/own{s}/owned/bought
        anyone/anybody ~ experience{s} with
        - ship/deliver ~ my/our/parcel/order/package/mine/today/tomorrow
        - when ~ you/u/they ~ ship/deliver
        do/does/can/could/will/would you/u/they/it ship/deliver/sell/stock/install/offer
        in stock
        when ~ restock{ing,ed}
        when ~ available
        is/are/be ~ available in/with/at
        how much is/are/for/would
        how much ~ cost{s}
        how much ~ go for
        any discount{s}/deal{s}/sale/promo{s}/coupon{s}/promotion{s}
        discount/promo/coupon/voucher code{s}
        student/senior discount{s}/rate{s}
        difference between
        compatible with
        does it come with/in
        does it work with/on
    """,
    ("pre_purchase?", "fr"): """
        vaut ~ coup/peine/prix/cher
        vaut il/elle mieux
        livrez/livre vous/en/a/au/aux/aussi/jusqu/dans/la/t
        combien coute{nt}
        est combien
        combien le/la/les/pour
        combien ca/il/elle coute
        quel{s,le,les} est/sont prix/tarif{s}
        a quel prix
        en stock
        disponible{s} en/au/a/quand/dans/pour/aussi/chez
        dispo en/au/a/quand/dans/chez
        quand/date ~ sort/sortie/disponible{s}/dispo
        retour en stock
        avis sur
        des/un avis
        retour{s} sur/experience
        quelqu un ~ teste/essaye/achete/connait/utilise/chez/experience/conseil
        conseill{ez,er,e,eriez}/recommand{ez,er,e,eriez} vous/moi/un/une/le/la/ce/cet/cette/quel/quelle/plutot/pour
        vous/me/m conseill{ez,er,eriez}/recommand{ez,er,eriez}
        lequel/laquelle ~ choisir/prendre/acheter/conseill{ez,er}
        quel{le} ~ choisir/prendre/conseill{ez,er}
        difference{s} entre
        compatible{s} avec
        vendez vous/vous
        vous vendez/proposez/faites ~ en/des/le/la/les/du/de/un/une
        eligible{s}
        code promo/reduction/parrainage
    """,
}
"""Phrases of rumours and of what is asked before a purchase."""
