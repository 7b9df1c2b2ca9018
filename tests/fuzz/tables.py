"""Tables of members, ties and answers: valid ones as rows of cells, and changes of their cells, columns and writing."""

from __future__ import annotations

import csv
import io
from random import Random

from .oddities import LETTERS, odd_text

Rows = list[list[str]]
KINDS = ("school", "university", "government", "local_government", "private", "civil_society", "parents", "community")
LEVELS = ("0", "1", "2", "3", "4", "5", "", "networking", "-")


def read(content: bytes) -> Rows:
    """Rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def written(rng: Random, rows: Rows) -> bytes:
    """CSV, in one of the ways in which programs write it."""
    out = io.StringIO()
    quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    end = rng.choice(("\n", "\n", "\r\n"))
    csv.writer(out, delimiter=rng.choice(",,,;\t"), quoting=quoting, lineterminator=end).writerows(rows)
    text = out.getvalue().encode("utf-8", "surrogatepass")
    return b"\xef\xbb\xbf" + text if rng.random() < 0.2 else text


# ---- changes --------------------------------------------------------------------------------------


def changed(rng: Random, rows: Rows, changes: tuple[int, ...] = (1, 1, 1, 2, 3)) -> Rows:
    """Rows after a few changes."""
    rows = [list(row) for row in rows]
    for _ in range(rng.choice(changes)):
        if rows and rows[0]:
            rng.choice((_cell, _cell, _cell, _columns, _rows))(rng, rows)
    return rows


def _cell(rng: Random, rows: Rows) -> None:
    row = rng.choice(rows[: rng.choice((1, len(rows)))])
    if not row:
        return
    at = rng.randrange(len(row))
    other = rng.choice(rows)
    row[at] = rng.choice(
        (odd_text(rng), row[at] + rng.choice(LETTERS), rng.choice(other) if other else "", f" {row[at]} ")
    )


def _columns(rng: Random, rows: Rows) -> None:
    width = len(rows[0])
    one, other, roll = rng.randrange(width), rng.randrange(width), rng.randrange(4)
    for row in rows:
        if max(one, other) >= len(row):
            continue
        if roll == 0:
            row[one], row[other] = row[other], row[one]
        elif roll == 1:
            del row[one]
        elif roll == 2:
            row.insert(other, row[one])
        else:
            row[one] = ""


def _rows(rng: Random, rows: Rows) -> None:
    one, other, roll = rng.randrange(len(rows)), rng.randrange(len(rows)), rng.randrange(7)
    if roll == 0:
        del rows[one]
    elif roll == 1:
        rows.insert(other, list(rows[one]))
    elif roll == 2:
        rows[one], rows[other] = rows[other], rows[one]
    elif roll == 3:
        rows[one] = rows[one][: rng.randint(0, len(rows[one]))] + [""] * rng.randrange(3)
    elif roll == 4:
        rows[:0] = [[odd_text(rng)], []]
    elif roll == 5:
        rows.append(["รวม", *rows[one][1:]])
    else:
        rows.extend([list(rows[one]) for _ in range(rng.choice((3, 300)))])


# ---- made whole -----------------------------------------------------------------------------------


def names(rng: Random, count: int) -> list[str]:
    """Names of organisations, in one of several scripts."""
    word = rng.choice(("Organisation", "โรงเรียนบ้าน", "École", "学校"))
    return [f"{word} {number}" for number in range(1, count + 1)]


def network(rng: Random) -> tuple[Rows, Rows]:
    """A table of members and one of ties that fit together."""
    called = names(rng, rng.randint(2, 30))
    members = [["name", "kind", "size", "skill"]]
    members += [[name, rng.choice(KINDS), rng.choice(("", "1", "2.5")), f"{rng.random():.2f}"] for name in called]
    pairs = [(one, other) for place, one in enumerate(called) for other in called[:place]]
    chosen = rng.sample(pairs, rng.randint(1, min(len(pairs), 60)))
    ties = [["source", "target", "strength", "trust"]]
    ties += [[one, other, str(rng.randint(1, 5)), str(rng.randint(1, 5))] for one, other in chosen]
    return members, ties


def matrix(rng: Random) -> Rows:
    """Levels of collaboration, who with whom."""
    called = names(rng, rng.randint(2, 16))
    return [
        ["", *called],
        *([one, *(rng.choice(LEVELS) if one != other else "" for other in called)] for one in called),
    ]


def partner(rng: Random) -> Rows:
    """An edge list as PARTNER exports it."""
    called = names(rng, rng.randint(2, 12))
    scales = ["frequency", "power", "involvement", "resource", "reliability", "mission", "openness"]
    chosen = rng.sample(scales, rng.randint(1, len(scales)))
    pairs = [(one, other) for one in called for other in called if one != other]
    ties = rng.sample(pairs, rng.randint(1, min(40, len(pairs))))
    return [
        ["from", "to", *chosen],
        *([*pair, *(rng.choice(("1", "2", "3", "4", "")) for _ in chosen)] for pair in ties),
    ]


def survey(rng: Random) -> Rows:
    """Answers to one of the questionnaires, a row a respondent or a row an answer."""
    items, high = rng.choice(
        (
            (
                [
                    f"c{condition}_{item}_{side}"
                    for condition in range(1, 8)
                    for item in (1, 2)
                    for side in ("current", "desired")
                ],
                5,
            ),
            ([f"q{item:02d}" for item in range(1, 41)], 7),
            ([f"w{item:02d}" for item in range(1, 45)], 5),
            ([f"w{item:02d}" for item in range(1, 41)], 5),
        )
    )
    people = names(rng, rng.randint(1, 20))
    answers = [[rng.choice(("", str(rng.randint(1, high)), str(rng.randint(1, high)))) for _ in items] for _ in people]
    if rng.random() < 0.3:
        long = [
            [who, item, cell]
            for who, row in zip(people, answers, strict=True)
            for item, cell in zip(items, row, strict=True)
        ]
        return [["respondent", "item", "score"], *long]
    return [
        ["respondent", "organisation", *items],
        *([who, rng.choice(people), *row] for who, row in zip(people, answers, strict=True)),
    ]
