"""Sheets as they are kept: every value as a person would type it, every cell with its address."""

import datetime
import zipfile

import openpyxl
import pytest

from netsustain.importing.sheets import column_letters, read_sheets
from netsustain.scenario.problems import ScenarioError

_DAY = datetime.datetime.fromisoformat("2026-10-01")


def test_letters_of_columns():
    assert [column_letters(column) for column in (0, 25, 26, 51, 701, 702)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"), (5.0, "5"), (0.25, "0.25"), (True, "TRUE"), ("  two\n words ", "two words"), ("๑๒", "๑๒"),
        (_DAY, "2026-10-01"), (_DAY.date(), "2026-10-01"),
        (_DAY.replace(hour=8, minute=30), "2026-10-01 08:30"), (datetime.time(8, 30), "08:30:00"),
        ("บ้าน\u200bโคก", "บ้านโคก"), ("นํา", "นำ"), (None, ""),
    ],
)  # fmt: skip
def test_values(book, value, text):
    (sheet,) = read_sheets(book(x=[["a", value, "z"]])).values()
    assert sheet.rows == (("a", text, "z"),)


def test_several_sheets_in_their_order(book):
    sheets = read_sheets(book(สมาชิก=[["ก"]], empty=[], ties=[[], ["a", "b"]]))
    assert list(sheets) == ["สมาชิก", "empty", "ties"]
    assert sheets["empty"].rows == ()
    assert sheets["ties"].where(1, 1) == "ties!B2"
    assert str(sheets["ties"].problem(1, 1, "got b")).endswith("book.xlsx:2:2: ties!B2: got b")


def test_ranges_merged_downwards_are_filled_and_sideways_are_not(book):
    path = book(x=[["a", "t", None], [None, None, None], [None, "v", "w"]], merged=("A1:A3", "B1:C1"))
    (sheet,) = read_sheets(path).values()
    assert sheet.rows == (("a", "t", ""), ("a", "", ""), ("a", "v", "w"))
    assert sheet.sideways == {(0, 1)}


def test_a_formula_without_its_value_is_known_for_one(book):
    (sheet,) = read_sheets(book(x=[["a", "=1+2"]])).values()
    assert sheet.rows == (("a", "=1+2"),)
    assert sheet.unstored == {(0, 1)}


def test_a_formula_counts_with_the_value_that_is_stored(book, folder):
    path = book(x=[["a", "=1+2"]])
    stored = folder / "stored.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stored, "w") as new:
        for part in old.namelist():
            content = old.read(part).replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>")
            new.writestr(part, content.replace(b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>"))
    (sheet,) = read_sheets(stored).values()
    assert sheet.rows == (("a", "3"),)
    assert not sheet.unstored


def test_csv_is_one_sheet_with_the_lines_of_the_file(folder):
    path = folder / "table.csv"
    path.write_text('a;b\n"two\nlines";1\nx\n', encoding="utf-8")
    (sheet,) = read_sheets(path).values()
    assert (sheet.name, sheet.workbook) == ("table", False)
    assert sheet.rows == (("a", "b"), ("two lines", "1"), ("x", ""))
    assert sheet.lines == (1, 2, 4)
    assert sheet.where(2, 0) == "A4"


def test_cells_far_away_are_refused_and_formats_are_not(folder):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "a"
    workbook.active["B900000"].font = openpyxl.styles.Font(bold=True)
    workbook.save(folder / "tall.xlsx")
    assert read_sheets(folder / "tall.xlsx")["Sheet"].rows == (("a",),)
    workbook.active["XFD1"] = "x"
    workbook.save(folder / "wide.xlsx")
    with pytest.raises(ScenarioError, match="reaches to XFD1"):
        read_sheets(folder / "wide.xlsx")


# ---- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"no workbook", "no workbook, or a damaged one"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old or a locked workbook"),
        ("a.xlsx", b"", "no workbook, or a damaged one"),
        ("a.xls", b"", "expected .xlsx or .csv"),
        ("a.ods", b"", "expected .xlsx or .csv"),
        ("a.csv", b"\xff", "got the byte 0xff"),
        ("a.csv", b'a\n"b', "cannot be read on"),
    ],
)
def test_files_that_are_no_sheets(folder, name, content, message):
    (folder / name).write_bytes(content)
    with pytest.raises(ScenarioError, match=message):
        read_sheets(folder / name)


@pytest.mark.parametrize("text", ["a,b\n" + "x," * 100_000, "a\n" + "x\n" * 50_000 + "," * 150, "a\n" + "," * 250])
def test_one_wide_row_does_not_widen_all_others(folder, text):
    (folder / "table.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="many more than the others have") as caught:
        read_sheets(folder / "table.csv")
    assert caught.value.problems[0].line > 1


def test_a_file_that_is_not_there(folder):
    with pytest.raises(ScenarioError, match="No such file"):
        read_sheets(folder / "none.xlsx")


def _with_part(book, folder, part, change):
    path = book(x=[["a"]])
    other = folder / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return other


def test_entities_are_not_expanded(book, folder):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = _with_part(book, folder, "xl/workbook.xml", lambda xml: bomb + xml[xml.index(b"<workbook") :])
    with pytest.raises(ScenarioError, match="document type or entities"):
        read_sheets(path)


def test_what_unpacks_to_too_much_is_refused_before_it_is_read(book, folder, monkeypatch):
    from netsustain.importing import archive

    monkeypatch.setattr(archive, "MAXIMAL_UNPACKED", 10_000_000)
    path = _with_part(book, folder, "docProps/app.xml", lambda xml: b" " * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ScenarioError, match="unpacks to more than"):
        read_sheets(path)


def test_a_damaged_part(book, folder):
    path = _with_part(book, folder, "xl/worksheets/sheet1.xml", lambda xml: xml[:100])
    with pytest.raises(ScenarioError, match="damaged workbook"):
        read_sheets(path)
