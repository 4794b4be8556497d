import pytest

from evalmine.corpus.scales import is_scale_word, scale_value


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("I meget høj grad", 5),
        ("i høj grad.", 4),
        ("I NOGEN GRAD", 3),
        ("I mindre grad", 2),
        ("I lav grad", 2),
        ("Slet ikke!", 1),
        ("I meget høj grad (5)", 5),
        ("5 - I meget høj grad", 5),
        ("I meget høj grad (1)", 5),  # a survey that counts the other way round
        ("Hverken/eller", 3),
        ("Ja, i høj grad", 4),
        ("Nej, slet ikke.", 1),
        ("Helt enig", 5),
        ("Overvejende uenig", 2),
        ("Meget  utilfreds", 1),
        ("Strongly agree", 5),
        ("To some extent", 3),
        ("I svært liten grad", 1),
        ("Verken eller", 3),
        ("I mycket hög grad", 5),
        ("Instämmer inte alls", 1),
        ("4", 4),
        (3, 3),
        (2.0, 2),
        ("3,5", 3.5),
    ],
)
def test_steps_have_values(answer, value):
    assert scale_value(answer) == value


@pytest.mark.parametrize(
    "answer", ["Ved ikke", "Ikke relevant", "Vet ikke", "Vet ej", "Don't know", "Don’t know", "N/A"]
)
def test_do_not_know_is_a_gap_and_not_a_step(answer):
    assert scale_value(answer) is None
    assert is_scale_word(answer)


@pytest.mark.parametrize(
    "answer", ["Måske", "Ja", "Ja, meget", "", None, True, "Vi er helt enige om, at det virker"]
)
def test_other_words_are_on_no_scale(answer):
    assert scale_value(answer) is None
    assert not is_scale_word(answer)
