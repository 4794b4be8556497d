from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.corpus.model import Block, Corpus, Document
from evalmine.corpus.segmenting import segment, segment_document, sentences
from evalmine.corpus.text import normalize_text
from evalmine.errors import ConfigError

# (language, sentences): joined by a blank they must come apart at the same places.
RUNNING = [
    # Danish: abbreviations, amounts, dates, ordinals, times
    ("da", ["Vi inddrog bl.a. AMR, TR m.fl. i arbejdet.", "Det gav ro."]),
    ("da", ["Projektet kostede 1.250.000,50 kr.", "Heraf gik ca. 3,5 mio. kr. til løn."]),
    ("da", ["Tilskuddet var 3,5 mio. kr.", "Det rakte ikke."]),
    ("da", ["Vi begyndte d. 3. marts 2025 kl. 14.30 i kantinen.", "Alle kom."]),
    ("da", ["Mødet d. 24. dec. blev aflyst.", "Vi holdt det i 2.-3. kvartal."]),
    ("da", ["Det gælder fra 1. januar.", "I 2. Kvartal ser vi på det igen."]),
    ("da", ["Vi talte om pauser, tone, vagter osv.", "Derefter stemte vi."]),
    ("da", ["Vi talte om pauser, tone osv. på alle møder."]),
    ("da", ["Fx sagde en kollega nej.", "Det var nyt ift. før."]),
    ("da", ["Ifm. flytningen, jf. bilag 2, blev 12 pct. af timerne tabt, dvs. ca. 40 t. pr. uge."]),
    ("da", ["Formanden, dr. Ravnkilde, og prof. A. B. Lindemose deltog.", "De lyttede."]),
    ("da", ["H.C. Ørnsvig talte først.", "Så talte J. Møllegaard."]),
    ("da", ["Inkl. moms er prisen 49 kr. pr. medarbejder ekskl. fragt."]),
    ("da", ["Hhv. 3 og 5 teams, evt. flere, går i gang pga. ventelisten."]),
    ("da", ["Vi ringer kl. 7.", "Så kører vi."]),
    ("da", ["Stemningen gik fra 4 til 10.", "Det mærkes."]),
    ("da", ["Det var i 2024.", "I 2025 blev det bedre."]),
    ("da", ["Vi bruger metoden fra afsnit 2.1.", "Den er enkel."]),
    ("da", ["2.1. Metoden er beskrevet i bilaget."]),
    ("da", ["Jf. § 4, stk. 2, nr. 3, skal MED-udvalget høres."]),
    ("da", ["Lederen er cand.mag. og ph.d. fra universitetet."]),
    ("da", ["Vi brugte 25 min. om dagen.", "Det var nok."]),
    ("da", ["Ansvaret er min.", "Jeg tager det gerne."]),
    ("da", ["Fagligheden er tilbage m.v.", "Vi er glade."]),
    ("da", ["Vi så det i tv.", "Det var en øjenåbner."]),
    ("da", ["Vi fik ny it.", "Medarbejderne bruger den."]),
    ("da", ["Har I prøvet?", "Det virker!!", "Også om natten?!", "Ja."]),
    # Danish: addresses, files, ellipses
    ("da", ["Skriv til post@firma.example eller se www.firma.example/trivsel.", "Vi svarer."]),
    ("da", ["Skemaet ligger i pauseplan.v2.xlsx på drevet.", "Filen hedder Rapport.Pdf nu."]),
    ("da", ["Vi tænkte ... og så gjorde vi det.", "Godt nok …", "Det holdt."]),
    ("da", ["Vi ville så gerne… men tiden gik.", "Sådan er det."]),
    # Danish: quotes, parentheses, emoji
    ("da", ["»Det virker.« siger en leder.", "Vi er enige."]),
    ("da", ["»Det virker,« siger en leder.", "»Nu tør vi.«"]),
    ("da", ['Hun sagde: "Jeg tør godt."', "Så blev der stille."]),
    ("da", ["”Hvorfor nu?” spurgte hun.", "Ingen svarede."]),
    ("da", ["Han kaldte det »en gave«.", "Det var det."]),
    ("da", ['Vi siger "Stop. Tænk. Tal" hver morgen.', "Det hjælper."]),
    ("da", ["»Vi er et hold.« (leder, plejehjem)", "Det siger de andre også."]),
    ("da", ["»Vi er et hold.« – Teamleder i hjemmeplejen"]),
    ("da", ["Vi mødtes (to gange i marts. Det var sjovt) og spiste."]),
    ("da", ["Vi mødtes ofte.", "(Se bilag 2.)", "Derefter gik det stærkt."]),
    ("da", ["Vi nåede 100 (!) samtaler.", "Det var flot."]),
    ("da", ["Det var dejligt! 😊", "Vi gør det igen 👍🏽", "Tak for støtten."]),
    ("da", ["Tak for hjælpen 😊", "Vi ses."]),
    ("da", ["Det gik fint :-)", "Vi er stolte."]),
    # Danish: sloppy answers
    ("da", ["det gik godt.", "vi fik mere tid.", "personalet blev glade"]),
    ("da", ["Vi fik mere samarbejde.", "det kan mærkes."]),
    ("da", ["Projektlederen og adm. direktør samt vicedir. talte."]),
    ("da", ["Lukkedagen! fordi det er hele to timer."]),
    ("da", ["Det er vist det.", "Husk at I. P. Kvist skal takkes."]),
    ("da", ["Vi vil gerne have, at det gør I.", "Så kan vi også."]),
    # Norwegian
    ("nb", ["Vi brukte bl.a. 2 mill. kr. på kurs, f.eks. i kl. 8.", "Det gikk bra."]),
    ("nb", ["Møtet var 17. mai kl. 12.15 hos dr. Fjellvik.", "Alle kom."]),
    ("nb", ["«Det virker.» sier en leder.", "Vi er enige."]),
    ("nb", ["Vi snakket om pauser, vakter osv.", "Etterpå stemte vi."]),
    ("nb", ["Mht. turnus, jf. vedlegg 3, er ca. 40 % fornøyde ifm. endringen."]),
    # Swedish
    ("sv", ["Vi använde bl.a. kort, t.ex. i köket.", "Det gick bra."]),
    ("sv", ["Mötet var den 6 juni kl. 14.30 p.g.a. helgen.", "Alla kom."]),
    ("sv", ["”Det fungerar.” säger en chef.", "Vi håller med."]),
    ("sv", ["Kostnaden blev 1,2 mkr inkl. moms, dvs. mer än väntat.", "Vi betalade."]),
    ("sv", ["Vi pratade om raster, tonen m.m.", "Sedan röstade vi."]),
    # English
    ("en", ["Mr. Alder and Dr. J. P. Moss spoke, i.e. both leaders.", "It helped."]),
    ("en", ["We met at 9 a.m. on Mondays.", "Everyone came."]),
    ("en", ["We tried cards, walks, etc.", "Then we voted."]),
    ("en", ["Use e.g. Figure 2.1 or No. 5.", "It is short."]),
    ("en", ['"It works." said a manager.', "We agree."]),
    ("en", ["“Why now?” she asked.", "Nobody answered."]),
    ("en", ["So did I.", "Then we stopped."]),
    ("en", ["The U.S. partners left.", "We stayed on approx. 3.5 days."]),
]

