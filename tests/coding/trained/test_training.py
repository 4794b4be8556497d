import random
from dataclasses import replace

import numpy as np
import pytest

from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.coding.trained import training
from evalmine.coding.trained.training import train_coder
from evalmine.embeddings import embed
from evalmine.errors import ConfigError, InputError


def test_what_to_expect_holds_on_unseen_projects(made_coder):
    rows = made_coder.expectations.set_index("code_id")
    assert list(rows.index) == ["time", "trust", "tools", "money"]
    assert (rows.f1[:3] > 0.9).all()
    assert (rows.kappa_low[:3] <= rows.kappa[:3]).all()
    assert list(rows.verdict[:3]) == ["alone"] * 3
    assert made_coder.learned.calibration_error < 0.1


def test_order_of_the_codings_does_not_matter(made_coder, made_book, made_codings, lexical_encoder):
    shuffled = random.Random(1).sample(list(made_codings), len(made_codings))
    again = train_coder(
        made_book, HumanCodings(shuffled, made_codings.code_ids), lexical_encoder
    ).learned
    learned = made_coder.learned
    assert again.codings_sha256 == learned.codings_sha256
    assert (again.heads.dense == learned.heads.dense).all()
    assert (again.heads.words == learned.heads.words).all()
    assert (again.combination.intercepts == learned.combination.intercepts).all()
    assert again.thresholds == learned.thresholds


def test_ready_made_vectors_give_the_same_coder(
    made_coder, made_book, made_codings, lexical_encoder
):
    vectors = embed(made_codings.texts_once(), lexical_encoder)
    again = train_coder(made_book, made_codings, lexical_encoder, embeddings=vectors)
    assert (again.learned.heads.dense == made_coder.learned.heads.dense).all()
    with pytest.raises(ConfigError, match=r"one row per text of texts_once\(\)"):
        train_coder(made_book, made_codings, lexical_encoder, embeddings=vectors[1:])


def noise(made_book, leak):
    """Codes by coin, but of one project each; a word of its own tells which where `leak`."""
    draw = random.Random(5)
    filler = ["bord", "vindue", "mandag", "stol", "gang", "lys", "dør", "regn", "kaffe", "sko"]
    codings = []
    for i in range(160):
        project = i // 8
        code = ["time", "trust"][project % 2]
        own = f" kendeord{project}xyzq{project}" if leak else ""
        text = " ".join(draw.choices(filler, k=6)) + f"{own} {i}"
        codings.append(HumanCoding(str(i), text, frozenset({code}), project_id=f"p{project}"))
    return HumanCodings(codings, made_book.code_ids)


def test_a_word_that_only_one_project_uses_does_not_raise_what_is_promised(
    made_book, lexical_encoder
):
    leaking = noise(made_book, True)
    coder = train_coder(made_book, leaking, lexical_encoder)
    promised = coder.expectations.set_index("code_id").kappa[["time", "trust"]]
    assert (promised < 0.35).all()
    assert (coder.expectations.verdict != "alone").all()
    # Without the projects' names the same words are a leak, and it shows.
    parted = HumanCodings([replace(c, project_id="") for c in leaking], made_book.code_ids)
    leaked = train_coder(made_book, parted, lexical_encoder).expectations.set_index("code_id")
    assert (leaked.kappa[["time", "trust"]] > 0.8).all()


def coin(made_book, n=200):
    """Codes by coin, in twenty projects: nothing can be learned, only remembered."""
    draw = random.Random(3)
    letters = "bdfgklmnprstv"
    codings = []
    for i in range(n):
        codes = frozenset(c for c in ("time", "trust") if draw.random() < 0.4)
        words = ["".join(draw.choices(letters, k=7)) for _ in range(5)]
        codings.append(HumanCoding(str(i), " ".join(words), codes, project_id=f"p{i // 10}"))
    return HumanCodings(codings, made_book.code_ids)


def promised(book, codings, encoder):
    table = train_coder(book, codings, encoder).expectations.set_index("code_id")
    return table.kappa[["time", "trust"]]


def test_a_text_that_two_projects_share_does_not_raise_what_is_promised(made_book, lexical_encoder):
    once = coin(made_book)
    twice = [
        replace(c, text_id=f"{c.text_id}b", text=f"{c.text.upper()}.", project_id=f"q{i % 19}")
        for i, c in enumerate(once)
    ]
    both = HumanCodings([*once, *twice], made_book.code_ids)
    assert (promised(made_book, both, lexical_encoder) < 0.1).all()


