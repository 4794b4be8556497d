from __future__ import annotations

import re
import string

import pytest

from evalmine.coding.aspect.aspect_names import ASPECTS
from evalmine.corpus.model import KINDS
from evalmine.corpus.segmenting import STATUSES
from evalmine.errors import ConfigError, EvalmineError
from evalmine.report import words as words_module
from evalmine.report.formats import QUANTITY_WORDS
from evalmine.report.words import Words, languages, load_words


def test_danish_and_english_have_the_same_keys():
    assert languages() == ("da", "en")
    assert load_words("da").keys == load_words("en").keys


def test_both_languages_fill_in_the_same_values():
    def fields(language, key):
        text = load_words(language)[key]
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key in load_words("da").keys:
        assert fields("da", key) == fields("en", key), key


def test_every_quantity_has_a_word_of_its_own():
    for language in languages():
        words = [load_words(language)[f"quantity.{key}"] for _, key in QUANTITY_WORDS]
        assert len(set(words)) == len(words)


def test_no_danish_letter_is_left_in_the_english_words():
    english = load_words("en")
    told = [english[k] for k in english.keys]
    assert [t for t in told if re.search("[æøåÆØÅ]", t)] == []


def test_a_missing_word_is_named_with_its_file():
    with pytest.raises(EvalmineError, match=r"locale/da: .*'no\.such'"):
        load_words("da")["no.such"]


def test_a_word_in_two_files_is_named(tmp_path, monkeypatch):
    (tmp_path / "da").mkdir()
    for name in ("a", "b"):
        (tmp_path / "da" / f"{name}.yaml").write_text("list:\n  of: x\n", encoding="utf-8")
    monkeypatch.setattr(words_module, "_FOLDER", tmp_path)
    load_words.cache_clear()
    with pytest.raises(EvalmineError, match=r"locale/da/b\.yaml: 'list\.of' is in two files"):
        load_words("da")
    load_words.cache_clear()


def test_a_value_that_was_not_given_is_named():
    with pytest.raises(EvalmineError, match=r"'list\.of' cannot be filled in"):
        load_words("da").text("list.of", n=3)


def test_an_unknown_language_says_which_there_are():
    with pytest.raises(ConfigError, match="'fi': choose one of da, en"):
        load_words("fi")


def test_one_is_singular_and_everything_else_plural():
    words = Words("xx", {"dog.one": "hund", "dog.other": "hunde"})
    assert [words.plural("dog", n) for n in (0, 1, 2)] == ["hunde", "hund", "hunde"]


def test_a_name_of_the_users_own_is_kept():
    assert load_words("da").label("attribute", "Kommune") == "Kommune"


def test_everything_the_pipeline_can_name_has_a_word():
    words = load_words("da").keys
    wanted = [f"aspect.{a}" for a in ASPECTS]
    wanted += [f"status.{s}" for s in (*STATUSES, "coded", "uncoded") if s != "content"]
    wanted += [f"{group}.{k}.one" for k in KINDS for group in ("kind", "fact.n")]
    wanted = [key.replace("fact.n.", "fact.n_") for key in wanted]
    assert sorted(set(wanted) - set(words)) == []
