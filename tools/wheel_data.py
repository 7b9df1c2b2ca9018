"""Puts the shipped scenarios and experiments, and the app's built pages, into the wheel.

An editable install reads them from the clone, so that an edit counts at once; a wheel carries a
copy under `netsustain/_shipped/`. Only a build hook can tell the two apart: hatch's `force-include`
setting applies to both.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("scenarios", "experiments")
PAGES = "model/netsustain/app/static"


class WheelData(BuildHookInterface):
    """Adds each shipped folder to a standard wheel; does nothing for an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        for folder in SHIPPED:
            source = Path(self.root) / folder
            if not source.is_dir():
                raise FileNotFoundError(f"{source}: a wheel without the shipped {folder} would be incomplete")
            build_data["force_include"][str(source)] = f"netsustain/_shipped/{folder}"
        pages = Path(self.root) / PAGES
        if not (pages / "index.html").is_file():
            raise FileNotFoundError(f"{pages}: a wheel without the app's pages would be incomplete; type: make app")
        build_data["force_include"][str(pages)] = "netsustain/app/static"
