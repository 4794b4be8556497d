from benchmarks import themes_cost, themes_scaling


def test_a_size_that_was_not_asked_of_a_tool_is_left_empty():
    spent = {"warm": 8.25, "fresh": 62.4, "peak_memory_mb": 1024}
    page = themes_cost.tables({"tools": {"Top2Vec": {"2,500": spent}}})
    assert page.splitlines()[-1] == ("| Top2Vec | – | 8.25 | – | – | – | 62 | – | – | 1,024 | – |")


def test_only_some_tools_do_the_largest_size():
    assert themes_cost._does("bertopic", "18,000")
    assert themes_cost._does("evalmine", "18,000")
    assert not themes_cost._does("topeax", "18,000")


def test_a_tenfold_of_texts_that_costs_a_tenfold_has_exponent_one():
    found = {str(n): {"cpu": n / 1000} for n in themes_scaling.SIZES}
    assert themes_scaling._exponent(found, "cpu") == 1.0


def test_what_did_not_end_is_said():
    own = {"cpu": 90.0, "seconds": 60.0, "peak_memory_mb": 2048, "update_cpu": 0.45, "n_themes": 9}
    result = {
        "sizes": {"100000": own},
        "bertopic": {"100000": {**own, "ended": False}},
        "exponent": {"cpu": 1.1},
    }
    page = themes_scaling.tables(result)
    assert "| 100,000 | 90.0 | 60.0 | 2,048 | 0.900 | 20.48 | 9 | 0.450 (0.50 %) |" in page
    assert "did not end in 300 s" in page
    assert "cpu 1.10" in page