# Cases where more than blanks lies between the sentences: bullets, newlines, long answers.
LAID_OUT = [
    ("- Ro på stuen\n- Mere tid", ["Ro på stuen", "Mere tid"]),
    ("• Ro. Og tid.\n* Latter\n– Kaffe", ["Ro. Og tid.", "Latter", "Kaffe"]),
    ("-Bedre tone\n-Færre klager", ["Bedre tone", "Færre klager"]),
    ("1. Pauser\n2. tavlen\n3) Kaffe", ["Pauser", "tavlen", "Kaffe"]),
    ("a) lederne\nb) de andre\n✓ Kaffe", ["lederne", "de andre", "Kaffe"]),
    ("1. januar begyndte vi.\nDet var koldt.", ["1. januar begyndte vi.", "Det var koldt."]),
    ("1. Kvartal var roligt", ["1. Kvartal var roligt"]),
    ("• Ro • Tid • Kaffe", ["Ro", "Tid", "Kaffe"]),
    ("Vi lærte:\n- at lytte\n- at spørge", ["Vi lærte:", "at lytte", "at spørge"]),
    ("bedre tone\nfærre klager\nmere tid", ["bedre tone", "færre klager", "mere tid"]),
    ("Vi fik mere ro\nLederne kom mere ud", ["Vi fik mere ro", "Lederne kom mere ud"]),
    ("Vi fik mere ro\nog mere tid.", ["Vi fik mere ro\nog mere tid."]),
    ("Vi samarbejder nu med\nRavnsby Kommune.", ["Vi samarbejder nu med\nRavnsby Kommune."]),
    ("Vi brugte bl.a.\nDialogkort.", ["Vi brugte bl.a.\nDialogkort."]),
    ("Første afsnit uden stop\n\nmere her", ["Første afsnit uden stop", "mere her"]),
    ("Det gik godt…\nvi smilede", ["Det gik godt…", "vi smilede"]),
    (
        "Vi har i perioden arbejdet tæt sammen med\n"
        "Ravnsby Sygehus om en ny plan for vagterne,\n"
        "og det har givet ro. Planen gælder resten af\n"
        "året.",
        [
            "Vi har i perioden arbejdet tæt sammen med\n"
            "Ravnsby Sygehus om en ny plan for vagterne,\nog det har givet ro.",
            "Planen gælder resten af\nåret.",
        ],
    ),
    (
        "»Nu tør vi sige det højt«\n– Sygeplejerske, Ravnsby",
        ["»Nu tør vi sige det højt«\n– Sygeplejerske, Ravnsby"],
    ),
    (
        "- Tavlen. Den hænger i gangen, hvor alle kommer forbi, og den kræver intet login."
        " Derfor bruger også vikarerne den, og de har bedt om en til kælderen og til kontoret.",
        [
            "Tavlen. Den hænger i gangen, hvor alle kommer forbi, og den kræver intet login.",
            "Derfor bruger også vikarerne den, og de har bedt om en til kælderen og til kontoret.",
        ],
    ),
    ("Vi fik ro.Det er nyt!Og rart.", ["Vi fik ro.", "Det er nyt!", "Og rart."]),
    ("-", ["-"]),
    ("   \n ", []),
    ("", []),
    ("👍👍", ["👍👍"]),
]


