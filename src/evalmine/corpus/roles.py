"""What each column of a survey is for: guessed from its header and its cells, and correctable."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evalmine.corpus.cells import cell_text, parse_date, parse_number, parse_yes_no, plain_frame
from evalmine.corpus.model import ATTRIBUTE_ROLES
from evalmine.corpus.scales import is_scale_word, scale_value
from evalmine.corpus.text import fold
from evalmine.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

SINGLE_ROLES = ("project_id", "title", "document_id", *ATTRIBUTE_ROLES)
ROLES = (*SINGLE_ROLES, "open", "closed", "text", "attribute", "ignore")

_ID = r"(?:id|nr|nummer|number|no|kode|code|key|ref(?:erence)?|løbenummer)"
_COUNT = r"(?:antal|antall|number of|no of|hvor mange|hur många|how many)"
_REACHED = (
    r"(?:nået|deltage\w*|deltog|involvere\w*|reached|involved|participat\w*|nådd\w*|delta\w*)"
)
_STAFF = r"(?:medarbejdere|ansatte|medarbeidere|medarbetare|anställda|staff|employees|deltagere)"
_LEADERS = r"(?:ledere|chefer|leaders|managers|ledare)"
_SHOWN = r"(?:cit|quot|sit|gengiv|gjengi|bring\w* (?:jeres|dit|dine)|offentligg|publi[cs])"
_PROJECT = r"(?:projekte?t?s?|prosjekte?t?s?|projects?)"
# The first pattern found in a header decides; the order is part of the meaning.
_HEADERS: tuple[tuple[str, str], ...] = (
    ("document_id", rf"^(?:dokument|document)[ _.-]*{_ID}$"),
    ("project_id", rf"^{_PROJECT}[ _.-]*{_ID}$|^pid$"),
    ("project_id", rf"^(?:sags?|saks?|journal|ansøgnings?|søknads?|bevillings?|grant|application"
                   rf"|case|ärende|diarie)[ _.-]*{_ID}$"),
    ("project_id", r"^(?:id|nr|løbenummer|løbenr|lbnr)$"),
    ("project_id", rf"^(?:respondent|response|record|svar)[ _.-]*{_ID}$"),
    ("ignore", r"e-?mail|e-?post|^tlf|telefon|^phone|mobilnummer|\bcpr|personnummer|kontaktperson"
               r"|contact person|^ip[ -]?ad"),
    ("title", rf"^(?:{_PROJECT}[ _-]*)?(?:titel|tittel|title)$|^{_PROJECT}[ _-]*(?:navn|namn|name)$"
              rf"|^(?:navn på|namn på|name of(?: the)?) {_PROJECT}$|^{_PROJECT}$"),
    ("organization_type", r"^(?:organi[sz]a\w*on\w*|virksomheds?|institutions?|arbejdspladse?n?s?"
                          r"|ejer)[ _-]?(?:type|typ|form)\w*$|^type of organi[sz]ation|^ejerforhold"
                          r"|^type (?:virksomhed|organisation)"),
    ("level", rf"^(?:{_PROJECT}[ _-]?)?(?:niveau|nivå|level)$"),
    ("pool", r"^(?:tilskuds|bevillings|støtte)?pulje\w*$|^(?:grant )?(?:pool|program(?:me)?)$"
             r"|^støtteprogram|^tilskuddsordning|^utlysning|^program(?:område|område)$"),
    ("region", r"^(?:region|landsdel|fylke|län)\w*$|^hvilken region"),
    ("sector", r"^(?:sektor|sector|branche|bransje|bransch|industry)\w*$"
               r"|^hvilken (?:sektor|branche)"),
    ("n_leaders", rf"{_LEADERS}.*{_REACHED}|{_REACHED}.*{_LEADERS}|^{_COUNT} {_LEADERS}"),
    ("n_staff", rf"{_STAFF}.*{_REACHED}|{_REACHED}.*{_STAFF}|^{_COUNT} (?:deltagere|deltakere)"),
    ("n_employees", rf"^{_COUNT}.*(?:{_STAFF})|^(?:ansatte|employees|medarbejdere|anställda)$"),
    ("amount", r"beløb|^bevilling|^bevilget|^tilskud|^amount|amount$|^grant$|beløp|belopp|^tilskudd"
               r"|^bidrag|^(?:udbetalt|tildelt|modtaget|samlet) (?:tilskud|støtte|bevilling)"),
    ("start", r"^(?:projekt|prosjekt|project )?-?start\w*\b|^begyndt|^oppstart|^fra dato"
              r"|period(?:e|en)?,? (?:fra|från|from|start)"),
    ("end", r"^(?:projekt|prosjekt|project )?-?(?:slut\w*|slutt\w*|end|end ?date)$|^afslutte\w*"
            r"|^til dato|^end date|period(?:e|en)?,? (?:til|till|to|slut)"),
    ("year", r"^(?:år|year|årgang|bevillingsår|evalueringsår|årstal)$"),
    ("may_quote", rf"(?:må|kan|får|may|can|samtykke|consent).*{_SHOWN}"
                  r"|^(?:citat|quote|citer|siter)|^(?:samtykke|consent)$"),
    ("organization", r"^(?:organi[sz]a\w*on\w*|arbejdsplads\w*|arbeidsplass\w*|arbetsplats\w*"
                     r"|virksomhed\w*|forening(?:en)?s?|ansøger\w*|søker|sökande|institution\w*|tilskudsmodtager"
                     r"|støttemodtager|bevillingsmodtager|bevillingshaver|grantee|applicant"
                     r"|organi[sz]ation name|företag\w*|bedrift\w*)(?:(?<=s) navn)?$"),
)  # fmt: skip
_TEXT_WORDS = frozenset(
    re.findall(
        r"\w+",
        "text tekst svar besvarelse answer answers response responses comment comments kommentar"
        " kommentarer fritekst content document dokument indhold udsagn quote citat sentence",
    )
)
_NUMERIC = frozenset(("n_employees", "amount", "n_leaders", "n_staff", "year"))
_CLOSED = re.compile(
    r"(?:i|på) (?:hvilken|hvor \w+|vilken) (?:grad|utsträckning|skala)|hur nöjd"
    r"|hvor (?:enig|tilfreds|fornøyd)|to what (?:extent|degree)|how (?:satisfied|far do you agree)"
)
_ASKS = re.compile(
    r"\?\s*(?:\(.*\))?$|^(?:\d+[.)]\s*)?(?:hv(?:ad|ilke[nt]?|ordan|orfor|em|or)|hva|hvilke|what|which"
    r"|how|why|describe|beskriv|vad|vilk[ae]|hur|varför|fortæl|uddyb|angiv)\b"
)
_OPEN_GROUP = re.compile(r"åbne? |open[- ]|åpne |öppna |fritekst")
_CLOSED_GROUP = re.compile(r"lukke(?:t|de)|closed|lukkede|slutna")


@dataclass(frozen=True)
class Guess:
    """The role of one column, why, and a cell as an example."""

    column: str
    role: str
    reason: str
    example: str = ""


def guess_roles(frame: pd.DataFrame, *, groups: Sequence[str] = ()) -> dict[str, str]:
    """Return the role of each column: one of `ROLES`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Raw cells.
    groups : sequence of str
        Group header over each column ("Åbne spørgsmål"), where the survey tool writes one.
    """
    return {guess.column: guess.role for guess in explain_roles(frame, groups=groups)}


def explain_roles(
    frame: pd.DataFrame,
    *,
    roles: Mapping[str, str] | None = None,
    groups: Sequence[str] = (),
    source: str = "table",
) -> list[Guess]:
    """Return the role of each column with its reason, `roles` having the last word.

    Raises
    ------
    InputError
        If `roles` names a column that is not there or a role that is not known.
    """
    frame = plain_frame(frame)
    columns = list(frame.columns)
    given = dict(roles or {})
    check_roles(given, columns, source)
    taken = {role for role in given.values() if role in SINGLE_ROLES}
    guesses: list[Guess | None] = [None] * len(columns)
    cells = [[c for c in frame.iloc[:, i].tolist() if cell_text(c)] for i in range(len(columns))]
    for i, column in enumerate(columns):
        if column in given:
            guesses[i] = Guess(column, given[column], "given")
    for role, pattern in _HEADERS:
        for i, column in enumerate(columns):
            if guesses[i] is None and role not in taken and _fits(role, pattern, column, cells[i]):
                guesses[i] = Guess(column, role, f"header says {role}")
                taken |= {role} - {"ignore"}
    for i, column in enumerate(columns):
        group = fold(groups[i]) if i < len(groups) else ""
        guesses[i] = guesses[i] or _by_content(column, cells[i], group)
    made = _lone_text([g for g in guesses if g is not None])
    examples = [cell_text(column[0])[:60] if column else "" for column in cells]
    return [Guess(g.column, g.role, g.reason, e) for g, e in zip(made, examples, strict=True)]


def check_roles(roles: Mapping[str, str], columns: Sequence[str], source: str) -> None:
    """Raise `InputError` if `roles` names an absent column, an unknown role or a role twice."""
    for column, role in roles.items():
        if role not in ROLES:
            near = difflib.get_close_matches(role, ROLES, n=1)
            hint = f", did you mean {near[0]!r}? The" if near else "; the"
            names = ", ".join(ROLES)
            raise InputError(source, f"role {role!r} is not known{hint} roles are {names}")
        if column not in columns:
            folded = {fold(name): name for name in columns}
            near = difflib.get_close_matches(fold(column), list(folded), n=1, cutoff=0.5)
            hint = f", did you mean {folded[near[0]]!r}? Its" if near else "; its"
            names = ", ".join(repr(name) for name in columns)
            raise InputError(source, f"has no column {column!r}{hint} columns are {names}")
    for role in SINGLE_ROLES:
        twice = [column for column, given in roles.items() if given == role]
        if len(twice) > 1:
            names = " and ".join(repr(column) for column in twice)
            raise InputError(source, f"role {role!r} is given to {names}: give it to one column")


def _fits(role: str, pattern: str, column: str, cells: list[Any]) -> bool:
    """Return whether a header says a role and the cells do not speak against it."""
    header = re.sub(r"\([^)]*\)|[:*?.]+$", " ", fold(column))
    header = " ".join(re.sub(r"(?<=nr)\.|[*:]", " ", header).split()).rstrip(" .?:")
    if len(header.split()) > 9 or not re.search(pattern, header):
        return False
    if role in _NUMERIC:
        return _share(cells, lambda c: parse_number(c) is not None) >= 0.5
    if role in ("start", "end"):
        return _share(cells, lambda c: parse_date(c) is not None) >= 0.3
    if role == "may_quote":
        return _share(cells, lambda c: parse_yes_no(c) is not None) >= 0.8
    return _share(cells, lambda c: len(cell_text(c)) <= 200) >= 0.9


def _share(cells: Sequence[Any], test: Any) -> float:
    return sum(map(bool, map(test, cells))) / len(cells) if cells else 1.0


def _by_content(column: str, cells: list[Any], group: str) -> Guess:
    header = fold(column)
    if _OPEN_GROUP.search(group + " ") and _share(cells, lambda c: isinstance(c, str)) > 0.5:
        return Guess(column, "open", "group header says open questions")
    steps = any(is_scale_word(c) and scale_value(c) is not None for c in cells)
    if steps and _share(cells, is_scale_word) >= 0.6:
        return Guess(column, "closed", "answers are steps of a scale")
    if _CLOSED.search(header) or _CLOSED_GROUP.search(group):
        few = len({cell_text(c) for c in cells}) <= 12
        short = _share(cells, lambda c: len(cell_text(c)) <= 40) >= 0.9
        if few and short:
            return Guess(column, "closed", "header asks for a degree, few different answers")
    texts = [cell_text(c) for c in cells]
    if not texts:
        asks = bool(_ASKS.search(header))
        return Guess(column, "open" if asks else "attribute", "no answers, judged by the header")
    return _by_length(column, texts, asks=bool(_ASKS.search(header)))


def _by_length(column: str, texts: list[str], *, asks: bool) -> Guess:
    plain = [t for t in texts if parse_number(t) is None and parse_date(t) is None]
    distinct = len(set(texts)) / len(texts)
    n_words = sum(len(t.split()) for t in plain) / max(len(plain), 1)
    wordy = len(plain) >= len(texts) / 2
    if wordy and n_words >= 8 and (distinct > 0.2 or len(texts) < 10):
        return Guess(column, "open", f"{n_words:.0f} words per answer")
    if wordy and n_words >= 4 and distinct > 0.7 and len(texts) > 3:
        return Guess(column, "open", "answers of several words, nearly all different")
    differ = distinct > 0.5 or len(texts) < 6
    yes_no = all(parse_yes_no(t) is not None and len(t) < 8 for t in texts)
    if wordy and asks and differ and not yes_no and len(column.split()) > 2:
        return Guess(column, "open", "header asks a question, answers differ")
    return Guess(column, "attribute", "short or repeated cells")


def _lone_text(guesses: list[Guess]) -> list[Guess]:
    """Return the guesses with a single column called "text" or the like as a lone text column."""
    opened = [g for g in guesses if g.role in ("open", "text")]
    named = [g for g in guesses if fold(g.column) in _TEXT_WORDS and g.reason != "given"]
    lone = next((g for g in named if g.role in ("open", "attribute")), None)
    if lone is None or any(g.role in ("open", "text") and g is not lone for g in opened):
        return guesses
    made = Guess(lone.column, "text", "the only text column, its name is no question")
    return [made if g is lone else g for g in guesses]
