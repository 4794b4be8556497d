"""A REFI-QDA project as evalmine sees it: texts, codes, and who coded what where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from evalmine.corpus.decode import decode_text
from evalmine.corpus.text import normalize_text
from evalmine.exchange.qdpx_file import Element, QdpxFile, children, guid
from evalmine.exchange.qdpx_positions import Found, Place, find_places

_SELECTIONS = ("PlainTextSelection",)
_NOT_READ = {
    "PictureSource": "pictures", "AudioSource": "sound recordings", "VideoSource": "films",
    "PDFSelection": "areas of PDF pages", "Note": "memos", "Link": "links", "Set": "sets",
    "Graph": "graphs", "VariableValue": "values of variables",
}  # fmt: skip


@dataclass(frozen=True)
class QdpxCode:
    """A code of the project; `path` has the names of the codes above it, and its own last."""

    guid: str
    path: tuple[str, ...]
    description: str = ""
    codable: bool = True

    @property
    def name(self) -> str:
        """The code's own name."""
        return self.path[-1]


@dataclass(frozen=True)
class QdpxCoding:
    """That somebody gave a code to a span of a source's text, or to all of it."""

    code: QdpxCode
    coder: str
    start: int
    end: int
    whole: bool = False


@dataclass(frozen=True)
class QdpxSource:
    """A text with its codings; `text` is normalized and the positions are in it."""

    guid: str
    name: str
    text: str
    case: str
    codings: tuple[QdpxCoding, ...]


@dataclass(frozen=True)
class QdpxProject:
    """What was read, and in `losses` one line for everything that was not."""

    name: str
    origin: str
    codes: tuple[QdpxCode, ...]
    sources: tuple[QdpxSource, ...]
    losses: tuple[str, ...]


def read_qdpx_project(path: str | Path) -> QdpxProject:
    """Return the texts, codes and codings of a ``.qdpx`` file.

    Raises
    ------
    evalmine.errors.InputError
        If it is no REFI-QDA project.
    """
    reader = _Reader(QdpxFile(Path(path)))
    return reader.project()


