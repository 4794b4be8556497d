import pytest

from evalmine.coding.aspect.stance import STANCES, charge_of, stance
from evalmine.coding.codebook import load_codebook

# The claim is that something helps (charge 1).
HELPS = [
    ("Uden ledelsens opbakning faldt det til jorden.", "da", "supports"),
    ("Ledelsen bakkede op, men det hjalp ikke.", "da", "contradicts"),
    ("Det virker, men kun når lederen går foran.", "da", "qualifies"),
    ("Kortene blev brugt hver dag og gav gode samtaler.", "da", "supports"),
    ("Kortene virkede ikke.", "da", "contradicts"),
    ("Selvom alle var med, gik det i stå.", "da", "contradicts"),
    ("Selv om det var svært i starten, lykkedes det.", "da", "supports"),
    ("Uden faste møder var det aldrig gået.", "da", "supports"),
    ("Det gik fint uden konsulenten.", "da", "contradicts"),
    ("Det manglede opbakning fra toppen, og så døde det ud.", "da", "supports"),
    ("Da koordinatoren rejste, gik det i stå.", "da", "supports"),
    ("Det virkede ikke, før lederen selv deltog.", "da", "supports"),
    ("Metoden virker, men ikke på nattevagten.", "da", "qualifies"),
    ("Det har delvist løst problemet.", "da", "qualifies"),
    ("Øvelsen var god for nogle, men ikke for alle.", "da", "qualifies"),
    ("Det var ikke uden betydning, at chefen kom hver uge.", "da", "supports"),
    ("Vi burde have spurgt medarbejderne først.", "da", "supports"),
    ("Hvis ikke lederen går foran, sker der ingenting.", "da", "supports"),
    ("Det afhænger af, hvem der har vagten.", "da", "qualifies"),
    ("Trods faste møder blev tonen ikke bedre.", "da", "contradicts"),
    ("På trods af travlhed har tavlemøderne været en succes.", "da", "supports"),
    ("Tavlen gjorde ingen forskel.", "da", "contradicts"),
    ("Det er ikke nok at have en tavle.", "da", "qualifies"),
    (
        "I begyndelsen virkede det, men efter sommerferien gik det i sig selv igen.",
        "da",
        "qualifies",
    ),
    ("Vi taler mere åbent om fejl end før.", "da", "supports"),
    ("Mødet ligger fast hver mandag.", "da", "supports"),
    ("Det tog tid, men det var det hele værd.", "da", "supports"),
    ("Redskabet er godt, men det er dyrt og svært at lære.", "da", "qualifies"),
    ("Der blev brugt mange penge på kurser, og intet ændrede sig.", "da", "contradicts"),
    ("Virkede det?", "da", "supports"),
    ("Manglende opfølgning betød, at aftalerne blev glemt.", "da", "supports"),
    ("Vi gik i gang uden at spørge nogen, og det gik galt.", "da", "supports"),
    ("Kortene er lette at bruge uden at man skal forberede sig.", "da", "supports"),
    ("Endnu har vi ikke set nogen effekt.", "da", "contradicts"),
    ("Without support from the manager it fell flat.", "en", "supports"),
    ("The managers backed it, but it did not help.", "en", "contradicts"),
    ("It works, but only when the manager takes part.", "en", "qualifies"),
    ("Although everyone took part, nothing changed.", "en", "contradicts"),
    ("Although it was hard at first, it was a success.", "en", "supports"),
    ("The app made no difference.", "en", "contradicts"),
    ("It partly solved the problem.", "en", "qualifies"),
    ("It worked for some teams, but not for all.", "en", "qualifies"),
    ("When the coordinator left, it ground to a halt.", "en", "supports"),
    ("We should have asked the staff first.", "en", "supports"),
    ("It did not work until the director joined.", "en", "supports"),
    ("Lack of follow-up meant that agreements were forgotten.", "en", "supports"),
    ("The cards are used every day.", "en", "supports"),
    ("Having a board is not enough in itself.", "en", "qualifies"),
    ("It went well without the consultant.", "en", "contradicts"),
    ("It depends on who is on duty.", "en", "qualifies"),
    ("Uten støtte fra ledelsen falt det i fisk.", "nb", "supports"),
    ("Ledelsen støttet oss, men det hjalp ikke.", "nb", "contradicts"),
    ("Det fungerer, men bare når sjefen er til stede.", "nb", "qualifies"),
    ("Utan stöd från chefen rann det ut i sanden.", "sv", "supports"),
    ("Cheferna deltog, men det hjälpte inte.", "sv", "contradicts"),
    ("Det fungerar, men bara när chefen är med.", "sv", "qualifies"),
]

