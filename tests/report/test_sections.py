from __future__ import annotations

from dataclasses import replace

from sample_outline import FakeTheme, pool_section, sample

from evalmine.report.sections import (
    breakdown_tables,
    fact_rows,
    found_themes,
    scale_sentences,
)
from evalmine.report.words import load_words
from evalmine.synthesis.outline import Fact

DA, EN = load_words("da"), load_words("en")


def test_one_sentence_says_how_much_the_report_rests_on():
    told = scale_sentences(sample().outline, DA)
    assert told[0].startswith("97 projekter i 3 puljer har fortalt")
    assert told[1] == (
        "Rapporten bygger på 97 selvevalueringer, 7 eksterne evalueringer og 1 læringsnotat."
    )


def test_one_pool_is_not_counted():
    outline = sample().outline
    told = scale_sentences(replace(outline, pools=outline.pools[:1]), EN)
    assert told[0].startswith("97 projects have told us")


def test_facts_that_are_not_known_are_left_out():
    facts = [Fact("amount", 1_500_000), Fact("n_staff", float("nan")), Fact("n_leaders", 1)]
    assert fact_rows(facts, DA) == [("1,5 mio. kr.", "bevilget"), ("1", "leder nået")]


def test_breakdowns_hide_small_cells():
    tables = dict(breakdown_tables(pool_section(0), DA, min_cell=3))
    assert tables["Sektor"] == [
        ("Sundhed og pleje", "22"),
        ("Undervisning", "≥3"),
        ("Kultur", "<3"),
    ]
    assert tables["Region"][-2:] == [("Øst", "<3"), ("Vest", "<3")]


def test_fine_themes_stand_under_their_coarse_one():
    themes = found_themes(sample().outline, DA)
    assert [t.name for t in themes] == ["Nattevagter", "Musik"]
    assert [t.name for t in themes[0].finer] == ["Overlevering"]
    assert themes[0].base == "14 af 97 projekter"
    assert themes[0].remarks == (
        "Genfundet i 84 % af gentagelserne.",
        "Ligger tættest på »Udskiftning« i kodebogen.",
    )
    assert themes[1].remarks == ()


def test_a_theme_whose_parent_is_not_told_stands_alone():
    orphan = FakeTheme("T1", "Alene", (), 3, parent_id="T0")
    coded = FakeTheme("c", "Kendt", (), 9, origin="codebook")
    outline = replace(sample().outline, themes=(orphan, coded))
    assert [t.name for t in found_themes(outline, DA)] == ["Alene"]
