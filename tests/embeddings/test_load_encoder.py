"""Encoders by name: presets, and what is said where there is none."""

import pytest

from evalmine.embeddings import load_encoder
from evalmine.errors import ConfigError


def test_presets() -> None:
    """Three names for the encoder that ships with evalmine."""
    names = ("default", "balanced", "e5-small-nordic")
    encoders = [load_encoder(name) for name in names]

    assert {(encoder.name, encoder.revision) for encoder in encoders} == {
        ("e5-small-nordic", encoders[0].revision)
    }


def test_fast_without_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the static model says so in one line."""

    def missing(*parts: str) -> None:
        raise ConfigError(f"{'/'.join(parts)} is not part of this installation")

    monkeypatch.setattr("evalmine.embeddings.encoder.resource_path", missing)

    with pytest.raises(ConfigError, match="models/e5-static-nordic is not part"):
        load_encoder("fast")


@pytest.mark.parametrize("name", ["fats", "balance", "Lexical"])
def test_a_misspelled_preset_is_told(name: str) -> None:
    """Not looked for as a model before the hint is given."""
    with pytest.raises(ConfigError, match="did you mean"):
        load_encoder(name)


def test_options_that_make_no_sense() -> None:
    """Unknown engines and devices are named."""
    with pytest.raises(ConfigError, match="unknown engine 'onnx'"):
        load_encoder(engine="onnx")  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="unknown device 'tpu'"):
        load_encoder("some/model", device="tpu")  # type: ignore[arg-type]
