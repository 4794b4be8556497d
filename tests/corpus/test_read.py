import hashlib
import logging

import openpyxl
import pandas as pd
import pytest

from evalmine.corpus.read import describe_roles, read
from evalmine.errors import ConfigError, InputError
from evalmine.resources import resource_path

ASKED = "Hvad er jeres vigtigste læring?"
LONG = "Vi lærte, at man skal spørge de folk, det handler om"
SURVEY = f"Projekt-id;Projekttitel;{ASKED}\nA1;Ro;{LONG}\nA2;Fred;{LONG} igen\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "selvevalueringer.csv").write_bytes(SURVEY.encode("cp1252"))
    (tmp_path / "A1_ekstern-evaluering.txt").write_text("Det gik godt.\n\nMen dyrt.", "utf-8")
    (tmp_path / "A2_læringsnotat.md").write_text("# Læring\n\nSpørg først.", "utf-8")
    return tmp_path


def reasons(corpus):
    return [(e.source, e.location, e.reason) for e in corpus.excluded]


def test_xlsx_and_csv_of_the_sample_survey_say_the_same():
    corpora = resource_path("corpora", "aftryk-2025")
    sheet, text = (read(corpora / f"selvevalueringer.{suffix}") for suffix in ("xlsx", "csv"))
    assert len(sheet.projects) == len(sheet.documents) == 97
    assert sheet.excluded == text.excluded == ()
    assert sheet.closed_answers == text.closed_answers
    assert [p.project_id for p in sheet.projects] == [p.project_id for p in text.projects]
    assert {len(d.questions) for d in sheet.documents} == {5}
    same = [a.text == b.text for a, b in zip(sheet.documents, text.documents, strict=True)]
    assert sum(same) >= 85  # cp1252 cannot hold an emoji
    project = sheet.project_by_id["AFT25-001"]
    assert project.attributes["amount"] == 385000.0
    assert project.attributes["start"] == "2024-03-01"
    assert project.attributes["may_quote"] is True


def test_a_folder_of_a_survey_and_reports(folder):
    corpus = read(folder)
    assert [(d.document_id, d.kind) for d in corpus.documents] == [
        ("A1/self_evaluation", "self_evaluation"),
        ("A2/self_evaluation", "self_evaluation"),
        ("A1/external_evaluation", "external_evaluation"),
        ("A2/learning_note", "learning_note"),
    ]
    assert {p.project_id: p.title for p in corpus.projects} == {"A1": "Ro", "A2": "Fred"}
    assert (
        dict(corpus.sources)["selvevalueringer.csv"]
        == hashlib.sha256(SURVEY.encode("cp1252")).hexdigest()
    )
    assert read(str(folder)) == corpus
    assert read(f"{folder}/**") == corpus


def test_the_sum_of_two_readings_is_the_reading_of_both(folder):
    survey, note = folder / "selvevalueringer.csv", folder / "A2_læringsnotat.md"
    assert read(survey) + read(note) == read([survey, note])


def test_options_of_documents(folder):
    path = folder / "A1_ekstern-evaluering.txt"
    corpus = read(
        path, kind="document", project="P7", title="Nyt", language="da", attributes={"year": 2025}
    )
    assert corpus.documents[0].document_id == "P7/document"
    assert corpus.documents[0].language == "da"
    assert corpus.projects[0].title == "Nyt"
    assert corpus.projects[0].attributes == {"year": 2025}
    given = read(
        f"{folder}/A*", project={"A1_ekstern-evaluering.txt": "P1", "A2_læringsnotat": "P2"}
    )
    assert [p.project_id for p in given.projects] == ["P1", "P2"]


def test_documents_csv_beside_the_files_is_honored(folder):
    text = "file,project_id,kind,title\nA1_ekstern-evaluering.txt,A2,document,Aftryk\n"
    (folder / "documents.csv").write_text(text, "utf-8")
    corpus = read(folder / "A1_ekstern-evaluering.txt")
    assert corpus.documents[0].document_id == "A2/document"
    assert corpus.projects[0].title == "Aftryk"


def test_a_second_document_of_a_kind_is_numbered_and_said(folder):
    (folder / "A1_ekstern-midtvejs.txt").write_text("Halvvejs.", "utf-8")
    (folder / "A1_ekstern-start.txt").write_text("Fra start.", "utf-8")
    corpus = read(f"{folder}/A1*")
    ids = [d.document_id for d in corpus.documents]
    assert ids == [f"A1/external_evaluation{n}" for n in ("", "-2", "-3")]
    reason = "kept: one more text of A1, as A1/external_evaluation-2"
    assert reasons(corpus)[0] == ("A1_ekstern-midtvejs.txt", "", reason)


def test_two_surveys_without_ids_do_not_share_projects(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"{ASKED};Note\n{LONG};x\n", "utf-8")
    corpus = read(tmp_path)
    assert [p.project_id for p in corpus.projects] == ["a-R0001", "b-R0001"]


