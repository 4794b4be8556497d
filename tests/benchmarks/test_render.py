from benchmarks import render, tables, targets


def test_the_committed_page_is_made_from_the_committed_results():
    assert render.README.read_text(encoding="utf-8") == render.render(render.read_results())


def test_a_part_that_was_not_run_says_so():
    page = render.render({})
    assert "Not measured yet: `make bench PART=single_label`." in page
    assert "Not measured yet: `make bench PART=coding_speed`." in page


def test_figures_stand_with_their_interval():
    assert tables.figure({"mean": 0.5, "low": 0.4, "high": 0.6}) == "0.50 (0.40–0.60)"
    assert tables.figure({"mean": None, "low": None, "high": None}) == "–"


def test_a_part_without_a_table_shows_all_its_figures():
    shown = tables.plain({"machine": {"cpu": "x"}, "texts_per_second": {"fast": 12.5}})
    assert "texts_per_second / fast | 12.5" in shown
    assert "cpu" not in shown


ERRORS = {"ece_all_pairs": 0.02, "ece_best_code": 0.1}


def test_a_target_that_is_missed_says_no():
    def made(mean):
        return {"mean": mean, "low": mean - 0.02, "high": mean + 0.02}

    def ours(mean, language):
        leads = {targets.SVM: made(mean), targets.MINILM: made(mean)}
        twenty = {"lead_of_evalmine": leads, "calibration": ERRORS}
        kappas = [{"n_train": 60, "kappa": {"mean": 0.7}}, {"n_train": 9, "kappa": {"mean": 0.1}}]
        return {"language": language, "examples": {"20": twenty}, "per_code": kappas}

    sets = {"ahead": ours(0.2, "da"), "behind": ours(-0.1, "en")}
    page = targets.table(
        {
            "single_label": {"sets": sets},
            "multi_label": {"sets": {}},
            "zero_shot": {"sets": {}, "danish_minus_english": {"macro_f1": made(-0.08)}},
        }
    )
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines()[2:]]
    verdicts = {(row[0][:22], row[1]): row[3] for row in rows}
    assert verdicts["20 per code: at least ", "ahead"] == "yes"
    assert verdicts["20 per code: at least ", "behind"] == "no"
    assert verdicts["20 per code: ahead of ", "ahead"] == "yes"
    assert ("20 per code: ahead of ", "behind") not in verdicts
    assert [row[3] for row in rows if row[0].startswith("zero-shot: Danish")] == ["no"]
    assert [row[2] for row in rows if row[0].startswith("kappa")] == ["1 of 1", "1 of 1", "2 of 2"]
