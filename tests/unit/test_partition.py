from services.scoring.partition import LogRecord, Output, PartitionFold
from shared import codec, topics
from shared.domain.acts import ChangeScheme, ReplaceExpert
from shared.domain.catalogue_events import SkillSet, catalogue_event
from shared.domain.events import Command, command_document
from shared.domain.scheme import SubCriterion
from tests.builders import act, aspect, enter, measured, scheme, set_skill, skill


def record(offset: int, command: Command, key: str = "cup/testing") -> LogRecord:
    """Return the record of a command as ingest writes it."""
    return LogRecord(offset, key.encode(), codec.encode(command_document(command)))


def told(output: Output) -> dict[str, object]:
    """Return what an output says."""
    document: dict[str, object] = codec.decode(output.value or b"")
    return document


def opened() -> PartitionFold:
    """Return a partition whose first record defined the skill."""
    fold = PartitionFold(3, clock=lambda: 7)
    fold.fold(record(0, set_skill()))
    return fold


def test_a_submission_gives_a_verdict_and_a_total() -> None:
    """The verdict names the place in the log; the total says as of which offset it is."""
    submission = enter(measured("A1.1", "1.00"))

    verdict, total = opened().fold(record(1, submission))

    assert (topics.VERDICTS, submission.id.encode()) == (verdict.topic, verdict.key)
    assert {"status": "counted", "partition": 3, "offset": 1, "at_ms": 7}.items() <= told(verdict).items()
    assert (topics.TOTALS, b"cup/testing/c-1/A1") == (total.topic, total.key)
    assert {"mark": 180_000, "aspects_marked": 1, "offset": 1}.items() <= told(total).items()


def test_an_old_record_is_answered_again_with_the_total_of_now() -> None:
    """A crash between fold and send: the first verdict again, and never a total that runs backwards."""
    first, second = enter(measured("A1.1", "1.00")), enter(measured("A1.2", "0.75"))
    fold = opened()
    before = told(fold.fold(record(1, first))[0])
    fold.fold(record(2, second))

    verdict, total = map(told, fold.fold(record(1, first)))

    assert before == verdict
    assert {"aspects_marked": 2, "offset": 2}.items() <= total.items()
    assert 3 == fold.next_offset


def test_what_cannot_be_read_becomes_a_dead_letter_and_the_next_counts() -> None:
    """No JSON, an unknown version or type, a missing field, a wrong key: each has its reason."""
    fold = opened()
    good = command_document(enter(measured("A1.1", "1.00")))
    bad = [b"\xff{", b"[]", codec.encode({**good, "v": 2}), codec.encode({**good, "type": "?"}), None]
    bad.append(codec.encode({name: value for name, value in good.items() if name != "entries"}))

    letters = [fold.fold(LogRecord(n, b"cup/testing", value)) for n, value in enumerate(bad, start=1)]
    letters.append(fold.fold(record(7, enter(measured("A1.1", "1.00")), key="cup/other")))
    after = fold.fold(record(8, enter(measured("A1.1", "1.00"))))

    assert [[topics.DEAD_LETTERS]] * 7 == [[output.topic for output in outputs] for outputs in letters]
    assert all(told(outputs[0])["reason"] for outputs in letters)
    assert [1, 2, 3, 4, 5, 6, 7] == [told(outputs[0])["offset"] for outputs in letters]
    assert "counted" == told(after[0])["status"]


def test_standings_are_told_once_for_each_form_that_changed() -> None:
    """R31: after a batch, whatever is news; a repeat of it is none."""
    fold = opened()
    first = [output.key for output in fold.standings()]
    fold.fold(record(1, enter(measured("A1.1", "1.00"))))
    fold.fold(record(2, enter(measured("A1.2", "0.75"))))

    second = fold.standings()
    fold.fold(record(3, enter(measured("A1.1", "1.00"), competitor="c-2")))
    third = fold.standings()

    forms = [b"cup/testing/" + form for form in (b"A1", b"A2", b"A3-J", b"A3-M")]
    assert [b"cup/testing", *forms] == first
    assert [b"cup/testing/A1"] == [output.key for output in second]
    assert {"open": 1, "entered": 1, "checked": 0} == told(second[0])["sheets"]
    assert {"offset": 2, "state": "open", "totals": None}.items() <= told(second[0]).items()
    assert [] == third


