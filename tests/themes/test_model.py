"""New texts find their theme: the same alone as among others, and after saving."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from evalmine.corpus.model import Segment
from evalmine.errors import ConfigError
from evalmine.themes import model as model_file
from evalmine.themes.graph import to_grid
from evalmine.themes.model import ThemeModel, theme_model
from evalmine.themes.partition import centroids_of
from evalmine.themes.result import ThemeResult
from evalmine.themes.theme import Theme, ThemeMember

N_DIMS = 24
N_THEMES = 3
ENCODER = SimpleNamespace(name="nordlys-lille", revision="3")


def make_vectors(n, seed=0, spread=0.15):
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % N_THEMES
    vectors = np.eye(N_THEMES, N_DIMS)[labels] + spread * rng.normal(size=(n, N_DIMS))
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit.astype(np.float32), labels


def make_segments(n, prefix="s", n_projects=5, language="da"):
    text = "Tavlen fik en plads i hverdagen."
    return [
        Segment(
            f"{prefix}{i:04d}", "d", f"p{i % n_projects}", 0, len(text), text, language=language
        )
        for i in range(n)
    ]


def make_result(segments, vectors, labels, below=0.4, shifts=None):
    grid = to_grid(vectors)
    counts = np.ones(len(grid))
    themes = [
        Theme(
            theme_id=f"T0{t + 1}",
            name=f"tavle {t}",
            keywords=("tavle",),
            origin="inductive",
            parent_id=None,
            n_segments=int((labels == t).sum()),
            n_projects=5,
            stability=0.9,
            nearest_code="",
            nearest_code_share=0.0,
            top_project_share=0.2,
            warnings=("Kun 5 projekter taler om det.",),
            representative=(segments[int((labels == t).argmax())].segment_id,),
        )
        for t in range(N_THEMES)
    ]
    return ThemeResult(
        themes=tuple(themes),
        members=tuple(
            ThemeMember(f"T0{t + 1}", s.segment_id, 0.9, False)
            for s, t in zip(segments, labels, strict=True)
        ),
        centroids=centroids_of(grid, labels, counts),
        peripheral_below=below,
        shifts=shifts or {},
    )


@pytest.fixture(scope="module")
def model():
    segments = make_segments(300)
    vectors, labels = make_vectors(300)
    result = make_result(segments, vectors, labels)
    return theme_model(result, segments, vectors, encoder=ENCODER)


def test_new_texts_find_their_theme(model):
    vectors, labels = make_vectors(90, seed=1)
    found = model.assign(vectors)

    assert np.array_equal(found.theme, labels)
    assert not found.peripheral.any()
    assert (found.cosine > 0.6).all()


def test_a_text_far_from_everything_is_peripheral_and_still_has_a_theme(model):
    found = model.assign(np.eye(N_DIMS)[10:12])

    assert found.peripheral.all()
    assert set(found.theme.tolist()) <= {0, 1, 2}


def test_a_text_alone_gets_what_it_gets_among_others(model, monkeypatch):
    vectors, _ = make_vectors(200, seed=2, spread=0.8)
    together = model.assign(vectors)
    order = np.random.default_rng(0).permutation(200)
    shuffled = model.assign(np.asfortranarray(vectors[order]))
    monkeypatch.setattr(model_file, "_BLOCK_ROWS", 7)
    with threadpool_limits(limits=2):
        blocks = model.assign(vectors)

    for i in range(0, 200, 9):
        alone = model.assign(vectors[i : i + 1])
        assert alone.theme[0] == together.theme[i]
        assert alone.cosine[0] == together.cosine[i]
        assert alone.peripheral[0] == together.peripheral[i]
    for name in ("theme", "cosine", "peripheral"):
        assert np.array_equal(getattr(shuffled, name), getattr(together, name)[order])
        assert np.array_equal(getattr(blocks, name), getattr(together, name))


def test_saving_changes_nothing(model):
    read = ThemeModel.from_dict(json.loads(json.dumps(model.to_dict())))
    vectors, _ = make_vectors(200, seed=3, spread=0.8)

    assert read.to_dict() == model.to_dict()
    assert np.array_equal(read.centroids, model.centroids)
    for name in ("theme", "cosine", "peripheral"):
        found = getattr(read.assign(vectors), name)
        assert np.array_equal(found, getattr(model.assign(vectors), name))


def test_centroids_have_unit_length(model):
    assert np.allclose(np.linalg.norm(model.centroids, axis=1), 1, atol=1e-6)


def test_the_model_does_not_depend_on_the_order_of_segments(model):
    segments = make_segments(300)
    vectors, labels = make_vectors(300)
    order = np.random.default_rng(1).permutation(300)
    shuffled = [segments[i] for i in order]
    result = make_result(segments, vectors, labels)

    other = theme_model(result, shuffled, vectors[order], encoder=ENCODER)
    assert other.to_dict() == model.to_dict()


def test_a_moved_language_is_moved_again():
    """English lies to one side; without the shift its texts would seem far from every theme."""
    segments = make_segments(300)
    vectors, labels = make_vectors(300)
    shift = np.zeros(N_DIMS)
    shift[N_DIMS - 1] = -4.0
    result = make_result(segments, vectors, labels, shifts={"en": shift})
    model = theme_model(result, segments, vectors)
    later, truth = make_vectors(30, seed=5)
    english = later - shift

    found = model.assign(english, ["en"] * 30)
    assert np.array_equal(found.theme, truth)
    assert not found.peripheral.any()
    assert model.assign(english, ["da"] * 30).peripheral.all()


def test_texts_of_the_fit_are_compared_without_their_own_pull(model):
    """New texts of the same kind lie as the reference says, not as the fit's texts lie."""
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(60, N_DIMS))
    labels = (vectors @ rng.normal(size=(N_DIMS, N_THEMES))).argmax(axis=1)
    result = make_result(make_segments(60), vectors, labels, below=0.1)
    found = theme_model(result, make_segments(60), vectors)
    own = found.assign(vectors).highest
    later = found.assign(rng.normal(size=(2000, N_DIMS))).highest

    middle = found.reference.quantile(0.5)
    assert np.median(own) - np.median(later) > 0.1
    assert abs(middle - np.median(later)) < 0.05


