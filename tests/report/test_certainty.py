from __future__ import annotations

from dataclasses import replace

from sample_outline import front_learnings, rich_sample

from evalmine.report.certainty import certainty_of
from evalmine.report.words import load_words

DA, EN = load_words("da"), load_words("en")
FIRST = rich_sample().outline.front[0]


def test_the_facts_stand_in_plain_words_and_danish_numbers():
    rows = dict(certainty_of(FIRST, DA).rows)
    assert (
        rows["Materiale"]
        == "61 projekter, 60 selvevalueringer og 3 eksterne evalueringer, 1.240 ord"
    )
    assert rows["Fordelt på"] == "2 puljer, 4 sektorer og 2 regioner"
    assert rows["Hvor ens projekterne taler om det (0-1)"] == "0,61"
    assert rows["Så ofte findes læringen igen, når nogle projekter udelades"] == "93 %"


def test_the_level_is_a_persons():
    assert certainty_of(FIRST, DA).judged == (
        "Tillid til læringen (GRADE-CERQual): moderat, vurderet af K. Holm. Få evaluatorer."
    )
    nobody = replace(FIRST, cerqual=replace(FIRST.cerqual, judged_by="", rationale=""))
    assert (
        certainty_of(nobody, EN).judged == "Confidence in the learning (GRADE-CERQual): moderate."
    )


def test_a_level_that_nobody_set_is_not_made_up():
    told = certainty_of(replace(FIRST, cerqual=replace(FIRST.cerqual, level="")), DA)
    assert not told.is_judged
    assert "er ikke vurderet endnu" in told.judged
    assert "moderat" not in told.judged


def test_a_learning_of_which_nothing_is_known_has_no_facts():
    assert not certainty_of(front_learnings()[0], DA)


def test_how_many_projects_surely_say_it_is_told_when_it_is_known():
    told = dict(certainty_of(replace(front_learnings()[0], n_sure=0, expected=12.6), DA).rows)
    assert list(told.values()) == ["0", "13"]
