"""Where commands tell how far they are: on standard error, apart from what was asked for."""

from rich.console import Console

said = Console(stderr=True)
