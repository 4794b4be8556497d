"""The container of a REFI-QDA project: a zip with one XML file and a folder of sources.

Written by others, so nothing in it is trusted: names in the zip are only compared, never used as
paths, documents with a DTD are refused (they can name files and swell without end), and sizes are
limited.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.parsers import expat

from evalmine.errors import InputError

_LARGEST = 2**28  # bytes of a text or project; real ones are far below
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Element = ElementTree.Element


class QdpxFile:
    """An opened ``.qdpx`` file.

    Parameters
    ----------
    path : Path
        Raises InputError, with what to do, if it is no project.

    Attributes
    ----------
    root : Element
        The ``Project``, with namespaces taken off every name.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        if not path.is_file():
            what = "is a folder: name the .qdpx file in it" if path.is_dir() else "does not exist"
            raise InputError(str(path), what if path.is_dir() else f"{what}: check the path")
        try:
            with zipfile.ZipFile(path) as archive:
                self._members = {_key(i.filename): i for i in archive.infolist() if not i.is_dir()}
                self._contents = self._read(archive)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            reason = "is not a readable .qdpx file (damaged or encrypted): export it again"
            raise InputError(self.name, reason) from error
        self.root = self._project()

    def _read(self, archive: zipfile.ZipFile) -> dict[str, bytes]:
        """Return the bytes of the project and of every text, by base name in lower case."""
        found = {}
        for key, info in self._members.items():
            if not key.endswith((".qde", ".txt", ".qdc")):
                continue
            if info.file_size > _LARGEST:
                raise InputError(
                    self.name, f"its {key} is over 256 MB: export the project in parts"
                )
            found[key] = archive.read(info)
        return found

    def _project(self) -> Element:
        projects = sorted(key for key in self._contents if key.endswith(".qde"))
        if not projects:
            raise InputError(self.name, "has no project.qde inside: export it as REFI-QDA project")
        content = self._contents[projects[0]]
        _refuse_dtd(content, self.name)
        try:
            root = ElementTree.fromstring(content)
        except ElementTree.ParseError:
            root = self._without_controls(content)
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        if root.tag != "Project":
            raise InputError(self.name, f"holds a {root.tag}, not a Project: export the project")
        return root

    def _without_controls(self, content: bytes) -> Element:
        """Return the project without control characters, which some programs write."""
        try:
            return ElementTree.fromstring(_CONTROL.sub(b"", content))
        except ElementTree.ParseError as error:
            line, _ = error.position
            reason = f"its project.qde is not XML (line {line}): export it again"
            raise InputError(self.name, reason) from error

    def text(self, reference: str) -> bytes | None:
        """Return the bytes of a source such as ``internal://GUID.txt``, None if it is not there.

        The base name decides, in any case, whatever folder a program put it in.
        """
        if reference.startswith(("relative://", "absolute://")):
            return None
        return self._contents.get(_key(reference.removeprefix("internal://")))


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children with one of these names."""
    if element is not None:
        yield from (child for child in element if child.tag in names)


def guid(element: Element, attribute: str = "guid") -> str:
    """Return a GUID in lower case without braces, so that any two spellings are equal."""
    return element.get(attribute, "").strip("{} ").lower()


def _key(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.lower()


def _refuse_dtd(content: bytes, name: str) -> None:
    def refuse(*_: object) -> None:
        raise InputError(name, "its project.qde has a DTD, which a REFI-QDA project never has")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            refuse()
