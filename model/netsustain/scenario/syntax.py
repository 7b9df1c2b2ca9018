"""YAML text to a :class:`Document`: strict, safe against hostile files, and with the place of every key and value.

Works on the parser's events, so limits hold before anything is built and nothing here recurses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from netsustain.scenario.document import Document
from netsustain.scenario.problems import Location, Place, Problem, ScenarioError, path_text, problem_at, shortened
from netsustain.scenario.scalars import BadScalarError, plain_scalar
from netsustain.scenario.syntax_faults import plain_words

MAXIMAL_DEPTH = 32
MAXIMAL_NODES = 20_000
MAXIMAL_LINES = 10_000
MAXIMAL_LINE = 4_000
"""Characters; the parser's look-ahead is quadratic in the brackets of one line."""
MAXIMAL_KEY = 200


@dataclass
class _Part:
    """A mapping or list that is being read."""

    location: Location
    content: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None

    def next_location(self) -> Location:
        """Where the next value of this part goes."""
        return (*self.location, len(self.content) if isinstance(self.content, list) else self.key or "")


@dataclass
class _Builder:
    """Turns events into a document, noting faults that need not stop the reading."""

    file: str
    document: Document = field(default_factory=Document)
    parts: list[_Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def where(self) -> str:
        return path_text(self.parts[-1].location) if self.parts else ""

    def note(self, mark: Any, message: str) -> None:
        self.problems.append(problem_at(self.place(mark), self.where(), message))

    def stop(self, mark: Any, message: str) -> None:
        self.note(mark, message)
        raise ScenarioError(self.problems)

    # ---- events -----------------------------------------------------------------------------------

    def take(self, event: Any) -> None:
        """Take one event of the parser."""
        if isinstance(event, yaml_events.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml_events.AliasEvent):
            self.stop(event.start_mark, f"got the alias *{shortened(str(event.anchor))}, expected the value itself")
        elif isinstance(event, yaml_events.NodeEvent):
            self._start_node(event)
        elif isinstance(event, yaml_events.CollectionEndEvent):
            self._end_part()

    def _start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.stop(event.start_mark, "got a second document, expected one scenario in a file, remove this ---")
        if event.version or event.tags:
            self.stop(event.start_mark, "got a % directive, expected none, remove the line")

    def _start_node(self, event: Any) -> None:
        self.nodes += 1
        mark = event.start_mark
        if self.nodes > MAXIMAL_NODES:
            self.stop(mark, f"got more than {MAXIMAL_NODES} values, expected a smaller file")
        if event.anchor is not None:
            self.stop(mark, f"got the anchor &{shortened(str(event.anchor))}, expected the value itself")
        if event.tag is not None:
            self.stop(mark, f"got the tag {shortened(str(event.tag))}, expected no tag, remove it")
        if not isinstance(event, yaml_events.ScalarEvent):
            self._start_part(event)
        elif self._awaits_key():
            self._take_key(event)
        else:
            self._take_scalar(event)

    def _awaits_key(self) -> bool:
        return bool(self.parts) and isinstance(self.parts[-1].content, dict) and self.parts[-1].key is None

    def _start_part(self, event: Any) -> None:
        mark = event.start_mark
        if self._awaits_key():
            self.stop(mark, "got a list or mapping as a key, expected a word; close the bracket or add the key")
        if len(self.parts) >= MAXIMAL_DEPTH:
            self.stop(mark, f"got more than {MAXIMAL_DEPTH} levels inside each other, expected fewer")
        location = self.parts[-1].next_location() if self.parts else ()
        empty: dict[str, Any] | list[Any] = {} if isinstance(event, yaml_events.MappingStartEvent) else []
        self.parts.append(_Part(location, empty, self.place(mark)))

    def _end_part(self) -> None:
        part = self.parts.pop()
        content = tuple(part.content) if isinstance(part.content, list) else part.content
        self._put(part.location, content, part.place)

    def _take_key(self, event: Any) -> None:
        part, key = self.parts[-1], event.value
        if len(key) > MAXIMAL_KEY:
            self.stop(event.start_mark, f"got a key of {len(key)} characters, expected at most {MAXIMAL_KEY}")
        if key == "<<" and not event.style:
            self.stop(event.start_mark, "got the merge key <<, expected plain keys; use extends: for a whole scenario")
        place = self.place(event.start_mark)
        if key in part.content:
            first = self.document.keys[(*part.location, key)].line
            self.note(event.start_mark, f"got the key {key!r} again (first on line {first}), expected it once")
        part.key = key
        self.document.keys[(*part.location, key)] = place

    def _take_scalar(self, event: Any) -> None:
        location = self.parts[-1].next_location() if self.parts else ()
        value: Any = event.value
        if not event.style:
            try:
                value = plain_scalar(value)
            except BadScalarError as error:
                self.problems.append(problem_at(self.place(event.start_mark), path_text(location), str(error)))
                value = None
        self._put(location, value, self.place(event.start_mark))

    def _put(self, location: Location, value: Any, place: Place) -> None:
        self.document.values[location] = place
        if not self.parts:
            self.document.data = value
            return
        part = self.parts[-1]
        if isinstance(part.content, list):
            part.content.append(value)
        else:
            part.content[part.key or ""] = value
            part.key = None


def parse(text: str, file: str) -> tuple[Document, list[Problem]]:
    """Read YAML text; ``file`` is the name that problems show.

    Returns the document and the faults that leave the rest readable (a repeated key, a NaN).
    Raises :class:`ScenarioError` for text that is no YAML or is refused as a whole.
    """
    _refuse_shapes(text, file)
    builder = _Builder(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.stop(mark, plain_words(error))
    except YAMLError as error:
        raise ScenarioError([Problem(file, 1, 1, "", f"cannot be read as YAML: {shortened(str(error), 200)}")]) from None
    return builder.document, builder.problems


def _refuse_shapes(text: str, file: str) -> None:
    """Refuse what no scenario looks like, before the parser sees it."""
    lines = text.split("\n", MAXIMAL_LINES)
    if len(lines) > MAXIMAL_LINES:
        raise ScenarioError([Problem(file, MAXIMAL_LINES, 1, "", f"got more than {MAXIMAL_LINES} lines, expected fewer")])
    for number, line in enumerate(lines, start=1):
        if len(line) > MAXIMAL_LINE:
            message = f"got a line of {len(line)} characters, expected at most {MAXIMAL_LINE}"
            raise ScenarioError([Problem(file, number, MAXIMAL_LINE + 1, "", message)])
    if not text.strip():
        raise ScenarioError([Problem(file, 1, 1, "", "got an empty file, expected a scenario, type schema: 1")])
