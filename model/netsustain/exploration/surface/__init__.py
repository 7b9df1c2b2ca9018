"""A few levers moved at once, from runs made beforehand: :func:`netsustain.exploration.surface.exploring.explore`."""
