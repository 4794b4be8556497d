from __future__ import annotations

import pytest

from evalmine import resources
from evalmine.errors import ConfigError
from evalmine.resources import resource_path


def test_the_sample_corpora_and_models_of_the_checkout_are_found():
    assert resource_path("corpora", "aftryk-2025").is_dir()
    assert resource_path("models").is_dir()


def test_an_installed_package_comes_before_the_checkout(tmp_path, monkeypatch):
    installed, checkout = tmp_path / "installed", tmp_path / "checkout"
    for root, name in ((installed, "one"), (checkout, "one"), (checkout, "two")):
        (root / "models" / name).mkdir(parents=True)
    monkeypatch.setattr(resources, "_ROOTS", (installed, checkout))
    assert resource_path("models", "one") == installed / "models" / "one"
    assert resource_path("models", "two") == checkout / "models" / "two"


def test_what_is_in_neither_place_is_named():
    with pytest.raises(ConfigError) as error:
        resource_path("models", "findes-ikke")
    assert str(error.value) == (
        "models/findes-ikke is not part of this installation: reinstall evalmine"
    )