def test_texts_that_the_codebook_quotes_do_not_raise_what_is_promised(made_book, lexical_encoder):
    codings = coin(made_book)
    codes = tuple(
        code.model_copy(
            update={"examples": {"da": tuple(c.text for c in codings if code.id in c.codes)}}
        )
        for code in made_book.codes
    )
    quoting = made_book.model_copy(update={"codes": codes})
    assert (promised(quoting, codings, lexical_encoder) < 0.1).all()


def test_codings_of_one_project_say_nothing_of_others(made_book, made_codings, lexical_encoder):
    one = HumanCodings([replace(c, project_id="p") for c in made_codings], made_book.code_ids)
    table = train_coder(made_book, one, lexical_encoder).expectations
    assert set(table.n_projects) == {1}
    assert set(table.verdict) == {"too few"}
    assert (table.kappa[:3] > 0.6).all()


def test_the_same_text_everywhere(made_book, lexical_encoder):
    codings = [
        HumanCoding(str(i), "Nej", frozenset({"time"} if i % 2 else ()), project_id=f"p{i}")
        for i in range(12)
    ]
    coder = train_coder(made_book, HumanCodings(codings, made_book.code_ids), lexical_encoder)
    assert np.isfinite(coder.score(["Nej"])).all()
    assert (coder.expectations.verdict != "alone").all()


def test_five_examples_a_code_are_enough_to_start(made_book, made_codings, lexical_encoder):
    few = []
    for code in ("time", "trust", "tools"):
        few += [c for c in made_codings if code in c.codes][:5]
    coder = train_coder(made_book, HumanCodings(few, made_book.code_ids), lexical_encoder)
    assert list(coder.expectations.learned_from) == ["codings"] * 3 + ["codebook"]
    rest = [c for c in made_codings if c.codes and c not in few and "money" not in c.codes]
    scores = coder.score([c.text for c in rest])
    hits = [coder.code_ids[j] in c.codes for j, c in zip(scores.argmax(axis=1), rest, strict=True)]
    assert np.mean(hits) > 0.9


def test_several_coders_and_texts_without_a_code(made_book, made_codings, lexical_encoder):
    second = [replace(c, coder="b") for c in made_codings if "tools" not in c.codes]
    coder = train_coder(made_book, made_codings + HumanCodings(second), lexical_encoder)
    assert coder.learned.n_texts == 120
    assert (
        coder.expectations.n.tolist()
        == train_coder(made_book, made_codings, lexical_encoder).expectations.n.tolist()
    )


def test_of_very_many_texts_a_sample_is_taken(
    made_book, made_codings, lexical_encoder, monkeypatch
):
    monkeypatch.setattr(training, "MAX_TEXTS", 60)
    coder = train_coder(made_book, made_codings, lexical_encoder)
    assert coder.learned.n_texts == 60
    backwards = HumanCodings(list(made_codings)[::-1], made_book.code_ids)
    again = train_coder(made_book, backwards, lexical_encoder)
    assert (again.learned.heads.words == coder.learned.heads.words).all()


def test_all_texts_of_one_project_or_with_the_same_code(made_book, lexical_encoder):
    texts = [f"timerne slap op {i}" for i in range(8)]
    codings = [HumanCoding(t, t, frozenset({"time"}), project_id="p") for t in texts]
    coder = train_coder(made_book, HumanCodings(codings, made_book.code_ids), lexical_encoder)
    assert coder.expectations.learned_from[0] == "codebook"
    assert np.isfinite(coder.score(texts)).all()
    assert coder.expectations.verdict[0] == "too few"  # one project says nothing of others


def test_mistakes_are_one_line(made_book, made_codings, lexical_encoder):
    def coded(*codes):
        return HumanCodings([HumanCoding(str(i), f"tekst {i}", c) for i, c in enumerate(codes)])

    foreign = coded(frozenset({"tid"}), frozenset({"time"}))
    with pytest.raises(ConfigError, match="the code 'tid', which codebook 'hverdag' does not"):
        train_coder(made_book, foreign, lexical_encoder)
    for nothing in (coded(), coded(frozenset({"time"})), coded(frozenset(), frozenset())):
        with pytest.raises(InputError, match="nothing to learn from"):
            train_coder(made_book, nothing, lexical_encoder)
    with pytest.raises(ConfigError, match=r"bar 1\.5 makes no sense"):
        train_coder(made_book, made_codings, lexical_encoder, bar=1.5)
