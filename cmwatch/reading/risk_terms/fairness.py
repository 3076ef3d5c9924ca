"""Fairness: people treated unequally, and staff who do wrong or are wronged."""

FAIRNESS = {
    ("discrimination", "en"): """
        racis{t,ts,m}
        sexis{t,ts,m}
        homophob{ic,ia,e,es}
        transphob{ic,ia,e}
        xenophob{ic,ia}
        islamophob{ic,ia}
        antisemit{ic,ism,e}
        anti semit{ic,ism}
        misogyn{y,ist,istic}
        ableis{t,m}
        discriminat{e,ed,es,ion,ory}
        discriminating against
        bigot{s,ed,ry}
        racial/racially profil{ing,ed}/abus{e,ed}/slur{s}/motivated
        racial/racist slur{s}
        hate crime{s}/speech
        because/cause of my/his/her/their/our skin/race/religion/disability/gender/hijab/accent/wheelchair
        because/cause i/he/she/they/we m/am/is/are/re/was/were black/muslim/gay/trans/asian/jewish/disabled/pregnant
        m/s/re black/muslim/gay/trans/asian/jewish/disabled and
        refus{e,ed,ing,es}/denied ~ wheelchair/disabled/blind/deaf/guide/pregnant/black/muslim/gay
        white supremac{y,ist,ists}
        neo nazi{s}
        nazi{s} salute/symbol{s}/slogan{s}
        because i/he/she/they/we ~ black/muslim/gay/trans/asian/jewish/disabled/pregnant/arab/latino/hispanic
        followed/following/searched/stopped ~ because/cause ~ black/brown/asian/muslim
        slur{s} at/against me/him/her/us
        n word
        not ~ accessible ~ wheelchair{s}
        turned away/left behind ~ wheelchair/disabled/disability
        paid less than ~ men/man/male
        no blacks/gays/women/muslims/jews
        <did> = refused/ignored/searched/stopped/removed/excluded
        white guests/customers/people/passengers ~ <did>/in/first
        colo{r,ur} of my/our/his/her/their skin
        skin colo{r,ur}
    """,
    ("discrimination", "fr"): """
        racis{te,tes,me}
        sexis{te,tes,me}
        homophob{e,es,ie}
        transphob{e,es,ie}
        xenophob{e,es,ie}
        islamophob{e,es,ie}
        grossophob{e,es,ie}
        validis{te,me}
        antisemit{e,es,isme}
        misogyn{e,es,ie}
        discrimin{e,ee,es,ation,ations,atoire,atoires,er}
        delit facies
        propos/insulte{s} raciste{s}/homophobe{s}/sexiste{s}
        parce que/qu ~ noir{e}/arabe/musulman{e}/gay/lesbienne/trans/juif/juive/voilee/handicape{e}/enceinte
        refus{e,ee,er} ~ handicape{e,s}/fauteuil/voilee/aveugle/sourd{e}/enceinte
        incitation haine
        neonazi{s}
        <qui> = noir{e,s,es}/arabe{s}/musulman{e,s}/gay{s}/lesbienne{s}/trans/juif{s}/juive
        <qui> = voilee{s}/handicape{e,s}/enceinte
        parce/cause ~ on/qu/que ~ <qui>
        fouill{e,ee,es}/controle{e,s}/suivi{e,s} ~ parce ~ <qui>
        sale{s} arabe{s}/noir{e}/juif/juive
        payee{s} moins que ~ hommes/collegues
        interdit{e}/refoule{e,s} ~ voile/fauteuil/handicap/chien
        couleur peau
        notre/mon/leur/son/sa/ma ~ origine{s}/religion/handicap/orientation ~ refus{e,ee,es}
    """,
    ("staff", "en"): """
        <staff> = employee/driver/agent/staff/manager/attendant/crew/technician/courier/guard/worker/supervisor/clerk
        <did> = punched/slapped/shoved/grabbed/spat/threatened/assaulted/harassed/groped/cursed/swore/drunk/stole
        assaulted/assaulting
        sexual{ly} assault/harass{ed,ing,ment}/abus{e,ed}/misconduct
        harass{ed,ing,ment} by
        groped
        <staff> ~ <did>
        harassed/threatened/punched/slapped/shoved/bullied by <staff>/security
        <staff> hit me/him/her/my
        drunk driver/pilot/employee/staff/technician
        pilot was/is drunk
        whistle blower{s}
        whistleblower{s}
        sweatshop{s}
        child labo{r,ur}
        slave/forced labo{r,ur}
        wage theft
        union busting
        toxic workplace/management
        death threat{s}
        kill/shoot/stab/beat ~ your staff/employees/agents/drivers/workers/ceo
        shoot up ~ office{s}/hq/headquarters/store/building
        employees/staff/workers ~ exploit{ed,ation}/abused/bullied/harassed
        hostile work environment
        <staff> = delivery/rep/pilot/steward/waiter/waitress/cashier/bouncer/doctor/nurse/teacher/boss/ceo/conductor
        <loud> = insulted/kicked/bullied/yelled/screamed/shouted/swore/attacked
        delivery man/guy/boy ~ <did>
        delivery man/guy/boy ~ <loud>
        <staff> ~ swearing/shouting/yelling/screaming at
        <staff> called me/him/her/us ~ names/idiot/stupid/fat/liar
        underpaid/unpaid staff/workers/employees/interns/overtime
        <staff> = conductor
        <staff> ~ <loud>
        <staff> ~ pushed/hit/followed/touched/filmed me/him/her/us/my/our/child/kid/passenger/customer
    """,
    ("staff", "fr"): """
        <agent> = employe{e,s}/technicien{s}/livreur{s}/vendeur{s}/vendeuse/agent{s}/conseiller/conseillere/chauffeur
        <agent> = controleur{s}/vigile{s}/salarie{e,s}/conducteur{s}/conductrice/manager{s}/patron/direction
        <fait> = frapp{e,ee}/gifl{e,ee}/menac{e,ee,es}/insult{e,ee,es}/ivre/bourre/agress{e,ee,es}/harcel{e,ee}
        <fait> = pelot{e,ee}/humili{e,ee}
        agress{e,ee,es,ion,ions} ~ par/<agent>/client{e,s}/sexuelle{s}/physique{s}
        harcelement sexuel/moral/travail
        attouchement{s}
        <agent> ~ <fait>
        <fait> par ~ <agent>
        lanceu{r,rs,se} alerte
        travail enfants/force/dissimule
        conditions travail ~ indign{e,es}/inhumain{es}/deplorable{s}/esclav{e,es,age}
        salarie{e,es,s}/employe{s,es}/ouvrier{s} ~ exploite{s,es}/maltraite{s,es}/harcele{s,es}/humilie{s,es}
        menace{s} mort
        burn out ~ salarie{s}/employe{s}
        maltraitance{s}
        <agent> = serveu{r,rs,se}/caissier{e}/steward/pilote/medecin/infirmier{e}/videur/directeur/directrice/pdg
        <agent> ~ <fait>
        <agent> ~ bouscul{e,ee}/hurle/crie
        <agent> ~ m/l/nous/les ~ suivi{e,s}/touche{e}/pousse{e}/filme{e,s}/traite{e,s}
        traite{e,s} ~ voleur/menteur/menteuse/conne/connard/idiot{e}/imbecile
        heures supplementaires ~ payees
        sous paye{e,s}
    """,
}
"""Phrases of discrimination and of the conduct of staff."""
