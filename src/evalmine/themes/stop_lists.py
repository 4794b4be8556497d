"""Stop words of our own, and content words that the public lists hold as stop words."""

from __future__ import annotations

# Words that the public lists miss and that never tell what a report is about.
ALSO_STOPPED = {
    "da": """
        aldrig allerede altid altså antal april arbejde august bagefter bede bedre bedst begynde
        begyndte behøve bl blandt blevet blive blot bruge bruger bruges brugt burde både bør ca
        cirka dag dage dansk danske december del dele dels derefter derfor derfra derimod dermed
        dertil derved desuden desværre dvs egen egentlig eget egne eks eksempelvis ellers endda
        endnu eneste enkelt enkelte ens enten faktisk falde fandt fat februar finde fjerde flest
        fleste foregå form forskellig forskellige fortsat fortælle fredag få fået føle følge først
        første gang gange ganske gennem gide gik give givet gjorde gjort god grund gå går gør gøre
        haft handle have hedde hel hele helst hen herfra hermed hertil herunder hinanden holde hver
        hverken hvilket hænge høj høre idet ifm ift ifølge igen igennem imellem imens imidlertid
        imod inden indenfor indtil især januar jo juli juni jævnligt kalde kigge kl komme kr kræve
        kunne lade lang lange langsomt langt lav lave lavet lige ligeledes ligesom lyde lægge længe
        længere lørdag maj mandag marts masse mdr mellem mene mest mht mindre mindske mindst mio
        mulig mulige mulighed muligt mv måde måned måske måtte naturligvis netop nogensinde nogle
        nok normalt november nødvendig nødvendigt ofte også oktober omkring onsdag opdage opleve
        oplevelse ordentlig osv par pct pga pludselig pr primært procent projekt projekter projektet
        projektperiode prøve prøvede punkt række samme sammen samt samtidig satte se selve selvom
        senere september sidde siden sidst sidste sige sikre simpelthen skabe ske skete skulle slags
        slet snarere snart spørge stadig stk stå står svær svært synes således særlig særligt sætte
        søndag tage taget temmelig tid tidlig tidligere tilbage ting tirsdag tit tog torsdag tredje
        tro trods turde tænke uanset ud uden udenfor uge uger undervejs var vej verden via vide
        videre vidt ville virke virkelig vise vore vælge værd være væsentlig yde år årsag øge øvrig
        øvrige tolv elleve tyve tredive ingenting omtrent frem hjem rundt heller hellere gerne
        derudover endelig ærligt sjældent endvidere dernæst forvejen gengæld galt forfra
        efterår foråret forår halv halvanden halvdel halvdelen halve kvartal kvarter minut minutter
        sekund sekunder tredjedel udgang udgangen
    """,
    "nb": """
        allerede alltid altså april arbeid august bedre begynne blant bruke både dag derfor derimot
        dermed desember ellers enkelt enkelte februar fortsatt fredag først første gang ganger gi
        gjennom gjøre grunn holde igjen imidlertid innenfor ja januar juli juni komme kunne lage
        ligge lørdag mai mandag mars mulig mulighet måned måtte nok november ofte oktober onsdag
        oppleve prosjekt prosjektet sammen samt samtidig se senere september siste skape skulle stå
        står svært synes søndag ta tatt tenke ting tirsdag tok torsdag tredje tro uke underveis
        utenfor vanskelig vei videre vise år
    """,
    "sv": """
        använda april arbete augusti börja december dessutom därför därigenom därmed enskild
        februari fortfarande fredag första gav ge genom gång gånger göra hålla igenom istället
        januari juli juni kunna ligga lördag maj mars månad måndag möjlighet november ofta oktober
        onsdag projekt projektet samt samtidigt se senare september skapa starta stå står svår sätt
        söndag tisdag torsdag tredje tro tycka tänka uppleva vecka veta vilja visa år åter
    """,
    "en": """
        also april around august because began begin bit could day days december did does doing etc
        everything february friday get getting going got happen january july june just keep kept
        kind lot made make making many march monday month months much need november october one
        people project projects put quite really said saturday say september sort start started
        still sunday take thing things think third though thursday time times took tuesday use used
        using want way wednesday week weeks well went would year years
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
