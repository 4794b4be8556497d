import numpy as np
import pytest

from evalmine.coding import zero_shot
from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.zero_shot import ZeroShotCoder, calibration, default_threshold, features
from evalmine.embeddings import embed, load_encoder
from evalmine.errors import ConfigError

TEXTS = [
    "Vi taler mere åbent om stress nu.",
    "Lederen var aldrig med til møderne.",
    "Nattevagterne kunne ikke deltage i møderne om dagen.",
    "Brøndby vandt kampen med tre mål.",
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
    assert result.scores[:3].max(axis=1).min() > 2 * result.scores[3].max()
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
    assert own["relevance"] == default_threshold(6)
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
    assert (table["assigned"] | (table["score"] >= 0.05)).all()
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
    assert scores[0, 0] > 0.5 > default_threshold(1) > scores[1, 0]


class Compressed:
    """An encoder whose cosines all lie close to one, as those of many models do."""

    def __init__(self, encoder):
        self.inner = encoder
        self.name, self.revision = f"compressed {encoder.name}", encoder.revision

    def encode(self, texts):
        vectors = self.inner.encode(texts)
        away = np.zeros(vectors.shape[1], dtype=np.float32)
        away[::2] = 2.5 / np.sqrt(len(away) / 2)
        moved = vectors + away
        return moved / np.linalg.norm(moved, axis=1, keepdims=True)


def test_compressed_cosines_change_next_to_nothing(encoder):
    book = load_codebook("wellbeing")
    texts = [*TEXTS, *(t for c in book.codes for lines in c.include.values() for t in lines)]
    squeezed = Compressed(encoder)
    cosines = embed(texts, squeezed) @ embed(texts, squeezed).T
    assert cosines.min() > 0.8
    one = ZeroShotCoder(book, encoder).code(texts)
    other = ZeroShotCoder(book, squeezed).code(texts)
    assert (one.assigned == other.assigned).mean() > 0.995
    assert np.abs(one.scores - other.scores).mean() < 0.01


def test_a_text_that_an_exclude_rule_describes_loses(encoder):
    rule = "Kantinens mad og menukort"
    codes = [
        {"id": "meetings", "name": "Møder", "definition": "Vi holder møder om mad og andet."},
        {"id": "training", "name": "Kurser", "definition": "Ansatte kommer på kursus."},
    ]
    with_rule = [{**codes[0], "exclude": [rule]}, codes[1]]
    said = ["Kantinens mad og menukort var bedre.", "Vi holder møder om mad."]
    plain = ZeroShotCoder(Codebook(name="x", codes=codes), encoder).score(said)
    ruled = ZeroShotCoder(Codebook(name="x", codes=with_rule), encoder).score(said)
    assert ruled[0, 0] < plain[0, 0] - 0.02
    assert ruled[1, 0] == pytest.approx(plain[1, 0], abs=0.02)


def test_a_known_aspect_favors_the_codes_that_speak_to_it(coder):
    texts = ["Der var for travlt på afdelingen."] * 3
    scores = coder.score(texts, aspects=["", "barrier", "mechanism"])
    busyness = coder.code_ids.index("busyness")
    assert scores[1, busyness] > scores[0, busyness] > scores[2, busyness]


def test_probabilities_fall_with_the_place_among_the_codes():
    z = np.array([[3.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    standard, margin, place, n_codes = features(z)
    assert standard is z
    assert margin.tolist() == [[2.0, -2.0, -2.0], [0.0, 0.0, 0.0]]
    assert np.expm1(place).round().tolist() == [[0, 1, 2], [0, 1, 2]]
    assert n_codes == pytest.approx(np.full((2, 3), np.log(3)))
    probability = calibration().probability(*features(z))
    assert probability[0, 0] > 0.5 > probability[0, 1]
    assert (calibration(single=True).probability(*features(np.array([[-9.0]]))) < 0.1).all()


def test_the_default_threshold_falls_with_the_number_of_codes():
    found = [default_threshold(n) for n in (1, 2, 7, 20, 40, 200)]
    assert found == sorted(found, reverse=True)
    assert found[0] == 0.35
    assert 0.05 < found[-1] < 0.1


def test_the_revision_tells_what_decides_scores(lexical, monkeypatch):
    book = load_codebook("oecd_dac")
    before = ZeroShotCoder(book, lexical).revision
    assert len(before) == 12
    assert ZeroShotCoder(load_codebook("wellbeing"), lexical).revision == before
    monkeypatch.setattr(zero_shot, "background", lambda: ("Én sætning.", "En anden sætning."))
    assert ZeroShotCoder(book, lexical).revision != before