def cut(text: str, language: str = "da") -> list[str]:
    return [text[a:b] for a, b in sentences(text, language)]


@pytest.mark.parametrize(("language", "expected"), RUNNING, ids=lambda v: str(v)[:50])
def test_running_text_comes_apart_between_its_sentences(language, expected):
    assert cut(" ".join(expected), language) == expected


@pytest.mark.parametrize(("text", "expected"), LAID_OUT, ids=lambda v: str(v)[:40])
def test_lines_and_bullets(text, expected):
    assert cut(text) == expected


def document(*parts: tuple[str, str, str], kind: str = "self_evaluation") -> Document:
    """Build a document from (role, question, text) triples, a blank line between them."""
    text, blocks = "", []
    for role, question, part in parts:
        blocks.append(Block(len(text), len(text) + len(part), role, question, "Afsnit", 4))
        text += part + "\n\n"
    return Document("d1", "p1", kind, "f.xlsx", text, tuple(blocks), "da")


def test_a_segment_knows_where_it_comes_from():
    found = segment_document(document(("answer", "Hvad?", "Vi fik mere ro. Det holder endnu.")))
    first, second = found
    assert (second.segment_id, second.start, second.end) == ("d1@16", 16, 33)
    assert second.text == "Det holder endnu."
    assert (second.question, second.heading, second.page) == ("Hvad?", "Afsnit", 4)
    assert (first.role, first.status, first.language) == ("answer", "content", "da")
    assert (first.document_id, first.project_id) == ("d1", "p1")


