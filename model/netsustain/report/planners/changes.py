"""What has changed since an earlier brief, as a part of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from netsustain.briefing.changing import MOST_NAMED, Changes
from netsustain.messages import has, text
from netsustain.report.dates import day
from netsustain.report.sections import Entry, Section, section_of
from netsustain.report.words import Words

VERDICTS = "decision"
"""Section of messages that names answers."""


class ChangesWords(Words):
    """The words of changes; answers are named as the decision names them."""

    def say(self, key: str, **values: Any) -> str:
        """A text of this section, or of that of the decision."""
        if not self.has(key) and has(f"{VERDICTS}.{key}"):
            return text(f"{VERDICTS}.{key}", self.lang)
        return super().say(key, **values)


def section(found: Changes, scenarios: Mapping[str, Any], lang: str) -> Section:
    """Changes in one language; ``scenarios`` by name give the options their labels."""
    words = ChangesWords("changes", scenarios, lang)
    told = section_of(words, found.findings, {}, {"date": day(found.since, lang)})
    lines = found.values[lang][:MOST_NAMED]
    left = len(found.values[lang]) - len(lines)
    more = [words.say("values_more", number=left)] if left else []
    entries = [Entry(words.say("values_heading"), [*lines, *more])] if lines else []
    return replace(told, entries=entries)