def test_a_refused_command_changes_no_standing() -> None:
    """And neither does one that is only answered again, once that was told."""
    fold = opened()
    fold.standings()

    fold.fold(record(1, enter(measured("A1.1", "9.00"))))
    fold.fold(record(1, set_skill()))

    assert [] == fold.standings()


def test_a_form_that_is_gone_is_erased() -> None:
    """R15: before the first mark a scheme may be another, with other forms."""
    fold = opened()
    fold.standings()
    other = skill(of=scheme(SubCriterion("B1", "other", 1, (aspect("B1.1"),))))

    fold.fold(record(1, set_skill(other)))

    said = {output.key: output.value for output in fold.standings()}
    assert {b"A1", b"A2", b"A3-J", b"A3-M"} == {
        key.rpartition(b"/")[2] for key, value in said.items() if value is None
    }
    assert b"cup/testing/B1" in said


def test_a_changed_scheme_tells_every_total() -> None:
    """R15: also when the record is answered again after a crash."""
    fold = opened()
    fold.fold(record(1, enter(measured("A1.1", "1.00"))))
    fold.fold(record(2, enter(measured("A1.1", "1.00"), competitor="c-2")))
    changed = scheme(SubCriterion("A1", "first", 1, (aspect("A1.1", "0.50"), aspect("A1.2", "0.75"))))
    change = act(ChangeScheme, "organiser", scheme=changed, reason="too many marks")

    once, again = (fold.fold(record(3, change)) for _ in range(2))

    totals = [(o.key, told(o)["mark"]) for o in once if o.topic is topics.TOTALS]
    assert [(b"cup/testing/c-1/A1", 90_000), (b"cup/testing/c-2/A1", 90_000)] == totals
    assert once == again


def test_an_act_that_changes_the_definition_tells_the_catalogue_as_it_is_now() -> None:
    """Also when an old act is answered again: the last word in the catalogue is today's."""
    smaller = SubCriterion("A1", "first", 1, (aspect("A1.1", "0.50"),))
    change = act(ChangeScheme, "organiser", scheme=scheme(smaller), reason="misprint")
    people = {"expert": "e-2", "successor": "e-9", "member": "aktobe"}
    replaced = act(ReplaceExpert, "organiser", reason="ill", **people)
    fold = opened()

    changed = fold.fold(record(1, change))[-1]
    later = fold.fold(record(2, replaced))[-1]
    again = fold.fold(record(1, change))[-1]

    assert (topics.CATALOGUE, b"cup") == (changed.topic, changed.key)
    events = [catalogue_event(told(output)) for output in (changed, later, again)]
    assert all(isinstance(event, SkillSet) and event.definition.scheme == change.scheme for event in events)
    experts = [[e.id for e in event.definition.experts] for event in events if isinstance(event, SkillSet)]
    assert [["e-1", "e-2"], ["e-1", "e-9"], ["e-1", "e-9"]] == experts


def test_an_act_that_is_refused_tells_the_catalogue_nothing() -> None:
    """The same scheme again is no change."""
    outputs = opened().fold(record(1, act(ChangeScheme, "organiser", scheme=scheme(), reason="none")))

    assert [topics.VERDICTS] == [output.topic for output in outputs]


def test_two_skills_on_a_partition_do_not_meet() -> None:
    """The same competitor id and form in two skills are two sheets."""
    fold = opened()
    fold.fold(record(1, set_skill(skill_id="other"), key="cup/other"))

    fold.fold(record(2, enter(measured("A1.1", "1.00"))))
    other = fold.fold(record(3, enter(measured("A1.1", "0.00"), skill_id="other"), key="cup/other"))

    assert {"mark": 0, "aspects_marked": 1}.items() <= told(other[1]).items()
