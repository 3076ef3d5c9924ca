"""Outcry: the law, the press and the call to leave, which carry a matter beyond the network."""

OUTCRY = {
    ("legal", "en"): """
        lawsuit{s}
        law suit{s}
        class action{s}
        sued
        suing
        sue you/them/your/this/u/ya/the/these/for/him/her/ur/yall
        to/gonna/will/ll/should/can/could/would/must/we/i/lets sue
        legal action{s}/proceedings/complaint
        litigat{e,ion,ing}
        attorney{s}
        lawyer{s}
        subpoena{s,ed}
        regulator{s}
        under/federal/criminal/police/government/congressional/sec/antitrust/ftc/formal investigation{s}
        investigat{ed,ion,e} by/into
        prosecut{e,ed,or,ors,ion}
        indict{ed,ment}
        fined ~ million{s}/billion/for/by
        ftc
        fcc
        attorney general
        small claims
        trading standards
        ombudsman
        dot complaint
        complaint{s} with/to dot/sec/fcc/ftc/finra/faa/bbb/cfpb
        fil{e,ed,ing} ~ complaint ~ dot/sec/fcc/ftc/finra/faa/bbb/cfpb/police/authorit{y,ies}
        see you/u in court
        take/taking/took/taken/drag/bring/sue ~ court
        supreme/federal/high/district court
        police report
        filed/filing/file ~ police
        called/calling/call police/cops on/because/about
        arrested
        cease and desist
        breach contract
        consumer protection/rights/law
        antitrust
        solicitor{s}
        barrister{s}
        legal team/letter/advice/notice
        letter before action/claim
        report{ed,ing} you/them/this/it to ~ police/ombudsman/regulator/trading/authorit{y,ies}/bbb/ico
        tak{e,ing} ~ this ~ further legally
        fine of ~ million{s}/billion/pounds/euros/dollars
        court case/order/hearing/ruling
        chargeback{s}
    """,
    ("legal", "fr"): """
        port{e,er,es,ons,ez,ent} plainte{s}
        depo{se,ser,sez,sons,see,t} ~ plainte{s}
        plainte{s} depose{e,es}/contre/collective/penale/police/gendarmerie
        mon/notre/son/leur/un/une avocat{e,s} ~ contact{er,e,ez}/va/vont/saisi{r}/pris/prendre/charge/conseil
        mon/mes/notre/nos avocat{e,s}
        tribun{al,aux}
        en/la/devant justice ~ saisi{e,r}/poursui{te,tes,vre,vi}/attaqu{e,er,ez}/trainer
        saisi{e,r,s,sons}/attaqu{e,er,ons,ez}/poursui{te,tes,vre,vi,vie}/trainer/action ~ en/la justice
        poursuite{s} judiciaire{s}/penale{s}
        mise{s} en demeure
        mettre/mis ~ en demeure
        action collective/groupe/justice
        recours collectif/justice
        dgccrf
        repression fraudes
        signal conso
        signalconso
        arcep
        que choisir
        millions consommateurs
        conciliateur
        huissier{s}
        perquisition{s}
        garde a vue
        mis{e} en examen
        enquete judiciaire/penale/preliminaire/parquet/dgccrf/police
        procureur{e}
        parquet de
        condamn{e,ee,es,ees,ation} pour/par/a amende
        amende ~ million{s}/euros
        proces contre/pour/aux/intent{e,er}
        intent{e,er} proces
        gendarmerie
        commissariat
        mes/nos avocats
        mon avocat{e}
        assignation
        protection juridique
        defenseur droits
        association consommateurs
        mediateur{s} ~ saisi{r,s}/energie/telecom/assurance/consommation/banque
        saisi{r,s} ~ mediateur
        inspection travail
        signal{e,er,ement} ~ police/dgccrf/autorites/cnil/arcep/repression
    """,
    ("boycott", "en"): """
        boycot*
        delete{d} your/their ~ app/account{s} ~ everyone/everybody/now/all
        cancel your ~ account{s}/subscription{s}/membership{s}
        mass cancel*
        dont/t/not/stop/never buy{ing} from this/these/them/that company/brand/people
        stop buying/using/ordering/shopping from/at/their
        stop giving them ~ money
        let/lets/everyone/everybody ~ stop buying/using/shopping/ordering
        don t/dont/never give them ~ money/penny/cent
        avoid them/company/brand like plague
        vote with your/our ~ wallet{s}/feet
        hit them where it hurts/wallet
        nobody/noone should ~ buy/use/order/shop/fly
    """,
    ("boycott", "fr"): """
        boycot*
        nachetez/achetez plus/pas/rien ~ chez/cette/leurs marque/produits/eux
        n achetez ~ plus/pas/rien
        resiliez tous/vite/votre/vos
        desabonn{ez,ons} tous/vous/massif
        arret{ons,ez} ~ acheter/commander/consommer/utiliser ~ chez/leurs/cette/ces
        arret{ons,ez} ~ acheter
        n allez plus/pas ~ chez/la/dans
        ne ~ donnez/donnons ~ plus/pas ~ argent/sou/centime
        ne mettez plus/pas pieds
        tapons/frappons/tapez ~ portefeuille
        plus un ~ euro/sou/centime ~ a/chez/cette
    """,
    ("press", "en"): """
        journalist{s}
        m/am reporter
        reporter here/with/for/from/at
        newspaper{s}
        press enquir{y,ies}
        press inquir{y,ies}
        investigative
        right of reply
        local news/paper/press
        breaking news
        go{ing,es,ne} to press/media/newspapers/papers
        contact{ing,ed,s}/call{ing,ed}/tell{ing}/inform{ing}/tip{ping} press/media/newspapers/papers
        news station/channel{s}/crew/outlet{s}
        tv crew/news
        front page news/of
        in/on/makes/made the news
        all over news
        watchdog
        <outlet> = bbc/cnn/itv/reuters/guardian/bloomberg/telegraph/nyt/newsnight/propublica/panorama/gazette/herald
        <outlet> ~ investigating/asking/contacted/reporting/exposed
        reporters/camera{s} ~ outside/at your
        documentary about you/your/company
        write/writing/written/wrote to ~ paper{s}/newspaper{s}/press
        press conference/release ~ about/on
    """,
    ("press", "fr"): """
        journaliste{s}
        la presse
        presse locale/nationale/regionale/ecrite
        attache{e}/service presse
        communique{s} presse
        dans/les/des medias
        cash investigation
        envoye special
        droit reponse
        a la une de/du/des
        au jt
        journal televise
        enquete journalistique
        <titre> = franceinfo/bfm/bfmtv/tf1/mediapart/parisien/figaro/rtl/reporterre
        <titre> ~ enquete{nt}/revele/contacte/interroge
        france inter/info/bleu/televisions ~ enquete{nt}/revele/contacte/interroge
        reportage sur/chez/dans/tf1/bfm
        enquete de france/mediapart/cash
        ecrire/ecrit/contacter/alerter/prevenir ~ journaux/journal/medias/presse
        camera{s} ~ devant votre/vos
        - presse a jus/fruits/agrumes/ail/papier{s}/huile/puree/citron{s}
        - presse jus/fruits/agrumes/ail/citron{s}
    """,
}
"""Phrases of legal steps, of boycott and of the press."""
