from evalmine.corpus.header import find_header

DATA = ["A1", "Et svar, der er langt nok", "I høj grad"]


def test_one_row():
    header = find_header([["Id", "Svar", "Grad"], DATA])
    assert (header.start, header.end, header.names) == (0, 1, ("Id", "Svar", "Grad"))


def test_two_rows_with_merged_groups():
    rows = [
        ["Projekt", None, "Åbne", None],
        ["Id", "Titel", "Hvad?", "Hvordan?"],
        ["A", "B", "C", "D"],
    ]
    header = find_header(rows, [(0, 0, 0, 1), (0, 0, 2, 3)])
    assert header.end == 2
    assert header.names == ("Id", "Titel", "Hvad?", "Hvordan?")
    assert header.groups == ("Projekt", "Projekt", "Åbne", "Åbne")


def test_two_rows_without_merged_cells_as_in_csv():
    rows = [
        ["Projekt", None, "Åbne", None],
        ["Id", "Titel", "Hvad?", "Hvordan?"],
        ["A", "B", "C", "D"],
    ]
    assert find_header(rows).groups == ("Projekt", "Projekt", "Åbne", "Åbne")


def test_names_that_reach_down_two_rows():
    rows = [
        ["Id", "Titel", "Åbne", None, None],
        [None, None, "Hvad?", "Hvordan?", "Hvorfor?"],
        ["A"] * 5,
    ]
    assert find_header(rows).names == ("Id", "Titel", "Hvad?", "Hvordan?", "Hvorfor?")


def test_equal_questions_are_told_apart_by_their_group():
    rows = [
        ["Id", "Ledere", None, "Ansatte", None],
        [None, "Antal", "Kommentar", "Antal", "Kommentar"],
    ]
    rows += [["A", 1, "x", 2, "y"]]
    names = find_header(rows).names
    assert names[1:] == (
        "Ledere: Antal",
        "Ledere: Kommentar",
        "Ansatte: Antal",
        "Ansatte: Kommentar",
    )


def test_equal_and_missing_names_get_a_number_and_a_letter():
    rows = [["Svar", "Svar", None], ["a", "b", 3]]
    assert find_header(rows).names == ("Svar", "Svar (2)", "Column C")


def test_title_lines_above_the_table_are_passed_over():
    rows = [["Udtræk af selvevalueringer", None, None], [None] * 3, ["Id", "Svar", "Grad"], DATA]
    header = find_header(rows)
    assert (header.start, header.end) == (2, 3)


def test_a_first_answer_is_not_taken_for_a_second_header():
    rows = [["Id", "Svar", "Bemærkning", "Andet"], ["A1", "Et svar", None, None], DATA]
    assert find_header(rows).end == 1


def test_open_ended_response_below_a_question_is_no_name():
    rows = [["Respondent", "What did you learn?", "What stood in the way?", "Role", "Other"]]
    rows += [
        [None, "Open-Ended Response", "Open-Ended Response", None, None],
        ["1", "a", "b", "c", "d"],
    ]
    assert find_header([*rows]).end == 1
    rows[0][3:] = [None, None]
    rows[1][3:] = ["Leader", "Staff"]
    assert find_header(rows).names[1:3] == ("What did you learn?", "What stood in the way?")


def test_line_breaks_in_a_header_become_blanks():
    assert (
        find_header([["Id", "Hvad er\njeres  læring?"], ["A", "b"]]).names[1]
        == "Hvad er jeres læring?"
    )


def test_a_sheet_without_cells_has_no_header():
    assert find_header([[None, None], []]) is None


def test_variable_names_question_texts_and_import_ids():
    rows = [["Q1", "Q2"], ["Hvad er jeres læring?", "Hvad stod i vejen?"]]
    rows += [['{"ImportId":"QID1"}', '{"ImportId":"QID2"}'], ["At spørge", "Tid"]]
    header = find_header(rows)
    assert (header.end, header.names) == (3, ("Hvad er jeres læring?", "Hvad stod i vejen?"))
