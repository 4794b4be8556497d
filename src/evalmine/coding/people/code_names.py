"""Which code somebody means: ids and names in any language, however they are cased."""

from __future__ import annotations

import re

from evalmine.coding.codebook_model import Codebook, nearest_name
from evalmine.corpus.text import fold

NO_CODE = {"da": "Ingen kode passer", "en": "No code fits", "nb": "Ingen kode passer",
           "sv": "Ingen kod passar"}  # fmt: skip
"""What a coder writes, or a column says, when a text was read and no code applies."""

_ALWAYS_NONE = frozenset(
    {"-", "–", "—", "ingen kode", "no code", *(fold(v) for v in NO_CODE.values())}
)
_NONE_WITH_CODEBOOK = frozenset({"ingen", "none", "na", "n/a", "intet", "ingen af dem", "inga"})
_ID_BEHIND = re.compile(r".*\(([\w.:-]+)\)")


class CodeNames:
    """Finds code ids by what people write.

    Parameters
    ----------
    codebook : Codebook or None
        Without one, every name that comes up is a code of its own; spellings that differ in case
        or white space are one code, called what it was first called.
    """

    def __init__(self, codebook: Codebook | None = None) -> None:
        self.codebook = codebook
        self._ids_of: dict[str, tuple[str, ...]] = {}
        if codebook is not None:
            for code in codebook.codes:
                for name in code.name.values():
                    known = self._ids_of.get(fold(name), ())
                    self._ids_of[fold(name)] = tuple(dict.fromkeys((*known, code.id)))
            for code in codebook.codes:  # an id is never mistaken for a name
                self._ids_of[fold(code.id.replace("_", " "))] = (code.id,)
                self._ids_of[fold(code.id)] = (code.id,)

    @property
    def code_ids(self) -> tuple[str, ...]:
        """The codes a text can get; without a codebook those that came up, sorted."""
        if self.codebook is not None:
            return self.codebook.code_ids
        return tuple(sorted({ids[0] for ids in self._ids_of.values()}))

    def find(self, name: str) -> str:
        """Return the id of the code, "" for an unknown one.

        Raises
        ------
        LookupError
            If several codes have the name, or it is a group; the message says what to write.
        """
        key = fold(name)
        if self.codebook is None:
            return self._ids_of.setdefault(key, (" ".join(name.split()),))[0]
        ids = self._ids_of.get(key, ())
        behind = _ID_BEHIND.fullmatch(key)
        if not ids and behind:  # "Fælles sprog (shared_language)"
            ids = self._ids_of.get(behind[1], ())
        choosable = [i for i in ids if i in self.codebook.code_ids]
        if len(choosable) > 1:
            raise LookupError(f"{name!r} is the name of {', '.join(choosable)}: write the id")
        if ids and not choosable:
            below = [c.id for c in self.codebook.children(ids[0])]
            raise LookupError(f"{name!r} is a group of codes: write one of {', '.join(below)}")
        return choosable[0] if choosable else ""

    def is_code(self, name: str) -> bool:
        """Return whether the codebook has a code or group of this id or name."""
        behind = _ID_BEHIND.fullmatch(fold(name))
        return fold(name) in self._ids_of or bool(behind and behind[1] in self._ids_of)

    def says_none(self, name: str) -> bool:
        """Return whether this says that no code applies ("-", "ingen kode", "none")."""
        key = fold(name)
        if self.codebook is None:  # "None" and "NA" may well be codes
            return key in _ALWAYS_NONE
        return key in _ALWAYS_NONE or (key in _NONE_WITH_CODEBOOK and key not in self._ids_of)

    def hint(self, name: str) -> str:
        """Return ``"; did you mean 'trust'?"`` or the list of codes, for an unknown name."""
        near = nearest_name(fold(name), self._ids_of)
        if near:
            return near
        known = self.code_ids
        shown = ", ".join(known[:8]) + (f" and {len(known) - 8} more" if len(known) > 8 else "")
        return f"; the codes are {shown}"
