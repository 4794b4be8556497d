from __future__ import annotations

import pickle

import pytest

from evalmine.errors import (
    BusyError,
    CodebookError,
    ConfigError,
    EvalmineError,
    InputError,
    MissingExtraError,
    QuoteError,
    import_optional,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EvalmineError, 1),
        (InputError, 65),
        (CodebookError, 65),
        (BusyError, 75),
        (ConfigError, 78),
        (MissingExtraError, 78),
        (QuoteError, 1),
    ],
)
def test_each_error_has_its_exit_code_and_one_base(error, code):
    assert error.exit_code == code
    assert issubclass(error, EvalmineError)


def test_a_bad_input_is_one_line_with_file_place_and_reason():
    error = InputError("svar.xlsx", "the id is empty: fill it in", "row 14")
    assert str(error) == "svar.xlsx, row 14: the id is empty: fill it in"
    assert (error.source, error.location) == ("svar.xlsx", "row 14")
    assert error.reason == "the id is empty: fill it in"
    assert str(InputError("svar.xlsx", "has no rows")) == "svar.xlsx: has no rows"


@pytest.mark.parametrize("kind", [InputError, CodebookError])
def test_an_error_comes_back_from_another_process(kind):
    error = pickle.loads(pickle.dumps(kind("svar.xlsx", "has no rows", "sheet 2")))
    assert type(error) is kind
    assert str(error) == "svar.xlsx, sheet 2: has no rows"
    assert error.location == "sheet 2"


def test_an_installed_module_is_returned():
    assert import_optional("json", "spss").dumps([1]) == "[1]"


@pytest.mark.parametrize("module", ["findesslet_ikke", "findesslet_ikke.under"])
def test_a_missing_module_names_the_pip_line(module):
    with pytest.raises(MissingExtraError) as error:
        import_optional(module, "spss")
    assert str(error.value) == f'{module} is not installed: run pip install "evalmine[spss]"'


def test_a_module_that_itself_lacks_something_is_another_problem(tmp_path, monkeypatch):
    (tmp_path / "halv_pakke.py").write_text("import findesslet_ikke\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="findesslet_ikke"):
        import_optional("halv_pakke", "spss")