def test_no_segment_crosses_a_block():
    found = segment_document(
        document(
            ("paragraph", "", "Vi fik en plan uden stop"), ("bullet", "", "og mere ro til alle")
        )
    )
    assert [s.text for s in found] == ["Vi fik en plan uden stop", "og mere ro til alle"]
    assert [s.role for s in found] == ["paragraph", "bullet"]


def test_a_bullet_whose_mark_the_reader_took_away_stays_whole():
    found = segment_document(
        document(("bullet", "", "Spørg kun, hvis du kan handle. Ellers vent."))
    )
    assert [s.text for s in found] == ["Spørg kun, hvis du kan handle. Ellers vent."]


def test_a_non_answer_is_one_only_if_the_whole_answer_is():
    found = segment_document(
        document(
            ("answer", "Hvad?", "Nej. Ikke relevant."),
            ("answer", "Hvorfor?", "Ingen. Vi havde travlt hele året."),
            ("answer", "Hvornår?", "👍"),
            ("answer", "Tom?", ""),
        )
    )
    assert [(s.text, s.status) for s in found] == [
        ("Nej.", "non_answer"),
        ("Ikke relevant.", "non_answer"),
        ("Ingen.", "too_short"),
        ("Vi havde travlt hele året.", "content"),
        ("👍", "non_answer"),
    ]


def test_short_segments_are_counted_by_words():
    found = segment_document(document(("answer", "Hvad?", "Tavlen, helt klart. Den virker.")))
    assert [s.status for s in found] == ["content", "too_short"]
    again = segment_document(document(("answer", "Hvad?", "Den virker.")), min_words=2)
    assert again[0].status == "content"


def test_tables_and_headings_of_reports_are_listed_whole():
    found = segment_document(
        document(
            ("heading", "", "3. Resultater"),
            ("table", "", "Uge. Antal\n1. 14"),
            ("footnote", "", "Se note. Side 4."),
            ("paragraph", "", "Det gik rigtig godt."),
            kind="external_evaluation",
        )
    )
    assert [(s.role, s.status) for s in found] == [
        ("heading", "boilerplate"),
        ("table", "boilerplate"),
        ("footnote", "boilerplate"),
        ("paragraph", "content"),
    ]
    assert found[1].text == "Uge. Antal\n1. 14"


def test_headings_of_survey_questions_are_no_segments():
    found = segment_document(
        document(
            ("heading", "", "Hvad lærte I?"), ("answer", "Hvad lærte I?", "Vi lærte at lytte.")
        )
    )
    assert [s.role for s in found] == ["answer"]


def test_languages_differ_within_a_document():
    found = segment_document(
        document(
            ("answer", "Hvad?", "Vi fik et fælles sprog, og det gjorde en forskel i hverdagen."),
            (
                "answer",
                "Og?",
                "This part was written by the night shift, because they do not know the others.",
            ),
            ("answer", "Så?", "Yes, coffee."),
        )
    )
    assert [s.language for s in found] == ["da", "en", "da"]


def test_paragraphs_as_the_unit():
    found = segment_document(
        document(("answer", "Hvad?", "- Ro. Tid til alle.\n- Kaffe. ")), unit="paragraph"
    )
    assert [s.text for s in found] == ["Ro. Tid til alle.\n- Kaffe."]
    with pytest.raises(ConfigError, match="unit 'word' is not known"):
        segment(Corpus(documents=(document(),)), unit="word")


def test_a_document_without_blocks_is_one_paragraph():
    found = segment_document(Document("d", "p", "document", "f.txt", "Det gik. Det holdt længe."))
    assert [s.text for s in found] == ["Det gik.", "Det holdt længe."]


