"""What looks like failure and is none; each sentence was once taken for counter-evidence."""

from __future__ import annotations

import pytest

from evalmine.coding.aspect.polarity import polarity

NO_FAILURE = [
    ("Vi udgiver et notat om, hvad der gik galt.", "da"),
    ("De ved, hvad godt værtskab er, og de ved, hvornår det mangler.", "da"),
    ("Alle fortæller om dagen, og hvem der mangler en moppe.", "da"),
    ("Seks af ti har fået ord for noget, som de før manglede ord for.", "da"),
    ("Mødet varer ti minutter, for så bliver det ikke til et stormøde.", "da"),
    ("Lampen kan sættes på rød, så ingen stiller et nyt kald igennem.", "da"),
    ("Er der kun én makker, går det i stå ved første sygdom.", "da"),
    ("Det er svært at måle, men alle siger det.", "da"),
    ("Værterne øver et svært møde med os.", "da"),
    ("Der bliver ikke kastet med noget i køkkenet.", "da"),
    ("Der har kun været to klager hele året.", "da"),
    ("I den APV, hvor 61 pct. angav støj som kilde til utilfredshed, fik vi en aftale.", "da"),
    ("Fordi alle havde en tusch, blev det ikke de velformulerede, der løb med ordet.", "da"),
    ("It works because no grammar is needed.", "en"),
    ("People call in sick earlier and more honestly.", "en"),
]
NO_PRAISE = [
    ("Det kunne de andre godt se.", "da"),
    ("Nattevagten følte sig med god grund glemt.", "da"),
]
FAILURE = [
    ("Webinarerne var populære, men vi kan ikke påvise, at nogen gjorde noget andet.", "da"),
    ("Vi lagde det efter fyraften, og det blev til brok.", "da"),
]


@pytest.mark.parametrize(("text", "language"), NO_FAILURE)
def test_what_is_no_failure_is_not_taken_for_one(text, language):
    assert polarity([text], [language])[0] >= 0


@pytest.mark.parametrize(("text", "language"), NO_PRAISE)
def test_what_is_no_praise_is_not_taken_for_it(text, language):
    assert polarity([text], [language])[0] <= 0


@pytest.mark.parametrize(("text", "language"), FAILURE)
def test_failure_said_politely(text, language):
    assert polarity([text], [language])[0] == -1
