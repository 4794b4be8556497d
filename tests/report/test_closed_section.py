from __future__ import annotations

from sample_outline import sample

from evalmine.report.closed_section import ClosedSections
from evalmine.report.words import load_words


def test_bars_are_explained_where_they_first_come_up():
    outline = sample().outline
    sections = ClosedSections(outline, load_words("da"), min_cell=3)
    first = sections.told(outline.closed, "closed")
    assert first["lead"].startswith("Projekterne har selv vurderet deres udbytte.")
    assert sections.told(outline.pools[0].closed, "pool-1-closed")["lead"] == ""


def test_no_questions_make_no_section():
    sections = ClosedSections(sample().outline, load_words("da"), min_cell=3)
    assert sections.told((), "closed") is None
    assert sections.previous_year == "2024"


def test_questions_on_one_scale_share_a_legend():
    outline = sample().outline
    told = ClosedSections(outline, load_words("da"), min_cell=3).told(outline.closed, "closed")
    assert [[answer for answer, _ in scale] for scale in told["legends"]] == [
        ["I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke"]
    ]
