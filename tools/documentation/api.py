"""The public Python names with what their docstrings say: signature, parameters, attributes, errors, methods."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

import netsustain

HEADINGS = ("Parameters", "Attributes", "Returns", "Raises", "Notes", "Examples")
_UNDERLINED = re.compile(rf"^({'|'.join(HEADINGS)})\n-+\n", re.MULTILINE)
_ROLE = re.compile(r":(?:class|func|meth|mod|attr):`~?([^`]+)`")
INDENT = "    "


def page() -> str:
    """Every public name, in the order of the alphabet."""
    parts = [_of(name, getattr(netsustain, name)) for name in netsustain.__all__ if not name.startswith("__")]
    return "\n\n".join(parts)


def _of(name: str, what: Any) -> str:
    lines = [f"## `netsustain.{name}{_signature(what)}`", "", _text(inspect.getdoc(what) or "")]
    if inspect.isclass(what):
        lines += [part for member, value in _members(what) for part in ("", _member(member, value))]
    return "\n".join(lines).rstrip()


def _signature(what: Any) -> str:
    """What it is called with; nothing for exceptions and for classes that functions of the package make."""
    if inspect.isclass(what) and (issubclass(what, Exception) or is_dataclass(what) or hasattr(what, "model_fields")):
        return ""
    try:
        signature = inspect.signature(what)
    except (TypeError, ValueError):
        return ""
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))


def _members(what: type) -> Iterator[tuple[str, Any]]:
    """Public methods and properties of a class itself, in the order in which they are written."""
    for name, value in vars(what).items():
        documented = inspect.isfunction(value) or isinstance(value, (property, classmethod, staticmethod))
        if not name.startswith("_") and documented and inspect.getdoc(value) and value.__doc__:
            yield name, value


def _member(name: str, value: Any) -> str:
    inner = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
    called = _signature(inner).replace("(self, ", "(").replace("(self)", "()").replace("(cls, ", "(")
    return f"**`.{name}{'' if isinstance(value, property) else called}`** {_text(inspect.getdoc(inner) or '')}"


def _text(doc: str) -> str:
    """A docstring as Markdown: sections as bold words, their entries as a list."""
    plain = _ROLE.sub(r"`\1`", doc).replace("``", "`")
    pieces = _UNDERLINED.split(plain)
    said = [pieces[0].strip()]
    for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
        entries = _entries(body.rstrip()) if heading in HEADINGS[:4] else body.strip()
        said.append(f"*{heading}*\n\n{entries}")
    return "\n\n".join(said)


def _entries(body: str) -> str:
    """Entries of a section: a name, and what stands indented below it."""
    lines: list[str] = []
    for line in body.splitlines():
        if not line.strip():
            continue
        if not line.startswith(INDENT):
            lines.append(f"- `{line.strip()}`:")
        elif lines:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip())
    return "\n".join(lines)
