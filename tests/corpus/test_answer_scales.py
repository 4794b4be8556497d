import pytest

from evalmine.corpus.answer_scales import are_numbers, find_scales, n_high_steps


def scale_of(*answers, question="Hvordan gik det?", given=None):
    return find_scales({question: answers}, given=given)[question]


@pytest.mark.parametrize(
    ("answers", "scale", "n_high"),
    [
        # five steps, a middle and an end that nobody chose
        (
            ["I nogen grad", "I meget høj grad"],
            ["I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke"],
            2,
        ),
        # four steps with "i nogen grad" as second: not high
        (
            ["I høj grad", "I mindre grad"],
            ["I høj grad", "I nogen grad", "I mindre grad", "Slet ikke"],
            1,
        ),
        (["Helt enig", "Uenig"], ["Helt enig", "Enig", "Uenig", "Helt uenig"], 2),
        (
            ["Helt enig", "Enig", "Delvist enig", "Helt uenig"],
            ["Helt enig", "Enig", "Delvist enig", "Delvist uenig", "Uenig", "Helt uenig"],
            2,
        ),
        (
            ["Strongly agree", "Somewhat agree", "Agree", "Neither agree nor disagree"],
            [
                *("Strongly agree", "Agree", "Somewhat agree", "Neither agree nor disagree"),
                *("Somewhat disagree", "Disagree", "Strongly disagree"),
            ],
            2,
        ),
        (
            ["Svært fornøyd", "Misfornøyd"],
            [
                *("Svært fornøyd", "Fornøyd", "Verken fornøyd eller misfornøyd", "Misfornøyd"),
                "Svært misfornøyd",
            ],
            2,
        ),
        (["Ja", "Ved ikke"], ["Ja", "Nej"], 1),
        (["Nej", "Delvist"], ["Ja", "Delvist", "Nej"], 1),
        (["Ja, helt", "Ja, delvis", "Nej"], ["Ja, helt", "Ja, delvis", "Nej"], 1),
        (["1", "4"], ["5", "4", "3", "2", "1"], 2),
        (["2", "7"], ["7", "6", "5", "4", "3", "2", "1"], 2),
        (["8", "3"], ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1"], 4),
        (["0", "9"], ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0"], 4),
    ],
)
def test_the_whole_scale_is_found_from_some_of_its_answers(answers, scale, n_high):
    found = scale_of(*answers)
    assert list(found.answers) == scale
    assert list(found.high) == scale[:n_high]
    assert [found.step_of(a) for a in scale] == list(range(len(scale), 0, -1))


def test_numbers_with_words_at_the_ends_are_read_by_the_words():
    up = scale_of("1 (slet ikke)", "3", "7 (i meget høj grad)")
    assert up.answers[0] == "7 (i meget høj grad)"
    assert up.high == ("7 (i meget høj grad)", "6")
    down = scale_of("1 = Helt enig", "2", "5 = Helt uenig")
    assert down.answers == ("1 = Helt enig", "2", "3", "4", "5 = Helt uenig")
    assert down.high == ("1 = Helt enig", "2")


def test_the_question_tells_the_range_and_its_direction():
    assert len(scale_of("3", "2", question="Hvor tilfredse er I (1-10)?").answers) == 10
    told = scale_of("2", "3", question="På en skala fra 1 (meget tilfreds) til 5 (meget utilfreds)")
    assert told.high == ("1", "2")


def test_all_questions_in_numbers_share_the_range():
    scales = find_scales({"A": ["2", "3"], "B": ["9", "4"]})
    assert scales["A"].answers == scales["B"].answers
    assert scales["A"].high == ("10", "9", "8", "7")


def test_questions_of_one_scale_share_it_even_without_an_answer_in_common():
    scales = find_scales({"A": ["I meget høj grad"], "B": ["I nogen grad"], "C": ["Ja"]})
    assert scales["A"] == scales["B"] != scales["C"]


def test_dont_know_and_unknown_words_are_on_no_scale():
    found = scale_of("I høj grad", "Ved ikke", "Måske")
    assert found.step_of("Ved ikke") is None
    assert found.step_of("Måske") is None
    assert scale_of("Blå", "Rød") is None
    assert scale_of("Ved ikke") is None
    assert scale_of() is None


def test_two_languages_of_one_scale_share_the_steps():
    found = scale_of("I høj grad", "To a great extent", "I nogen grad")
    assert found.step_of("I høj grad") == found.step_of("to a great extent") == 2
    assert found.high == ("I høj grad", "To a great extent")


def test_capitals_make_no_answer_of_their_own():
    assert scale_of("I HØJ GRAD", "I høj grad", "Slet ikke").answers.count("I høj grad") == 1


def test_a_given_scale_is_not_guessed():
    scale = scale_of("Rød", given={"hvordan GIK det?": ["Grøn", "Gul", "Rød"]})
    assert (scale.answers, scale.high) == (("Grøn", "Gul", "Rød"), ("Grøn",))


def test_how_many_steps_count_as_high():
    assert [n_high_steps(n) for n in range(2, 12)] == [1, 1, 2, 2, 2, 2, 3, 3, 4, 4]
    slider = scale_of("0", "69", "70", "100")
    assert slider.high == ("100", "70")


def test_numbers_are_told_from_words():
    assert are_numbers(["1 (slet ikke)", "2"])
    assert not are_numbers(["5 - I meget høj grad", "Slet ikke"])
    assert not are_numbers([])
