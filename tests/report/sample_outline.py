"""A small, wholly fictitious outline with the texts its quotes are cut from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evalmine.corpus.text import sha256_of
from evalmine.synthesis.learning import Learning, Quote
from evalmine.synthesis.outline import (
    AspectPart,
    Case,
    ClosedSummary,
    Fact,
    Method,
    Outline,
    PoolSection,
    PrevalenceRow,
    SaturationPoint,
)
from evalmine.synthesis.support import Support, wilson_interval

POOLS = (("Trivsel i fællesskab", 44), ("Ledelse tæt på", 31), ("Viden videre", 22))
SECTORS = (
    ("Sundhed og pleje", 11),
    ("Industri", 7),
    ("Undervisning", 5),
    ("Handel", 2),
    ("Kultur", 1),
)

_ANSWERS = (
    "Vi begyndte i det små. Vi har fået ord for det, der før kun var en mavefornemmelse, og dem "
    "bruger vi på hvert eneste ugemøde. De nye lærer ordene den første dag.",
    "Farverne hænger på døren.\nRød betyder, at man skal spørge.",
    "Da lederen selv sagde det højt, turde vi andre også. Før gik man hjem og tænkte over det alene, "
    "og så blev det ikke bedre af den grund.",
    "Tavlemødet tager otte minutter, og det er de bedst brugte minutter på hele ugen.",
    "Vi nåede aldrig aftenholdet, og derfor blev det dagvagtens projekt og ikke hele husets.",
    "Midt i projektet skiftede vi leder to gange, og begge gange begyndte vi næsten forfra.",
    "Materialet ligger på en delt side, og fire nabokommuner har bedt om at måtte låne det.",
    "Everybody knows the three questions by heart now, and people ask them without being told to.",
    "Hos os løb det ud i sandet, fordi ingen havde tid til at holde møderne i gang.",
    'Han sagde "nu er det nok" & gik <roligt> ud til de andre 🙂 og så talte vi om det.',
)


@dataclass(frozen=True)
class Sample:
    """An outline and the documents to check its quotes against."""

    outline: Outline
    documents: dict[str, str]


def documents() -> dict[str, str]:
    """Return text by document id."""
    return {f"D{i}": text for i, text in enumerate(_ANSWERS)}


def quote(
    document: int,
    fragment: str,
    *,
    quote_id: str,
    kind: str = "citat fra selvevaluering",
    pool: str = POOLS[0][0],
    page: int | None = None,
    language: str = "da",
) -> Quote:
    """Return the cut of a document that equals a fragment of it."""
    text = _ANSWERS[document]
    start = text.index(fragment)
    return Quote(
        quote_id=quote_id,
        learning_id=quote_id.rsplit("-", 1)[0],
        document_id=f"D{document}",
        project_id=f"P{document}",
        segment_id=f"D{document}:{start}",
        start=start,
        end=start + len(fragment),
        text=fragment,
        page=page,
        attribution=f"{kind}, {pool}",
        language=language,
        sha256=sha256_of(text),
    )


def support(n: int, total: int) -> Support:
    """Return a support with its Wilson interval."""
    return Support(n, total, n, 2 * n, *wilson_interval(n, total))


def learning(
    learning_id: str,
    headline: str,
    n: int,
    total: int,
    *,
    statement: Quote,
    quotes: tuple[Quote, ...] = (),
    **changes: object,
) -> Learning:
    """Return a learning over all pools; `changes` replace any of its fields."""
    made = Learning(
        learning_id=learning_id,
        headline=headline,
        statement=statement.text,
        scope="",
        level="",
        aspect="mechanism",
        theme_id="shared_language",
        theme_name="Fælles sprog",
        support=support(n, total),
        segment_ids=(statement.segment_id,),
        quotes=quotes,
        pools=tuple((pool, min(n, size) // 2, size) for pool, size in POOLS),
        sectors=SECTORS,
        statement_quote=statement,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def front() -> tuple[Learning, ...]:
    """Return five cross-cutting learnings."""
    words = quote(
        0,
        "Vi har fået ord for det, der før kun var en mavefornemmelse, og dem bruger vi på hvert eneste ugemøde.",
        quote_id="L001-Q0",
    )
    colors = quote(
        1, "Farverne hænger på døren.\nRød betyder, at man skal spørge.", quote_id="L001-Q1"
    )
    english = quote(
        7,
        "Everybody knows the three questions by heart now, and people ask them without being told to.",
        quote_id="L001-Q2",
        pool=POOLS[2][0],
        language="en",
    )
    leader = quote(
        2,
        "Da lederen selv sagde det højt, turde vi andre også.",
        quote_id="L002-Q0",
        kind="uddrag fra ekstern evaluering",
        pool=POOLS[1][0],
        page=14,
    )
    board = quote(3, _ANSWERS[3], quote_id="L003-Q0")
    evening = quote(4, _ANSWERS[4], quote_id="L004-Q0")
    change_of_leader = quote(5, _ANSWERS[5], quote_id="L004-Q1", pool=POOLS[1][0])
    neighbors = quote(6, _ANSWERS[6], quote_id="L005-Q0", pool=POOLS[2][0])
    sand = quote(8, _ANSWERS[8], quote_id="L003-Q1", pool=POOLS[1][0])
    return (
        learning(
            "L001",
            "Et fælles sprog gør trivsel til noget, man kan tale om i hverdagen",
            61,
            97,
            statement=words,
            quotes=(colors, english),
        ),
        learning(
            "L002",
            "Lederen skal gå forrest, før andre tør",
            44,
            97,
            statement=leader,
            aspect="learning",
            theme_id="leadership",
        ),
        learning(
            "L003",
            "Små, faste greb holder længere end store dage",
            38,
            97,
            statement=board,
            theme_id="small_tools",
            n_counter=4,
            counter_quotes=(sand,),
        ),
        learning(
            "L004",
            "Skiftende vagter og skiftende ledere bryder rytmen",
            27,
            97,
            statement=evening,
            quotes=(change_of_leader,),
            aspect="barrier",
            theme_id="turnover",
        ),
        learning(
            "L005",
            "Det, der kan lånes, bliver spredt",
            9,
            22,
            statement=neighbors,
            aspect="spread",
            theme_id="spread",
            level="Formidlende organisation",
            notes=("one_pool",),
            pools=(),
        ),
    )


def closed(scale: float = 1.0) -> tuple[ClosedSummary, ...]:
    """Return three closed questions; the last has nobody in the worst answer."""

    def of(n: int) -> int:
        return max(1, round(n * scale))

    def summary(
        question: str, counts: tuple[int, ...], unknown: int, previous: tuple[int, int] | None
    ) -> ClosedSummary:
        names = ("I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke")
        given = tuple((name, of(n)) for name, n in zip(names, counts, strict=True) if n)
        n_valid = sum(n for _, n in given)
        high = given[0][1] + given[1][1]
        tail = (("Ved ikke", unknown),) if unknown else ()
        return ClosedSummary(question, given + tail, high, n_valid, previous)

    return (
        summary(
            "I hvilken grad har projektet styrket trivslen på arbejdspladsen?",
            (22, 57, 12, 4, 2),
            0,
            (35, 52),
        ),
        summary(
            "I hvilken grad har projektet givet jer et fælles sprog om trivsel?",
            (13, 47, 25, 9, 2),
            1,
            (24, 51),
        ),
        summary(
            "I hvilken grad forventer I, at forandringerne holder om et år?",
            (5, 40, 32, 12, 0),
            8,
            None,
        ),
    )


def pool_section(number: int) -> PoolSection:
    """Return a pool with everything a pool can have."""
    pool, size = POOLS[number]
    prefix = f"P{number + 1}-L00"
    change = quote(3, _ANSWERS[3], quote_id=f"{prefix}1-Q0", pool=pool)
    worked = quote(0, "De nye lærer ordene den første dag.", quote_id=f"{prefix}2-Q0", pool=pool)
    barrier = quote(5, _ANSWERS[5], quote_id=f"{prefix}3-Q0", pool=pool)
    hostile = quote(9, _ANSWERS[9], quote_id=f"{prefix}3-Q1", pool=pool)
    told = {"scope": pool, "pools": ((pool, size // 3, size),)}
    return PoolSection(
        pool=pool,
        n_projects=size,
        facts=(
            Fact("n_projects", size),
            Fact("n_self_evaluation", size),
            Fact("n_external_evaluation", number + 1),
            Fact("amount", 385_000.0 * size),
            Fact("n_leaders", 6.0 * size),
            Fact("n_staff", 74.0 * size),
        ),
        breakdowns=(
            (
                "sector",
                (
                    ("Sundhed og pleje", size // 2),
                    ("Industri og produktion", size // 4),
                    ("Undervisning", 4),
                    ("Kultur", 1),
                ),
            ),
            ("region", (("Nord", size // 2), ("Syd", size // 3), ("Øst", 2), ("Vest", 1))),
        ),
        closed=closed(size / 97),
        parts=(
            AspectPart(
                "change",
                (
                    learning(
                        f"{prefix}1",
                        "Ugens otte minutter er blevet en vane",
                        size // 2,
                        size,
                        statement=change,
                        aspect="change",
                        **told,
                    ),
                ),
            ),
            AspectPart(
                "mechanism",
                (
                    learning(
                        f"{prefix}2",
                        "Nye kolleger får sproget fra dag ét",
                        size // 3,
                        size,
                        statement=worked,
                        **told,
                    ),
                ),
            ),
            AspectPart(
                "barrier",
                (
                    learning(
                        f"{prefix}3",
                        "Når lederen skifter, begynder man forfra",
                        3,
                        size,
                        statement=barrier,
                        quotes=(hostile,),
                        aspect="barrier",
                        notes=("one_sector",),
                        **told,
                    ),
                ),
            ),
        ),
        cases=(
            Case(
                "P3",
                "Otte minutter om torsdagen",
                "Plejehjemmet Lærkekrogen",
                "Nord",
                "Sundhed og pleje",
                84.0,
                385_000.0,
                "2024-03-01",
                "2025-06-30",
                ("Ugens otte minutter er blevet en vane",),
                (quote(3, "Tavlemødet tager otte minutter", quote_id="CASE-P3-Q1", pool=pool),),
            ),
            Case("P5", "Fra vagt til vagt", "", "", "Industri", None, float("nan"), "", "", (), ()),
        ),
    )


def prevalence() -> tuple[PrevalenceRow, ...]:
    """Return themes of the codebook and one found in the texts."""
    rows = (
        ("shared_language", "Fælles sprog og åben dialog", "codebook", 61, (24, 52)),
        ("leadership", "Ledelse, der går forrest", "codebook", 44, (21, 52)),
        ("small_tools", "Små greb i hverdagen", "codebook", 38, None),
        (
            "turnover",
            "Udskiftning blandt ledere og medarbejdere midt i projektperioden",
            "codebook",
            27,
            (15, 52),
        ),
        ("T3", "Nattevagter og skiftehold", "inductive", 14, None),
        ("spread", "Forankring og spredning", "codebook", 9, (9, 52)),
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


@dataclass(frozen=True)
class FakeTheme:
    """What the report reads of a theme."""

    theme_id: str
    name: str
    keywords: tuple[str, ...]
    n_projects: int
    origin: str = "inductive"
    parent_id: str | None = None
    n_segments: int = 20
    stability: float = float("nan")
    nearest_code: str = ""


def themes() -> tuple[FakeTheme, ...]:
    """Return two coarse themes and a finer one."""
    return (
        FakeTheme(
            "T3",
            "Nattevagter og skiftehold",
            ("nattevagt", "skiftehold", "aftenvagt", "overlevering"),
            14,
            stability=0.84,
            nearest_code="turnover",
        ),
        FakeTheme(
            "T3.1",
            "Overlevering ved vagtskifte",
            ("overlevering", "seddel", "vagtskifte"),
            6,
            parent_id="T3",
            stability=0.7,
        ),
        FakeTheme("T9", "Musik", ("sang", "kor", "musik"), 3),
    )


def method() -> Method:
    """Return the facts of the appendix."""
    return Method(
        n_documents={"external_evaluation": 7, "learning_note": 1, "self_evaluation": 97},
        questions=(
            ("Hvad er jeres vigtigste læring fra projektet?", 97, 93, 4),
            ("Hvad har stået i vejen undervejs?", 97, 88, 9),
        ),
        n_segments={"coded": 1612, "non_answer": 31, "too_short": 12, "uncoded": 804},
        languages={"da": 2301, "en": 88, "no": 27},
        masked={"E-MAIL": 4, "TELEFON": 7},
        excluded=(
            (
                "selvevalueringer.xlsx",
                "række 44",
                "projekt-id mangler: udfyld det, og læs filen igen",
            ),
            ("rapport.pdf", "side 3", "siden er et billede uden tekst"),
        ),
        codes=(
            (
                "shared_language",
                "Fælles sprog og åben dialog",
                "Arbejdspladsen har fået fælles ord for trivsel og bruger dem, når der tales sammen.",
                210,
                61,
            ),
            (
                "leadership",
                "Ledelse, der går forrest",
                "Lederen viser selv den adfærd, som projektet beder andre om.",
                140,
                44,
            ),
            (
                "turnover",
                "Udskiftning",
                "Ledere eller medarbejdere skifter, så arbejdet mister fart.",
                66,
                27,
            ),
        ),
        codebook="wellbeing 1",
        codebook_sha256="9f2c" * 16,
        encoder="nano-e5 (2026-08)",
        coder="zero-shot 1",
        versions={"evalmine": "0.1.0", "numpy": "2.3.1"},
        saturation=tuple(
            SaturationPoint(
                n, 20 * (1 - 0.93**n), 20 * (1 - 0.90**n) * 0.9, min(20.0, 20 * (1 - 0.93**n) * 1.1)
            )
            for n in range(1, 98)
        ),
    )


def sample(language: str = "da") -> Sample:
    """Return an outline in which every part of the report is there."""
    learnings = front()
    further = learning(
        "L006",
        "Fire nabokommuner låner med",
        3,
        97,
        statement=quote(6, "fire nabokommuner har bedt om at måtte låne det", quote_id="L006-Q0"),
        aspect="spread",
    )
    outline = Outline(
        title="Hvad 97 projekter lærte om trivsel på arbejdet",
        language=language,
        year="2025",
        n_projects=97,
        facts=(
            Fact("n_projects", 97),
            Fact("n_self_evaluation", 97),
            Fact("n_external_evaluation", 7),
            Fact("amount", 38_412_000.0),
            Fact("n_leaders", 612),
            Fact("n_staff", 8450),
        ),
        front=learnings,
        closed=closed(),
        pools=tuple(pool_section(i) for i in range(len(POOLS))),
        prevalence=prevalence(),
        themes=themes(),
        learnings=(*learnings, further),
        method=method(),
        notes=("Pulje »Viden videre« begyndte først i 2024.",),
    )
    return Sample(outline, documents())