# The claim is that something stood in the way (charge -1).
HINDERS = [
    ("Der var aldrig tid nok.", "da", "supports"),
    ("Travlheden gjorde, at møderne blev aflyst.", "da", "supports"),
    ("Vi mødte ingen modstand.", "da", "contradicts"),
    ("Travlheden var ikke noget problem.", "da", "contradicts"),
    ("Trods travlhed lykkedes det at holde alle møder.", "da", "contradicts"),
    ("I starten var der modstand, men det blev bedre.", "da", "qualifies"),
    ("Nogle var skeptiske i begyndelsen. Det er de ikke mere.", "da", "qualifies"),
    ("Der var ingen opbakning, før vi kunne vise tal.", "da", "qualifies"),
    ("Lederen sagde ja, men kom aldrig selv.", "da", "supports"),
    ("Uden ekstra hænder gik det i stå.", "da", "supports"),
    ("Appen virkede ikke hos os.", "da", "supports"),
    ("Nattevagten kunne ikke være med.", "da", "supports"),
    ("Det var svært at finde tid, men vi fandt en løsning.", "da", "qualifies"),
    ("There was no resistance.", "en", "contradicts"),
    ("There was never enough time.", "en", "supports"),
    ("At first people were skeptical, but it got better.", "en", "qualifies"),
    ("Despite the workload, we succeeded.", "en", "contradicts"),
    ("Two key people left halfway through.", "en", "supports"),
    ("Det var ingen motstand.", "nb", "contradicts"),
    ("Det fanns inget motstånd.", "sv", "contradicts"),
]


