import numpy as np
import pytest

from evalmine.coding.codebook import Codebook
from evalmine.coding.shared_words import fit_shared_words

CODES = Codebook(
    name="x",
    codes=[
        {"id": "busy", "name": "Travlhed", "examples": ["Vi har for travlt i afdelingen."]},
        {"id": "trust", "name": "Tillid", "examples": ["Vi har tillid til hinanden."]},
    ],
).codes
TEXTS = ["Travlhed og mere travlhed.", "Der er tillid i afdelingen.", "", "...", "Vi har det fint."]


@pytest.fixture(scope="module")
def words():
    return fit_shared_words(CODES, ["Vi har holdt et møde.", "Vi har spist kage."])


def test_texts_are_near_the_code_whose_words_they_use(words):
    near = words.similarity(TEXTS)
    assert near.shape == (5, 2)
    assert near[0, 0] > 0.5 > near[0, 1]
    assert near[1, 1] > near[1, 0]
    assert near[2:4].tolist() == [[0, 0], [0, 0]]


def test_common_words_tell_little(words):
    assert np.abs(words.similarity(["Vi har", "tillid"]))[:, 1].argmax() == 1


def test_neighbors_and_the_order_of_words_change_no_bit(words):
    together = words.similarity([*(f"nummer {i} travlt" for i in range(300)), *TEXTS])[300:]
    alone = np.vstack([words.similarity([text]) for text in TEXTS])
    assert together.tobytes() == alone.tobytes()
    turned = words.similarity(["afdelingen i tillid er Der"])
    assert turned[0].tobytes() == together[1].tobytes()
    assert words.similarity([]).shape == (0, 2)
