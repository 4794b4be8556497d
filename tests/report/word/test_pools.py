from __future__ import annotations

from dataclasses import replace

from sample_outline import DOCUMENTS, sample

from evalmine.report.word import render_docx


def test_a_case_tells_in_one_paragraph_why_it_was_chosen(read_docx):
    outline = sample().outline
    pool = outline.pools[0]
    case = replace(pool.cases[0], reasons=(("sector", "Sundhed og pleje"),))
    pools = (replace(pool, cases=(case,)),)
    read = read_docx(render_docx(replace(outline, pools=pools), documents=DOCUMENTS))
    texts = [p.text for p in read.paragraphs]
    at = texts.index(case.title)
    told = [t for t in texts[at : at + 8] if "Sundhed og pleje" in t]
    assert told
    assert all(len(t) > 1 for t in texts[at : at + 8] if t)


def test_pools_stand_on_their_own_page_with_their_facts_and_breakdowns(danish):
    texts = [p.text for p in danish.paragraphs]
    for pool in sample().outline.pools:
        heading = next(p for p in danish.paragraphs if p.text == pool.pool)
        assert "w:pageBreakBefore" in heading._p.xml
        assert "fordelt på sektor" in next(
            t for t in texts if t.startswith("Tabel") and pool.pool in t
        )


def test_don_t_know_is_told_beside_the_closed_questions(danish):
    bullets = danish.styled("List Bullet")
    assert "I hvilken grad holder forandringerne om et år? »Ved ikke«: 8 af 97 svar" in bullets
