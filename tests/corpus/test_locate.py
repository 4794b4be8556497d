import pytest

from evalmine.corpus.locate import documents_list, kind_of, locate, project_of
from evalmine.errors import InputError


@pytest.fixture
def folder(tmp_path):
    for name in ("b.pdf", "a.xlsx", "a.csv", "~$a.xlsx", ".skjult.txt", "README.md", "foto.jpg"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "c.docx").write_bytes(b"x")
    return tmp_path


def names(located):
    return [path.name for path in located.paths]


def test_a_folder_gives_its_files_in_order_and_lists_what_it_passes_over(folder):
    located = locate(folder)
    assert names(located) == ["a.xlsx", "b.pdf"]
    assert [(e.source, e.reason) for e in located.excluded] == [
        ("README.md", "is about the files and not one of them: name it by itself to read it"),
        ("a.csv", "taken for the same table as a.xlsx: name it by itself to read it"),
        ("foto.jpg", ".jpg is not read: save it as .docx, .pdf or .txt"),
        ("under", "folders below are not read: use '/**' behind the folder"),
    ]


def test_globs_lists_and_single_files(folder):
    assert names(locate(f"{folder}/*.pdf")) == ["b.pdf"]
    assert names(locate(f"{folder}/**/*.docx")) == ["c.docx"]
    assert names(locate(f"{folder}/**")) == ["a.xlsx", "b.pdf", "c.docx"]
    assert names(locate([folder / "b.pdf", folder / "a.csv", folder / "b.pdf"])) == [
        "b.pdf",
        "a.csv",
    ]
    assert names(locate(folder / "README.md")) == ["README.md"]


def test_a_name_with_brackets_is_a_file_first(tmp_path):
    (tmp_path / "svar [2].txt").write_text("x")
    assert names(locate(tmp_path / "svar [2].txt")) == ["svar [2].txt"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("mangler.xlsx", "does not exist: check the path"),
        ("*.sav", "no file here can be read: expected .xlsx, .csv, .pdf, .docx ..."),
        ("", "no file here can be read: expected .xlsx, .csv, .pdf, .docx ..."),
    ],
)
def test_nothing_there(tmp_path, source, reason):
    path = str(tmp_path / source)
    with pytest.raises(InputError) as error:
        locate(path)
    assert str(error.value) == f"{path}: {reason}"


def test_an_empty_list():
    with pytest.raises(InputError, match="the list of files is empty: name at least one"):
        locate([])


@pytest.mark.parametrize(
    ("name", "project_id"),
    [
        ("AFT25-004_ekstern-evaluering.pdf", "AFT25-004"),
        ("AFT25-004 ekstern evaluering.pdf", "AFT25-004"),
        ("AFT25-004-ekstern.pdf", "AFT25-004"),
        ("2024.117 rapport.docx", "2024.117"),
        ("17_notat.docx", "17"),
        ("2025_rapport.docx", "2025_rapport"),
        ("slutrapport.docx", "slutrapport"),
    ],
)
def test_project_ids_of_file_names(name, project_id):
    assert project_of(name) == project_id


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("A1_Ekstern-evaluering.pdf", "external_evaluation"),
        ("external report.docx", "external_evaluation"),
        ("A1_læringsnotat.docx", "learning_note"),
        ("laeringsnotat.docx", "learning_note"),
        ("Learning note.pdf", "learning_note"),
        ("selvevaluering.docx", "self_evaluation"),
        ("slutrapport.docx", "document"),
    ],
)
def test_kinds_of_file_names(name, kind):
    assert kind_of(name) == kind


def test_documents_list_names_projects_and_attributes(tmp_path):
    text = "file,project_id,kind,title,pool\na.pdf,A1,learning_note,Ro,Nærvær\nb.pdf,B1,,,\n"
    (tmp_path / "documents.csv").write_text(text, encoding="utf-8")
    listed = documents_list(tmp_path)
    assert (listed["a.pdf"].project_id, listed["a.pdf"].kind) == ("A1", "learning_note")
    assert listed["a.pdf"].attributes == {"pool": "Nærvær"}
    assert (listed["b.pdf"].kind, listed["b.pdf"].title) == ("", "")
    for name in ("a.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(b"x")
    located = locate(tmp_path)
    assert names(located) == ["a.pdf"]
    assert (
        located.excluded[0].reason == "is not in documents.csv: add it there, or name it by itself"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "navn,project_id\na.pdf,A1\n",
            "documents.csv: needs the columns file and project_id (kind, title); "
            "it has navn, project_id",
        ),
        (
            "file,project_id,kind\na.pdf,A1,notat\n",
            "documents.csv, row 2: kind 'notat' is not known: use one of self_evaluation, "
            "external_evaluation, learning_note, document",
        ),
    ],
)
def test_a_wrong_documents_list(tmp_path, text, message):
    (tmp_path / "documents.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        documents_list(tmp_path)
    assert str(error.value) == message
