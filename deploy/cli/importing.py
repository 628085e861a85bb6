"""The verb `import`: define a championship from a bundle, or replace one skill's scheme from a workbook.

A workbook holds the scheme alone. Who competes and who may mark stays as it is, and is read from the log's
`catalogue`, because no public address tells who the experts are.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.cli.connection import Connection, connection
from deploy.cli.definitions import DefinedSkill, defined_skill
from deploy.cli.output import complain, print_json, remark, screen
from deploy.cli.scheme_diff import difference_result, show_difference
from deploy.cli.scheme_source import sound_scheme
from deploy.cli.simulate import read_bundle
from deploy.simulator.arrange import CannotPlay, patiently
from deploy.simulator.http_api import ApiRefused, HttpApi
from shared.domain.championship import SkillDefinition, skill_document
from shared.domain.errors import RuleBroken
from shared.domain.scheme import Scheme
from shared.domain.scheme_identity import with_kept_ids
from shared.domain.workbook.reading import SchemeReading

PATIENCE_S = 30.0


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("import")(import_file)


def import_file(
    file: Annotated[Path, typer.Argument(help="A championship bundle (.json) or a marking scheme (.xlsx).")],
    championship: Annotated[str | None, typer.Option(help="For a scheme: in which championship.")] = None,
    skill: Annotated[str | None, typer.Option(help="For a scheme: of which skill.")] = None,
    url: Annotated[str | None, typer.Option(help="Where Bayge is; default: the running stack.")] = None,
    token: Annotated[
        str | None, typer.Option(help="Administrator's token; default: BAYGE_TOKEN, or made.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="For a scheme: only show what would become different.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option(help="Why something changes that was defined already; stays in the record.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Import a championship, or the marking scheme of one skill. A file with errors changes nothing."""
    is_workbook = file.suffix.lower() in (".xlsx", ".xlsm")
    if is_workbook and not (championship and skill):
        complain(f"{file} holds one marking scheme: say whose with --championship and --skill.")
        raise typer.Exit(2)
    if is_workbook and championship and skill:
        reading = sound_scheme(file)
        defined = defined_skill(championship, skill)
        definition = again_imported(defined, reading)
        _show(defined.definition.scheme, definition.scheme, json, dry_run)
        if dry_run:
            return
        answer = _asked(connection(url, token), _setting(championship, skill, definition, reason))
        said = f"{championship}/{skill} has the scheme of {file} now."
    else:
        bundle = {**read_bundle(file), **_why(reason)}
        answer = _asked(connection(url, token), lambda api: api.import_championship(bundle))
        said = f"{answer['championship']}: {answer['skills']} skills, {answer['competitors']} competitors."
    for warning in answer.get("warnings", ()):
        remark(f"{warning['field']}: {warning['detail']}")
    if json:
        print_json(answer)
    else:
        screen.print(said, markup=False, highlight=False, soft_wrap=True)


def again_imported(defined: DefinedSkill, reading: SchemeReading) -> SkillDefinition:
    """Return the skill with the scheme that was read, in which what stayed keeps its id (R10)."""
    assert reading.scheme is not None, "only a sound scheme is imported"
    old = defined.definition.scheme
    scheme = with_kept_ids(reading.scheme, old, reading.given_ids, defined.aspect_ids)
    return replace(defined.definition, scheme=scheme)


def _show(old: Scheme, new: Scheme, json: bool, dry_run: bool) -> None:
    """Show what becomes different; a program gets it only when that is all it asked for."""
    if not json:
        show_difference(old, new)
    elif dry_run:
        print_json(difference_result(old, new))


def _setting(
    championship: str, skill: str, definition: SkillDefinition, reason: str | None
) -> Callable[[HttpApi], Awaitable[dict[str, Any]]]:
    document = skill_document(definition) | _why(reason)
    return lambda api: api.set_skill(championship, skill, document)


def _why(reason: str | None) -> dict[str, str]:
    return {} if reason is None else {"reason": reason}


def _asked(door: Connection, ask: Callable[[HttpApi], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    """Return the answer to ``ask``; exits with a sentence when there is none or it is no."""

    async def asked() -> dict[str, Any]:
        async with HttpApi(door.base_url, door.token) as api:
            return await patiently(lambda: ask(api), PATIENCE_S)

    try:
        return asyncio.run(asked())
    except (ApiRefused, CannotPlay, RuleBroken) as fault:
        complain(str(fault))
        raise typer.Exit(1) from fault
