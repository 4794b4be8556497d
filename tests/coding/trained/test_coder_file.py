import io
import json
import zipfile

import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_limits

from evalmine.coding.codebook import Codebook
from evalmine.coding.people.human_codings import HumanCodings
from evalmine.coding.trained.coder_file import load_coder
from evalmine.coding.trained.training import train_coder
from evalmine.errors import ConfigError, InputError

TEXTS = ["Timerne slap op hos os.", "Vi stoler på hinanden.", "Kaffen var varm."]


@pytest.fixture
def path(made_coder, tmp_path):
    return made_coder.save(tmp_path / "hverdag.coder")


def rewritten(path, change):
    """Write the file again with its facts changed."""
    with zipfile.ZipFile(path) as archive:
        facts = json.loads(archive.read("coder.json"))
        weights = archive.read("weights.npz")
    change(facts)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("coder.json", json.dumps(facts))
        archive.writestr("weights.npz", weights)
    return path


def test_comes_back_as_it_was(made_coder, path, lexical_encoder):
    for encoder in (lexical_encoder, None):
        again = load_coder(path, encoder)
        assert (again.score(TEXTS) == made_coder.score(TEXTS)).all()
        assert (again.code(TEXTS).assigned == made_coder.code(TEXTS).assigned).all()
        assert again.thresholds == made_coder.thresholds
        assert again.codebook == made_coder.codebook
        assert repr(again) == repr(made_coder)
        pd.testing.assert_frame_equal(again.expectations, made_coder.expectations)


def test_same_codings_give_the_same_bytes_in_any_order_with_any_number_of_threads(
    path, made_book, made_codings, lexical_encoder, tmp_path
):
    backwards = HumanCodings(list(made_codings)[::-1], made_book.code_ids)
    with threadpool_limits(limits=1):
        trained = train_coder(made_book, backwards, lexical_encoder)
    other = trained.save(tmp_path / "other.coder")
    assert other.read_bytes() == path.read_bytes()
    again = load_coder(path).save(tmp_path / "again.coder")
    assert again.read_bytes() == path.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "again.coder",
        "hverdag.coder",
        "other.coder",
    ]


def test_holds_no_text_no_project_and_no_pickle(path, made_codings):
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["coder.json", "weights.npz"]
        facts, packed = archive.read("coder.json").decode(), archive.read("weights.npz")
    arrays = np.load(io.BytesIO(packed), allow_pickle=False)
    assert all(arrays[name].dtype.kind in "if" for name in arrays.files)
    for coding in made_codings:
        assert coding.text not in facts
        assert f'"{coding.project_id}"' not in facts
    assert "kaffen" not in facts.lower()


def test_is_small(path):
    assert path.stat().st_size < 150_000


def test_another_encoder_revision_or_codebook_is_refused(path, made_book, lexical_encoder):
    class Other:
        name, revision, encode = "other", lexical_encoder.revision, lexical_encoder.encode

    class Newer:
        name, revision, encode = "lexical", "v99", lexical_encoder.encode

    with pytest.raises(ConfigError, match="trained with encoder 'lexical', not 'other'"):
        load_coder(path, Other())
    with pytest.raises(ConfigError, match=r"revision char.* of encoder 'lexical', this one is v99"):
        load_coder(path, Newer())
    changed = Codebook.model_validate({**made_book.model_dump(), "version": "2"})
    with pytest.raises(ConfigError, match="trained with codebook 'hverdag'") as error:
        load_coder(path, lexical_encoder, codebook=changed)
    assert "\n" not in str(error.value)
    assert load_coder(path, lexical_encoder, codebook=made_book).codebook == made_book


def test_a_newer_format_asks_for_a_newer_evalmine(path):
    newer = rewritten(path, lambda facts: facts.update(format=2, evalmine="9.1"))
    with pytest.raises(ConfigError, match=r"evalmine 9\.1 in format 2, .* update evalmine"):
        load_coder(newer)


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts.update(kind="something else"),
        lambda facts: facts["codebook"].update(name="secretly another"),
        lambda facts: facts.pop("thresholds"),
        lambda facts: facts["thresholds"].pop(),
        lambda facts: facts["expectations"]["n"].pop(),
        lambda facts: facts.update(expectations=None),
        lambda facts: facts.update(encoder="lexical"),
    ],
)
def test_a_file_somebody_changed_is_refused(path, change):
    with pytest.raises(InputError, match=r"hverdag\.coder: it is damaged") as error:
        load_coder(rewritten(path, change))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("keep", [0, 10, 300, -200, -1])
def test_a_file_that_was_cut_off_is_refused(path, keep):
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match="it is damaged"):
        load_coder(path)


def test_flipped_bytes_never_come_back_as_another_coder(path, made_coder):
    whole = path.read_bytes()
    for place in range(40, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        try:
            again = load_coder(path)
        except InputError:
            continue
        assert (again.score(TEXTS) == made_coder.score(TEXTS)).all()


def test_no_such_file(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        load_coder(tmp_path / "none.coder")
