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
from aiokafka import TopicPartition

from deploy.cli.connection import Connection, connection
from deploy.cli.output import complain, print_json, remark, screen
from deploy.cli.simulate import read_bundle
from deploy.embedded.config import load_settings
from deploy.embedded.state import load_state
from deploy.simulator.arrange import CannotPlay, patiently
from deploy.simulator.http_api import ApiRefused, HttpApi
from shared import codec
from shared.config import KafkaSettings
from shared.domain.catalogue_events import SkillSet, catalogue_event
from shared.domain.championship import SkillDefinition, skill_document
from shared.domain.errors import RuleBroken
from shared.domain.scheme import Scheme
from shared.domain.scheme_problems import sentence
from shared.kafka import reader, records
from shared.topics import CATALOGUE
from shared.workbook import read_scheme

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
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Import a championship, or the marking scheme of one skill. A file with errors changes nothing."""
    is_workbook = file.suffix.lower() in (".xlsx", ".xlsm")
    if is_workbook and not (championship and skill):
        complain(f"{file} holds one marking scheme: say whose with --championship and --skill.")
        raise typer.Exit(2)
    if is_workbook and championship and skill:
        scheme = _scheme(file)
        definition = replace(_definition(championship, skill), scheme=scheme)
        answer = _asked(connection(url, token), _setting(championship, skill, definition))
        said = f"{championship}/{skill} has the scheme of {file} now."
    else:
        bundle = read_bundle(file)
        answer = _asked(connection(url, token), lambda api: api.import_championship(bundle))
        said = f"{answer['championship']}: {answer['skills']} skills, {answer['competitors']} competitors."
    for warning in answer.get("warnings", ()):
        remark(f"{warning['field']}: {warning['detail']}")
    if json:
        print_json(answer)
    else:
        screen.print(said, markup=False, highlight=False, soft_wrap=True)


def _scheme(file: Path) -> Scheme:
    """Return the scheme in the workbook; exits with every error when there are some."""
    try:
        reading = read_scheme(file)
    except OSError as fault:
        complain(f"Cannot read {file}: {fault.strerror}. Give the path of an .xlsx file.")
        raise typer.Exit(2) from fault
    for found in reading.problems:
        say = complain if found.severity == "error" else remark
        say(f"{found.sheet} {found.cell}: {sentence(found)}".strip(" :"))
    if reading.scheme is None:
        complain(f"Nothing was changed: put {file} right and import it again.")
        raise typer.Exit(1)
    return reading.scheme


def _definition(championship: str, skill: str) -> SkillDefinition:
    """Return the skill as it is defined now; exits with a sentence when it is not."""
    settings = load_settings()
    environment = dict(settings.kafka_environment)
    if not settings.kafka_external:
        environment["KAFKA_BOOTSTRAP_SERVERS"] = load_state(settings.var).addresses.kafka
    found = asyncio.run(_latest(KafkaSettings.from_env(environment), championship, skill))
    if found is None:
        complain(f"There is no skill {skill} in {championship}: import the championship first.")
        raise typer.Exit(1)
    return found


async def _latest(kafka: KafkaSettings, championship: str, skill: str) -> SkillDefinition | None:
    """Return the latest definition of the skill in the log."""
    found = None
    place = TopicPartition(CATALOGUE.name, 0)
    async with reader(kafka) as consumer:
        ends = await consumer.end_offsets([place])
        async for record in records(consumer, place, 0, ends[place]):
            event = catalogue_event(codec.decode(record.value or b""))
            if isinstance(event, SkillSet) and (event.championship, event.skill) == (championship, skill):
                found = event.definition
    return found


def _setting(
    championship: str, skill: str, definition: SkillDefinition
) -> Callable[[HttpApi], Awaitable[dict[str, Any]]]:
    return lambda api: api.set_skill(championship, skill, skill_document(definition))


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
