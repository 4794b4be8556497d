from __future__ import annotations

from sample_comparisons import CLOSED, POOL

from evalmine.exchange.tables import COLUMNS
from evalmine.report.differences_table import (
    COMPARISON_COLUMNS,
    Differences,
    comparison_rows,
)
from evalmine.synthesis.comparing.families import Family, correct


def family_of(*comparisons):
    return correct([Family("pool", "themes", comparisons, left_out=(("Lille", 2),), min_group=5)])[
        0
    ]


def test_it_is_a_table_with_a_sentence_each():
    frame = Differences(family_of(POOL), "da").to_df()
    assert tuple(frame.columns) == COMPARISON_COLUMNS
    row = frame.iloc[0]
    assert (row.theme, row.group_a, row.n_a, row.total_a) == ("Ledelse", "Nær", 27, 31)
    assert (row.share_a, row.is_clear) == (27 / 31, True)
    assert row.sentence.startswith("Af projekterne i puljen »Nær«")


def test_the_open_table_has_the_same_columns():
    assert COLUMNS["comparisons"] == COMPARISON_COLUMNS
    (row,) = comparison_rows([family_of(CLOSED)], "en")
    assert set(row) == set(COMPARISON_COLUMNS)
    assert row["question"] == "Holder det om et år?"


def test_it_shows_itself_as_sentences_with_what_was_left_out():
    shown = Differences(family_of(*[POOL] * 12), "da")
    text, page = repr(shown), shown._repr_html_()
    assert text.startswith("Der er lavet 12 sammenligninger")
    assert "Ikke sammenlignet, fordi de har færre end 5 projekter: Lille (<3)." in text
    assert text.count("* Af projekterne") == 10
    assert text.endswith("10 of 12 comparisons; .to_df() holds all")
    assert page.count("<strong>") == 10
    assert "»Nær«" in page
    assert len(shown.sentences) == 12
