"""A blank survey of the seven conditions as a workbook, headings and statements in both languages, answers checked.

The statements are this project's own words for the conditions A-C1..A-C7.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from netsustain.diagnosis.headings import CURRENT, DESIRED
from netsustain.health.series import CONDITIONS
from netsustain.messages import LANGUAGES, has, text
from netsustain.scenario.kinds import Kind

ROWS = 500
"""Rows of respondents whose answers are checked as they are typed."""
FACTS = ("respondent", "organisation", "kind", "date")
MADE_UP = {"c1": 3.6, "c2": 3.8, "c3": 3.2, "c4": 3.4, "c5": 2.4, "c6": 3.7, "c7": 3.0}
"""Means of the made-up current answers."""
HEAD, ASIDE = "DCE9F1", "F3EFE6"


def items() -> list[str]:
    """Keys of the statements: ``c1_1`` and so on."""
    found = []
    for condition in CONDITIONS:
        number = 1
        while has(f"diagnosis.item_{condition}_{number}"):
            found.append(f"{condition}_{number}")
            number += 1
    return found


def headings() -> list[str]:
    """Headings of the columns, each in English and Thai."""
    facts = [" / ".join(text(f"diagnosis.template_{fact}", lang) for lang in LANGUAGES) for fact in FACTS]
    return facts + [
        f"{item}_{side} / ข้อ {item[1]}.{item[3:]} {text(f'diagnosis.template_{side}', 'th')}"
        for item in items()
        for side in (CURRENT, DESIRED)
    ]


def write_template(lang: str, *, filled: bool = False) -> bytes:
    """The workbook.

    Parameters
    ----------
    lang
        Language that stands first.
    filled
        With made-up answers, which say so, to try it out.
    """
    from openpyxl import Workbook

    book = Workbook()
    order = (lang, *(each for each in LANGUAGES if each != lang))
    _survey(book.active, order)
    if filled:
        for row in made_up(lang):
            book.active.append(row)
    _statements(book.create_sheet(_both("template_items", order)), order, filled)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def made_up(lang: str) -> list[list[Any]]:
    """Rows of made-up respondents, the same each time: resources and adaptability are weak, trust is strong."""
    generator = np.random.default_rng(7)
    kinds = (Kind.AREA_OFFICE, *[Kind.SCHOOL] * 6, Kind.LOCAL_GOVERNMENT, Kind.LOCAL_GOVERNMENT, Kind.UNIVERSITY,
             Kind.CIVIL_SOCIETY, Kind.PARENTS)  # fmt: skip
    rows: list[list[Any]] = []
    for number, kind in enumerate(kinds, start=1):
        leaning = generator.normal(0, 0.25)
        for _ in range(3 if kind is Kind.SCHOOL else 4):
            name = text("diagnosis.template_made_up", lang, number=len(rows) + 1)
            organisation = text("diagnosis.template_made_up_organisation", lang, number=number)
            word = text(f"diagnosis.word_{kind.name.lower()}", "th") if lang == "th" else kind.name.lower()
            rows.append([name, organisation, word, f"2026-10-{1 + len(rows) % 14:02d}", *_answers(generator, leaning)])
    return rows


def _answers(generator: np.random.Generator, leaning: float) -> list[int | None]:
    """Current and desired answers to every statement of one made-up respondent; a few are missing."""
    own = leaning + generator.normal(0, 0.3)
    answers: list[int | None] = []
    for item in items():
        now = int(np.clip(round(generator.normal(MADE_UP[item[:2]] + own, 0.6)), 1, 5))
        wanted = int(np.clip(max(now, round(generator.normal(4.55, 0.45))), 1, 5))
        answers += [None if generator.random() < 0.01 else now, None if generator.random() < 0.01 else wanted]
    return answers


def _both(key: str, order: tuple[str, ...]) -> str:
    return " ".join(text(f"diagnosis.{key}", lang) for lang in order)


def _survey(sheet: Any, order: tuple[str, ...]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.title = _both("template_sheet", order)
    stated = [None] * len(FACTS) + [item for item in items() for _ in (CURRENT, DESIRED)]
    for column, (heading, item) in enumerate(zip(headings(), stated, strict=True), start=1):
        cell = sheet.cell(1, column, heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        wanted = item is not None and f"_{DESIRED}" in heading
        cell.fill = PatternFill("solid", start_color=ASIDE if wanted else HEAD)
        sheet.column_dimensions[get_column_letter(column)].width = 18 if item is None else 13
        if item is not None:
            said = "\n".join(text(f"diagnosis.item_{item}", lang) for lang in order)
            cell.comment = Comment(said, "netsustain", 120, 340)
    sheet.freeze_panes = sheet.cell(2, len(FACTS) + 1)
    sheet.row_dimensions[1].height = 64
    only = " / ".join(text("diagnosis.template_only", lang) for lang in order)
    check = DataValidation(type="whole", operator="between", formula1="1", formula2="5", allow_blank=True,
                           showErrorMessage=True, error=only, errorTitle="1-5")  # fmt: skip
    first, last = get_column_letter(len(FACTS) + 1), get_column_letter(len(stated))
    check.add(f"{first}2:{last}{ROWS + 1}")
    sheet.add_data_validation(check)


def _statements(sheet: Any, order: tuple[str, ...], made_up: bool) -> None:
    """The questionnaire itself, to be read or printed."""
    from openpyxl.styles import Alignment, Font, PatternFill

    wrap, row = Alignment(wrap_text=True, vertical="top"), 1
    survey = _both("template_sheet", order)
    for key in (*(("made_up_note",) if made_up else ()), "title", "how_1", "how_2", "how_3"):
        for column, lang in enumerate(order, start=2):
            cell = sheet.cell(row, column, text(f"diagnosis.template_{key}", lang, sheet=survey))
            cell.alignment, cell.font = wrap, Font(bold=key in ("title", "made_up_note"))
        row += 1
    for item in items():
        if item.endswith("_1"):
            for column, lang in enumerate(order, start=2):
                cell = sheet.cell(row, column, text(f"conditions.{item[:2]}", lang))
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color=HEAD)
            row += 1
        sheet.cell(row, 1, f"{item[1]}.{item[3:]}")
        for column, lang in enumerate(order, start=2):
            sheet.cell(row, column, text(f"diagnosis.item_{item}", lang)).alignment = wrap
        row += 1
    sheet.column_dimensions["A"].width = 6
    for letter in "BC":
        sheet.column_dimensions[letter].width = 62
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
