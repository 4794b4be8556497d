import numpy as np
import pytest

from evalmine.coding.aspect.aspect_names import ASPECT_NAMES, aspect_name
from evalmine.coding.aspect.aspects import (
    ASPECTS,
    aspect_of_heading,
    aspect_of_question,
    aspect_scores,
    predict_aspects,
)
from evalmine.corpus.model import Segment
from evalmine.embeddings import embed, load_encoder
from evalmine.errors import ConfigError

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


# Under a question about something else: the text itself decides where it says so plainly.
ANSWERS = [
    ("Hvad har stået i vejen?", "Næste gang ville vi starte tidligere.", "learning"),
    ("Hvad har stået i vejen?", "Ferien kom på tværs.", "barrier"),
    ("Hvad virkede bedst?", "Kortene virkede ikke, for det var svært at samle folk.", "barrier"),
    ("Hvad virkede bedst?", "Tavlen ved kaffemaskinen.", "mechanism"),
    ("Hvilke forandringer har I set?", "Det kræver, at ledelsen er på plads.", "precondition"),
    ("Hvilke forandringer har I set?", "Folk siger godmorgen.", "change"),
    (
        "Hvad har I lært?",
        "Arbejdet fortsætter efter projektet og er spredt til to andre skoler.",
        "spread",
    ),
    ("What worked best?", "Next time we should have asked the night shift first.", "learning"),
    ("Hva fungerte best?", "Neste gang ville vi begynt tidligere.", "learning"),
    ("Vad fungerade bäst?", "Det var svårt att hitta tid och vi mötte motstånd.", "barrier"),
]


def test_words_of_an_answer_count_beside_its_question():
    encoder = load_encoder()
    segments = [segment(text, question=question) for question, text, _ in ANSWERS]
    assert predict_aspects(segments, None, encoder) == [aspect for *_, aspect in ANSWERS]


def test_a_text_that_says_nothing_by_itself_follows_question_and_heading():
    encoder = load_encoder("lexical")
    segments = [
        segment("Tavlen.", heading="3.1 Barrierer"),
        segment("Tavlen.", heading="3.1 Barrierer", question="Hvad virkede bedst?"),
        segment("Tavlen.", question="Hvad har I lært, og hvad stod i vejen?"),
    ]
    assert predict_aspects(segments, None, encoder) == ["barrier", "mechanism", "learning"]
    assert predict_aspects(["Tavlen."], None, encoder, headings=["Effekter"]) == ["change"]


def test_the_second_of_two_questions_is_heard():
    encoder = load_encoder("lexical")
    one, two = "Hvad virkede bedst?", "Hvad virkede bedst, og hvad stod i vejen?"
    said = [segment("Det var svært.", question=q) for q in (one, two)]
    scores = aspect_scores(said, None, encoder)
    barrier = ASPECTS.index("barrier")
    assert scores[1, barrier] > scores[0, barrier]


def test_scores_are_shares_that_do_not_depend_on_the_neighbors():
    encoder = load_encoder("lexical")
    texts = list(REPORT)
    scores = aspect_scores(texts, None, encoder)
    assert scores.shape == (len(texts), len(ASPECTS))
    np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-4)
    np.testing.assert_array_equal(aspect_scores(texts[2:3], None, encoder), scores[2:3])
    vectors = embed(texts, encoder)
    np.testing.assert_array_equal(aspect_scores(texts, vectors, encoder), scores)


def test_an_empty_answer_is_less_sure_than_a_plain_one():
    encoder = load_encoder("lexical")
    question = "Hvad har stået i vejen?"
    said = [segment(t, question=question) for t in ("Ja.", "Det var svært, og der var modstand.")]
    scores = aspect_scores(said, None, encoder)
    assert scores[0].max() < scores[1].max()


def test_nothing_and_too_much_are_refused():
    encoder = load_encoder("lexical")
    assert predict_aspects([], None, encoder) == []
    assert aspect_scores([], None, encoder).shape == (0, len(ASPECTS))
    with pytest.raises(ValueError, match="1 headings for 2 segments"):
        predict_aspects(["a", "b"], None, encoder, headings=["Effekter"])
    with pytest.raises(ConfigError, match="2 texts but 1 vectors"):
        predict_aspects(["a", "b"], np.zeros((1, 4)), encoder)
