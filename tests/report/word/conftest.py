from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from sample_outline import sample

from evalmine.report.word import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Read:
    """What python-docx and lxml make of a Word file."""

    def __init__(self, content):
        self.content = content
        self.document = docx.Document(io.BytesIO(content))
        self.body = self.document.element.body

    @property
    def paragraphs(self):
        return self.document.paragraphs

    @property
    def headings(self):
        return [
            (int(p.style.name[-1]), p.text)
            for p in self.paragraphs
            if p.style.name.startswith("Heading")
        ]

    def styled(self, name):
        return [p.text for p in self.paragraphs if p.style.name == name]

    @property
    def alt_texts(self):
        tag = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        return [(e.get("title"), e.get("descr")) for e in self.body.iter(tag)]

    @property
    def instructions(self):
        return [e.text.strip() for e in self.body.iter(f"{W}instrText")]

    @property
    def links(self):
        return [e.get(f"{W}anchor") for e in self.body.iter(f"{W}hyperlink")]

    @property
    def bookmarks(self):
        return [e.get(f"{W}name") for e in self.body.iter(f"{W}bookmarkStart")]

    def part(self, name):
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            return package.read(name).decode("utf-8")


@pytest.fixture(scope="session")
def read_docx():
    return Read


@pytest.fixture(scope="session")
def danish():
    made = sample()
    return Read(render_docx(made.outline, documents=made.documents))


@pytest.fixture
def template():
    """Make a client's template; what is done to it is up to the test."""

    def make(change=lambda document: None):
        document = docx.Document()
        change(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def squeeze():
    return lambda text: re.sub(r"\s+", " ", text).strip()
