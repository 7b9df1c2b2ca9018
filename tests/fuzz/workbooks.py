"""XLSX workbooks written by hand, so that anything can be put into them: bombs, links, formulas, broken parts."""

from __future__ import annotations

import io
import zipfile
from random import Random
from xml.sax.saxutils import escape

from .mutating import mutated
from .oddities import odd_text
from .tables import Rows

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
Parts = dict[str, bytes]
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def parts_of(sheets: dict[str, Rows]) -> Parts:
    """The parts of a workbook with some sheets."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="{escape(name, {chr(34): ""})[:31]}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SHEET_TYPE}"/>' for number in numbers
    )
    found = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    found |= {
        f"xl/worksheets/sheet{number}.xml": _sheet(rows) for number, rows in zip(numbers, sheets.values(), strict=True)
    }
    return {name: f"{_HEAD}{text}".encode("utf-8", "replace") for name, text in found.items()}


def _sheet(rows: Rows) -> str:
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(cell: str) -> str:
    if cell.startswith("="):
        return f"<c><f>{escape(cell[1:])}</f></c>"
    if cell.isascii() and cell.isdecimal():
        return f"<c><v>{cell}</v></c>"
    visible = "".join(letter for letter in cell if letter >= " " and letter not in "\ufffe\uffff")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(visible)}</t></is></c>'


def zipped(parts: Parts, stored: bool = False) -> bytes:
    """An archive of the parts; the same parts make the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def written(rng: Random, sheets: dict[str, Rows]) -> bytes:
    """A workbook, most of them broken on purpose."""
    parts = parts_of(sheets)
    roll = rng.random()
    if roll < 0.3:
        return zipped(parts)
    if roll < 0.45:
        return mutated(rng, zipped(parts, stored=rng.random() < 0.5))
    if roll < 0.7:
        name = rng.choice([*parts, "xl/worksheets/sheet1.xml"])
        parts[name] = mutated(rng, parts[name])
    else:
        rng.choice(TRICKS)(rng, parts)
    return zipped(parts)


# ---- tricks ---------------------------------------------------------------------------------------

_FIRST = "xl/worksheets/sheet1.xml"


def _with_doctype(rng: Random, parts: Parts) -> None:
    name = rng.choice(list(parts))
    trap = rng.choice(
        (LAUGHS, '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x">')
    )
    text = parts[name].decode().replace(_HEAD, _HEAD + trap).replace("<t xml", "<t>&i;</t><t xml", 1)
    parts[name] = text.encode(rng.choice(("utf-8", "utf-8", "utf-16")))


def _bomb(rng: Random, parts: Parts) -> None:
    fill = rng.choice((b" ", b"\0", b"<row/>", b'<row><c t="s"/></row>', b"<row><c><v>1</v></c></row>"))
    bytes_ = rng.choice((2, 30, 120)) * 2**20
    place = rng.choice((_FIRST, "xl/sharedStrings.xml", "xl/media/image1.png", "docProps/app.xml"))
    own = parts.get(place, b"<x></sheetData>").partition(b"</sheetData>")
    parts[place] = own[0] + fill * (bytes_ // len(fill)) + own[1] + own[2]


def _merged(rng: Random, parts: Parts) -> None:
    ranges = ["A1:XFD1048576", "A1:A1048576", "A1:CV2000", "B2:C3", "A1", "A2:A1", "ZZZZ1:A9", "$A$1:$B$2"]
    listed = "".join(f'<mergeCell ref="{span}"/>' for span in rng.sample(ranges, rng.randint(1, 3)))
    _after_data(parts, f"<mergeCells>{listed}</mergeCells>")


def _after_data(parts: Parts, text: str) -> None:
    parts[_FIRST] = parts[_FIRST].replace(b"</sheetData>", b"</sheetData>" + text.encode())


def _far_cells(rng: Random, parts: Parts) -> None:
    far = rng.choice(("XFD1048576", "A1048576", "A200000", "XFD1", "AZ30000", "A99999999", "A0", "1A", "", "ZZZZZ1"))
    row = "".join(letter for letter in far if letter.isdecimal()) or "1"
    cell = f'<row r="{row}"><c r="{far}" t="inlineStr"><is><t>x</t></is></c></row>'
    parts[_FIRST] = parts[_FIRST].replace(b"</sheetData>", cell.encode() + b"</sheetData>")


def _odd_cells(rng: Random, parts: Parts) -> None:
    shapes = (
        '<c t="n"><v>{}</v></c>',
        '<c t="s"><v>{}</v></c>',
        '<c t="d"><v>{}</v></c>',
        '<c t="b"><v>{}</v></c>',
        '<c t="e"><v>{}</v></c>',
        "<c><f>{}</f></c>",
        '<c><f t="shared" si="0" ref="A1:A9">{}</f></c>',
        '<c><f t="array" ref="A1:XFD9">{}</f><v>1</v></c>',
        '<c><f t="dataTable" ref="A1">{}</f></c>',
        '<c s="999"><v>{}</v></c>',
        '<c t="str"><f>A1</f><v>{}</v></c>',
    )
    cells = "".join(rng.choice(shapes).format(escape(_visible(odd_text(rng)))) for _ in range(rng.randint(1, 6)))
    parts[_FIRST] = parts[_FIRST].replace(b"</sheetData>", f"<row>{cells}</row></sheetData>".encode())


def _visible(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")


def _external(rng: Random, parts: Parts) -> None:
    target = rng.choice(
        ("file:///etc/passwd", "../../../etc/passwd", "\\\\host\\share\\x.xlsx", "http://127.0.0.1:1/x.xlsx")
    )
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/>'
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{_SPREADSHEET}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1"/></externalLink>'.encode()
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'.encode()
    )
    own = f'<Relationship Id="rId99" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    own += "</Relationships>"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", own.encode())
    book = parts["xl/workbook.xml"]
    references = b'<externalReferences><externalReference r:id="rId99"/></externalReferences></workbook>'
    parts["xl/workbook.xml"] = book.replace(b"</workbook>", references)


def _relations(rng: Random, parts: Parts) -> None:
    old, new = rng.choice(
        (
            (b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
            (b"worksheets/sheet1.xml", b"file:///etc/passwd"),
            (b"worksheets/sheet1.xml", b"workbook.xml"),
            (b'/worksheet"', b'/chartsheet"'),
            (b"rId1", b"rId2"),
            (b"worksheets/sheet1.xml", b"/xl/missing.xml"),
            (b'sheetId="1"', b'sheetId="x"'),
            (b"<sheets>", b"<sheets><sheet/>"),
        )
    )
    for name in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        parts[name] = parts[name].replace(old, new)


def _archive(rng: Random, parts: Parts) -> None:
    roll = rng.randrange(4)
    if roll == 0:
        del parts[rng.choice(list(parts))]
    elif roll == 1:
        parts["../../escaped.xml"] = b"<x/>"
    elif roll == 2:
        parts |= {f"xl/media/{number}": b"" for number in range(rng.choice((10, 6_000)))}
    else:
        name = rng.choice(list(parts))
        parts[name] = b"<a>" * rng.choice((50, 20_000)) + parts[name]


def _sheets(rng: Random, parts: Parts) -> None:
    text = rng.choice(("<a>", '<row><c t="inlineStr"><is>' + "<r>" * 500)) * rng.choice((1, 1_000, 50_000))
    parts[_FIRST] = parts[_FIRST].replace(b"</sheetData>", text.encode() + b"</sheetData>")


TRICKS = (_with_doctype, _bomb, _merged, _far_cells, _odd_cells, _external, _relations, _archive, _sheets)
