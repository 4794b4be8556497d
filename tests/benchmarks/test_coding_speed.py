from benchmarks.coding_speed import codebook_of, tables


def test_the_codebook_has_as_many_codes_as_asked_and_no_groups():
    book = codebook_of(40)
    assert len(book.code_ids) == len(book.codes) == 40


def test_the_table_holds_every_coder_beside_the_target():
    page = tables(
        {
            "n_segments": 100_000,
            "n_codes": 40,
            "coders": {"zero-shot": {"cpu_seconds": 4.04, "wall_seconds": 5.0}},
            "peak_memory_mb": 737,
        }
    )
    assert "| zero-shot | 4.0 | 5.0 | 10 |" in page
