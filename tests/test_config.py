from __future__ import annotations

from pathlib import Path

import pytest

from evalmine.config import Config, load_config
from evalmine.errors import ConfigError


def written(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "evalmine.toml"
    path.write_bytes(content.encode(encoding))
    return path


def problem(path):
    with pytest.raises(ConfigError) as error:
        load_config(path)
    assert "\n" not in str(error.value)
    prefix = f"{path}: "
    assert str(error.value).startswith(prefix)
    return str(error.value).removeprefix(prefix)


def test_without_a_file_the_defaults_hold():
    config = load_config(None)
    assert config == Config()
    assert (config.codebook, config.encoder, config.coder) == (None, None, None)
    assert (config.language, config.min_projects) == ("da", 3)
    assert (config.min_projects, config.n_themes, config.mask, config.seed) == (3, None, True, 0)


def test_a_file_sets_what_it_names(tmp_path):
    path = written(
        tmp_path,
        'title = "Aftryk på året"\nn_themes = 12\nmask = false\nprevious = ["2024.xlsx"]\n'
        '[roles]\n"Må vi citere?" = "may_quote"\n',
    )
    config = load_config(path)
    assert (config.title, config.n_themes, config.mask) == ("Aftryk på året", 12, False)
    assert config.previous == [str(tmp_path / "2024.xlsx")]
    assert config.roles == {"Må vi citere?": "may_quote"}
    assert config.codebook is None


def test_paths_are_seen_from_the_folder_of_the_file(tmp_path, monkeypatch):
    (tmp_path / "opsat").mkdir()
    (tmp_path / "opsat" / "model").mkdir()
    (tmp_path / "opsat" / "egen.yaml").touch()
    path = tmp_path / "opsat" / "evalmine.toml"
    path.write_text(
        'previous = ["../2024/*.xlsx", "/arkiv/2023.xlsx"]\ncodebook = "egen.yaml"\n'
        'encoder = "model"\ncache = "kasse"\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    config = load_config(Path("opsat/evalmine.toml"))
    assert config.previous == [str(tmp_path / "2024" / "*.xlsx"), "/arkiv/2023.xlsx"]
    assert config.codebook == str(tmp_path / "opsat" / "egen.yaml")
    assert config.encoder == str(tmp_path / "opsat" / "model")
    assert config.cache == str(tmp_path / "opsat" / "kasse")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('codebook = "wellbeing"', "codebook"),
        ('codebook = "welbeing"', "codebook"),
        ('encoder = "lexical"', "encoder"),
        ('encoder = "firma/model"', "encoder"),
        ('cache = "none"', "cache"),
        ('cache = ""', "cache"),
    ],
)
def test_names_are_no_paths(tmp_path, line, field):
    (tmp_path / "wellbeing").touch()  # what is built in comes first
    (tmp_path / "lexical").mkdir()
    assert getattr(load_config(written(tmp_path, line)), field) == line.split('"')[1]


def test_a_byte_order_mark_from_a_windows_editor_does_no_harm(tmp_path):
    assert load_config(written(tmp_path, "seed = 4\n", "utf-8-sig")).seed == 4


def test_settings_do_not_change_afterwards():
    with pytest.raises(ValueError, match="frozen"):
        Config().seed = 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("n_theme = 3", 'unknown key "n_theme"; did you mean "n_themes"?'),
        ('lenguage = "da"', 'unknown key "lenguage"; did you mean "language"?'),
        (
            "xyz = 1",
            'unknown key "xyz"; known keys: codebook, encoder, coder, bar, language, title, '
            "n_themes, themes, registry, run, min_projects, previous, human, human_design, "
            "reviewed, writer, template, cases, hide_in_cases, kind, roles, mask, cache, seed",
        ),
        ('language = "fr"', "language: input should be 'da' or 'en'"),
        ("n_themes = 0", "n_themes: input should be greater than or equal to 1"),
        ("min_projects = 0", "min_projects: input should be greater than or equal to 1"),
        ("seed = -1", "seed: input should be greater than or equal to 0"),
        ("title = 5", "title: input should be a valid string"),
        ('previous = "2024.xlsx"', "previous: input should be a valid list"),
        ("[roles]\nQ1 = 3", "roles.Q1: input should be a valid string"),
    ],
)
def test_a_bad_setting_is_named_with_what_it_should_be(tmp_path, line, message):
    assert problem(written(tmp_path, line + "\n")) == message


def test_a_file_that_is_not_toml(tmp_path):
    assert problem(written(tmp_path, "title: Aftryk\n")) == (
        "not a TOML file (Expected '=' after a key in a key/value pair (at line 1, column 6))"
    )


def test_a_file_in_another_encoding(tmp_path):
    message = problem(written(tmp_path, 'title = "På tværs"\n', "cp1252"))
    assert message.startswith("not a TOML file ('utf-8' codec can't decode byte 0xe5")


def test_a_file_that_cannot_be_read(tmp_path):
    assert problem(tmp_path / "mangler.toml") == "cannot be read (No such file or directory)"
    assert problem(tmp_path) == "cannot be read (Is a directory)"
