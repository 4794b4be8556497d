from __future__ import annotations

import ast
from pathlib import Path
from typing import ClassVar

import pytest

import evalmine.corpus
from evalmine.corpus.read import read
from evalmine.report.reasons import counted_reasons, told_place, told_reason
from evalmine.report.words import load_words

DA = load_words("da")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("kept: no project id, called R0007", "Rækken har intet projektnummer og kaldes R0007."),
        (
            "kept without a value: 12 answers are on no known scale ('ja')",
            "12 svar ligger ikke på en kendt skala og tælles ikke med i andelene.",
        ),
        ("something nobody foresaw", "Teknisk bemærkning: something nobody foresaw"),
    ],
)
def test_a_reason_is_told_in_the_language_of_the_report(reason, told):
    assert told_reason(reason, DA) == told


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("row 44", "række 44"),
        ("page 3", "side 3"),
        ("header", "overskriftsrækken"),
        ("sheet 'row A', row 2", "ark 'row A', række 2"),
        ("column page 2", "kolonne page 2"),
        ("", ""),
    ],
)
def test_a_place_is_told_without_touching_the_names_in_it(location, told):
    assert told_place(location, DA) == told


def test_what_the_reader_says_of_a_folder_and_a_broken_file_has_danish_words(tmp_path):
    (tmp_path / "README.md").write_text("Om filerne.", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "svar.csv").write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "rapport.pdf").write_bytes(b"no pdf")
    (tmp_path / "note.txt").write_text("Vi lærte meget af det hele i år.", encoding="utf-8")
    (tmp_path / "film.mov").write_bytes(b"x")
    reasons = [told_reason(e.reason, DA) for e in read(str(tmp_path)).excluded]
    assert len(reasons) == 4
    assert not any(r.startswith("Teknisk") for r in reasons), reasons


class Templates(ast.NodeVisitor):
    """The reasons that a reader's source can give, with 7 for what is filled in."""

    PLACES: ClassVar = {"InputError": 1, "Exclusion": 2, "note": 1}  # of the reason in a call
    GIVERS: ClassVar = ("_passed_over", "_advice")  # functions that return a reason

    def __init__(self):
        self.found, self.scope, self.constants, self.inside = set(), {}, {}, ""

    def visit_FunctionDef(self, node):
        self.scope, self.inside = dict(self.constants), node.name
        self.generic_visit(node)
        self.inside = ""

    def visit_Assign(self, node):
        name = getattr(node.targets[0], "id", "")
        self.scope[name] = self.text(node.value)
        if not self.inside:
            self.constants[name] = self.scope[name]
        if name == "reason":
            self.found.add(self.scope[name])
        self.generic_visit(node)

    def visit_Return(self, node):
        if self.inside in self.GIVERS:
            self.found.add(self.text(node.value))
        self.generic_visit(node)

    def visit_Call(self, node):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        place = self.PLACES.get(name)
        if place is not None and len(node.args) > place:
            self.found.add(self.text(node.args[place]))
        if ast.unparse(node.func) == "problems.append":
            self.found.add(self.text(node.args[0].elts[1]))
        self.generic_visit(node)

    def text(self, node):
        if isinstance(node, ast.Constant):
            return str(node.value)
        if isinstance(node, ast.JoinedStr):
            return "".join(self.text(part) for part in node.values)
        if isinstance(node, ast.FormattedValue):
            return self.text(node.value)
        if isinstance(node, ast.BinOp):
            return self.text(node.left) + self.text(node.right)
        if isinstance(node, ast.IfExp):
            return self.text(node.body)
        return self.scope.get(getattr(node, "id", None), "7")


def reasons_of_the_readers():
    """Every reason in the source of the readers that goes into `Corpus.excluded`."""
    found = set()
    for path in sorted(Path(evalmine.corpus.__file__).parent.glob("*.py")):
        if path.name != "rows.py":  # tables of texts, which are no part of a corpus
            templates = Templates()
            templates.visit(ast.parse(path.read_text(encoding="utf-8")))
            found |= {(path.name, text) for text in templates.found if text.count(" ") > 2}
    raised = ("does not exist", "the list of files is empty", "no file here", "7 (and 7")
    return sorted((name, text) for name, text in found if not text.startswith(raised))


def test_the_source_of_the_readers_is_searched_for_reasons():
    found = {text for _, text in reasons_of_the_readers()}
    assert len(found) > 45
    assert "kept: one more answer of 7, as 7" in found
    assert "is password-protected: save a copy without a password" in found


@pytest.mark.parametrize(("file", "reason"), reasons_of_the_readers())
def test_every_reason_of_the_readers_has_danish_words(file, reason):
    told = told_reason(reason, DA)
    assert not told.startswith("Teknisk"), f"{file}: {reason}"
    assert told[:1].isupper() or told.startswith("7")
    assert told.endswith(".")


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_reason_of_the_readers_can_be_counted(language):
    words = load_words(language)
    counted = counted_reasons([reason for _, reason in reasons_of_the_readers()], words)
    assert not any("7" in told for told, _, _ in counted)
    assert sum(n for _, _, n in counted) == len(reasons_of_the_readers())


def test_reasons_are_counted_without_their_particulars_left_out_first():
    reasons = [
        "kept: no project id, called R0007",
        "kept: no project id, called R0009",
        ".mov is not read: save it as .docx, .pdf or .txt",
        ".zip is not read: save it as .docx, .pdf or .txt",
        ".mp3 is not read: save it as .docx, .pdf or .txt",
        "is empty (0 bytes): export or save it anew",
    ]
    assert counted_reasons(reasons, DA) == [
        ("Filtypen læses ikke.", False, 3),
        ("Filen er tom.", False, 1),
        ("Rækken har intet projektnummer og har fået et.", True, 2),
    ]


def test_the_first_of_several_failures_is_told():
    reason = "is password-protected: save a copy without a password (and 3 more could not be read)"
    assert told_reason(reason, DA) == "Filen er beskyttet med adgangskode."