def test_a_file_that_cannot_be_read_is_listed_and_the_others_go_on(folder, caplog):
    (folder / "ødelagt.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    (folder / "tom.docx").write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        corpus = read(folder)
    assert len(corpus.documents) == 4
    assert reasons(corpus) == [
        (
            "ødelagt.xlsx",
            "",
            "is not a readable workbook (damaged, or another format renamed): save it anew",
        ),
        ("tom.docx", "", "is empty (0 bytes): export or save it anew"),
    ]
    assert len(caplog.records) == 2
    with pytest.raises(InputError, match=r"ødelagt.xlsx: is not a readable workbook"):
        read(folder, on_error="raise")


def test_a_row_that_cannot_be_read_is_listed_with_its_number(tmp_path):
    (tmp_path / "a.csv").write_text(SURVEY + "A3;Strid;godt;men;dyrt\nA4;Fest;fint\n", "utf-8")
    corpus = read(tmp_path / "a.csv")
    assert [d.project_id for d in corpus.documents] == ["A1", "A2", "A4"]
    assert reasons(corpus)[0][:2] == ("a.csv", "row 4")
    with pytest.raises(InputError, match=r"^a.csv, row 4: has 5 cells where the header has 3"):
        read(tmp_path / "a.csv", on_error="raise")


def test_a_library_that_stumbles_stops_only_its_file(folder, monkeypatch):
    import evalmine.corpus.plain as plain

    monkeypatch.setattr(plain, "_plain", lambda text: 1 / 0)
    corpus = read(folder)
    assert reasons(corpus) == [
        (
            "A1_ekstern-evaluering.txt",
            "",
            "cannot be read (ZeroDivisionError: division by zero): save it anew",
        )
    ]


def test_sheets_are_read_together_and_a_sheet_of_facts_adds_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Svar"
    for row in (["Projekt-id", ASKED], ["A1", LONG], ["A2", LONG]):
        book.active.append(row)
    facts = book.create_sheet("Fakta")
    for row in (["Projekt-id", "Region"], ["A1", "Nord"], ["A2", "Syd"]):
        facts.append(row)
    notes = book.create_sheet("Vejledning")
    for row in (["Emne", "Vægt"], ["Skala", 5]):
        notes.append(row)
    book.save(tmp_path / "a.xlsx")
    corpus = read(tmp_path / "a.xlsx")
    assert corpus.project_by_id["A2"].attributes == {"region": "Syd"}
    assert len(corpus.documents) == 2
    assert [location for _, location, _ in reasons(corpus)] == [
        "sheet 'Fakta', header",
        "sheet 'Vejledning'",
    ]
    assert read(tmp_path / "a.xlsx", sheet="Svar").excluded == ()


def test_roles_can_be_corrected_and_shown(folder):
    path = folder / "selvevalueringer.csv"
    shown = describe_roles(path)
    assert list(shown.columns) == ["column", "role", "reason", "example"]
    assert dict(zip(shown["column"], shown["role"], strict=True)) == {
        "Projekt-id": "project_id",
        "Projekttitel": "title",
        ASKED: "open",
    }
    corpus = read(path, roles={"Projekttitel": "open", ASKED: "attribute"})
    assert corpus.documents[0].questions == ("Projekttitel",)
    assert describe_roles(path, roles={"Projekttitel": "pool"})["reason"].iloc[1] == "given"
    with pytest.raises(
        InputError, match="has no column 'Projektitel', did you mean 'Projekttitel'"
    ):
        read(path, roles={"Projektitel": "title"})


def test_a_frame_is_a_source_too():
    frame = pd.DataFrame({"Projekt-id": ["A1"], ASKED: ["None"]})
    corpus = read(frame, roles={ASKED: "open"})
    assert corpus.documents[0].text == f"{ASKED}\nNone\n\n"
    assert corpus.sources[0][0] == "frame"
    assert describe_roles(frame)["role"].tolist() == ["project_id", "open"]


def test_attributes_fill_gaps_only(folder):
    corpus = read(folder / "selvevalueringer.csv", attributes={"pool": "Nærvær"})
    assert {p.attributes["pool"] for p in corpus.projects} == {"Nærvær"}


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(folder):
    path = folder / "stor.csv"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(InputError) as error:
        read(path)
    assert str(error.value) == (
        "stor.csv: has 2,048 MiB, more than the limit of 1,024 MiB: split it, or raise max_bytes="
    )
    assert len(read(folder).documents) == 4


def test_wrong_encoding(folder):
    with pytest.raises(InputError) as error:
        read(folder / "selvevalueringer.csv", encoding="utf-8")
    assert str(error.value) == (
        "selvevalueringer.csv, line 1: byte 0xe6 is not utf-8: leave out encoding= to have it "
        "guessed, or save the file as UTF-8"
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "Projekt-id;Svar\n", "a.csv: has no rows below its header: nothing to read"),
        ("a.txt", "  \n\n ", "a.txt: holds no text: nothing to read"),
        ("a.jpg", "x", "a.jpg: .jpg files are not read: save it as .docx, .pdf or .txt"),
        (
            "a.doc",
            "x",
            "a.doc: is in the old Word format: open it in Word or LibreOffice and save it as .docx",
        ),
        ("a", "x", "a: has no suffix that says what it is: name it .docx, .pdf or .txt"),
        (
            "a.csv",
            "Kommune;Antal\nNord;1\n",
            "a.csv: has no column with open answers: name one with roles={column: 'open'}; "
            "its columns are 'Kommune', 'Antal'",
        ),
    ],
)
def test_a_single_bad_file_is_an_error(tmp_path, name, content, message):
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InputError) as error:
        read(tmp_path / name)
    assert str(error.value) == message


def test_when_nothing_can_be_read_the_first_reason_is_told(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("", "utf-8")
    with pytest.raises(InputError) as error:
        read(tmp_path)
    assert str(error.value) == (
        "a.txt: is empty (0 bytes): export or save it anew (and 1 more could not be read)"
    )


def test_a_path_that_does_not_exist(tmp_path):
    path = tmp_path / "mangler.xlsx"
    with pytest.raises(InputError) as error:
        read(path)
    assert str(error.value) == f"{path}: does not exist: check the path"
    with pytest.raises(InputError, match="does not exist"):
        describe_roles(path)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "rapport"}, "kind 'rapport' is not known: use one of self_evaluation"),
        ({"on_error": "ignore"}, "on_error 'ignore' is not known: use 'list' or 'raise'"),
    ],
)
def test_wrong_options(folder, options, message):
    with pytest.raises(ConfigError, match=message):
        read(folder, **options)
