from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.corpus.model import Block, Corpus, Document
from evalmine.corpus.segmenting import segment, segment_document, sentences
from evalmine.corpus.text import normalize_text
from evalmine.errors import ConfigError

# (language, sentences): joined by a blank they must come apart at the same places.
RUNNING = [
    # Danish: abbreviations, amounts, dates, ordinals, times
    ("da", ["Vi inddrog bl.a. AMR, TR m.fl. i arbejdet.", "Det gav ro."]),
    ("da", ["Projektet kostede 1.250.000,50 kr. Heraf gik ca. 3,5 mio. kr. til løn."]),
    ("da", ["Tilskuddet var 3,5 mio. kr.", "Det rakte ikke."]),
    ("da", ["Vi begyndte d. 3. marts 2025 kl. 14.30 i kantinen.", "Alle kom."]),
    ("da", ["Mødet d. 24. dec. blev aflyst.", "Vi holdt det i 2.-3. kvartal."]),
    ("da", ["Det gælder fra 1. januar.", "I 2. Kvartal ser vi på det igen."]),
    ("da", ["Vi talte om pauser, tone, vagter osv.", "Derefter stemte vi."]),
    ("da", ["Vi talte om pauser, tone osv. på alle møder."]),
    ("da", ["Fx sagde en kollega nej.", "Det var nyt ift. før."]),
    ("da", ["Ifm. flytningen, jf. bilag 2, blev 12 pct. af timerne tabt, dvs. ca. 40 t. pr. uge."]),
    ("da", ["Formanden, dr. Ravnkilde, og prof. A. B. Lindemose deltog.", "De lyttede."]),
    ("da", ["H.C. Ørnsvig talte først.", "Så talte J. Møllegaard."]),
    ("da", ["Inkl. moms er prisen 49 kr. pr. medarbejder ekskl. fragt."]),
    ("da", ["Hhv. 3 og 5 teams, evt. flere, går i gang pga. ventelisten."]),
    ("da", ["Vi ringer kl. 7.", "Så kører vi."]),
    ("da", ["Stemningen gik fra 4 til 10.", "Det mærkes."]),
    ("da", ["Det var i 2024.", "I 2025 blev det bedre."]),
    ("da", ["Vi bruger metoden fra afsnit 2.1. Den er enkel."]),
    ("da", ["2.1. Metoden er beskrevet i bilaget."]),
    ("da", ["Jf. § 4, stk. 2, nr. 3, skal MED-udvalget høres."]),
    ("da", ["Lederen er cand.mag. og ph.d. fra universitetet."]),
    ("da", ["Vi brugte 25 min. om dagen.", "Det var nok."]),
    ("da", ["Ansvaret er min. Jeg tager det gerne."]),
    ("da", ["Fagligheden er tilbage m.v.", "Vi er glade."]),
    ("da", ["Vi så det i tv.", "Det var en øjenåbner."]),
    ("da", ["Vi fik ny it.", "Medarbejderne bruger den."]),
    ("da", ["Har I prøvet?", "Det virker!!", "Også om natten?!", "Ja."]),
    # Danish: addresses, files, ellipses
    ("da", ["Skriv til post@firma.example eller se www.firma.example/trivsel.", "Vi svarer."]),
    ("da", ["Skemaet ligger i pauseplan.v2.xlsx på drevet.", "Filen hedder Rapport.Pdf nu."]),
    ("da", ["Vi tænkte ... og så gjorde vi det.", "Godt nok … Det holdt."]),
    ("da", ["Vi ville så gerne… men tiden gik.", "Sådan er det."]),
    # Danish: quotes, parentheses, emoji
    ("da", ["»Det virker.« siger en leder.", "Vi er enige."]),
    ("da", ["»Det virker,« siger en leder. »Nu tør vi.«"]),
    ("da", ["Hun sagde: \"Jeg tør godt.\"", "Så blev der stille."]),
    ("da", ["”Hvorfor nu?” spurgte hun.", "Ingen svarede."]),
    ("da", ["Han kaldte det »en gave«.", "Det var det."]),
    ("da", ["Vi siger \"Stop. Tænk. Tal\" hver morgen.", "Det hjælper."]),
    ("da", ["»Vi er et hold.« (leder, plejehjem)", "Det siger de andre også."]),
    ("da", ["»Vi er et hold.« – Teamleder i hjemmeplejen"]),
    ("da", ["Vi mødtes (to gange i marts. Det var sjovt) og spiste."]),
    ("da", ["Vi mødtes ofte.", "(Se bilag 2.)", "Derefter gik det stærkt."]),
    ("da", ["Vi nåede 100 (!) samtaler.", "Det var flot."]),
    ("da", ["Det var dejligt! 😊", "Vi gør det igen 👍🏽", "Tak for støtten."]),
    ("da", ["Tak for hjælpen 😊", "Vi ses."]),
    ("da", ["Det gik fint :-)", "Vi er stolte."]),
    # Danish: sloppy answers
    ("da", ["det gik godt.", "vi fik mere tid.", "personalet blev glade"]),
    ("da", ["Vi fik mere samarbejde.", "det kan mærkes."]),
    ("da", ["Vi fik et bedre samarbejde.Det kan mærkes.", "Også om natten."]),
    ("da", ["Projektlederen og adm. direktør samt vicedir. talte."]),
    ("da", ["Lukkedagen! fordi det er hele to timer."]),
    ("da", ["Det er vist det.", "Husk at I. P. Kvist skal takkes."]),
    ("da", ["Vi vil gerne have, at det gør I.", "Så kan vi også."]),
    # Norwegian
    ("nb", ["Vi brukte bl.a. 2 mill. kr. på kurs, f.eks. i kl. 8.", "Det gikk bra."]),
    ("nb", ["Møtet var 17. mai kl. 12.15 hos dr. Fjellvik.", "Alle kom."]),
    ("nb", ["«Det virker.» sier en leder.", "Vi er enige."]),
    ("nb", ["Vi snakket om pauser, vakter osv.", "Etterpå stemte vi."]),
    ("nb", ["Mht. turnus, jf. vedlegg 3, er ca. 40 % fornøyde ifm. endringen."]),
    # Swedish
    ("sv", ["Vi använde bl.a. kort, t.ex. i köket.", "Det gick bra."]),
    ("sv", ["Mötet var den 6 juni kl. 14.30 p.g.a. helgen.", "Alla kom."]),
    ("sv", ["”Det fungerar.” säger en chef.", "Vi håller med."]),
    ("sv", ["Kostnaden blev 1,2 mkr inkl. moms, dvs. mer än väntat.", "Vi betalade."]),
    ("sv", ["Vi pratade om raster, tonen m.m.", "Sedan röstade vi."]),
    # English
    ("en", ["Mr. Alder and Dr. J. P. Moss spoke, i.e. both leaders.", "It helped."]),
    ("en", ["We met at 9 a.m. on Mondays.", "Everyone came."]),
    ("en", ["We tried cards, walks, etc.", "Then we voted."]),
    ("en", ["Use e.g. Figure 2.1 or No. 5.", "It is short."]),
    ("en", ["\"It works.\" said a manager.", "We agree."]),
    ("en", ["“Why now?” she asked.", "Nobody answered."]),
    ("en", ["So did I.", "Then we stopped."]),
    ("en", ["The U.S. partners left.", "We stayed on approx. 3.5 days."]),
]

