"""The report as a Word document, from the same outline as the HTML."""

from evalmine.report.word.render import render_docx

__all__ = ["render_docx"]
