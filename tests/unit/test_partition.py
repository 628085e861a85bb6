from services.scoring.partition import LogRecord, Output, PartitionFold
from shared import codec, topics
from shared.domain.events import Command, command_document
from tests.builders import enter, measured, set_skill


def record(offset: int, command: Command, key: str = "cup/testing") -> LogRecord:
    """Return the record of a command as ingest writes it."""
    return LogRecord(offset, key.encode(), codec.encode(command_document(command)))


def told(output: Output) -> dict[str, object]:
    """Return what an output says."""
    document: dict[str, object] = codec.decode(output.value)
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


def test_two_skills_on_a_partition_do_not_meet() -> None:
    """The same competitor id and form in two skills are two sheets."""
    fold = opened()
    fold.fold(record(1, set_skill(skill_id="other"), key="cup/other"))

    fold.fold(record(2, enter(measured("A1.1", "1.00"))))
    other = fold.fold(record(3, enter(measured("A1.1", "0.00"), skill_id="other"), key="cup/other"))

    assert {"mark": 0, "aspects_marked": 1}.items() <= told(other[1]).items()