# Cases where more than blanks lies between the sentences: bullets, newlines, long answers.
LAID_OUT = [
    ("- Ro på stuen\n- Mere tid", ["Ro på stuen", "Mere tid"]),
    ("• Ro. Og tid.\n* Latter\n– Kaffe", ["Ro. Og tid.", "Latter", "Kaffe"]),
    ("-Bedre tone\n-Færre klager", ["Bedre tone", "Færre klager"]),
    ("1. Pauser\n2. tavlen\n3) Kaffe", ["Pauser", "tavlen", "Kaffe"]),
    ("a) lederne\nb) de andre\n✓ Kaffe", ["lederne", "de andre", "Kaffe"]),
    ("1. januar begyndte vi.\nDet var koldt.", ["1. januar begyndte vi.", "Det var koldt."]),
    ("1. Kvartal var roligt", ["1. Kvartal var roligt"]),
    ("• Ro • Tid • Kaffe", ["Ro", "Tid", "Kaffe"]),
    ("Vi lærte:\n- at lytte\n- at spørge", ["Vi lærte:", "at lytte", "at spørge"]),
    ("bedre tone\nfærre klager\nmere tid", ["bedre tone", "færre klager", "mere tid"]),
    ("Vi fik mere ro\nLederne kom mere ud", ["Vi fik mere ro", "Lederne kom mere ud"]),
    ("Vi fik mere ro\nog mere tid.", ["Vi fik mere ro\nog mere tid."]),
    ("Vi samarbejder nu med\nRavnsby Kommune.", ["Vi samarbejder nu med\nRavnsby Kommune."]),
    ("Vi brugte bl.a.\nDialogkort.", ["Vi brugte bl.a.\nDialogkort."]),
    ("Første afsnit uden stop\n\nmere her", ["Første afsnit uden stop", "mere her"]),
    ("Det gik godt…\nvi smilede", ["Det gik godt…", "vi smilede"]),
    (
        "Vi har i perioden arbejdet tæt sammen med\n"
        "Ravnsby Sygehus om en ny plan for vagterne,\n"
        "og det har givet ro. Planen gælder resten af\n"
        "året.",
        [
            "Vi har i perioden arbejdet tæt sammen med\nRavnsby Sygehus om en ny plan for vagterne,\n"
            "og det har givet ro.",
            "Planen gælder resten af\nåret.",
        ],
    ),
    (
        "»Nu tør vi sige det højt«\n– Sygeplejerske, Ravnsby",
        ["»Nu tør vi sige det højt«\n– Sygeplejerske, Ravnsby"],
    ),
    (
        "- Tavlen. Den hænger i gangen, hvor alle kommer forbi hver dag, og den kræver intet login."
        " Derfor bruger også vikarerne den, og de har bedt om en mere til kælderen og til kontoret.",
        [
            "Tavlen. Den hænger i gangen, hvor alle kommer forbi hver dag, og den kræver intet login.",
            "Derfor bruger også vikarerne den, og de har bedt om en mere til kælderen og til kontoret.",
        ],
    ),
    ("-", ["-"]),
    ("   \n ", []),
    ("", []),
    ("👍👍", ["👍👍"]),
]