class _Reader:
    def __init__(self, file: QdpxFile) -> None:
        self.file, self.root = file, file.root
        self.origin = self.root.get("origin", "")
        self.users = _users(self.root)
        self.codes = {code.guid: code for code in _codes(self.root.find("CodeBook/Codes"), ())}
        self.case_of = _cases(self.root)
        self.losses: list[str] = []

    def project(self) -> QdpxProject:
        sources = []
        for element in children(self.root.find("Sources"), "TextSource", "PDFSource"):
            source = self._source(element)
            if source is not None:
                sources.append(source)
        counts = Counter(e.tag for e in self.root.iter() if e.tag in _NOT_READ)
        if counts:
            said = ", ".join(f"{_NOT_READ[tag]} ({n})" for tag, n in sorted(counts.items()))
            self.losses.append(f"not read: {said}")
        name = self.root.get("name", "")
        codes = tuple(self.codes.values())
        return QdpxProject(name, self.origin, codes, tuple(sources), tuple(self.losses))

    def _source(self, element: Element) -> QdpxSource | None:
        own, name = guid(element), element.get("name", "") or guid(element)
        # A PDF's codings lie on the plain text beside it.
        text = element if element.tag == "TextSource" else element.find("Representation")
        raw = None if text is None else self._raw(text)
        if text is None or raw is None:
            coded = sum(1 for _ in element.iter("Coding"))
            lost = f" (codings lost with it: {coded})" if coded else ""
            self.losses.append(f"source {name!r}: its plain text is not in the file{lost}")
            return None
        codings = self._selected(text, raw, name)
        length = len(normalize_text(raw))
        for coding in (*children(element, "Coding"), *children(text, "Coding")):
            code = self._code(coding, name)
            if code is not None:
                coder = self._coder(coding, text, element)
                codings.append(QdpxCoding(code, coder, 0, length, whole=True))
        codings = list(dict.fromkeys(codings))
        return QdpxSource(own, name, normalize_text(raw), self.case_of.get(own, ""), tuple(codings))

    def _raw(self, text: Element) -> str | None:
        """Return the text as it stands in the file, None where it is missing."""
        reference = text.get("plainTextPath", "")
        content = self.file.text(reference) if reference else None
        if content is not None:
            return decode_text(content, f"{self.file.name}, {reference}") if content else ""
        inline = text.find("PlainTextContent")
        return None if inline is None else (inline.text or "").removeprefix("\ufeff")

    def _selected(self, text: Element, raw: str, name: str) -> list[QdpxCoding]:
        selections, places = [], []
        for element in children(text, *_SELECTIONS):
            try:
                span = int(element.get("startPosition", "")), int(element.get("endPosition", ""))
            except ValueError:
                self.losses.append(f"source {name!r}: a selection without positions")
                continue
            selections.append(element)
            places.append(Place(*span, element.get("name", "")))
        atlas = "ATLAS" in self.origin.upper()
        found, counting = find_places(raw, places, breaks_are_one=atlas)
        self._tell(name, counting, found, places)
        codings = []
        for element, at in zip(selections, found, strict=True):
            for coding in children(element, "Coding"):
                code = self._code(coding, name)
                if code is not None and at is not None:
                    coder = self._coder(coding, element, text)
                    codings.append(QdpxCoding(code, coder, at.start, at.end))
        return codings

    def _tell(
        self, name: str, counting: object, found: list[Found | None], places: list[Place]
    ) -> None:
        source = f"source {name!r}"
        if places and str(counting) != "as the standard says":
            self.losses.append(f"{source}: positions read with {counting}")
        for at, place in zip(found, places, strict=True):
            span = f"{place.start}-{place.end}"
            if at is None:
                self.losses.append(f"{source}: selection {span} is empty or outside the text")
            elif at.how == "moved":
                quote = f'"{place.name[:40]}"'
                self.losses.append(f"{source}: selection {span} moved to {at.start}, to {quote}")
            elif at.how == "unchecked" and place.name:
                self.losses.append(
                    f"{source}: selection {span} taken as it stands, since its name is not its text"
                )

    def _code(self, coding: Element, name: str) -> QdpxCode | None:
        reference = coding.find("CodeRef")
        target = "" if reference is None else guid(reference, "targetGUID")
        if target not in self.codes:
            self.losses.append(f"source {name!r}: a coding with a code that is not in the file")
        return self.codes.get(target)

    def _coder(self, *elements: Element) -> str:
        """Return who coded, by the first of the elements that says so."""
        for element in elements:
            user = guid(element, "creatingUser")
            if user:
                return self.users.get(user, user)
        user = guid(self.root, "creatingUserGUID")
        return self.users.get(user, user)


def _users(root: Element) -> dict[str, str]:
    """Return the names of the users by GUID, with the id added where two have one name."""
    users = list(children(root.find("Users"), "User"))
    count = Counter(user.get("name", "") for user in users)
    names = {}
    for user in users:
        name, own = user.get("name", ""), user.get("id", "") or guid(user)[:8]
        names[guid(user)] = name if name and count[name] == 1 else f"{name} ({own})".strip()
    return names


def _codes(parent: Element | None, above: tuple[str, ...]) -> list[QdpxCode]:
    found = []
    for element in children(parent, "Code"):
        path = (*above, normalize_text(element.get("name", "")).strip() or guid(element))
        codable = element.get("isCodable", "true").lower() not in ("false", "0")
        description = normalize_text(element.findtext("Description") or "").strip()
        found.append(QdpxCode(guid(element), path, description, codable))
        found += _codes(element, path)
    return found


def _cases(root: Element) -> dict[str, str]:
    """Return the name of the first case that holds each source."""
    found: dict[str, str] = {}
    for case in children(root.find("Cases"), "Case"):
        for reference in children(case, "SourceRef"):
            name = normalize_text(case.get("name", "")).strip() or guid(case)
            found.setdefault(guid(reference, "targetGUID"), name)
    return found
