"""The `bayge` command: collects the verbs, and turns every expected error into one clear sentence.

Exit codes: 0 it is so, 1 it is not so or did not work, 2 the command was misspelt.
"""

import sys

import typer
from aiokafka.errors import KafkaError

from deploy.cli import (
    accounts,
    bench,
    demo,
    doctor,
    importing,
    recount,
    scheme,
    simulate,
    stack,
    standings,
    tokens,
)
from deploy.cli.output import complain
from deploy.embedded.errors import StackError
from shared.environment import SettingMissing

app = typer.Typer(
    name="bayge",
    help="Bayge marks a skills championship live: every mark in a log, every board a fold over it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (stack, demo, doctor, scheme, importing, simulate, recount, standings, accounts, tokens, bench):
    group.register(app)

EXPECTED = (StackError, SettingMissing)
"""Errors whose text is written for the operator."""


def main() -> None:
    """Run the command that the arguments name."""
    try:
        app()
    except EXPECTED as fault:
        complain(str(fault))
        sys.exit(1)
    except KafkaError as fault:
        complain(
            f"Kafka does not answer ({fault}). Is it running, and where the settings say? See bayge status."
        )
        sys.exit(1)
    except KeyboardInterrupt:
        complain("Stopped.")
        sys.exit(1)


if __name__ == "__main__":
    main()
