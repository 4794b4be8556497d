from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparisons import CLOSED, POOL

from evalmine.report.comparing import (
    comparing_lead,
    comparison_sentence,
    comparison_sentences,
    family_notes,
    group_name,
    high_answers,
)
from evalmine.report.words import load_words
from evalmine.synthesis.comparing.families import Family, correct

DA, EN = load_words("da"), load_words("en")
YEAR = replace(POOL, by="year", group_a="2025", group_b="2024", rarefied=0.3, all_texts=0.4332)
SOURCE = replace(
    POOL, by="source", group_a="self_evaluation", group_b="external_evaluation",
    n_a=3, total_a=5, n_b=5, total_b=5, n_both=3, difference=-0.4, ci_low=-0.77, ci_high=0.12,
    p_value=0.5, p_adjusted=1.0, effect=-1.3, test="mcnemar",
)  # fmt: skip


def test_a_difference_is_told_with_shares_interval_and_how_sure_it_is():
    assert comparison_sentence(POOL, DA) == (
        "Af projekterne i puljen »Nær« nævner 87 % (27 af 31) »Ledelse«, mod 44 % (29 af 66) af de "
        "øvrige. Forskellen er 43 procentpoint (95 %-interval 23 til 57). Så stor en forskel "
        "plejer "
        "tilfældigheder ikke at give, heller ikke når der tages højde for, at der er lavet 1.063 "
        "sammenligninger."
    )
    assert comparison_sentence(POOL, EN) == (
        "Of the projects in the pool “Nær”, 87% (27 of 31) mention “Ledelse”, against 44% "
        "(29 of 66) "
        "of the others. The difference is 43 percentage points (95% interval 23 to 57). "
        "Chance does "
        "not usually give so large a difference, not even among 1,063 comparisons."
    )


@pytest.mark.parametrize(
    ("change", "end"),
    [
        (
            {"p_value": 0.01, "p_adjusted": 0.3},
            "Set alene plejer tilfældigheder ikke at give så stor en forskel, men den er "
            "ikke sikker, "
            "når der tages højde for, at der er lavet 1.063 sammenligninger.",
        ),
        (
            {"p_value": 0.06, "p_adjusted": 0.6},
            "Den ligger på grænsen af, hvad tilfældigheder plejer at give, og er ikke sikker.",
        ),
        ({"n_tests": 1}, "Så stor en forskel plejer tilfældigheder ikke at give."),
    ],
)
def test_what_is_not_sure_is_not_called_so(change, end):
    told = comparison_sentence(replace(POOL, **change), DA)
    assert told.endswith(f"(95 %-interval 23 til 57). {end}")
    assert "ingen forskel" not in told


def test_what_may_be_chance_is_not_called_no_difference():
    told = comparison_sentence(replace(POOL, ci_low=-0.1, p_value=0.3, p_adjusted=0.6), DA)
    assert told.endswith("Den kan ikke skelnes fra tilfældigheder.")


def test_two_groups_are_both_named_and_a_minus_is_a_minus():
    told = comparison_sentence(
        replace(POOL, by="level", group_b="Fjern", difference=-0.43, ci_low=-0.57, ci_high=-0.2), DA
    )
    assert "mod 44 % (29 af 66) af projekterne på niveauet »Fjern«." in told
    assert "Forskellen er −43 procentpoint (95 %-interval −57 til −20)." in told


def test_themes_against_closed_answers_are_told_over_the_whole_scale():
    assert comparison_sentence(CLOSED, DA) == (
        "Blandt projekter, der nævner »Ledelse«, svarer 87 % (27 af 31) i høj eller meget høj grad "
        "på »Holder det om et år?«, mod 44 % (29 af 66) af de øvrige. Forskellen er 43 "
        "procentpoint "
        "(95 %-interval 23 til 57). Set over hele skalaen svarer de højere end de øvrige, også når "
        "der tages højde for, at der er lavet 1.063 sammenligninger."
    )
    lower = comparison_sentence(replace(CLOSED, effect=-0.4), DA)
    assert "svarer de lavere end" in lower
    unclear = comparison_sentence(replace(CLOSED, p_value=0.4, p_adjusted=1.0), DA)
    assert unclear.endswith("Set over hele skalaen kan svarene ikke skelnes fra tilfældigheder.")


def test_years_say_what_all_texts_would_have_said_only_where_it_differs():
    told = comparison_sentence(YEAR, DA)
    assert told.startswith(
        "I 2025 nævner 87 % (27 af 31) af projekterne »Ledelse«, mod 44 % (29 af 66) i 2024, "
        "talt på "
        "det, begge år er spurgt om."
    )
    assert "alle tekster" not in told
    naive = comparison_sentence(replace(YEAR, all_texts=0.6), DA)
    assert naive.endswith("ville forskellen have været 60 procentpoint.")
    unknown = comparison_sentence(replace(YEAR, group_a="now", group_b="then"), DA)
    assert unknown.startswith("I år nævner")
    assert "(29 af 66) året før, talt" in unknown


