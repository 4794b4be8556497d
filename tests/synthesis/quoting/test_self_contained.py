from __future__ import annotations

from pathlib import Path

import pytest

from evalmine.synthesis.quoting.self_contained import (
    has_balanced_marks,
    is_self_contained,
    is_whole,
    tells_what_was_before,
)

MARKED = Path(__file__).with_name("marked_sentences.tsv")


@pytest.mark.parametrize(
    "text",
    [
        "Vi begynder hvert møde med to minutter, hvor alle siger noget.",
        "»Vi tør sige det højt nu«, fortæller en sygeplejerske på afdelingen.",
        "I de sidste to år har alle nye fået en makker fra første dag.",
        "På den enkelte afdeling er det lederen, der samler op hver fredag.",
        "Lederne går forrest, og resten af huset følger efter hver gang!",
        "Mødet blev kortere, fordi alle kendte dagsordenen (og holdt sig til den.)",
        "Ni virksomheder lukkede, og så forsvandt det, de havde bygget op.",
        "Det tager tid at ændre vaner på en travl afdeling.",
        "Fordi ordene er vores egne, bliver de brugt hver dag.",
        "At lytte til hinanden er en disciplin, der skal øves.",
    ],
)
def test_sentences_that_stand_alone(text):
    assert is_self_contained(text, "da")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Godt forløb.",
        "Kort er godt.",
        "Det var det ikke.",
        "Det havde vi ikke ord for før.",
        "Ingen havde noget imod dem, og ingen kunne bagefter fortælle, hvad de handlede om.",
        "Det virkede kun, fordi lederen selv gik forrest hver gang.",
        "»Det virkede kun, fordi lederen selv gik forrest hver gang.«",
        "derfor valgte vi at holde fast i de korte møder.",
        "og så blev der bedre tid til at tale sammen på gangen.",
        "Vi holder et kort møde hver mandag, hvor alle",
        "I den periode aflyste vi morgenbordet, fordi vi mente, at vi ikke havde tid.",
        "På de øvrige arbejdspladser ser vi ingen ændring i trivslen endnu.",
        "Dernæst øvede værterne et svært møde med os som deltagere.",
        "Dertil kommer, at rollerne blev tydeligere for alle i huset.",
        "Nu er det noget, vi har sammen i hele afdelingen.",
        "Da det først var sagt højt, kunne vi alle komme videre.",
        "Vi gik derfor over til kun at sige ja til par.",
        "Vi var overhovedet ikke klædt på til det nye ...",
        "Therefore we kept the short meeting on every Monday morning.",
        "Fordi lederen selv kom forbi hver eneste morgen.",
        "Så stod jeg der en tirsdag og tørrede gulvet op.«",
        "Vi " + "mødes " * 50 + "her.",
    ],
)
def test_fragments_and_sentences_that_point_back(text):
    assert not is_self_contained(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Hensigten var, at 80 arbejdspladser skulle arbejde med fem principper.", True),
        ("Planen var, at de fire ledere hver skulle være på deres egen gang.", True),
        ("Vi troede, at de udenlandske kolleger var tilfredse.", True),
        ("Vagtskiftet plejede at være et stafetløb med jakken på.", True),
        ("Vi troede, at vi havde konflikter, men vi havde afstand.", False),
        ("Før var pausen kort, nu er den lagt ind i skemaet.", False),
        ("Vi begynder hvert møde med to minutter.", False),
    ],
)
def test_plans_beliefs_and_the_past_are_told_from_findings(text, before):
    assert tells_what_was_before(text) is before


def test_a_sentence_is_whole_only_with_its_marks():
    assert is_whole("»Vi tør sige det højt.«")
    assert not is_whole("»Vi tør sige det højt.")
    assert not has_balanced_marks("Vi har fire ord (bl.a. tempo.")
    assert not is_whole("2. hænge tavlen op i kantinen.")


def marked(split):
    rows = [line.split("\t") for line in MARKED.read_text(encoding="utf-8").splitlines()[1:]]
    return [(language, own == "1", text) for _, language, part, own, text in rows if part == split]


def shares(split):
    """Return precision and recall of "stands alone" on the sentences we marked ourselves."""
    judged = [
        (is_self_contained(text, language), stands) for language, stands, text in marked(split)
    ]
    both = sum(said and stands for said, stands in judged)
    return both / sum(said for said, _ in judged), both / sum(stands for _, stands in judged)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_nine_of_ten_marked_sentences_are_told_right(split):
    precision, recall = shares(split)
    assert precision >= 0.88
    assert recall >= 0.86


def test_every_language_has_marked_sentences_of_both_kinds():
    found = {
        (language, stands) for split in ("dev", "test") for language, stands, _ in marked(split)
    }
    assert found >= {
        (lang, stands) for lang in ("da", "nb", "sv", "en") for stands in (True, False)
    }
