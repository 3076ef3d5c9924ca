"""Harm: what could hurt somebody, and somebody hurt.

Bare words of harm are everyday exaggeration ('dead battery', 'this delay kills me', 'mort de rire'), and a death or a
hospital is often the reason of a journey rather than what the brand did. So most stand with what makes them literal.
"""

HARM = {
    ("safety", "en"): """
        <thing> = batter{y,ies}/phone/charger/oven/engine/bottle/lamp{s}/lithium/device/tyre/tire
        caught/catch{es,ing} fire
        fire hazard/risk{s}/brigade/department
        house/kitchen/engine/battery/electrical/garage fire{s}
        burst{s,ing} into flames
        <thing> ~ explode{d,s}/exploding/explosion
        exploding batter{y,ies}/phone{s}/bottle{s}
        gas explosion/leak{s}
        smoke ~ cabin/cockpit/plug/socket/coming
        burning smell
        smell{s,ed,ing} burning/gas
        plug/socket/charger/cable/adapter ~ melt{ed,ing,s}
        melted plug/socket/charger/cable/adapter/power/strip
        short circuit{s,ed}
        carbon monoxide
        electrical hazard/fault
        unsafe
        safety hazard{s}/risk{s}/issue{s}/concern{s}/defect{s}/recall{s}/violation{s}
        health hazard{s}/risk{s}
        hazard to health/children/passengers/people/customers
        hazardous
        dangerous for/to/if/when/around/near
        this/lamp{s}/they/it is/are/s/re dangerous
        really/extremely/potentially/downright dangerous
        dangerous product{s}/device{s}/toy{s}/driver{s}/driving/defect{s}/batter{y,ies}/lamp{s}/equipment
        danger to life/children/passengers/the
        put{s,ting} ~ life/lives/people/passengers/kids/children/customers ~ risk/danger
        choking/strangulation/tripping hazard
        product/urgent/voluntary recall{s}
        recall notice
        recall{s,ed,ing} ~ product{s}/batch{es}/lot/vehicle{s}/units
        contaminat{ed,ion,ing}
        toxic fumes/gas/smoke/chemical{s}/substance{s}/waste/metal{s}/paint
        salmonell*
        listeri{a,osis}
        e coli
        asbestos
        carcinogen*
        maggot{s}
        cockroaches
        bed bug{s}
        bedbug{s}
        mouldy/moldy
        piece{s}/shard{s}/bit{s} of glass/plastic
        glass/metal/plastic in my/the/our/this food/meal/bread/salad/soup/drink/baby
        emergency landing/evacuation
        evacuated from/the/us/passengers/after/because
        plane/train/helicopter crash{ed}
        derail{ed,ment}
        brake{s} ~ fail{ed,ure,ing,s}
        bomb threat{s}/scare
        active shooter
        emergency call{s}/number{s}
        t/cant/cannot/couldnt/unable ~ call/reach/dial 911/999/112
        <machine> = heater/boiler/fryer/toaster/kettle/dryer/washer/fridge/router/modem/adapter/scooter
        <machine> = laptop/blanket/iron
        start{ed,s}/began smoking/sparking/burning/melting
        <machine> ~ smok{ed,ing}/spark{ed,ing}/melted/overheat{ed,ing,s}/ignited/exploded
        set/went/sets ~ alight/ablaze
        battery/charger/phone/laptop/cable ~ overheat{ed,ing,s}/swollen/swelling/bulging
        gave/got/get/getting electric shock
        live wire{s}
        <pest> = rat{s}/mouse/mice/cockroach{es}/worm{s}/insect{s}/needle/razor/blade{s}/nail
        <pest> in my/our/the ~ food/meal/burger/salad/soup
        <pest> ~ in the kitchen/restaurant/shop
        off the market over
        out of date/expired food/milk/meat/medicine/baby
        choked/chokes/choking on
        fell off/apart while ~ driving/riding
        wheel/brakes/seatbelt/airbag{s} ~ came off/failed/broke/deploy
        near miss
        gas ~ leaked/leaking
        brakes ~ gave out/way
    """,
    ("safety", "fr"): """
        prend{re}/pris{e}/prenne{nt}/prennent feu
        - alarme{s}/detecteur{s}/exercice incendie
        incendi{e,es,ee}
        batterie/telephone/chargeur/four/bouteille/lampe/lampes/appareil/moteur ~ explos{e,es,ee,er,ent,ion}
        explosion de/du gaz/batterie{s}/chaudiere
        fuite{s} gaz
        fumee ~ cabine/prise/appareil/moteur/boitier
        odeur{s} brule/gaz
        sent{ait} le brule/gaz
        surchauff{e,es,ent,er,ait}
        court circuit{s}
        monoxyde
        dangereux pour
        dangereu{se,ses,sement}
        produit{s}/defaut{s}/objet{s}/jouet{s}/est/tres/vraiment/extremement dangereux
        mise{s}/mettre/met{s,tez,tent} ~ en danger
        danger de mort/public/vie
        rappel produit{s}/lot{s}/conso/massif/volontaire
        rappel{e,ee,es,ees} ~ lot{s}/vehicules
        defaut{s}/faille{s}/probleme{s} securite
        risque{s} incendie/sanitaire{s}/electrocution/brulure{s}/explosion
        contamin{e,ee,es,ees,ation}
        produit{s}/substance{s}/fumee{s}/gaz toxique{s}
        salmonell{e,es,ose}
        listeri{a,ose}
        amiante
        cancerigene{s}
        asticot{s}
        cafards
        punaises lit
        moisi{s,e,es,ssure,ssures}
        morceau{x} verre/metal/plastique
        bout{s} verre/metal
        atterrissage urgence
        evacu{ee,es,ees,ation}
        accident{s} avion/train/bus
        deraill{e,ement}
        frein{s} ~ lach{e,ent}
        alerte bombe/attentat
        numero{s}/appel{s} urgence{s}
        joindre/appeler/contacter ~ pompiers/samu/secours
        dysfonctionnement ~ securite
        <engin> = radiateur/chaudiere/friteuse/bouilloire/seche/frigo/trottinette/ordinateur/adaptateur/chauffe/four/box
        mis{e} ~ fumer/bruler/fondre/etincelles
        <engin> ~ fume/fumait/fondu/fond/explose/etincelles/enflamme{e}
        s est enflamme{e}
        batterie/chargeur/cable/telephone ~ gonfl{e,ee}/brulant{e}/fondu/fondait
        <bete> = rat{s}/souris/cafard{s}/ver{s}/insecte{s}/lame/clou/aiguille
        <bete> dans ~ plat/assiette/salade/soupe/sandwich/burger/repas
        rat{s}/souris/cafard{s} ~ cuisine/restaurant/magasin
        perime{e,s,es} ~ vendu{e,s}/servi{e,s}/lait/viande/yaourt{s}
        vendu{e,s}/servi{e,s} ~ perime{e,s,es}
        s est etouffe{e}
        intoxication{s} alimentaire{s}
        roue/freins/airbag{s}/ceinture ~ lache/detachee/detache/cassee/fonctionne
        - ambiance/soiree/salle/public/stade/dancefloor/concert/fete/match ~ pris/prend/prenne feu
        gaz ~ fuit/fuyait
    """,
    ("injury", "en"): """
        <somebody> = someone/somebody/people/passenger{s}/customer{s}/child{ren}/kid/baby/man/woman/boy/girl/worker{s}
        <part> = hand{s}/finger{s}/face/skin/arm{s}/leg{s}/mouth/tongue/house/kid/son/daughter
        injur{ed,ies,ing}
        injury/injure to/from/caused/because/passenger/customer/my/lawsuit/claim/anyone/someone/people
        serious/severe/personal/head/eye/bad injury
        hospitali{s,z}ed
        rushed/taken/sent/airlifted/admitted to hospital/er
        ended/end up in hospital/er
        ended up at hospital/er
        landed/put me/him/her/them/us in hospital/er
        burn{ed,t,s} my/his/her/their/our <part>
        second/third degree burn{s}
        chemical burn{s}
        electrocut{ed,ion,ing}
        electric shock{s}
        shock from/off plug/socket/charger/lamp/device
        food poison*
        poisoned
        allergic reaction{s}
        anaphyla{xis,ctic}
        concussion
        broke/fractured ~ arm/leg/nose/wrist/ankle/rib{s}/hip/jaw/tooth/teeth/finger/skull/collarbone
        unconscious
        hit my/his/her/their head
        got/get{s}/getting/was/were/<somebody> ~ hurt on/by/at/in/from/because
        seriously/badly hurt
        <somebody> died/dies/killed
        <somebody> was/were/is/are/got/have/has/been/could/will/might/may die{d}/killed/dead
        almost/nearly/could/might have/of killed me/us/him/her/someone/somebody/people/my
        almost/nearly killed my/a/someone/somebody/people/him/her/passengers/children/kids
        kill{ed,s,ing} people/passengers/customers/children/kids/babies/patients/workers/innocent
        fatal{ly} accident/crash/injur{y,ies,ed}/incident/shooting/fire
        fatalit{y,ies}
        death{s} of ~ passenger{s}/customer{s}/child/baby/worker{s}/user{s}/trader/student
        - brand/corporate/company/career/political/commercial/business/social/financial suicide
        committed/commit{s}/committing/attempted/contemplat{e,ed,ing} suicide
        suicide attempt{s}/of/by/note/because/over/after
        s suicide
        suicidal thoughts/because/after
        overdos{e,ed,es}
        epilep{sy,tic} ~ seizure{s}
        had/having/has/suffered seizure{s}
        caus{e,es,ed,ing} ~ seizure{s}
        life threatening
        miscarr{iage,ied}
        paramedic{s}
        stitches
        heart attack/failure on/after/because/during/in
        blood everywhere
        <small> = toddler/baby/child/kid/son/daughter/niece/nephew/grandson/granddaughter/dog/cat
        swallow{ed,s} ~ battery/magnet/button/bead
        <small>/i/he/she/mum/wife/husband ~ had/needed/needs/having surgery
        needed/needs/emergency surgery ~ after/because
        taken/rushed/went/end{ed} ~ emergency room/a&e
        cut/sliced my/his/her/their ~ <part>
        broken/lost/crushed/trapped my/his/her/their ~ hand/finger{s}/leg/toe/thumb
        lost consciousness
        passed out after/from/because/on
        knocked unconscious
        permanent{ly} scar{s,red}/disabled/damage
        collapsed ~ floor/platform/aisle/queue/store/shop/train
        made/making him/her/people/kids/children/family ~ sick/ill
        vomit{ed,ing} ~ after/all
        slipped/slipping/tripped on/in/over ~ wet/floor/stairs/store/shop/aisle
    """,
    ("injury", "fr"): """
        <quelqu> = personne{s}/passager{s}/client{e,s}/enfant{s}/homme/femme/bebe/ouvrier{s}
        bless{e,es,ee,ees,ure,ures}
        brulure{s}
        brul{e,ee} ~ main{s}/doigt{s}/visage/peau/bras/jambe/enfant/fils/fille
        hospitalis{e,ee,es,ees,ation}
        aux urgences
        a hopital apres/cause/suite
        transporte{e,s}/conduit{e}/emmene{e}/fini/finit/envoye{e} ~ a hopital
        deced{e,ee,es,ees}
        <quelqu> ~ mort{s,e,es}/tue{s,e,ee}
        mort{s,e} ~ <quelqu>
        fait/a/deja/combien/des/plusieurs/deux/trois morts
        failli/faillit ~ mourir/tuer/bruler
        electrocut{e,ee,es,ion,er}
        electris{e,ee}
        decharge{s} electrique{s}
        choc anaphylactique/electrique
        reaction{s} allergique{s}
        intoxi{que,ques,quee,quees,cation,cations}
        empoisonn{e,ee,es,ement}
        se suicid{e,er,ee,es}
        s est suicid{e,ee}
        suicide{s} apres/cause/dans/chez
        tentative{s} suicide
        crise{s} epilepsie
        crise{s} cardiaque{s} apres/cause/dans
        fait malaise{s}
        fausse couche
        fractur{e,es} ~ poignet/jambe/bras/cheville/cote{s}/nez/crane/main/doigt
        cass{e,ee} ~ dent{s}/bras/jambe/poignet/cheville/nez
        rendu{s,e,es} malade{s}
        noyade{s}
        accident{s} mortel{s}
        points de suture
        avale ~ pile/aimant/bouton/bille
        oper{e,ee}/operation ~ urgence/apres
        coupe{e} ~ doigt{s}/main/levre{s}/langue/pied
        coince{e}/ecrase{e}/arrache{e}/perdu ~ doigt{s}/main/orteil
        perdu connaissance
        tombe{e} ~ evanoui{e}/syncope
        evanoui{e}
        vomi{r,t} ~ apres/toute/nuit
        malade{s} apres ~ mange/repas/avoir
        fini{t}/atterri/envoye{e}/conduit{e} ~ urgences
        samu/pompiers ~ venu{s}/intervenu{s}/emmene{e}/appele{s}
        casse{e} ~ hanche/col/femur/epaule/main/doigt/orteil
        glisse{r} ~ magasin/sol/escalier/mouille
    """,
}
"""Phrases of safety and injury."""
