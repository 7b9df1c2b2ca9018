"""People in a table: which columns name them, and the pseudonyms that take their place."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from netsustain.importing.headers import plain
from netsustain.importing.look_alike import look_alike
from netsustain.messages import text
from netsustain.scenario.problems import Problem, ScenarioError

_LEADERS = re.compile(
    r"(ชื่อ(สกุล)?)?(ผู้อำนวยการ|ผอ|ผู้บริหาร|ผู้นำ|หัวหน้า|ครูใหญ่|ประธาน|นายก|อธิการ)(?!แบบ)\S*"
    r"|(name(of)?(the)?)?(leader|director|head|headteacher|headmaster|principal|chief|chair|chairman|chairperson|"
    r"manager|executive)s?(name)?"
)
_RESPONDENTS = re.compile(
    r"(ชื่อ(สกุล)?)?(ผู้ตอบ|ผู้ให้ข้อมูล|ผู้กรอก)\S*|(name(of)?(the)?)?(respondent|informant|interviewee)s?(name)?"
)
_PERSONS = re.compile(
    r"(ชื่อ(สกุล)?)?(ผู้ประสานงาน|ผู้แทน|ผู้รับผิดชอบ|ครูผู้|บุคลากร)\S*|ชื่อ(และ)?(นาม)?สกุล|ชื่อจริง|นามสกุล"
    r"|(first|last|full|family|given|sur)name|person(name)?|contact(person|name)|coordinator(name)?|representative(name)?"
)
_CONTACTS = re.compile(
    r"(e?mail|emailaddress|phone|telephone|tel|mobile|phonenumber|line|lineid|facebook|address|citizenid|nationalid)"
    r"|(อีเมล|อีเมล์|โทร|โทรศัพท์|เบอร์|เบอร์โทร|มือถือ|ไลน์|ไอดีไลน์|ที่อยู่|เลขบัตร|เลขประจำตัวประชาชน)\S*"
)
ROLES = {"leader": _LEADERS, "respondent": _RESPONDENTS, "person": _PERSONS}


def role_of(header: str) -> str:
    """``leader``, ``respondent``, ``person``, ``contact`` (how to reach one), or ``""``."""
    word = plain(header)
    found = next((role for role, pattern in ROLES.items() if pattern.fullmatch(word)), "")
    return found or ("contact" if _CONTACTS.fullmatch(word) else "")


def is_people(header: str) -> bool:
    """Whether a column names people."""
    return role_of(header) in ROLES


@dataclass
class Pseudonyms:
    """Who is called what: the same name always the same, numbered in the order in which names come."""

    lang: str
    given: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Group (``people`` or ``organisations``) and the name without its way of writing → name, pseudonym."""

    def of(self, name: str, role: str) -> str:
        """The pseudonym of a name; ``role`` is of people, ``member`` is of organisations."""
        if not name:
            return ""
        key = ("organisations" if role == "member" else "people", look_alike(name))
        if key not in self.given:
            taken = {pseudonym for _, pseudonym in self.given.values()}
            number = 1
            while (word := text(f"importing.pseudonym_{role}", self.lang, number=number)) in taken:
                number += 1
            self.given[key] = (name, word)
        return self.given[key][1]

    def rows(self) -> list[tuple[str, str, str]]:
        """Pseudonym, name and group, as the key file holds them."""
        return [(pseudonym, name, group) for (group, _), (name, pseudonym) in self.given.items()]


KEY_HEADER = ("pseudonym", "name", "group")


def pseudonyms_of(path: Path | None, lang: str) -> Pseudonyms:
    """Pseudonyms that a key file gave before, so that they stay; none without a file.

    Raises
    ------
    ScenarioError
        If there is a file of another kind at ``path``.
    """
    found = Pseudonyms(lang)
    if path is None or not path.exists():
        return found
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error):
        rows = []
    if not rows or tuple(rows[0]) != KEY_HEADER or any(len(row) != len(KEY_HEADER) for row in rows):
        message = f"got a file without the columns {', '.join(KEY_HEADER)}, expected a new file or a key written before"
        raise ScenarioError([Problem(str(path), 1, 1, "", message)])
    for pseudonym, name, group in rows[1:]:
        found.given[group, look_alike(name)] = (name, pseudonym)
    return found