def test_a_corpus_is_segmented_in_order_with_progress():
    calls = []
    one = document(("answer", "Hvad?", "Vi fik mere ro."))
    two = Document("d2", "p2", "document", "g.txt", "Der kom flere.")
    found = segment(Corpus(documents=(one, two)), progress=lambda done, n: calls.append((done, n)))
    assert [s.segment_id for s in found] == ["d1@0", "d2@0"]
    assert calls == [(1, 2), (2, 2)]


def test_very_long_sentences_are_cut_at_clause_borders():
    clause = "vi talte med hinanden om alt det der fyldte på gangen"
    for border in ("; ", ", og ", ", ", " og "):
        text = border.join([clause] * 80)
        found = cut(text)
        assert max(map(len, found)) <= 1000
        assert min(map(len, found)) > 300
        assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert len(cut("ord " * 400)) == 1


def test_an_unknown_language_is_cut_as_danish():
    assert cut("Vi mødtes kl. 8. Det gik.", "xx") == ["Vi mødtes kl. 8.", "Det gik."]


def test_the_spacy_component_marks_sentence_starts():
    from evalmine.corpus.spacy_tokens import pipeline

    doc = pipeline("da")("Vi brugte bl.a. kort. De virker!")
    assert [s.text for s in doc.sents] == ["Vi brugte bl.a. kort.", "De virker!"]
    assert list(pipeline("da")("").sents) == []


PIECES = st.sampled_from(
    [
        "Vi ",
        "mødtes ",
        "d. 3. ",
        "kl. 14.30 ",
        "godt. ",
        "»Ja.« ",
        "siger ",
        "bl.a. ",
        "(fx ",
        ") ",
        "\n",
        "\r\n",
        "\n\n",
        "- ",
        "• ",
        "\n- ",
        "\n• ",
        "1. ",
        "\n2) ",
        "a) ",
        "✓ ",
        "... ",
        "… ",
        "! ",
        "?! ",
        "😊",
        " 👍🏽 ",
        "A\u030a",
        "e\u0301",
        "\u0301",
        "\x00",
        "\u200b",
        "\u00a0",
        "\t",
        "\ufeff",
        "\u2028",
        "'",
        "”",
        "; ",
        ", og ",
        ":",
        " – ",
        "-",
        "æøå",
        "Æ",
        "ß",
        "٣",
        "漢",
        ".",
        "[fx ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))
# What may be left between two segments, besides white space: bullet marks.
GAP = re.compile(
    r"(?:\s|[•▪●◦‣■□○∙⁃➢➤►✓✔☑✅→\uf0b7\uf0a7\ufe0f]|[-–—*·+]|->|=>|\d{1,2}[.)]|[a-zA-Z][.)]"
    r"|\((?:\d{1,2}|[a-zæøå])\)|o\t)*"
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from(["answer", "paragraph", "bullet", "quote"]), TEXTS), max_size=3
    )
)
def test_every_character_lies_in_exactly_one_segment(parts):
    doc = document(*[(role, "Hvad?", normalize_text(text)) for role, text in parts])
    found = segment_document(doc)
    assert all(doc.text[s.start : s.end] == s.text == s.text.strip() != "" for s in found)
    assert len({s.segment_id for s in found}) == len(found)
    at = 0
    for s in found:
        assert s.start >= at
        assert GAP.fullmatch(doc.text, at, s.start)
        at = s.end
    assert not doc.text[at:].strip()
    for s in found:
        assert any(b.start <= s.start < s.end <= b.end for b in doc.blocks)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TEXTS)
def test_cutting_a_sentence_again_finds_no_other_order_or_overlap(text):
    text = normalize_text(text)
    spans = sentences(text, "da")
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert sentences(text, "da") == spans


def test_importing_the_module_does_not_import_spacy():
    code = "import evalmine.corpus.segmenting, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("sign", ["(", "_", "!.?", "😊", ". ", "')", "- a\n"])
def test_long_runs_of_signs_do_no_harm(sign):
    text = "Vi gik. " + sign * 10_000 + " Det gik."
    found = cut(text)
    assert "".join("".join(found).split()).replace("-", "") == "".join(text.split()).replace(
        "-", ""
    )
