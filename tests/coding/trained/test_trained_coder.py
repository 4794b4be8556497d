import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from evalmine.coding import ZeroShotCoder
from evalmine.coding.codebook import Codebook
from evalmine.coding.trained.trained_coder import assign_standing_out
from evalmine.embeddings import embed
from evalmine.errors import ConfigError

TEXTS = [
    "Timerne slap op hos os.",
    "Vi stoler på hinanden nu.",
    "Tavlen hænger i køkkenet.",
    "Kaffen var varm.",
    "",
]


def test_codes_as_people_did(made_coder):
    result = made_coder.code(TEXTS)
    given = [{result.code_ids[j] for j in np.flatnonzero(row)} for row in result.assigned]
    assert given == [{"time"}, {"trust"}, {"tools"}, set(), set()]
    assert result.coder == "trained:lexical"
    assert result.codebook_sha256 == made_coder.codebook.sha256
    assert result.scores.dtype == np.float32
    assert ((result.scores >= 0) & (result.scores <= 1)).all()


def test_score_does_not_depend_on_batch_or_on_ready_made_vectors(made_coder, lexical_encoder):
    together = made_coder.score(TEXTS)
    vectors = embed(TEXTS, lexical_encoder)
    assert (made_coder.score(TEXTS, embeddings=vectors) == together).all()
    for i, text in enumerate(TEXTS):
        assert (made_coder.score([text])[0] == together[i]).all()
    many = made_coder.score([*TEXTS[::-1], "Vi mødtes, skemaet bliver brugt igen.", *TEXTS])
    assert (many[-5:] == together).all()


def test_score_does_not_depend_on_threads(made_coder):
    texts = [f"{text} {i}" for i in range(300) for text in TEXTS]
    with threadpool_limits(limits=1):
        one = made_coder.score(texts)
    assert (made_coder.score(texts) == one).all()


def test_no_texts(made_coder):
    assert made_coder.score([]).shape == (0, 4)
    assert made_coder.code([]).assigned.shape == (0, 4)


def test_more_codes_than_people_gave_are_never_assigned(made_coder):
    both = made_coder.code(["Timerne slap op, og tavlen hænger i køkkenet hos os."])
    assert (both.scores >= made_coder.thresholds).sum() > 1
    assert both.assigned.sum() == made_coder.learned.most == 1


def test_of_too_many_codes_those_that_stand_out_most_are_taken():
    scores = np.array([[0.6, 0.3, 0.1], [0.1, 0.1, 0.1]])
    assigned = assign_standing_out(scores, (0.5, 0.1, 0.2), 1)
    assert assigned.tolist() == [[False, True, False], [False, True, False]]
    assert assign_standing_out(scores, (0.5, 0.1, 0.2), 3)[0].tolist() == [True, True, False]


def test_what_is_missing_or_does_not_fit_is_one_line(made_coder, lexical_encoder):
    vectors = embed(TEXTS, lexical_encoder)
    for texts, given, say in (
        (None, vectors, "give texts beside the embeddings"),
        (TEXTS, vectors[:, :10], "use the encoder that the coder was trained with"),
        (TEXTS[:2], vectors, "2 texts but 5 vectors"),
    ):
        with pytest.raises(ConfigError, match=say) as error:
            made_coder.score(texts, embeddings=given)
        assert "\n" not in str(error.value)


def test_aspects_reach_the_codebook(made_book, made_codings, lexical_encoder):
    from evalmine.coding.trained.training import train_coder

    rows = [{**c.model_dump(), "aspects": ("barrier",)} for c in made_book.codes[:1]]
    book = Codebook.model_validate(
        {**made_book.model_dump(), "codes": [*rows, *made_book.model_dump()["codes"][1:]]}
    )
    coder = train_coder(book, made_codings, lexical_encoder)
    asked = coder.score(TEXTS, aspects=["barrier"] * 5)
    assert (asked[:, 0] > coder.score(TEXTS, aspects=["change"] * 5)[:, 0]).all()


def test_a_rare_code_is_coded_by_the_codebook_alone(made_coder, lexical_encoder):
    rows = made_coder.expectations.set_index("code_id")
    assert rows.loc["money", ["n", "learned_from", "verdict"]].tolist() == [
        3,
        "codebook",
        "too few",
    ]
    assert not made_coder.learned.heads.dense[:, 3].any()
    texts = ["Budgettet og bevillingen rakte ikke.", "Pengene slap op.", *TEXTS]
    zero_shot = ZeroShotCoder(made_coder.codebook, lexical_encoder).score(texts)[:, 3]
    score = made_coder.score(texts)[:, 3]
    assert (np.argsort(-score, kind="stable") == np.argsort(-zero_shot, kind="stable")).all()
    assert made_coder.code(texts).assigned[0].tolist() == [False, False, False, True]


def test_shows_itself_shortly(made_coder):
    assert repr(made_coder) == (
        "TrainedCoder(trained:lexical, codebook 'hverdag', 120 coded texts: "
        "3 may run alone, 0 need review, 1 have too few codings)"
    )
    html = made_coder._repr_html_()
    assert "<table" in html
    assert "too few" in html


def test_another_bar(made_coder):
    high = made_coder.at_bar(1.0).verdict
    assert "needs review" in set(high)
    assert "alone" in set(made_coder.expectations.verdict)


def test_a_later_way_to_score_codebooks_is_noticed(made_coder, monkeypatch):
    from dataclasses import replace

    old = replace(made_coder, learned=replace(made_coder.learned, zero_shot_revision="0ld"))
    with pytest.raises(ConfigError, match=r"0ld.*train it again"):
        old.score(TEXTS)
