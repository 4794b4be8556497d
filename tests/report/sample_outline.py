"""A small, wholly fictitious outline with the texts its quotes are cut from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evalmine.corpus.model import Block, Document
from evalmine.corpus.text import sha256_of
from evalmine.synthesis.learning import CerqualFacts, Claim, Facet, Learning
from evalmine.synthesis.outline import (
    AspectPart,
    Case,
    ClosedSummary,
    CodeFacts,
    Fact,
    MapPoint,
    Method,
    Outline,
    PoolSection,
    PrevalenceRow,
    SaturationPoint,
)
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.support import Estimate, Support, wilson_interval

POOLS = (("Trivsel i fællesskab", 44), ("Ledelse tæt på", 31), ("Viden videre", 22))
SECTORS = (("Sundhed og pleje", 11), ("Industri", 7), ("Handel", 2), ("Kultur", 1))

DOCUMENTS = {
    "words": "Vi begyndte i det små. Vi har fået ord for det, der før kun var en mavefornemmelse, "
    "og dem bruger vi på hvert ugemøde. De nye lærer ordene den første dag.",
    "colors": "Farverne hænger på døren.\nRød betyder, at man skal spørge.",
    "leader": "Da lederen selv sagde det højt, turde vi andre også. Før gik man hjem og tænkte "
    "over det alene, og så blev det ikke bedre af den grund.",
    "board": "Tavlemødet tager otte minutter, og det er de bedst brugte minutter på hele ugen.",
    "evening": "Vi nåede aldrig aftenholdet, og derfor blev det dagvagtens projekt.",
    "turnover": "Midt i projektet skiftede vi leder to gange og begyndte næsten forfra.",
    "share": "Materialet ligger på en delt side, og fire nabokommuner har bedt om at låne det.",
    "english": "Everybody knows the three questions by heart, and people ask them unasked.",
    "sand": "Hos os løb det ud i sandet, fordi ingen havde tid til at holde møderne i gang.",
    "hostile": 'Han sagde "nu er det nok" & gik <b>roligt</b> 🙂 <script>alert(1)</script> ud.',
}


@dataclass(frozen=True)
class Sample:
    """An outline and the documents to check its quotes against."""

    outline: Outline
    documents: dict[str, Document | str]


@dataclass(frozen=True)
class FakeTheme:
    """What the report reads of a theme."""

    theme_id: str
    name: str
    keywords: tuple[str, ...]
    n_projects: int
    origin: str = "inductive"
    parent_id: str | None = None
    stability: float = float("nan")
    nearest_code: str = ""
    status: str = "found"
    n_segments: int = 20
    n_peripheral: int = 1


def quote(document_id: str, quote_id: str, pool: int = 0, **changes: object) -> Quote:
    """Return the cut of a document from `start` to `end`; the whole of it when not given."""
    text = DOCUMENTS[document_id]
    start, end = int(changes.pop("start", 0)), int(changes.pop("end", len(text)))  # type: ignore[call-overload]
    made = Quote(
        quote_id=quote_id,
        learning_id=quote_id.rsplit("-", 1)[0],
        document_id=document_id,
        project_id=f"P-{document_id}",
        segment_id=f"{document_id}:{start}",
        start=start,
        end=end,
        text=text[start:end],
        page=None,
        attribution=f"citat fra selvevaluering, {POOLS[pool][0]}",
        language="da",
        sha256=sha256_of(text),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def learning(
    learning_id: str, headline: str, n: int, total: int, statement: Quote, **changes: object
) -> Learning:
    """Return a learning over all pools; `changes` replace any of its fields."""
    made = Learning(
        learning_id=learning_id,
        headline=headline,
        statement=statement.text,
        scope="",
        level="",
        aspect="mechanism",
        theme_id=learning_id,
        theme_name="Fælles sprog",
        support=Support(n, total, n, 2 * n, *wilson_interval(n, total)),
        segment_ids=(statement.segment_id,),
        pools=tuple((pool, min(n, size) // 2, size) for pool, size in POOLS),
        sectors=SECTORS,
        statement_quotes=(statement,) if statement else (),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def front_learnings() -> tuple[Learning, ...]:
    """Return five cross-cutting learnings."""
    english = quote("english", "L001-Q2", 2, language="en")
    third = quote("board", "L001-Q3", 1, end=29)
    excerpt = "uddrag fra ekstern evaluering, Ledelse tæt på"
    leader = quote("leader", "L002-Q0", 1, end=52, page=14, attribution=excerpt)
    return (
        learning(
            "L001",
            "Et fælles sprog gør trivsel til noget, man kan tale om i hverdagen",
            61,
            97,
            quote("words", "L001-Q0", start=23, end=118),
            quotes=(quote("colors", "L001-Q1"), english, third),
        ),
        learning("L002", "Lederen går forrest, før andre tør", 44, 97, leader, aspect="learning"),
        learning(
            "L003",
            "Små, faste greb holder længere end store dage",
            38,
            97,
            quote("board", "L003-Q0"),
            n_counter=4,
            counter_quotes=(quote("sand", "L003-Q1", 1),),
        ),
        learning(
            "L004",
            "Skiftende vagter og ledere bryder rytmen",
            27,
            97,
            quote("evening", "L004-Q0"),
            quotes=(quote("turnover", "L004-Q1", 1),),
            aspect="barrier",
        ),
        learning(
            "L005",
            "Det, der kan lånes, bliver spredt",
            9,
            22,
            quote("share", "L005-Q0", 2),
            aspect="spread",
            level="Formidlende organisation",
            notes=("one_pool",),
        ),
    )


def closed_questions(scale: float = 1.0) -> tuple[ClosedSummary, ...]:
    """Return three closed questions; in the last, nobody gave the worst answer."""
    names = ("I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
    asked = (
        ("I hvilken grad har projektet styrket trivslen?", (22, 57, 12, 4, 2), 0, (35, 52)),
        ("I hvilken grad har I fået et fælles sprog?", (13, 47, 25, 9, 2), 1, (24, 51)),
        ("I hvilken grad holder forandringerne om et år?", (5, 40, 32, 12, 0), 8, None),
    )
    summaries = []
    for question, counts, unknown, previous in asked:
        pairs = zip(names, counts, strict=True)
        given = tuple((name, max(1, round(n * scale))) for name, n in pairs if n)
        tail = (("Ved ikke", unknown),) if unknown else ()
        n_valid = sum(n for _, n in given)
        high = given[0][1] + given[1][1]
        summaries.append(ClosedSummary(question, given + tail, high, n_valid, previous))
    return tuple(summaries)


def pool_section(number: int) -> PoolSection:
    """Return a pool with everything a pool can have."""
    pool, size = POOLS[number]
    prefix = f"P{number + 1}-L00"

    def told(n: int, aspect: str, headline: str, projects: int, document: str) -> AspectPart:
        statement = quote(document, f"{prefix}{n}-Q0", number)
        quotes = (quote("hostile", f"{prefix}{n}-Q1", number),) if aspect == "barrier" else ()
        pools = ((pool, projects, size), ("En anden pulje", 0, 0))
        made = learning(f"{prefix}{n}", headline, projects, size, statement, aspect=aspect)
        return AspectPart(aspect, (replace(made, scope=pool, pools=pools, quotes=quotes),))

    case_quote = quote("board", f"CASE-P{number}-Q1", number, end=29)
    headline = "Ugens otte minutter er blevet en vane"
    return PoolSection(
        pool=pool,
        n_projects=size,
        facts=(
            Fact("n_projects", size),
            Fact("n_self_evaluation", size),
            Fact("n_external_evaluation", number + 1),
            Fact("amount", 385_000.0 * size),
            Fact("n_leaders", 6.0 * size),
            Fact("n_staff", float("nan")),
        ),
        breakdowns=(
            ("sector", (("Sundhed og pleje", size // 2), ("Undervisning", 4), ("Kultur", 1))),
            ("region", (("Nord", size // 2), ("Syd", size // 3), ("Øst", 2), ("Vest", 1))),
        ),
        closed=closed_questions(size / 97),
        parts=(
            told(1, "change", headline, size // 2, "board"),
            told(2, "mechanism", "Nye kolleger får sproget fra dag ét", size // 3, "words"),
            told(3, "barrier", "Når lederen skifter, begynder man forfra", 3, "turnover"),
        ),
        cases=(
            Case(
                project_id="P3",
                title="Otte minutter om torsdagen",
                organization="Plejehjemmet Lærkekrogen",
                region="Nord",
                sector="Sundhed og pleje",
                n_employees=84.0,
                amount=385_000.0,
                start="2024-03-01",
                end="2025-06-30",
                learnings=(headline,),
                quotes=(case_quote,),
            ),
            Case("P5", "", "", "", "Industri", None, float("nan"), "", "", (), ()),
        ),
    )


def prevalence_rows() -> tuple[PrevalenceRow, ...]:
    """Return themes of the codebook and two found in the texts."""
    rows = (
        ("shared_language", "Fælles sprog og åben dialog", "codebook", 61, (24, 52)),
        ("leadership", "Ledelse, der går forrest", "codebook", 44, (21, 52)),
        ("turnover", "Udskiftning blandt ledere og ansatte midt i perioden", "codebook", 27, None),
        ("T3", "Nattevagter og skiftehold", "inductive", 14, None),
        ("T9", "Musik", "inductive", 0, None),
    )
    return tuple(
        PrevalenceRow(
            theme_id,
            name,
            origin,
            n,
            97,
            *wilson_interval(n, 97),
            tuple((pool, round(n * size / 97), size) for pool, size in POOLS),
            previous,
        )
        for theme_id, name, origin, n, previous in rows
    )


def method() -> Method:
    """Return the facts of the appendix."""
    definition = "Arbejdspladsen har fået fælles ord for trivsel og bruger dem i samtalen."
    return Method(
        n_documents={"external_evaluation": 7, "learning_note": 1, "self_evaluation": 97},
        questions=(("Hvad er jeres vigtigste læring?", 97, 93, 4),),
        n_segments={"coded": 1612, "non_answer": 31, "too_short": 12, "uncoded": 804},
        languages={"?": 3, "da": 2301, "en": 88, "no": 27},
        masked={"E-MAIL": 4, "TELEFON": 7},
        excluded=(("svar.xlsx", "række 44", "projekt-id mangler: udfyld det, og læs igen"),),
        codes=(
            CodeFacts("shared_language", "Fælles sprog og åben dialog", definition, 0.5, 210, 61),
            CodeFacts(
                "turnover",
                "Udskiftning",
                "Ledere eller medarbejdere skifter undervejs.",
                0.5,
                66,
                27,
            ),
        ),
        codebook="wellbeing 1",
        codebook_sha256="9f2c" * 16,
        encoder="nano (2026-08)",
        coder="zero-shot 1",
        versions={"evalmine": "0.1.0", "numpy": "2.3.1"},
        saturation=tuple(
            SaturationPoint(n, m := round(20 * (1 - 0.93**n)), 0.8 * m, min(20.0, 1.2 * m))
            for n in range(1, 98)
        ),
    )


def sample(language: str = "da") -> Sample:
    """Return an outline in which every part of the report is there."""
    front = front_learnings()
    statement = quote("share", "L006-Q0", start=38, end=80)
    further = learning("L006", "Naboerne låner med", 3, 97, statement, aspect="spread")
    night = ("nattevagt", "skiftehold", "overlevering")
    outline = Outline(
        title="Hvad 97 projekter lærte om trivsel på arbejdet",
        language=language,
        year="2025",
        n_projects=97,
        facts=(Fact("n_projects", 97), Fact("amount", 38_412_000.0), Fact("n_staff", 8450)),
        front=front,
        closed=closed_questions(),
        pools=tuple(pool_section(i) for i in range(len(POOLS))),
        prevalence=prevalence_rows(),
        themes=(
            FakeTheme("T3", "Nattevagter", night, 14, stability=0.84, nearest_code="turnover"),
            FakeTheme("T3.1", "Overlevering", ("seddel", "vagtskifte"), 6, parent_id="T3"),
            FakeTheme("T9", "Musik", ("sang", "kor"), 3),
        ),
        learnings=(*front, further),
        method=method(),
        notes=("Puljen Viden videre begyndte først i 2024.",),
    )
    return Sample(outline, dict(DOCUMENTS))


def told_documents() -> dict[str, Document | str]:
    """Return the documents of `rich_sample`: a survey with three answers, a report with pages."""
    survey = (
        "Hvad har ændret sig?\nVi mødes hver morgen. 🙂 Det tager otte minutter.\n"
        "Hvad lærte I?\nLederen skal gå forrest. Ellers sker der ingenting.\n"
        "Hvad stod i vejen?\nVi havde for travlt </script><script>alert(1)</script> & mere.\n"
    )
    questions = ("Hvad har ændret sig?", "Hvad lærte I?", "Hvad stod i vejen?")
    blocks = []
    for question in questions:
        start = survey.index(question) + len(question) + 1
        end = survey.index("\n", start)
        blocks.append(Block(start, end, "answer", question=question))
    report = "Resumé\nPå to af tre afdelinger holdt møderne.\nMetode\nVi talte med tolv.\n"
    first, second = report.index("På to"), report.index("Vi talte")
    pages = (
        Block(0, 6, "heading", page=1),
        Block(first, report.index("\nMetode"), "paragraph", heading="Resumé", page=1),
        Block(second, len(report) - 1, "paragraph", heading="Metode", page=2),
    )
    return {
        **DOCUMENTS,
        "survey": Document(
            "survey", "P-survey", "self_evaluation", "s.xlsx", survey, tuple(blocks)
        ),
        "report": Document(
            "report",
            "P-report",
            "external_evaluation",
            "r.pdf",
            report,
            pages,
            pages=(0, second - 7),
        ),
    }


def segment(document_id: str, words: str, learning_id: str = "L001", pool: int = 0) -> Quote:
    """Return a segment of `told_documents` as evidence of a learning."""
    document = told_documents()[document_id]
    text = document if isinstance(document, str) else document.text
    start = text.index(words)
    kinds = {"report": "uddrag fra ekstern evaluering"}
    source = kinds.get(document_id, "citat fra selvevaluering")
    return Quote(
        quote_id=f"{learning_id}@{document_id}@{start}",
        learning_id=learning_id,
        document_id=document_id,
        project_id=f"P-{document_id}",
        segment_id=f"{document_id}@{start}",
        start=start,
        end=start + len(words),
        text=words,
        page=None,
        attribution=f"{source}, {POOLS[pool][0]}",
        language="en" if document_id == "english" else "da",
        sha256=sha256_of(text),
    )


def told_evidence() -> tuple[Quote, ...]:
    """Return the segments behind the first learning, the surest first."""
    return (
        segment("survey", "Det tager otte minutter."),
        segment("survey", "Lederen skal gå forrest."),
        segment("report", "På to af tre afdelinger holdt møderne.", pool=1),
        segment("english", DOCUMENTS["english"], pool=2),
        segment("survey", "Vi havde for travlt </script><script>alert(1)</script> & mere."),
    )


def map_points() -> tuple[MapPoint, ...]:
    """Return four themes, one in each direction of the first."""
    return (
        MapPoint("shared_language", "Fælles sprog", "codebook", 0.5, 0.5, 61, 90, ("ord", "sprog")),
        MapPoint("leadership", "Ledelse", "codebook", 0.8, 0.5, 44, 60, ("leder",)),
        MapPoint("T3", "Nattevagter og skiftehold", "inductive", 0.5, 0.9, 14, 20, ("nat",)),
        MapPoint("T9", "Musik", "inductive", 0.2, 0.5, 0, 0),
    )


def rich_sample(language: str = "da") -> Sample:
    """Return `sample` with everything a learning can carry, its evidence and the theme map."""
    made = sample(language)
    evidence = told_evidence()
    first, second, third, *others = made.outline.front
    support = tuple(q.segment_id for q in evidence[:4])
    first = replace(
        first,
        theme_id="shared_language",
        segment_ids=(*support, "hidden@1", "hidden@2"),
        counter_ids=(evidence[4].segment_id,),
        n_counter=1,
        statement_quotes=(
            *first.statement_quotes,
            quote("board", "L001-Q8", 1, end=29, cut_after=True),
            quote("leader", "L001-Q9", start=32, end=52, cut_before=True),
        ),
        qualifying_quotes=(quote("evening", "L001-Q7"),),
        n_qualifying=2,
        holds_in=(POOLS[0][0], POOLS[1][0]),
        absent_in=(POOLS[2][0],),
        claims=(Claim("Vi talte.", 4, (), quote("turnover", "L001-Q6")), Claim("Andet.", 3, ())),
        estimate=Estimate(0.58, 0.47, 0.69, "segments", 120),
        stability=0.93,
        confidence=0.71,
        cerqual=CerqualFacts(
            *(61, 63, 1240, (("self_evaluation", 60), ("external_evaluation", 3))),
            *(((POOLS[0][0], 30), (POOLS[1][0], 31)), SECTORS, (("Nord", 30), ("Syd", 31))),
            *(1, 2, 0.08, 0.61, "moderate", "Få evaluatorer.", "K. Holm"),
        ),
        facets=(
            Facet(
                "change",
                "Sproget er taget i brug",
                Support(12, 97, 12, 20, 0.07, 0.2),
                (),
                (quote("share", "L001-F1"),),
            ),
            Facet("barrier", "Ikke båret", Support(3, 97, 3, 3, 0.0, 0.1), (), (), "few_sure"),
        ),
    )
    second = replace(
        second,
        statement="Ledere går forrest. Så følger andre.",
        statement_quotes=(),
        quotes=(),
        worded_by="prøvemodel-7b",
        sentence_sources=((evidence[1].segment_id,), (evidence[0].segment_id, "hidden@3")),
    )
    third = replace(third, headline="faste greb", headline_by="in_vivo")
    weak = learning(
        "L090",
        "Måske sang",
        3,
        97,
        quote("share", "L090-Q0"),
        reason="few_sure",
        notes=("not_carried",),
    )
    outline = replace(
        made.outline,
        front=(first, second, third, *others),
        learnings=(first, second, third, *others, made.outline.learnings[-1]),
        evidence=evidence,
        theme_map=map_points(),
        weak=(weak,),
    )
    return Sample(outline, told_documents())
