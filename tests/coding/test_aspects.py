import pytest

from evalmine.coding.aspect_names import ASPECT_NAMES, aspect_name
from evalmine.coding.aspects import (
    ASPECTS,
    aspect_of_heading,
    aspect_of_question,
    predict_aspects,
)
from evalmine.corpus.model import Segment
from evalmine.embeddings import embed, load_encoder

QUESTIONS = [
    ("Hvilke forandringer har projektet ført til?", "change"),
    ("Hvad har I lært undervejs?", "learning"),
    ("Hvad er de vigtigste læringer?", "learning"),
    ("Hvad virkede bedst?", "mechanism"),
    ("Hvad har stået i vejen?", "barrier"),
    ("Hvilke udfordringer har I mødt?", "barrier"),
    ("Hvordan er indsatsen forankret og spredt?", "spread"),
    ("Hvad skal der til for at lykkes?", "precondition"),
    ("Hvad ville I gøre anderledes en anden gang?", "learning"),
    ("Beskriv kort projektets formål", "context"),
    ("Hvad virkede ikke?", "barrier"),
    ("Hvilket udbytte har deltagerne fået?", "change"),
    ("Hvad gjorde den største forskel?", "mechanism"),
    ("Hvordan fortsætter arbejdet efter projektet?", "spread"),
    ("Hvilke forudsætninger skal være til stede?", "precondition"),
    ("Har I andre kommentarer?", ""),
    ("Hvad vil I anbefale andre?", "learning"),
    ("Hvad var svært?", "barrier"),
    ("What has changed?", "change"),
    ("What did you learn?", "learning"),
    ("What worked best?", "mechanism"),
    ("What stood in the way?", "barrier"),
    ("How has the effort been anchored and spread?", "spread"),
    ("What did not work?", "barrier"),
    ("Who are the participants?", "context"),
    ("Hvilke endringer har dere sett?", "change"),
    ("Hva har dere lært?", "learning"),
    ("Hva fungerte best?", "mechanism"),
    ("Hvilke utfordringer møtte dere?", "barrier"),
    ("Vilka förändringar har ni sett?", "change"),
    ("Vad fungerade bäst?", "mechanism"),
    ("Vilka hinder mötte ni?", "barrier"),
    ("Hur har arbetet förankrats och spridits?", "spread"),
    ("Vad har ni lärt er?", "learning"),
    ("Hvilke greb har virket?", "mechanism"),
    ("Hvad lykkedes ikke?", "barrier"),
    ("Har erfaringerne spredt sig?", "spread"),
    ("Hvad har forandret sig for medarbejderne?", "change"),
    ("Hvad har bidraget til, at det lykkedes?", "mechanism"),
    ("Hvad er blevet anderledes?", "change"),
    ("Hvad fungerede mindre godt?", "barrier"),
    ("Navn på projektet", ""),
    ("Hvad skal andre arbejdspladser vide, før de går i gang?", ""),
    ("Hvad er jeres vigtigste råd til andre?", "learning"),
    ("What would you do differently?", "learning"),
    ("What made the difference?", "mechanism"),
]

HEADINGS = [
    ("4.2 Resultater og effekter", "change"),
    ("Udfordringer undervejs", "barrier"),
    ("Resumé", ""),
    ("Metode og datagrundlag", "context"),
    ("Læring og anbefalinger", "learning"),
    ("Virksomme greb", "mechanism"),
    ("Forankring", "spread"),
    ("Hvad kræver det?", "precondition"),
    ("Baggrund", "context"),
    ("Konklusion", ""),
    ("Et fælles sprog", ""),
]


@pytest.mark.parametrize(("question", "aspect"), QUESTIONS)
def test_a_question_tells_what_its_answers_speak_of(question, aspect):
    assert aspect_of_question(question) == aspect
    assert aspect_of_question(question.upper()) == aspect


@pytest.mark.parametrize(("heading", "aspect"), HEADINGS)
def test_a_heading_tells_or_is_silent(heading, aspect):
    assert aspect_of_heading(heading) == aspect


def test_every_aspect_has_a_danish_and_an_english_name():
    assert tuple(ASPECT_NAMES) == ASPECTS
    assert aspect_name("barrier") == "Barrierer"
    assert aspect_name("barrier", "en") == aspect_name("barrier", "sv") == "Barriers"


REPORT = {
    "Det var især de korte møder, der gjorde, at det lykkedes.": "mechanism",
    "Evalueringen bygger på 14 interviews.": "context",
    "Vi har lært, at nattevagterne bør med fra starten næste gang.": "learning",
    "Det forudsætter, at ledelsen har afsat tid.": "precondition",
    "Projektet er for længst overgået til drift og lever videre.": "spread",
    "Participants now talk more openly than they did.": "change",
    "Det var en stor udfordring at holde fast, og det bremsede os.": "barrier",
    "Hønen lagde et æg.": "context",
}


def segment(text, heading="", question=""):
    return Segment("s", "d", "p", 0, len(text), text, question=question, heading=heading)


def test_words_of_a_report_tell_where_nothing_else_does():
    encoder = load_encoder()
    texts = list(REPORT)
    found = predict_aspects(texts, None, encoder)
    assert found == list(REPORT.values())
    assert predict_aspects(texts[:1], embed(texts[:1], encoder), encoder) == found[:1]


def test_question_and_heading_come_first():
    encoder = load_encoder("lexical")
    segments = [
        segment("Vi har lært meget.", heading="3.1 Barrierer"),
        segment("Vi har lært meget.", heading="3.1 Barrierer", question="Hvad virkede bedst?"),
    ]
    assert predict_aspects(segments, None, encoder) == ["barrier", "mechanism"]
    assert predict_aspects(["Vi har lært meget."], None, encoder, headings=["Effekter"]) == [
        "change"
    ]
    assert predict_aspects([], None, encoder) == []
    with pytest.raises(ValueError, match="1 headings for 2 segments"):
        predict_aspects(["a", "b"], None, encoder, headings=["Effekter"])
