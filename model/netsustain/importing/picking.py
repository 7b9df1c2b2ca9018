"""Which sheet of a workbook holds which table, by its name in English or Thai."""

from __future__ import annotations

from collections.abc import Mapping

from netsustain.importing.headers import plain
from netsustain.importing.sheets import Sheet

NAMES: dict[str, str] = {
    "members": "members member nodes organisations organizations partners สมาชิก สมาชิกเครือข่าย รายชื่อสมาชิก ภาคี ภาคีเครือข่าย "
    "องค์กร หน่วยงาน",
    "ties": "ties tie edges links relations relationships ความสัมพันธ์ สายสัมพันธ์ ความร่วมมือ การเชื่อมโยง",
    "matrix": "matrix levels levelsofcollaboration เมทริกซ์ ตารางไขว้ ระดับความร่วมมือ",
    "partner": "partner edges ties ความสัมพันธ์ สายสัมพันธ์",
    "survey": "survey แบบสำรวจ แบบสอบถาม",
    "explanations": "explanations explanation readme notes lists คำอธิบาย คำชี้แจง รายการ",
}
"""Names of sheets without case and spaces; the last two are of no use to an import."""


def pick(
    sheets: Mapping[str, Sheet], table: str, said: Mapping[str, str], by_name_alone: bool = False
) -> Sheet | None:
    """The sheet of a table: as said, else by its name, else the only one that is no other table's."""
    if table in said:
        return sheets.get(said[table])
    if not any(sheet.workbook for sheet in sheets.values()):
        return next(iter(sheets.values()))
    by_name = [sheet for sheet in sheets.values() if plain(sheet.name) in NAMES[table].split()]
    if by_name or by_name_alone:
        return by_name[0] if by_name else None
    free = [sheet for sheet in sheets.values() if any(map(any, sheet.rows)) and not _of_another(sheet, table)]
    return free[0] if len(free) == 1 else None


def is_explanation(name: str) -> bool:
    """Whether a sheet of this name explains others, as in the template."""
    return plain(name) in NAMES["explanations"].split()


def _of_another(sheet: Sheet, table: str) -> bool:
    """Whether a sheet's name is that of another table."""
    other = {word for name, words in NAMES.items() if name != table for word in words.split()}
    return plain(sheet.name) in other
