"""``python -m netsustain``: the same as the command ``netsustain``."""

from netsustain.cli import main

main()
