import numpy as np
import pytest

from evalmine.coding.examples.examples_coder import ExamplesCoder, text_evidence
from evalmine.coding.examples.learn_examples import (
    CodedTexts,
    calibrate,
    learn_from_examples,
    lessons,
)
from evalmine.coding.reference import background

SAID = {
    "time": ["timerne slap op", "kalenderen var fuld", "vi manglede ro", "dagen var for kort"],
    "trust": ["vi stoler på hinanden", "man tør sige det højt", "tilliden voksede"],
    "tools": ["tavlen hænger i køkkenet", "skemaet bliver brugt", "vi brugte kortene"],
    "money": ["budgettet rakte ikke", "bevillingen slap op"],
    "": ["regnen silede ned", "bussen kom som altid", "vi mødtes en torsdag"],
}


def coded(ends, book):
    pairs = [(f"{t} {end}", code) for code, ts in SAID.items() for t in ts for end in ends]
    marks = np.array([[c == code for c in book.code_ids] for _, code in pairs])
    return CodedTexts(tuple(t for t, _ in pairs), marks, ("",) * len(pairs))


@pytest.fixture(scope="module")
def taught(made_book, lexical_encoder):
    examples = coded(["hos os", "i maj", "igen"], made_book)
    answers = coded(["på holdet", "for alle"], made_book)
    return learn_from_examples(examples, answers, made_book, lexical_encoder)


def test_what_examples_say_is_found_in_other_words_around_it(taught, made_book, lexical_encoder):
    coder = ExamplesCoder(made_book, lexical_encoder, taught)
    texts = ["Tavlen hænger nede i hallen", "Kalenderen var altid fuld", "Regnen silede i går"]
    assigned = coder.code(texts).assigned
    given = [[c for c, yes in zip(coder.code_ids, row, strict=True) if yes] for row in assigned]
    assert given == [["tools"], ["time"], []]


def test_order_of_the_examples_changes_nothing(taught, made_book, lexical_encoder):
    examples = coded(["hos os", "i maj", "igen"], made_book)
    back = CodedTexts(examples.texts[::-1], examples.marks[::-1])
    answers = coded(["på holdet", "for alle"], made_book)
    again = learn_from_examples(back, answers, made_book, lexical_encoder)
    assert (again.heads.dense == taught.heads.dense).all()
    assert (again.heads.words == taught.heads.words).all()
    assert again.thresholds == taught.thresholds


def test_codebook_and_neutral_sentences_teach_too_and_a_text_said_twice_has_both_codes(made_book):
    marks = np.array([[True, False, False, False], [False, True, False, False]])
    lesson = lessons(CodedTexts(("Der mangler ord.",) * 2, marks), made_book)
    row = dict(zip(lesson.texts, lesson.marks.tolist(), strict=True))
    assert row["Der mangler ord."] == [True, True, False, False]
    assert row["Tillid"] == [False, True, False, False]
    assert row[made_book["money"].definition["da"]] == [False, False, False, True]
    assert row[background()[0]] == [False] * 4
    assert list(lesson.texts) == sorted(set(lesson.texts))


def test_scores_are_calibrated_and_one_threshold_serves_all_codes(made_book):
    draw = np.random.default_rng(1)
    odds = draw.normal(-2, 2, (3000, 4))
    marks = draw.random(odds.shape) < 1 / (1 + np.exp(-odds))
    evidence = text_evidence(odds * 3, made_book, None)  # another scale: it must be found
    combination, threshold = calibrate(evidence, marks)
    scores = combination.probabilities(*evidence)
    for low, high in ((0.1, 0.3), (0.4, 0.6), (0.7, 0.9)):
        inside = (scores > low) & (scores < high)
        assert marks[inside].mean() == pytest.approx(scores[inside].mean(), abs=0.04)

    def f1(bar):
        return 2 * (marks & (scores >= bar)).sum() / (marks.sum() + (scores >= bar).sum())

    assert f1(threshold) > max(f1(threshold / 2), f1(min(0.9, 2 * threshold)))


def test_how_common_a_code_was_counts_for_little(made_book):
    draw = np.random.default_rng(2)
    odds = draw.normal(-2, 1, (60, 4))
    marks = draw.random(odds.shape) < 1 / (1 + np.exp(-odds))
    marks[:, 0] = False
    combination, _ = calibrate(text_evidence(odds, made_book, None), marks)
    apart = combination.intercepts.max() - combination.intercepts[0]
    assert 0 < apart < 1.5
