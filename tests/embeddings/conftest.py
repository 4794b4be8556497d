"""Encoders are loaded once: they keep nothing between calls."""

import pytest

from evalmine.embeddings import Encoder, load_encoder


@pytest.fixture(scope="session")
def default() -> Encoder:
    """The encoder that ships with evalmine."""
    return load_encoder()


@pytest.fixture(scope="session")
def lexical() -> Encoder:
    """The encoder that needs no model."""
    return load_encoder("lexical")