# Three rounds, each written before it was first run; the rules were widened after each, so this is
# no measure.  At first sight they were right on 56, 48 and 65 %, nearly always "supports" where
# wrong; the sign of `polarity` alone was right on 45 % of the last round.
ROUNDS = [
    (
        "Ordningen fungerer fint i hjemmeplejen, men i køkkenet er den aldrig kommet i gang.",
        "da",
        1,
        "qualifies",
    ),
    ("Uden en fast tovholder bliver det glemt.", "da", 1, "supports"),
    ("Vi prøvede med plakater, men ingen lagde mærke til dem.", "da", 1, "contradicts"),
    ("Teamlederen var med til det hele, og det mærkede vi.", "da", 1, "supports"),
    ("Det hjalp på stemningen, om end kun en kort tid.", "da", 1, "qualifies"),
    ("Hvis ledelsen ikke er med, falder det fra hinanden.", "da", 1, "supports"),
    ("Efter at souschefen gik på barsel, løb det ud i sandet.", "da", 1, "supports"),
    ("Trods de mange workshops er intet forandret.", "da", 1, "contradicts"),
    ("Konsulenten kostede en formue og gav os ingenting.", "da", 1, "contradicts"),
    ("Vi kunne sagtens have klaret os uden appen.", "da", 1, "contradicts"),
    ("Det har først virket, efter at vi fik faste tider.", "da", 1, "supports"),
    ("Møderne er gode, når de bliver holdt.", "da", 1, "qualifies"),
    ("Halvdelen af teamene bruger stadig tavlen.", "da", 1, "qualifies"),
    ("Folk siger nu fra, når de har for meget.", "da", 1, "supports"),
    ("Det er en hjælp, men løser ikke det hele.", "da", 1, "qualifies"),
    ("Vi havde håbet på mere af kurset.", "da", 1, "contradicts"),
    ("Jeg ville ønske, at vi havde taget tillidsfolkene med fra starten.", "da", 1, "supports"),
    ("Der gik lang tid, men nu er det en selvfølge.", "da", 1, "supports"),
    ("Selvom nogle syntes, det var fjollet, bruger alle nu kortene.", "da", 1, "supports"),
    ("Fælles frokost ændrede ikke på, at vi er to lejre.", "da", 1, "contradicts"),
    ("Ingen tvivl om, at tavlen har flyttet noget.", "da", 1, "supports"),
    ("Vi talte meget om fejl, men turde ikke sige dem højt.", "da", 1, "contradicts"),
    ("Det går bedre, i hvert fald i dagholdet.", "da", 1, "qualifies"),
    ("Nobody missed the meetings when we dropped them.", "en", 1, "contradicts"),
    ("The tool helped newcomers in particular, less so the veterans.", "en", 1, "qualifies"),
    ("Once the manager stopped coming, people stopped too.", "en", 1, "supports"),
    ("The buddy scheme is a good idea that never took off.", "en", 1, "contradicts"),
    ("Not a single team used the checklist after May.", "en", 1, "contradicts"),
    ("It took a year, but now it runs by itself.", "en", 1, "supports"),
    ("We would not have managed without the facilitator.", "en", 1, "supports"),
    ("Even though we met every week, the tone did not improve.", "en", 1, "contradicts"),
    ("The cards work best in small groups.", "en", 1, "qualifies"),
    ("Metoden virket godt, men ikke for alle.", "nb", 1, "qualifies"),
    ("Vi brukte mye tid på det uten at det hjalp.", "nb", 1, "contradicts"),
    ("Utan tydliga roller blev det kaos.", "sv", 1, "supports"),
    ("Vi provade, men det blev ingen skillnad.", "sv", 1, "contradicts"),
    ("Vi havde travlt, men det gik alligevel.", "da", -1, "qualifies"),
    ("Udskiftningen har ikke påvirket arbejdet.", "da", -1, "contradicts"),
    ("Modstanden forsvandt, da de så resultaterne.", "da", -1, "qualifies"),
    ("De gamle brokkede sig hele vejen.", "da", -1, "supports"),
    ("Fusionen tog al opmærksomhed.", "da", -1, "supports"),
    ("Vagtplanen passede ikke til møderne.", "da", -1, "supports"),
    ("Ingen sagde op i perioden.", "da", -1, "contradicts"),
    ("Der var lidt brok, men det gik hurtigt over.", "da", -1, "qualifies"),
    ("Selv om der blev skåret ned, holdt vi fast.", "da", -1, "contradicts"),
    ("We were understaffed all winter.", "en", -1, "supports"),
    ("The merger did not affect us.", "en", -1, "contradicts"),
    ("Time was short, but we managed.", "en", -1, "qualifies"),
    ("Nobody had time for it.", "en", -1, "supports"),
    ("Uden tillidsrepræsentanten var det aldrig blevet til noget.", "da", 1, "supports"),
    ("Makkerordningen er guld værd for de nye, mindre for de erfarne.", "da", 1, "qualifies"),
    ("Efter tre måneder var alt ved det gamle.", "da", 1, "contradicts"),
    ("Lederen gik selv med i runden, og så turde de andre også.", "da", 1, "supports"),
    ("Det kører kun, fordi én ildsjæl bliver ved.", "da", 1, "qualifies"),
    ("Selvom lederne var på kursus, blev intet anderledes på gulvet.", "da", 1, "contradicts"),
    ("Der var ingen, der fulgte op, og så gik luften ud af det.", "da", 1, "supports"),
    ("Kurset var spændende, men vi kan ikke huske noget af det.", "da", 1, "contradicts"),
    ("Tavlen bliver brugt i to ud af fem afdelinger.", "da", 1, "qualifies"),
    ("Når chefen ikke er der, glider det.", "da", 1, "supports"),
    ("Vi har fået fælles ord for det, vi før gik rundt om.", "da", 1, "supports"),
    ("Tonen er bedre i vores eget team, men ikke på tværs.", "da", 1, "qualifies"),
    ("Det lykkedes, til trods for at mange var imod.", "da", 1, "supports"),
    ("De faste tider har reddet os flere gange.", "da", 1, "supports"),
    ("Det virkede det første halve år.", "da", 1, "qualifies"),
    ("Vi opgav kortene igen, fordi de var for barnlige.", "da", 1, "contradicts"),
    ("Havde vi haft ledelsen med, var det gået bedre.", "da", 1, "supports"),
    ("Det er blevet bedre, men der er lang vej endnu.", "da", 1, "qualifies"),
    ("Ikke alle har taget det til sig.", "da", 1, "qualifies"),
    ("Vi ved ikke, om det skyldes projektet.", "da", 1, "qualifies"),
    ("The board hangs there, but nobody looks at it.", "en", 1, "contradicts"),
    ("People are kinder to each other now.", "en", 1, "supports"),
    ("If the boss is not there, nobody speaks.", "en", 1, "supports"),
    ("Despite two rounds of training, nobody speaks up.", "en", 1, "contradicts"),
    ("We gave up the app after a month.", "en", 1, "contradicts"),
    ("It may be too early to say whether it works.", "en", 1, "qualifies"),
    ("Had we involved the night shift, it would have gone better.", "en", 1, "supports"),
    ("Tavla henger der, men ingen ser på den.", "nb", 1, "contradicts"),
    ("Det gikk bra så lenge prosjektlederen var her.", "nb", 1, "qualifies"),
    ("Trots alla kurser är allt som förut.", "sv", 1, "contradicts"),
    ("Utan henne hade det inte gått.", "sv", 1, "supports"),
    ("Fyringsrunden satte alt i stå.", "da", -1, "supports"),
    ("Modstanden var mindre, end vi frygtede.", "da", -1, "contradicts"),
    ("Skepsissen tog af, da de første resultater kom.", "da", -1, "qualifies"),
    ("Vi nåede det hele, selvom to sagde op.", "da", -1, "contradicts"),
    ("Ferieperioden lammede os.", "da", -1, "supports"),
    ("De fleste gamle ville ikke rotere.", "da", -1, "supports"),
    ("Ingen tid, ingen penge.", "da", -1, "supports"),
    ("Turnover was not an issue.", "en", -1, "contradicts"),
    ("It was hard to meet, but video solved that.", "en", -1, "qualifies"),
    ("The new owner cancelled everything.", "en", -1, "supports"),
    ("Vi hang tavlen op, men ingen skriver på den.", "da", 1, "contradicts"),
    ("Uden afdelingslederen ville det aldrig være sket.", "da", 1, "supports"),
    ("Forløbet var hyggeligt, men satte sig ingen spor.", "da", 1, "contradicts"),
    ("Ledelsen bakkede op fra første dag.", "da", 1, "supports"),
    ("Det virker kun på de små teams.", "da", 1, "qualifies"),
    ("Vi fik ikke noget ud af kurset.", "da", 1, "contradicts"),
    ("Selvom der var modvilje, tog alle øvelserne til sig.", "da", 1, "supports"),
    ("Når mødet bliver aflyst, vender irritationen tilbage.", "da", 1, "supports"),
    ("Vi har en aftale, men den bliver ikke overholdt.", "da", 1, "contradicts"),
    ("Det fungerer, så længe der er nok på arbejde.", "da", 1, "qualifies"),
    ("Jeg skulle have ringet til kollegerne noget før.", "da", 1, "supports"),
    ("Det er delvis lykkedes.", "da", 1, "qualifies"),
    ("Kortene har fået selv de stille til at sige noget.", "da", 1, "supports"),
    ("Indtil en ny leder kom til, skete der ingenting.", "da", 1, "supports"),
    ("Hverken møder eller tavler ændrede noget.", "da", 1, "contradicts"),
    ("For de fleste har det været godt.", "da", 1, "qualifies"),
    ("Vi mangler stadig en, der følger op.", "da", 1, "supports"),
    ("The manager joined every round and people noticed.", "en", 1, "supports"),
    ("We bought the tool, but nobody opened it.", "en", 1, "contradicts"),
    ("It works in theory.", "en", 1, "qualifies"),
    ("With no one in charge, the boards went blank.", "en", 1, "supports"),
    ("The effect wore off after the summer.", "en", 1, "qualifies"),
    ("The course was fun but had no lasting effect.", "en", 1, "contradicts"),
    ("It only took off once the union backed it.", "en", 1, "supports"),
    ("Møtene er nyttige, men bare for de faste.", "nb", 1, "qualifies"),
    ("Kurset endret ingenting.", "nb", 1, "contradicts"),
    ("Utan stöd uppifrån dog det ut.", "sv", 1, "supports"),
    ("Tavlan finns, men den används inte.", "sv", 1, "contradicts"),
    ("Der var ikke megen modstand.", "da", -1, "contradicts"),
    ("Flytningen tog to måneder fra os.", "da", -1, "supports"),
    ("De var imod i begyndelsen, men nu er de med.", "da", -1, "qualifies"),
    ("Vikarerne nåede aldrig at lære det.", "da", -1, "supports"),
    ("Some resisted at first but came around.", "en", -1, "qualifies"),
    ("Night work makes it nearly impossible to meet.", "en", -1, "supports"),
]


