"""Words that tell whether a full stop ends a sentence: abbreviations, ordinal nouns, openings.

All entries are in lower case and without the final stop.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Something always follows these, so their stop never ends a sentence.
LEADING = _words(
    """
    adm afd afs ang anm ansv bh bl.a bla b.la bd bst c:a ca cf cand d.v.s dav dennes dgl
    dir div dr dvs d.e ds e.g eg ekskl eks evt exkl f.eks f.ex feks f.d f.v.t fam fhv fig fk flg
    f.o.m foreg forh forf fr frk fung fx f.x gl gns h.c h.h.v henh hhv hr i.e i.f.m i.f.t ifb if
    ifht ifm iflg ift iht ing inkl insp iso isf istf jf jfr jvf kap kgl kl kungl kst l.a lb
    lb.nr lic m.a.o m.b.t m.h.p m.h.t mag maks mao max mgl mht mhp mr mrs ms nr nuv off omk opr
    ordf org ovf p.g.a p.t pga pkt pr prof projektl psyk pæd red ref repr resp s.k sdr sekr sen
    sml spec spm sr st stat statsaut str stud såk t.ex t.o.m tekn temp tidl tilh tilsv tlf tlfnr
    tf udg undt u.a utg vedl vedr vejl viceb v.hj.a vha v.h.a virks vol vs særl udd uddannelsesl
    medarb approx chap vicedir dept eq gen gov incl messrs rep rev sec vols bitr förf ev mfr tel
    kommundir verks adm.dir fylkesdir stip vit.ass
    """
)
# These may end a sentence: they do where a capital follows.
CLOSING = _words(
    """
    a.m a.m.b.a a.s.o aps apr aug bl dec des doc e.d e.kr e.l e.lign e.m e.o el.l el.lign enl
    etc f.kr f.m f.n f.ö feb febr ff fl h.k hk inc jan jr jun jul kg km kr kvt ltd lign m.a m.fl
    m.m m.v mdl mdr md mfl mill mio mia mm mrd mrk mva mv nov o.a o.d o.dyl o.dl o.fl o.l o.lgn
    o.lign o.m.a o.s.fr o.s.v obl oct okt ol olign osfr osv p.a p.m p.s pct ph.d phd pst prc
    proc sept sep stk sthlm t.h t.v td tdr ugtl vb årg årh årl kvm min sek t.kr tkr dkr kand kgs
    hpl pp spl co corp oa ofl mnd mån tis ons tors fre lör lør man tir tor søn lau sat sun
    """
)
# Abbreviations that are words too: they count as abbreviations only beside a figure.
AMBIGUOUS = _words(
    """
    no min sek mar man tor tir ons fre lør søn tis jan jun jul nok fl bl fr st art int est gen
    ing if mm ms hk sen off al ol tel co sat sun max maks rep sec eg spec str td stat ev pp mag
    red
    """
)
# spaCy keeps the stop with these, though most of them end sentences as ordinary words do.
ORDINARY = _words(
    """
    it tv rest vind vær self rad rep ty do eng bill pass lat sing sign mul hum bet lin sa pos id
    ill sup lab inf sem rel pers priv psych soc kons mus if et ti to on no op sms el ma ap frp
    rv sv jul res vgs ev mos kor ung not obs del ind la mass miss pa va ga ark ia kan wash ore
    ala conn am all gal beg bev ref orig emer till fakt mand kem fys amer eur gross tekst lok
    disp fol def arb
    """
)
# What an ordinal stands before, where the noun is written with a capital or starts the line.
ORDINAL_NOUNS = _words(
    """
    januar februar marts april maj juni juli august september oktober november december jan feb
    febr mar apr jun jul aug sep sept okt nov dec des mars mai januari februari augusti kvartal
    kvt halvår halvdel klasse klassetrin årgang sal etage etape fase del runde gang plads
    semester verdenskrig generation udgave hovedstad division linje række trin skridt dag uge
    måned år time møde workshop led person part instans behandling klass kvartalet trinn steg
    fas gången årsklasse skoleår modul forløb interview måling runden fasen årig årige året
    afsnit stk
    """
)
# Words that open a sentence and are no names: with a capital after an ordinal, an initial or the
# like they show a new sentence; in sloppy answers they do so in lower case too.
OPENINGS = _words(
    """
    vi jeg du han hun man det der den de dette disse denne vores mine min alle mange nogle nogen
    få flere ingen hver begge andre her nu så da når hvis men og også derfor derudover desuden
    dermed derefter derimod dog samtidig senere siden først til fra med ved på i af om for efter
    under over før mellem uden trods selvom selv fordi hvad hvor hvordan hvorfor hvem et en ikke
    kun især endelig generelt måske ja nej tak medarbejderne lederen lederne projektet både
    blandt ifølge eneste enkelte særligt bl.a fx eksempelvis omvendt heldigvis desværre vår våre
    noen dessuten derimot deretter etter mens vårt jag ni detta dessa våra några varje alla
    många flera när och också därför dessutom därefter före utan trots vad var hur varför vem
    ett inte the we it he she they you this these those that there a an our my all many some
    most few each both other here now so then when if but and also therefore however moreover
    later since first to from with at on in of about after before between without despite
    although because what where how why who not only especially finally maybe yes no thanks
    """
)
# After "?" or "!" these go on with the sentence: »Hvad nu?« and then: spurgte vi.
SPEECH = _words(
    """
    siger sagde sige spurgte spørger svarede svarer tænkte tænker lød lyder skrev skriver udbrød
    råbte fortæller fortalte mener mente sier sa spurte svarte tenkte frågade säger sade svarade
    tänkte undrade asked said says replied wrote thought writes
    """
)
# A line that ends or begins with one of these goes on across the line break.
JOINING = _words(
    """
    og eller samt men som at der fordi i på til med af for om ved fra en et den det de vores
    deres over under mellem uden efter blandt både ikke er var har blev bliver kan skal vil av
    och att till från mellan utan vid är and or but that which the a an of to in on with from by
    between without is are was
    """
)
# "Node.Js", "rapport.Pdf" and "dr.Dk" are names, not two sentences without a blank.
FILE_ENDINGS = _words(
    "pdf doc docx xls xlsx csv ppt pptx txt md html jpg png zip mp4 net com org dk no se eu js nu"
)
