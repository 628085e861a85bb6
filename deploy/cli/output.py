"""How the command speaks: results on standard output, remarks and errors on standard error."""

import sys

from rich.console import Console

from shared import codec

screen = Console()
remarks = Console(stderr=True)


def complain(sentence: str) -> None:
    """Say what went wrong, on standard error."""
    remarks.print(f"[bold red]bayge:[/] {_plain(sentence)}", soft_wrap=True, highlight=False)


def remark(sentence: str) -> None:
    """Say what is going on, where it does not disturb a result that a program reads."""
    remarks.print(_plain(sentence), soft_wrap=True, highlight=False)


def print_json(result: object) -> None:
    """Print a result for programs."""
    sys.stdout.write(codec.encode(result).decode() + "\n")


def _plain(sentence: str) -> str:
    """Return the text so that rich takes no bracket in it for a colour."""
    return sentence.replace("[", r"\[")
