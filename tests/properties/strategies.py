"""What Hypothesis may try: sequences of commands as careless people and bad networks make them."""

from hypothesis import strategies as st

from shared.domain.events import Command, EnterMarks, Entry
from tests.builders import set_skill

_FORM_ASPECTS = {"A1": ["A1.1", "A1.2"], "A2": ["A2.1", "A2.2"], "A3-M": ["A3.1"], "A3-J": ["A3.2"]}
_MARKS = st.sampled_from([0, 90_000, 135_000, 180_000, 360_000, -1, 999_999])
_SCORES = st.one_of(
    st.lists(st.integers(1, 2), min_size=3, max_size=3), st.lists(st.integers(-1, 4), min_size=0, max_size=4)
)


@st.composite
def entries(draw: st.DrawFn, form: str) -> Entry:
    """Return an entry that is mostly sound, sometimes of the wrong kind or on the wrong form."""
    aspects = _FORM_ASPECTS[form] if draw(st.integers(0, 9)) else ["A1.1", "nonsense"]
    aspect = draw(st.sampled_from(aspects))
    is_judged = aspect in {"A2.1", "A2.2", "A3.2"}
    if not draw(st.integers(0, 9)):
        is_judged = not is_judged
    return Entry(
        aspect,
        None if is_judged else draw(_MARKS),
        tuple(draw(_SCORES)) if is_judged else None,
        draw(st.sampled_from([0, 0, 0, 1, 1, 2])),
        draw(st.sampled_from(["slip", "slip", "slip", None])),
    )


@st.composite
def submissions(draw: st.DrawFn, skill_id: str = "testing") -> EnterMarks:
    """Return a submission; the ids are few, so that some come again with the same or other content."""
    form = draw(st.sampled_from(sorted(_FORM_ASPECTS)))
    return EnterMarks(
        draw(st.sampled_from([f"id-{n}" for n in range(60)])),
        "cup",
        skill_id,
        draw(st.sampled_from(["c-1", "c-2", "c-2", "c-9"])),
        form,
        draw(st.sampled_from(["e-1", "e-1", "e-1", "e-2", "e-9"])),
        tuple(draw(st.lists(entries(form), min_size=0, max_size=3))),
        at_ms=0,
    )


def logs(skill_id: str = "testing") -> st.SearchStrategy[list[Command]]:
    """Return a log of one skill: its definition, then submissions."""
    head = set_skill(skill_id=skill_id)
    return st.lists(submissions(skill_id), max_size=25).map(lambda commands: [head, *commands])
