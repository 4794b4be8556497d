from benchmarks.quote_spans import overlap, parse_marked


def test_marks_are_taken_out_and_their_places_kept():
    text, spans = parse_marked("So **very sad**<sup>Emotion; loss</sup>. And **long**.")
    assert text == "So very sad. And long."
    assert [(text[a:b], sorted(codes)) for a, b, codes in spans] == [
        ("very sad", ["emotion", "loss"]),
        ("long", []),
    ]


def test_overlap_counts_words():
    words = [(0, 2), (3, 7), (8, 11)]
    assert overlap(words, picked=[(0, 7)], marked=[(3, 11)]) == (1, 2, 2)
