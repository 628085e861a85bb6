"""The words of generated aspects that every trade shares: common criteria, checks, requirements, score texts.

Generic on purpose, so that a sample scheme reads like a real one and claims to be nobody's.
"""

from typing import Final, NamedTuple


class CommonCriterion(NamedTuple):
    """A criterion that is found in every trade."""

    name: str
    subject: str
    features: tuple[str, ...]
    """Each one is a sub-criterion's name."""
    qualities: tuple[str, ...]
    section: int


ORGANISATION: Final = CommonCriterion(
    "Work organisation and safety",
    "Workplace",
    ("Personal protection", "Order of the workplace", "Safe use of equipment", "Materials", "Time keeping"),
    ("tidiness", "planning of the day", "care of the equipment"),
    1,
)
PLANNING: Final = CommonCriterion(
    "Planning and documentation",
    "Work plan",
    ("Reading of the task", "Sequence of work", "Documents", "List of materials", "Estimate of time"),
    ("clarity of the documents", "logic of the sequence"),
    2,
)
HANDOVER: Final = CommonCriterion(
    "Testing and handover",
    "Finished work",
    ("Functional test", "Fault finding", "Handover to the client", "Test records", "Adjustment"),
    ("presentation to the client", "quality of the records", "conduct of the test"),
    5,
)

SECTIONS: Final = (
    "Work organisation and management",
    "Communication and interpersonal skills",
    "Problem solving, innovation and creativity",
    "Preparation and production",
    "Finishing, testing and quality assurance",
)
"""The sections of the occupational standard, 1 to 5."""

CHECKS: Final = (
    ("{feature} within the tolerance", "Drawing, tolerance ± {tolerance} mm"),
    ("{feature} correct at reference point {point}", "Reference point {point} of the test project"),
    ("{feature} matches the specification", "Test project, section {point}"),
    ("{feature} complete", "Nothing missing; full mark or zero"),
    ("{feature} without visible defect", "No defect larger than {tolerance} mm"),
    ("{feature} holds in a second check", "Checked twice, at least 5 minutes apart"),
    ("{feature} right at the first attempt", "One attempt, no rework"),
    ("{feature} documented", "Entry {point} of the report is filled in"),
    ("{feature} finished in time", "Before the end of the module"),
    ("{feature} as the technical description asks", "Technical description, item 4.{point}"),
    ("{feature} done with the proper tool", "Infrastructure list, item {point}"),
    ("{feature} within the safety rules", "No warning by an expert"),
)
"""What is measured of a part of the test project, and the requirement beside it."""

COMMON_CHECKS: Final = (
    ("{feature} kept up throughout module {point}", "Observed three times"),
    ("{feature} as briefed in the morning", "Briefing, item {point}"),
    ("{feature} without a reminder by an expert", "No reminder; full mark or zero"),
    ("{feature} complete in the log book", "Entry {point} of the log book is filled in"),
    ("{feature} right at the first check", "One check, before the module starts"),
    ("{feature} kept up to the end of the day", "Checked at the last signal"),
    ("{feature} as the technical description asks", "Technical description, item 2.{point}"),
    ("{feature} within the time set", "At most {point} minutes more"),
)
"""What is measured of how somebody works, and the requirement beside it."""

PARTIAL: Final = "Deduct {step} for each deviation"
MEASURED: Final = "{part}: {check}"
JUDGED: Final = "{part}: {quality}"

SCORE_TEXTS: Final = (
    "{quality}: below industry standard, or not attempted",
    "{quality}: meets industry standard, with faults that a client would see",
    "{quality}: meets industry standard and exceeds it in part",
    "{quality}: excellent, as expected of a leader of the trade",
)
"""For the scores 0, 1, 2 and 3 (R14)."""
