"""How long the office takes with a championship of WSK-2025 size: its fold, its memory, its answers."""

import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from deploy.samples import championship_bundle
from services.office.desk import Desk
from services.office.ledger import Ledger
from services.office.register import Register
from services.office.shown import ShownBoards
from shared import codec, topics
from shared.domain.acts import CheckSheets, ConfirmRecount, Finalise, LockForm, SignForm
from shared.domain.catalogue_events import ChampionshipSet, catalogue_document
from shared.domain.championship import SkillDefinition, championship_from_document, skill_from_document
from shared.domain.events import Command, EnterMarks, Entry, command_document
from shared.domain.scheme import Aspect
from shared.domain.set_skill import SetSkill
from tests.builders import act
from tests.office_world import viewer

BATCH = 8
EVENT = "cup"
REPEATS = 20


def log_of(skill: str, definition: SkillDefinition) -> Iterator[Command]:
    """Yield a skill from its definition to the end, every aspect marked in batches of eight."""
    yield SetSkill(f"{skill}-set", EVENT, skill, definition, 0)
    expert_of = {
        c.id: next(e.id for e in definition.experts if e.member != c.member) for c in definition.competitors
    }
    entries, mark = 0, 0
    for form in definition.scheme.forms:
        for number, competitor in enumerate(definition.competitors):
            made = [_entry(aspect, number) for aspect in form.aspects]
            for at in range(0, len(made), BATCH):
                part = tuple(entry for entry, _ in made[at : at + BATCH])
                name = f"{skill}-{form.id}-{competitor.id}-{at}"
                yield EnterMarks(
                    name, EVENT, skill, competitor.id, form.id, expert_of[competitor.id], part, 1
                )
            entries, mark = entries + len(made), mark + sum(value for _, value in made)
        yield act(CheckSheets, "chief_expert", form=form.id, skill_id=skill)
        for expert in sorted(set(expert_of.values())):
            yield act(SignForm, "expert", expert, form=form.id, skill_id=skill)
        yield act(LockForm, "chief_expert", form=form.id, skill_id=skill)
    yield act(ConfirmRecount, "results_team", entries=entries, mark=mark, skill_id=skill)
    yield act(Finalise, "results_team", skill_id=skill)


def _entry(aspect: Aspect, number: int) -> tuple[Entry, int]:
    """Return an entry and its mark; competitors differ, so that there is a field to scale."""
    if aspect.method == "J":
        scores = ((1, 1, 1), (2, 2, 2), (3, 3, 3))[number % 3]
        return Entry(aspect.id, None, scores, 0, None), aspect.mark_max * sum(scores) // 9
    allowed = sorted(aspect.allowed_marks or (0, aspect.mark_max))
    mark = allowed[(number + len(aspect.id)) % len(allowed)]
    return Entry(aspect.id, mark, None, 0, None), mark


def _milliseconds(work: Callable[[], Any]) -> tuple[float, float]:
    """Return the processor time of the first call and of one of the next: others use the machine, too."""
    begun = time.process_time()
    work()
    first = time.process_time() - begun
    begun = time.process_time()
    for _ in range(REPEATS):
        work()
    return 1000 * first, 1000 * (time.process_time() - begun) / REPEATS


@pytest.mark.bench
def test_a_championship_of_full_size() -> None:
    """Prints the figures; none is asserted, because a machine may be slow."""
    bundle = championship_bundle("wsk2025", "bench")
    register, ledger = Register(), Ledger()
    event = championship_from_document(bundle["championship"] | {"id": EVENT})
    register.fold(topics.CATALOGUE.name, EVENT, catalogue_document(ChampionshipSet(event, 0)))
    logged = [
        (skill["id"], codec.encode(command_document(command)))
        for skill in bundle["skills"]
        for command in log_of(skill["id"], skill_from_document(skill))
    ]
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    for offset, (skill, value) in enumerate(logged):
        ledger.fold(0, f"{EVENT}/{skill}", codec.decode(value))
        ledger.moved(0, offset)
    folded_s = time.process_time() - begun
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb
    entries = sum(book.tally.entries_counted for book in ledger.books(EVENT))
    print(f"\n{len(logged)} records, {entries} entries: folded in {folded_s:.2f} s")
    print(f"memory: {grown_kb / 1024:.0f} MB, {1024 * grown_kb / entries:.0f} bytes for each entry")

    desk, team = Desk(register, ledger, ShownBoards(), lambda: 0), viewer("results_team")
    book = next(ledger.books(EVENT))
    where, form = (EVENT, book.skill), book.tally.defined.scheme.forms[0].id
    for name, work in {
        "results of the championship": lambda: desk.event(team, EVENT),
        "results of a skill": lambda: desk.results(team, *where),
        "a skill": lambda: desk.skill(team, *where),
        "forms of a skill": lambda: desk.forms(team, *where),
        "sheets of a form": lambda: desk.sheets(team, *where, form, None),
    }.items():
        first_ms, again_ms = _milliseconds(work)
        print(f"{name}: first {first_ms:.1f} ms, again {again_ms:.2f} ms")

    assert desk.event(team, EVENT)["is_final"]
