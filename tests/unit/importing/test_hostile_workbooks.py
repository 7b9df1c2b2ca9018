"""Workbooks made to fill the memory or to hang are refused before they are opened; honest ones are not."""

import io
import re
import time
import zipfile

import openpyxl
import pytest

from netsustain.importing import archive
from netsustain.importing.archive import cells_of
from netsustain.importing.sheets import read_sheets
from netsustain.scenario.problems import ScenarioError

SHEET = "xl/worksheets/sheet1.xml"
ROW = b"<row><c><v>1</v></c></row>"


@pytest.fixture
def changed(book, folder):
    """Writes a workbook of two cells with a part changed, or added where there is none of its name."""

    def changed(change, part=SHEET):
        path = book(x=[["name"], ["A"]])
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        parts[part] = change(parts.get(part, b""))
        with zipfile.ZipFile(folder / "other.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
            for name, content in parts.items():
                new.writestr(name, content)
        return folder / "other.xlsx"

    return changed


def before_end(text):
    """A change that puts text behind the cells."""
    return lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + text.encode())


def among_cells(text):
    """A change that puts text after the last cell."""
    return lambda xml: xml.replace(b"</sheetData>", text + b"</sheetData>")


def encoded(coding):
    """A change that puts a document type before a part, all of it in another encoding."""
    return lambda xml: ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml[xml.index(b"<worksheet") :].decode()).encode(coding)


HOSTILE = {
    "merged over everything": (
        before_end('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "merged ranges or links",
    ),
    "merged by an escape": (
        before_end('<mergeCells><mergeCell ref="A1:&#88;FD1048576"/></mergeCells>'),
        "merged ranges or links",
    ),
    "merged columns": (before_end('<mergeCells><mergeCell ref="$A:$C"/></mergeCells>'), "merged ranges or links"),
    "a link over everything": (
        before_end('<hyperlinks><hyperlink ref="A1:A1048576"/></hyperlinks>'),
        "merged ranges or links",
    ),
    "a cell far away": (among_cells(b'<row r="900000"><c r="Z900000"><v>1</v></c></row>'), "reaches to Z900000"),
    "spaces": (among_cells(b" " * 50_000_000), "unpacks to more than"),
    "cells": (among_cells(ROW * 1_000_000), "unpacks to more than"),
    "deep": (among_cells(b"<a>" * 30_000), "tags inside each other"),
    "doctype": (encoded("utf-8"), "document type or entities"),
    "doctype in UTF-16": (encoded("utf-16"), "document type or entities"),
    "no sheet": (lambda xml: b"", "workbook"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_before_it_is_opened(changed, name):
    change, message = HOSTILE[name]
    path = changed(change)
    begin = time.process_time()
    with pytest.raises(ScenarioError, match=message) as caught:
        read_sheets(path)
    assert time.process_time() - begin < 1, "about a tenth of it"
    assert caught.value.problems[0].file == str(path)


def test_a_picture_that_unpacks_to_too_much(changed):
    with pytest.raises(ScenarioError, match="unpacks to more than"):
        read_sheets(changed(lambda _: b"\0" * 100_000_000, "xl/media/image1.png"))


def test_too_many_cells(changed, monkeypatch):
    monkeypatch.setattr(archive, "MAXIMAL_STORED", 2)
    with pytest.raises(ScenarioError, match="more than 2 cells, expected fewer: save large tables as CSV"):
        read_sheets(changed(among_cells(ROW)))


def test_a_workbook_without_sheets(changed, refused):
    path = changed(lambda xml: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", xml), "xl/workbook.xml")
    with pytest.raises(ScenarioError, match="a workbook without a sheet of cells"):
        read_sheets(path)


def test_an_empty_sheet_that_is_asked_for(book, refused):
    book(members=[], notes=[["x"]])
    (fault,) = refused("--members", "book.xlsx")
    assert fault["message"].startswith(
        "got an empty sheet, expected a row with the columns' names: type --sheet members="
    )


def test_a_large_honest_workbook_is_read(folder):
    book = openpyxl.Workbook()
    for number in range(3_000):
        book.active.append([f"โรงเรียน {number}", "school", number / 7, None])
    book.active.merge_cells("A1:D1000")
    book.save(folder / "large.xlsx")
    (sheet,) = read_sheets(folder / "large.xlsx").values()
    assert len(sheet.rows) == 3_000


def test_a_workbook_is_read_again_when_it_has_changed(book):
    path = book(x=[["a"]])
    assert read_sheets(path)["x"].rows == (("a",),)
    assert read_sheets(book(x=[["b", "c"]]))["x"].rows == (("b", "c"),)
    assert read_sheets(path)["x"].rows == (("b", "c"),)


@pytest.mark.parametrize(
    ("reference", "cells"),
    [
        ("A1", 1),
        ("A1:C3", 9),
        ("$B$2:C3", 4),
        ("A:A", 2**20),
        ("1:2", 2 * 16384),
        ("c3:A1", 1),
        ("nonsense", 1),
        ("", 1),
    ],
)
def test_cells_of_a_range(reference, cells):
    assert cells_of(reference) == cells


def test_formulas_of_charts_are_none_of_cells(book, folder):
    path = book(x=[["a"], [1]])
    plain = openpyxl.load_workbook(path)
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(plain["x"], min_col=1, min_row=1, max_row=2))
    plain["x"].add_chart(chart, "C1")
    out = io.BytesIO()
    plain.save(out)
    (folder / "chart.xlsx").write_bytes(out.getvalue())
    assert archive.formulas_in(folder / "chart.xlsx") is False
    assert archive.formulas_in(book(x=[["a"], ["=1+1"]])) is True
