"""YAML text to a :class:`Document`: strict, safe against hostile files, with the place of every value.

Works on the parser's events, so limits hold before anything is built and nothing here recurses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from netsustain.scenario.document import Document
from netsustain.scenario.files import NOT_TEXT, refuse_shapes
from netsustain.scenario.problems import (
    Location,
    Place,
    Problem,
    ScenarioError,
    path_text,
    problem_at,
    shortened,
)
from netsustain.scenario.scalars import BadScalarError, plain_scalar
from netsustain.scenario.syntax_faults import plain_words

MAXIMAL_DEPTH = 32
MAXIMAL_NODES = 10_000
"""A scenario has some hundreds; reading this many takes half a second."""
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

    def stop(self, mark: Any, message: str) -> NoReturn:
        """Refuse the whole text."""
        where = path_text(self.parts[-1].location) if self.parts else ""
        raise ScenarioError([*self.problems, problem_at(self.place(mark), where, message)])

    # ---- events -----------------------------------------------------------------------------------

    def take(self, event: Any) -> None:
        """Take one event of the parser."""
        if isinstance(event, yaml_events.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml_events.AliasEvent):
            self.stop(
                event.start_mark, f"got the alias *{shortened(str(event.anchor))}, expected the value itself"
            )
        elif isinstance(event, yaml_events.NodeEvent):
            self._start_node(event)
        elif isinstance(event, yaml_events.CollectionEndEvent):
            self._end_part()

    def _start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.stop(
                event.start_mark, "got a second document, expected one scenario in a file, remove this ---"
            )
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
            self.stop(
                mark, "got a list or mapping as a key, expected a word; close the bracket or add the key"
            )
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
        self._refuse_escaped(event, part.location)
        if len(key) > MAXIMAL_KEY:
            self.stop(event.start_mark, f"got a key of {len(key)} characters, expected at most {MAXIMAL_KEY}")
        if key == "<<" and not event.style:
            self.stop(
                event.start_mark,
                "got the merge key <<, expected plain keys; use extends: for a whole scenario",
            )
        place = self.place(event.start_mark)
        here = (*part.location, key)
        if key in part.content:
            message = f"got the key again (first on line {self.document.keys[here].line}), expected it once"
            self.problems.append(problem_at(place, path_text(here), message))
        part.key = key
        self.document.keys[here] = place

    def _take_scalar(self, event: Any) -> None:
        location = self.parts[-1].next_location() if self.parts else ()
        value: Any = event.value
        self._refuse_escaped(event, location)
        if not event.style:
            try:
                value = plain_scalar(value)
            except BadScalarError as error:
                self.problems.append(
                    problem_at(self.place(event.start_mark), path_text(location), str(error))
                )
                value = None
        self._put(location, value, self.place(event.start_mark))

    def _refuse_escaped(self, event: Any, location: Location) -> None:
        """In double quotes \\0 and \\ud800 name what no file may hold: it would reach names of files and reports."""
        strange = NOT_TEXT.search(event.value) if event.style == '"' else None
        if strange:
            message = f"got the escape of the control character U+{ord(strange[0]):04X}, expected text, remove it"
            place = self.place(event.start_mark)
            raise ScenarioError([*self.problems, problem_at(place, path_text(location), message)])

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
    refuse_shapes(text, file)
    builder = _Builder(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.stop(mark, plain_words(error))
    except YAMLError as error:
        raise ScenarioError(
            [Problem(file, 1, 1, "", f"cannot be read as YAML: {shortened(str(error), 200)}")]
        ) from None
    return builder.document, builder.problems
