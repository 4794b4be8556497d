"""Stop words of our own, and content words that the public lists hold as stop words."""

from __future__ import annotations

# Words that the public lists miss and that never tell what a report is about.
ALSO_STOPPED = {
    "da": """
        aldrig allerede altid altså antal arbejde bagefter bede bedre bedst behøve bl blandt blevet
        blive blot bruge bruges brugt burde både bør ca cirka del dele dels derefter derfor derfra
        derimod dermed dertil derved desuden dvs egen egentlig eget egne eks eksempelvis ellers
        endda endnu enkelt enkelte ens enten faktisk falde fandt fat finde flest fleste form
        forskellig forskellige fortsat få fået føle følge først første gang gange ganske gennem gide
        gik give givet gjorde gjort gå går gør gøre haft handle have hel hele helst hen herfra
        hermed hertil herunder hinanden holde hver hverken hænge høj høre idet ifm ift ifølge igen
        igennem imellem imens imidlertid imod inden indenfor indtil især jo kigge komme kr kræve
        kunne langsomt langt lav lave lavet lige ligeledes ligesom lægge længe længere mellem mene
        mest mht mindre mindske mindst mulig mulighed muligt mv måde måned måske måtte naturligvis
        netop nogensinde nogle nok normalt nødvendig nødvendigt ofte også omkring opleve oplevelse
        ordentlig osv pct pga pr primært procent projekt projekter projektet projektperiode punkt
        række samme sammen samt se selve selvom senere sidde siden sidst sidste sige sikre skabe
        skulle slags slet snarere snart spørge stadig stå står svær svært synes således særlig
        særligt temmelig tid tidlig tidligere tilbage ting tit tro trods turde tænke uanset ud uden
        udenfor undervejs vej verden via vide videre vidt ville virke virkelig vise vore vælge værd
        være væsentlig yde år årsag øge øvrig øvrige
    """,
    "nb": """
        allerede alltid altså arbeid bedre blant bruke både derfor derimot dermed ellers enkelt
        enkelte fortsatt først første gang ganger gi gjennom gjøre holde igjen imidlertid innenfor
        ja komme kunne lage ligge mulig mulighet måned måtte nok ofte oppleve prosjekt prosjektet
        sammen samt se senere siste skape skulle stå står svært synes tenke ting tro uke underveis
        utenfor vanskelig vei videre vise år
    """,
    "sv": """
        använda arbete dessutom därför därigenom därmed enskild fortfarande första ge genom gång
        gånger göra hålla igenom istället kunna ligga månad möjlighet ofta projekt projektet samt se
        senare skapa starta stå står svår sätt tro tycka tänka uppleva vecka veta vilja visa år åter
    """,
    "en": """
        also around because bit could did does doing etc everything get getting going got happen
        just keep kept kind lot made make making many much need one people project projects put
        quite really said say sort still thing things think though took use used using want way well
        went would year years
    """,
}

# Words that the public lists hold although they are what reports are about.
NOT_STOPPED = {
    "da": """
        far mand tag
    """,
    "nb": """
        arbeid folk makt navn verdi
    """,
    "sv": """
        beslut
    """,
    "en": """
        area areas beginning case cases fire group groups help home hundred information interest
        interests invention law line meeting member members million month needing number numbers
        opening order page pages part parts place places point points presenting problem problems
        research room rooms side sides state states system systems turn volume web work worked
        working works world young younger youngest youth
    """,
}
