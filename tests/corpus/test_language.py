from __future__ import annotations

import pytest

from evalmine.corpus.language import detect_language

# The same thing said in each language; Danish and Norwegian differ by few letters.
PARALLEL = [
    (
        "Vi har fået et fælles sprog for det, der er svært.",
        "Vi har fått et felles språk for det som er vanskelig.",
        "Vi har fått ett gemensamt språk för det som är svårt.",
        "We have found a common language for what is difficult.",
    ),
    (
        "Lederne gik selv ud på gangen og spurgte, hvad der skulle til.",
        "Lederne gikk selv ut på gangen og spurte hva som skulle til.",
        "Cheferna gick själva ut i korridoren och frågade vad som behövdes.",
        "The leaders went out to the ward and asked what was needed.",
    ),
    (
        "Medarbejderne bruger nu ti minutter om ugen på at tale sammen.",
        "Medarbeiderne bruker nå ti minutter i uken på å snakke sammen.",
        "Medarbetarna använder nu tio minuter i veckan till att prata.",
        "The staff now spend ten minutes a week on talking together.",
    ),
    (
        "Det blev meget bedre, efter at vi flyttede mødet ned i køkkenet.",
        "Det ble mye bedre etter at vi flyttet møtet ned på kjøkkenet.",
        "Det blev mycket bättre efter att vi flyttade mötet till köket.",
        "It got much better after we moved the meeting to the kitchen.",
    ),
    (
        "Nogle af os turde ikke sige noget i begyndelsen.",
        "Noen av oss turte ikke si noe i begynnelsen.",
        "Några av oss vågade inte säga något i början.",
        "Some of us did not dare to say anything at first.",
    ),
    (
        "Uden tillid virker ingen af redskaberne.",
        "Uten tillit virker ingen av verktøyene.",
        "Utan tillit fungerar inget av verktygen.",
        "Without trust none of the tools will work.",
    ),
]
CASES = [
    (text, language)
    for row in PARALLEL
    for text, language in zip(row, ("da", "nb", "sv", "en"), strict=True)
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_parallel_sentences(text, language):
    assert detect_language(text) == language
    assert detect_language(text.upper()) == language


def test_nynorsk_counts_as_norwegian():
    assert detect_language("Vi har ikkje hatt tid til å snakke saman om korleis det går.") == "nb"


@pytest.mark.parametrize(
    "text",
    [
        "Wir haben jetzt mehr Zeit für die Gespräche, und das ist gut.",
        "Nous avons trouvé une langue pour parler de ce qui est difficile.",
        "Meillä on nyt enemmän aikaa, ja se on hyvä, mutta vaikea asia.",
        "12 345 - 67 %",
        "",
        "Xylofon",
    ],
)
def test_other_languages_and_no_language(text):
    assert detect_language(text) == ""


def test_the_prior_decides_where_the_text_hardly_speaks():
    assert detect_language("Kaffe kl. 9", prior="nb") == "nb"
    assert detect_language("", prior="sv") == "sv"
    assert detect_language("Alle kan komme.", prior="da") == "da"
    assert detect_language("Alle kan komme.", prior="nb") == "nb"


def test_the_prior_gives_way_to_plain_words():
    text = "The leaders went out to the ward and asked what was needed."
    assert detect_language(text, prior="da") == "en"


def test_a_whole_document_is_told_by_its_bulk():
    danish = " ".join(row[0] for row in PARALLEL)
    assert detect_language(danish + " The buddy system is a quick win.") == "da"
