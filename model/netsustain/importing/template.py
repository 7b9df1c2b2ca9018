"""An empty workbook for members and ties that ``netsustain import`` reads back: headers, examples, lists of words."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netsustain.messages import text
from netsustain.scenario.kinds import TRAITS, Kind

ROWS = 500
"""Rows that offer lists to choose from."""
MEMBER_COLUMNS = ("name", "kind", "leader", "size", "remoteness", "digital_access", "own_resources", "skill")
TIE_COLUMNS = ("source", "target", "strength", "trust", "formal", "age", "distance")
_LEVELS = ("1", "2", "3", "4", "5")
_WIDTHS = {"name": 34, "source": 34, "target": 34, "kind": 30, "leader": 26}
_HEADER_FILL, _EXAMPLE_INK = "DCE6F1", "7F7F7F"
_OTHER_WIDTH, _TEXT_WIDTH = 20, 110


@dataclass(frozen=True)
class Form:
    """A sheet to fill in."""

    name: str
    """Key of its name, ``template.sheet_…``."""
    columns: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]
    """Rows of message keys ``template.…``, or of numbers."""
    choices: dict[str, Callable[[str], str]]
    """Column → what its list offers, as a formula of the workbook, by language."""


def kind_words(lang: str) -> list[str]:
    """Kinds of organisation as the template offers them."""
    return [TRAITS[kind].th if lang == "th" else kind.name.lower().replace("_", " ") for kind in Kind]


def _of_kinds(lang: str) -> str:
    return f"'{_word('sheet_lists', lang)}'!$A$1:$A${len(Kind)}"


def _of_members(lang: str) -> str:
    return f"'{_word('sheet_members', lang)}'!$A$2:$A${ROWS + 1}"


def _of_levels(_lang: str) -> str:
    return f'"{",".join(_LEVELS)}"'


def _of_answers(lang: str) -> str:
    return f'"{_word("yes", lang)},{_word("no", lang)}"'


FORMS = (
    Form("sheet_members", MEMBER_COLUMNS,
         (("example_office", "kind_area_office", "example_person", "3", "0", "0.9", "8", "0.6"),
          ("example_school", "kind_school", "example_person_2", "1", "0.4", "0.7", "4", "0.5")),
         {"kind": _of_kinds}),
    Form("sheet_ties", TIE_COLUMNS, (("example_office", "example_school", "4", "4", "yes", "24", "35"),),
         {"source": _of_members, "target": _of_members, "strength": _of_levels, "trust": _of_levels,
          "formal": _of_answers}),
)  # fmt: skip


def write_template(path: Path, lang: str) -> None:
    """Write the workbook in a language; a file that is there is replaced."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for form in FORMS:
        _write_form(book.create_sheet(_word(form.name, lang)), form, lang)
    _write_explanations(book.create_sheet(_word("sheet_explanations", lang)), lang)
    lists = book.create_sheet(_word("sheet_lists", lang))
    lists.sheet_state = "hidden"
    for word in kind_words(lang):
        lists.append([word])
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with partial.open("wb") as stream:
            stream.write(_bytes(book))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _bytes(book: Any) -> bytes:
    """The whole workbook in memory first: a disk that is full is then met by one plain write."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_form(sheet: Any, form: Form, lang: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.append([_word(f"column_{column}", lang) for column in form.columns])
    for example in form.examples:
        sheet.append([_cell(word, lang) for word in example])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in sheet.iter_rows(min_row=2, max_row=1 + len(form.examples)):
        for cell in row:
            cell.font = Font(italic=True, color=_EXAMPLE_INK)
    for number, column in enumerate(form.columns, start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, _OTHER_WIDTH)
        if column in form.choices:
            rule = DataValidation(type="list", formula1=form.choices[column](lang), allow_blank=True)
            # Ends of ties may be typed before their member is: a warning, not a refusal.
            rule.errorStyle = "warning"
            rule.error = _word("not_in_list", lang)
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.freeze_panes = "A2"


def _write_explanations(sheet: Any, lang: str) -> None:
    from openpyxl.styles import Alignment, Font

    lines = [("explain_title", True), ("explain_how", False), ("explain_examples", False), ("explain_people", False),
             ("explain_unknown", False)]  # fmt: skip
    for form in FORMS:
        lines.append((form.name, True))
        lines += [(f"about_{column}", False) for column in form.columns]
    lines += [("explain_then", True), ("explain_commands", False)]
    for key, bold in lines:
        sheet.append([_word(key, lang)])
        cell = sheet.cell(sheet.max_row, 1)
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = _TEXT_WIDTH


def _cell(word: str, lang: str) -> str | float:
    try:
        number = float(word)
    except ValueError:
        return _word(word, lang)
    return int(number) if number.is_integer() else number


def _word(key: str, lang: str) -> str:
    return text(f"template.{key}", lang)