@pytest.mark.parametrize("vectors", [[], np.zeros((0, N_DIMS)), np.zeros((0,))])
def test_no_texts(model, vectors):
    assert len(model.assign(vectors)) == 0


@pytest.mark.parametrize(
    ("vectors", "languages", "message"),
    [
        (
            np.ones((2, 8)),
            (),
            "vectors have 8 dims, the themes 24: embed with the encoder they were made with, "
            "nordlys-lille revision 3",
        ),
        (np.ones(24), (), "vectors of shape (24,): give one row per text"),
        (np.full((2, 24), np.nan), (), "vector 0 has values that are not numbers: embed again"),
        (np.ones((2, 24)), ["da"], "1 languages for 2 texts: give one for each"),
    ],
)
def test_vectors_that_cannot_be_placed(model, vectors, languages, message):
    with pytest.raises(ConfigError) as error:
        model.assign(vectors, languages)

    assert str(error.value) == message


def test_another_revision_of_the_encoder_is_refused(model):
    model.check_encoder(ENCODER)
    model.check_encoder(None)
    with pytest.raises(ConfigError, match="nordlys-lille revision 4: embed with the encoder"):
        model.check_encoder(SimpleNamespace(name="nordlys-lille", revision="4"))


def test_a_file_of_another_format_is_refused(model):
    with pytest.raises(ConfigError, match="find themes again"):
        ThemeModel.from_dict({**model.to_dict(), "format": 0})


def test_themes_of_other_segments_are_refused():
    vectors, labels = make_vectors(30)
    result = make_result(make_segments(30), vectors, labels)
    with pytest.raises(ConfigError, match="give those of the themes"):
        theme_model(result, make_segments(30, prefix="x"), vectors)
    with pytest.raises(ConfigError, match="give one centroid per theme"):
        ThemeModel(("T01",), np.zeros((2, 4)))
