from __future__ import annotations

from dataclasses import replace

from sample_outline import closed_questions

from evalmine.report.ratings import Scale, find_scales, high_phrase, rate
from evalmine.report.words import load_words
from evalmine.synthesis.outline import ClosedSummary


def rated(summary, language="da", scales=None, min_cell=3):
    return rate(
        summary,
        scales or find_scales([summary]),
        load_words(language),
        key="closed-1",
        year="2025",
        previous_year="2024",
        min_cell=min_cell,
    )


def test_the_share_stands_with_its_base_and_last_years():
    rating = rated(closed_questions()[0])
    assert rating.headline == "81 % i høj eller meget høj grad"
    assert rating.base == "79 af 97"
    assert rating.previous == "67 % i 2024 (35 af 52)"


def test_english_reports_say_danish_scales_in_english():
    rating = rated(closed_questions()[0], "en")
    assert rating.headline == "81% to a high or very high degree"


def test_dont_know_is_told_but_not_counted():
    rating = rated(closed_questions()[2])
    assert rating.base == "45 af 89"
    assert rating.off_scale == "»Ved ikke«: 8 af 97 svar"
    assert "Ved ikke" not in rating.figure


def test_few_answers_are_not_shown():
    rating = rated(ClosedSummary("Trivsel?", (("I høj grad", 2),), 2, 2, (9, 10)))
    assert rating.headline.startswith("Færre end 3 projekter")
    assert (rating.base, rating.previous, rating.figure) == ("", "", "")


def test_no_answers_at_all_do_no_harm_whatever_the_limit():
    assert rated(ClosedSummary("Trivsel?", (), 0, 0), min_cell=0).figure == ""


def test_a_small_year_before_is_left_out():
    summary = ClosedSummary("Trivsel?", (("I høj grad", 9),), 9, 9, (1, 2))
    assert rated(summary).previous == ""


def test_questions_with_answers_in_common_share_their_colors():
    first = ClosedSummary("A", (("Best", 3), ("Good", 3), ("Bad", 3), ("Worst", 1)), 6, 10)
    second = ClosedSummary("B", (("Best", 3), ("Good", 3), ("Fair", 3), ("Bad", 1)), 6, 10)
    other = ClosedSummary("C", (("Ja", 6), ("Nej", 4)), 6, 10)
    scales = find_scales([first, other, second])
    assert [s.answers for s in scales] == [("Ja", "Nej"), ("Best", "Good", "Fair", "Bad", "Worst")]
    assert dict(scales[1].legend())["Bad"] in rated(first, scales=scales).figure
    assert dict(scales[1].legend())["Bad"] in rated(second, scales=scales).figure


def test_a_best_answer_nobody_gave_in_one_question_still_counts_as_high():
    first, second = (
        ClosedSummary("A", (("I meget høj grad", 1), ("I høj grad", 5), ("Slet ikke", 4)), 6, 10),
        ClosedSummary("B", (("I høj grad", 5), ("Slet ikke", 5)), 5, 10),
    )
    scales = find_scales([second, first])
    assert rated(second, scales=scales).headline == "50 % i høj eller meget høj grad"


def test_unknown_scales_are_quoted():
    words = load_words("da")
    both = Scale(("Ja, helt", "Ja, delvis", "Nej"), frozenset({"Ja, helt", "Ja, delvis"}))
    assert high_phrase(both, words) == "svarede »Ja, delvis« eller »Ja, helt«"
    assert high_phrase(Scale(("5", "4"), frozenset({"5"})), words) == "svarede »5«"
    assert high_phrase(Scale(("2", "1"), frozenset()), words) == "i de to bedste svar"


def known(**changes):
    scale = ("I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
    summary = ClosedSummary(
        "Trivsel?",
        (("I høj grad", 0), ("I nogen grad", 6), ("I mindre grad", 4), ("Slet ikke", 0),
         ("Ved ikke", 2)),
        0, 10, (5, 10), (-0.5, -0.76, -0.14), 2, scale, scale[:1],
    )  # fmt: skip
    return replace(summary, **changes)


def test_the_change_stands_with_its_interval():
    assert rated(known()).change == "−50 procentpoint siden 2024 (95 %-interval −76 til −14)"
    assert (
        rated(known(), "en").change == "−50 percentage points since 2024 (95% interval −76 to −14)"
    )
    assert rated(known(change=None)).change == ""
    assert rated(known(previous=(1, 2))).change == ""


def test_the_scale_of_the_synthesis_is_used_with_answers_nobody_gave():
    rating = rated(known())
    assert rating.headline == "0 % svarede »I høj grad«"
    assert rating.off_scale == "»Ved ikke«: 2 af 12 svar"
    (scale,) = find_scales([known()])
    assert scale.answers[-1] == "Slet ikke"
    assert scale.high == {"I høj grad"}
    assert dict(scale.legend())["I nogen grad"] in rating.figure


def test_high_numbers_are_a_range():
    scale = Scale(tuple(str(n) for n in range(10, -1, -1)), frozenset({"7", "8", "9", "10"}))
    assert high_phrase(scale, load_words("da")) == "svarede 7-10"