def cut(text: str, language: str = "da") -> list[str]:
    return [text[a:b] for a, b in sentences(text, language)]


# The amount, the glued and a few other lines above hold two sentences in one string: where the
# rules part them, the parts are listed here.
PARTED = {
    "Projektet kostede 1.250.000,50 kr. Heraf gik ca. 3,5 mio. kr. til løn.": 2,
    "Vi bruger metoden fra afsnit 2.1. Den er enkel.": 2,
    "Ansvaret er min. Jeg tager det gerne.": 2,
    "»Det virker,« siger en leder. »Nu tør vi.«": 2,
    "Vi fik et bedre samarbejde.Det kan mærkes.": 2,
    "Godt nok … Det holdt.": 2,
}


@pytest.mark.parametrize(("language", "expected"), RUNNING, ids=lambda v: str(v)[:50])
def test_running_text_comes_apart_between_its_sentences(language, expected):
    text = " ".join(expected)
    found = cut(text, language)
    merged = []
    for sentence in expected:
        n = PARTED.get(sentence, 1)
        merged.append(found[:n])
        found = found[n:]
    assert [re.sub(r"\s", "", "".join(m)) for m in merged] == [
        re.sub(r"\s", "", sentence) for sentence in expected
    ]
    assert found == []


@pytest.mark.parametrize(("text", "expected"), LAID_OUT, ids=lambda v: str(v)[:40])
def test_lines_and_bullets(text, expected):
    assert cut(text) == expected
