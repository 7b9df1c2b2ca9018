"""The workbook: every table, numbers as numbers, names that the format allows, and no text that runs as a formula."""

import io
import unicodedata

import pytest

from netsustain.report.planners.brief import brief_book, brief_pages
from netsustain.report.sheets import Sheet
from netsustain.report.workbook import Book, sheet_names, workbook

openpyxl = pytest.importorskip("openpyxl")
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "＝1", "\r=1")


def opened(book: Book):
    return openpyxl.load_workbook(io.BytesIO(workbook(book)))


@pytest.fixture(scope="module", params=["en", "th"])
def book(request, made):
    page = next(each for each in brief_pages(made) if each.lang == request.param)
    return brief_book(page, made.made)


def test_every_table_has_a_sheet_with_its_headings_and_rows(book) -> None:
    read = opened(book)
    assert len(read.worksheets) == len(book.sheets) + 1
    for sheet, table in zip(read.worksheets[1:], book.sheets, strict=True):
        assert [cell.value or "" for cell in sheet[3]] == table.head
        last = 3 + len(table.rows)
        found = list(sheet.iter_rows(min_row=4, max_row=last, values_only=True)) if table.rows else []
        for row, values in zip(found, table.rows, strict=True):
            for here, value in zip(row, values, strict=True):
                assert here == pytest.approx(value) if isinstance(value, float) else (here or "") == (value or "")


def test_numbers_are_numbers(book) -> None:
    read = opened(book)
    numbers = [
        cell for sheet, table in zip(read.worksheets[1:], book.sheets, strict=True)
        for row, values in zip(sheet.iter_rows(min_row=4), table.rows, strict=False)
        for cell, value in zip(row, values, strict=True) if isinstance(value, int | float)
    ]  # fmt: skip
    assert len(numbers) > 500
    assert all(cell.data_type == "n" for cell in numbers)


def test_nothing_in_it_is_a_formula_and_names_from_tables_are_whole(book) -> None:
    read = opened(book)
    cells = [cell for sheet in read.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert risky
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)


@pytest.mark.parametrize("said", DANGEROUS)
def test_a_dangerous_text_is_stored_as_text_and_marked(said) -> None:
    table = Sheet(said, [said, "n"], [[said, 1.5]], ["", "0.0"], [said])
    read = opened(Book("en", said, [said], [table]))
    cells = [cell for sheet in read.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type != "n"]
    assert {cell.data_type for cell in cells} == {"s"}
    told = [cell for cell in cells if said.strip() in str(cell.value) and not str(cell.value).startswith("1 ")]
    assert len(told) >= 5
    assert all(cell.quotePrefix for cell in told)


def test_names_of_sheets_are_allowed_and_unlike_whatever_the_headings() -> None:
    headings = ["ความไว้วางใจและความสัมพันธ์ที่เข้มแข็งของเครือข่าย"] * 12 + ["a/b:c*[d]?\\", "'quoted'", "", "x" * 80, "😀" * 30]
    names = sheet_names(headings, "สารบัญ")
    assert len(set(names)) == len(headings) + 1
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set(r"\/*?:[]")
        assert not name.startswith("'")
        assert not name.endswith(("'", "เ", "แ", "โ", "ใ", "ไ"))


def test_a_thai_name_is_not_cut_between_a_letter_and_its_mark() -> None:
    for length in range(10, 40):
        heading = "ที่นี้" * length
        name = sheet_names([heading], "x")[1].partition(" ")[2]
        assert heading.startswith(name)
        assert unicodedata.category(heading[len(name)]) != "Mn"


def test_control_letters_do_not_break_the_file() -> None:
    table = Sheet("t", ["a"], [["bad\x07bell"]], [""], [])
    assert opened(Book("en", "t", [], [table])).worksheets[1]["A4"].value == "bad�bell"
