import numpy as np
import pytest

from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.coder import DEFAULT_THRESHOLD
from evalmine.coding.zero_shot import ZeroShotCoder
from evalmine.embeddings import embed, load_encoder
from evalmine.errors import ConfigError

TEXTS = [
    "Vi taler mere åbent om stress nu.",
    "Lederen var aldrig med til møderne.",
    "Nattevagterne kunne ikke deltage i møderne om dagen.",
    "Rejekagerne er lavet af kartofler.",
]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@pytest.fixture(scope="module")
def coder(encoder):
    return ZeroShotCoder(load_codebook("wellbeing"), encoder)


@pytest.fixture(scope="module")
def lexical():
    return load_encoder("lexical")


def without_examples(book, skip):
    """Return the codebook without every code's `skip`-th example, and those examples."""
    rows, left_out = [], []
    for code in book.codes:
        row = code.model_dump()
        for language, lines in row["examples"].items():
            kept = [t for i, t in enumerate(lines) if i != skip]
            left_out += [(code.id, t) for i, t in enumerate(lines) if i == skip]
            row["examples"][language] = kept
        rows.append(row)
    return Codebook.model_validate({**book.model_dump(), "codes": rows}), left_out


def test_examples_left_out_find_their_own_code(encoder):
    book = load_codebook("wellbeing")
    hits = []
    for skip in range(3):
        partial, left_out = without_examples(book, skip)
        scores = ZeroShotCoder(partial, encoder).score([t for _, t in left_out])
        best = scores.argmax(axis=1)
        hits += [partial.code_ids[j] == c for j, (c, _) in zip(best, left_out, strict=True)]
    assert len(hits) == 126
    assert np.mean(hits) > 0.45  # chance is 1 in 21


def test_clear_sentences_get_their_code_and_strange_ones_none(coder):
    result = coder.code(TEXTS)
    assigned = [{result.code_ids[j] for j in np.flatnonzero(row)} for row in result.assigned]
    assert "shared_language" in assigned[0]
    assert "missing_backing" in assigned[1]
    assert "shift_work_logistics" in assigned[2]
    assert assigned[3] == set()
    assert result.coder == "zero-shot:e5-small-nordic"
    assert result.codebook_sha256 == load_codebook("wellbeing").sha256
    assert result.scores.dtype == np.float32
    assert result.scores.min() >= 0
    assert result.scores.max() <= 1


def test_unrelated_texts_change_no_bit(coder, encoder):
    alone = np.vstack([coder.score([text]) for text in TEXTS])
    crowd = [f"Noget helt andet nummer {i} om vejr, mad og busser." for i in range(40)]
    together = coder.score([*crowd, *TEXTS])
    assert together[40:].tobytes() == alone.tobytes()
    vectors = np.repeat(embed(TEXTS, encoder), 300, axis=0)
    ready = coder.score([t for t in TEXTS for _ in range(300)], embeddings=vectors)
    assert ready[::300].tobytes() == alone.tobytes()


def test_ready_embeddings_give_the_same(coder, encoder):
    vectors = embed(TEXTS, encoder)
    assert coder.score(TEXTS, embeddings=vectors).tobytes() == coder.score(TEXTS).tobytes()
    silent = ZeroShotCoder(coder.codebook, encoder, lexical_weight=0)
    assert silent.score(embeddings=vectors).shape == (4, 21)
    assert coder.score([]).shape == (0, 21)


def test_inputs_that_do_not_belong_together_are_refused(coder, encoder):
    vectors = embed(TEXTS, encoder)
    with pytest.raises(ConfigError, match="nothing to code"):
        coder.score()
    with pytest.raises(ConfigError, match="use the encoder that the coder was made with"):
        coder.score(TEXTS, embeddings=vectors[:, :100])
    with pytest.raises(ConfigError, match="3 texts but 4 vectors"):
        coder.score(TEXTS[:3], embeddings=vectors)
    with pytest.raises(ConfigError, match="lexical_weight=0"):
        coder.score(embeddings=vectors)
    with pytest.raises(ConfigError, match="unknown code 'trust'"):
        ZeroShotCoder(coder.codebook, encoder, thresholds={"trust": 0.5})


def test_thresholds_of_caller_codebook_and_default(lexical):
    book = load_codebook("oecd_dac").with_thresholds({"impact": 0.9})
    own = dict(zip(book.code_ids, ZeroShotCoder(book, lexical).thresholds, strict=True))
    assert own["impact"] == 0.9
    assert own["relevance"] == DEFAULT_THRESHOLD
    mixed = ZeroShotCoder(book, lexical, thresholds={"relevance": 0.7})
    assert dict(zip(book.code_ids, mixed.thresholds, strict=True))["relevance"] == 0.7
    assert dict(zip(book.code_ids, mixed.thresholds, strict=True))["impact"] == 0.9
    none = ZeroShotCoder(book, lexical, thresholds=1.0).code(["Budgettet holdt."])
    everything = ZeroShotCoder(book, lexical, thresholds=0.0).code(["Budgettet holdt."])
    assert not none.assigned.any()
    assert everything.assigned.sum() == 3  # however low the bar, three codes at most


def test_the_table_keeps_what_is_assigned_or_likely(lexical):
    book = load_codebook("oecd_dac")
    text = "Budgettet holdt, og timerne rakte."
    result = ZeroShotCoder(book, lexical, thresholds={"sustainability": 0.0}).code([text, "Hov."])
    table = result.to_df(["s1", "s2"])
    assert list(table.columns) == ["segment_id", "code_id", "coder", "score", "assigned"]
    assert (table["assigned"] | (table["score"] >= 0.2)).all()
    assert set(table.loc[table["segment_id"] == "s1", "code_id"]) >= {
        "efficiency",
        "sustainability",
    }
    assert len(result.to_df(["s1", "s2"], floor=0)) == 12
    assert result.to_df(["s1", "s2"])["coder"].unique().tolist() == ["zero-shot:lexical"]
    with pytest.raises(ValueError, match="1 segment ids for 2 coded texts"):
        result.to_df(["s1"])


def test_groups_get_no_column_and_bare_codes_work(lexical):
    rows = [
        {"id": "g", "name": "Gruppe", "assignable": False},
        {"id": "a", "name": {"da": "Travlhed på arbejdet"}, "parent": "g"},
    ]
    coder = ZeroShotCoder(Codebook(name="x", codes=rows), lexical)
    scores = coder.score(["Der var travlhed på arbejdet.", "Vi spiste kage."])
    assert scores.shape == (2, 1)
    assert scores[0, 0] > 0.9 > 0.1 > scores[1, 0]