@pytest.mark.parametrize(("text", "language", "expected"), HELPS)
def test_a_claim_that_something_helps(text, language, expected):
    assert stance([text], [language]).tolist() == [expected]


@pytest.mark.parametrize(("text", "language", "expected"), HINDERS)
def test_a_claim_that_something_stood_in_the_way(text, language, expected):
    assert stance([text], [language], charges=[-1]).tolist() == [expected]


@pytest.mark.parametrize(("text", "language", "charge", "expected"), ROUNDS)
def test_sentences_that_once_were_new(text, language, charge, expected):
    assert stance([text], [language], charges=[charge]).tolist() == [expected]


def test_the_same_words_count_against_one_claim_and_for_the_other():
    said = ["Kortene virkede ikke hos os."] * 2
    assert stance(said, ["da"] * 2, charges=[1, -1]).tolist() == ["contradicts", "supports"]


def test_a_lesson_is_told_by_failure_too():
    said = ["Vi gjorde det dårligt."] * 2
    found = stance(said, ["da"] * 2, aspects=["learning", "mechanism"])
    assert found.tolist() == ["supports", "contradicts"]


def test_success_in_one_sentence_and_failure_in_the_next_is_a_condition():
    assert stance(["Det gik godt i køkkenet. I vaskeriet virkede det ikke."], ["da"]) == [
        "qualifies"
    ]


def test_a_text_of_unknown_language_and_one_without_words():
    said = ["Ledelsen bakkede op, men det hjalp ikke.", "", "???"]
    assert stance(said, [""] * 3).tolist() == ["contradicts", "supports", "supports"]
    assert stance([], []).shape == (0,)
    assert set(stance(said, [""] * 3)) <= set(STANCES)


def test_one_entry_per_text():
    with pytest.raises(ValueError, match="zip"):
        stance(["a", "b"], ["da", "da"], charges=[1])


def test_the_charge_of_a_code_comes_from_what_it_speaks_of():
    book = load_codebook("wellbeing")
    hindering = {code.id for code in book.assignable if charge_of(code.aspects) < 0}
    assert hindering == {
        "busyness",
        "missing_backing",
        "reorganization",
        "resistance",
        "shift_work_logistics",
        "tool_misfit",
        "turnover",
    }
    assert charge_of(("barrier", "mechanism")) == 1