def test_a_difference_that_length_turns_round_says_so():
    told = comparison_sentence(replace(YEAR, rarefied=-0.05), DA)
    assert told.endswith(
        "vender forskellen (−5 procentpoint), så den kan skyldes, at nogle skriver mere end andre."
    )
    assert "vender" not in comparison_sentence(YEAR, DA)
    tiny = replace(YEAR, difference=0.01, rarefied=-0.05, all_texts=0.01)
    assert "vender" not in comparison_sentence(tiny, DA)


def test_few_pairs_can_never_be_sure_and_the_sentence_says_so():
    assert comparison_sentence(SOURCE, DA) == (
        "Af 5 projekter med både selvevaluering og ekstern evaluering nævnes »Ledelse« begge "
        "steder i "
        "3, kun i selvevalueringen i 0, kun i den eksterne i 2 og ingen af stederne i 0. "
        "Forskellen "
        "er −40 procentpoint (95 %-interval −77 til 12). Med kun 5 projekter kan ingen "
        "forskel blive "
        "sikker, uanset hvordan den falder ud."
    )
    enough = replace(SOURCE, total_a=6, total_b=6)
    assert "kan ikke skelnes fra tilfældigheder" in comparison_sentence(enough, DA)


def test_learnings_and_closed_questions_have_words_of_their_own():
    learning = comparison_sentence(replace(POOL, what="learnings"), DA)
    assert "fortæller 87 % (27 af 31) det, der er samlet i læringen »Ledelse«" in learning
    closed = replace(POOL, what="closed", name="Trivsel?", high_answers=("Ja",))
    assert "svarer 87 % (27 af 31) »Ja« på »Trivsel?«" in comparison_sentence(closed, DA)


def test_groups_are_named_as_people_say_them():
    assert [group_name("size", x, DA) for x in ("<10", "10-49", "250+", "Nord")] == [
        "under 10", "10-49", "mindst 250", "Nord",
    ]  # fmt: skip
    assert group_name("amount", "295000-639999", DA) == "295.000-639.999"
    assert group_name("Deltaget før", "True", DA) == "ja"
    assert group_name("source", "self_evaluation", EN) == "the self-evaluation"
    assert group_name("year", "then", DA) == "året før"
    told = comparison_sentence(replace(POOL, by="Runde", group_a="2"), DA)
    assert told.startswith("Af projekterne hvor »runde« er »2« nævner 87 %")


def test_high_answers_are_said_as_people_say_them():
    assert high_answers(("I meget høj grad", "I høj grad"), EN) == "to a high or very high degree"
    assert high_answers(("Helt enig", "Enig"), DA) == "»Enig« eller »Helt enig«"
    assert high_answers(("10", "9", "8", "7"), DA) == "7-10"
    assert high_answers(("A", "B", "C"), DA) == "»C«, »B«, »A«"


def test_the_lead_counts_what_was_made_and_what_held():
    families = correct(
        [
            Family("pool", "themes", (POOL, replace(POOL, p_value=0.9))),
            Family("closed", "themes", (CLOSED,)),
            Family("year", "themes", ()),
        ]
    )
    lead = comparing_lead(families, DA)
    assert lead.startswith(
        "Der er lavet 3 sammenligninger: 2 mellem puljer og 1 mellem temaer og lukkede "
        "spørgsmål. 2 af "
        "dem er statistisk sikre, når der tages højde for antallet (Benjamini-Hochbergs metode). "
        "Her står de"
    )
    assert "Her står" not in comparing_lead(families, DA, is_chosen=False)
    none = correct([Family("pool", "themes", (replace(POOL, p_value=0.9),))], "holm")
    assert (
        "Ingen af dem er statistisk sikker, når der tages højde for antallet (Holms metode)."
        in (comparing_lead(none, DA))
    )
    assert comparing_lead([families[2]], DA) == ""


def test_who_was_left_out_is_said():
    family = Family(
        "sector", "themes", (POOL,), left_out=(("Bygge og anlæg", 4), ("Dagtilbud", 1)),
        n_unknown=2, reworded=(("Hvad stod i vejen?", "Udfordringer?"),),
        dropped=("external_evaluation", "Noget nyt?"), min_group=5,
    )  # fmt: skip
    assert family_notes(family, DA) == [
        "Ikke sammenlignet, fordi de har færre end 5 projekter: Bygge og anlæg (4) og "
        "Dagtilbud (<3).",
        "2 projekter er ikke med, fordi sektor ikke er oplyst.",
        "Spørgsmålet »Hvad stod i vejen?« lød året før »Udfordringer?«. Svarene er sat op mod "
        "hinanden, så en forskel kan også komme af ordlyden.",
        "Kun det ene år har eksterne evalueringer og »Noget nyt?«; det er holdt ude af "
        "sammenligningen "
        "mellem årene.",
    ]


def test_clear_ones_are_told_first():
    unclear = replace(POOL, name="Andet", p_value=0.001, p_adjusted=0.2, effect=3.0)
    first, second = comparison_sentences([unclear, POOL], DA)
    assert "»Ledelse«" in first
    assert "»Andet«" in second
