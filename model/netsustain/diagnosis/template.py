"""A blank survey of the seven conditions as a workbook, headings and statements in both languages, answers checked.

The statements are this project's own words for the conditions A-C1..A-C7.
"""

from __future__ import annotations

import io
from typing import Any

from netsustain.diagnosis.headings import CURRENT, DESIRED
from netsustain.diagnosis.instruments import CONDITIONS
from netsustain.messages import LANGUAGES, has, text

ROWS = 500
"""Rows of respondents whose answers are checked as they are typed."""
FACTS = ("respondent", "organisation", "kind", "date")
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


def write_template(lang: str) -> bytes:
    """The workbook; ``lang`` is the language that stands first."""
    from openpyxl import Workbook

    book = Workbook()
    order = (lang, *(each for each in LANGUAGES if each != lang))
    _survey(book.active, order)
    _statements(book.create_sheet(_both("template_items", order)), order)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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


def _statements(sheet: Any, order: tuple[str, ...]) -> None:
    """The questionnaire itself, to be read or printed."""
    from openpyxl.styles import Alignment, Font, PatternFill

    wrap, row = Alignment(wrap_text=True, vertical="top"), 1
    survey = _both("template_sheet", order)
    for key in ("title", "how_1", "how_2", "how_3"):
        for column, lang in enumerate(order, start=2):
            cell = sheet.cell(row, column, text(f"diagnosis.template_{key}", lang, sheet=survey))
            cell.alignment, cell.font = wrap, Font(bold=key == "title")
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
