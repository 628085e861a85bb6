"""What Hypothesis may try: sequences of commands as careless people and bad networks make them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from shared.domain import acts
from shared.domain.acts import Act
from shared.domain.events import Command, EnterMarks, Entry, Paper
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import MarkingRules
from shared.domain.scheme import Scheme, SubCriterion
from shared.domain.set_skill import SetSkill
from tests.builders import aspect, panel_skill, scheme, set_skill

_FORM_ASPECTS = {"A1": ["A1.1", "A1.2"], "A2": ["A2.1", "A2.2"], "A3-M": ["A3.1"], "A3-J": ["A3.2"]}
_FORMS = sorted(_FORM_ASPECTS)
_MARKS = st.sampled_from([0, 90_000, 135_000, 180_000, 360_000, -1, 999_999])
_SCORES = st.one_of(
    st.lists(st.integers(1, 2), min_size=3, max_size=3), st.lists(st.integers(-1, 4), min_size=0, max_size=4)
)
_IDS = [f"id-{n}" for n in range(60)]
_EXPERTS = ["e-1", "e-2", "e-3", "e-4", "e-5", "e-6"]
_COMPETITORS = ["c-1", "c-2"]

# Made once: a strategy that is made anew inside another is looked through anew at every draw.
_ONE_OF_TEN = st.integers(0, 9)
_NUMBERS = st.integers(0, 10_000)
_ASPECTS = {form: st.sampled_from(names) for form, names in _FORM_ASPECTS.items()}
_WRONG_ASPECTS = st.sampled_from(["A1.1", "nonsense"])
_BASED_ON = st.sampled_from([0, 0, 0, 1, 1, 2])
_REASONS = st.sampled_from(["slip", "slip", "slip", None])
_ATTEMPTS = st.sampled_from([None, None, None, 1, 2])
_COMMENTS = st.sampled_from(["a burr on the edge", "a burr on the edge", None])
_PHOTOS = st.sampled_from([(), ("0" * 64,)])
_SENT_IDS = st.sampled_from(_IDS)
_SENT_FORMS = st.sampled_from(_FORMS)
_SENT_COMPETITORS = st.sampled_from(["c-1", "c-2", "c-2", "c-9"])
_SENDERS = st.sampled_from([*_EXPERTS, "e-1", "e-3", "e-3", "e-9"])
_APPEALS = st.sampled_from([None] * 9 + _IDS[:2])
_PAPERS = st.sampled_from([None] * 7 + [Paper("x-1", "photo"), Paper("x-2", " ")])


@st.composite
def entries(draw: st.DrawFn, form: str) -> Entry:
    """Return an entry that is mostly sound, sometimes of the wrong kind or on the wrong form."""
    name = draw(_ASPECTS[form] if draw(_ONE_OF_TEN) else _WRONG_ASPECTS)
    is_judged = name in {"A2.1", "A2.2", "A3.2"}
    if not draw(_ONE_OF_TEN):
        is_judged = not is_judged
    based_on = draw(_BASED_ON)
    reason = draw(_REASONS)
    if not draw(_ONE_OF_TEN):
        return Entry(name, None, None, based_on, reason, comment=draw(_COMMENTS), photos=draw(_PHOTOS))
    if is_judged and draw(st.booleans()):
        attempt = draw(_ATTEMPTS)
        return Entry(name, None, None, based_on, reason, draw(st.integers(0, 3)), attempt=attempt)
    mark, scores = (None, tuple(draw(_SCORES))) if is_judged else (draw(_MARKS), None)
    return Entry(name, mark, scores, based_on, reason)


_ENTRIES = {form: st.lists(entries(form), min_size=0, max_size=3) for form in _FORMS}


@st.composite
def submissions(draw: st.DrawFn, skill_id: str = "testing") -> EnterMarks:
    """Return a submission; the ids are few, so that some come again with the same or other content."""
    form = draw(_SENT_FORMS)
    return EnterMarks(
        draw(_SENT_IDS),
        "cup",
        skill_id,
        draw(_SENT_COMPETITORS),
        form,
        draw(_SENDERS),
        tuple(draw(_ENTRIES[form])),
        at_ms=0,
        appeal=draw(_APPEALS),
        paper=draw(_PAPERS),
    )


def _schemes() -> Sequence[Scheme]:
    smaller = SubCriterion("A1", "first", 1, (aspect("A1.1", "0.50"), aspect("A1.2", "0.75")))
    base = scheme()
    subs = base.criteria[0].sub_criteria
    moved = SubCriterion("A3", "third", 2, (subs[2].aspects[1], aspect("A1.2", "0.75")))
    return (
        base,
        scheme(smaller, *subs[1:]),
        scheme(SubCriterion("A1", "first", 1, (aspect("A1.1"),)), subs[1], moved),
        Scheme("99", "x", base.sections, base.criteria, MarkingRules(rounding="each_aspect")),
        Scheme("99", "x", base.sections, base.criteria, MarkingRules(JudgementRule(judges=2), measurers=1)),
        Scheme("99", "x", base.sections, base.criteria, MarkingRules(JudgementRule(judges=7))),
        replace(base, rules=MarkingRules(panel_devices="own")),
    )


_SCHEMES = _schemes()
_ROLES = {
    acts.SetTeam: "chief_expert",
    acts.CheckSheets: "chief_expert",
    acts.SignForm: "expert",
    acts.LockForm: "chief_expert",
    acts.ReleaseForm: "results_team",
    acts.RequestUnlock: "chief_expert",
    acts.ConfirmUnlock: "results_team",
    acts.DecideSetAside: "chief_expert",
    acts.SubmitAppeal: "team_leader",
    acts.ReviewAppeal: "results_team",
    acts.DecideAppeal: "results_team",
    acts.CloseAppeal: "results_team",
    acts.SetStatus: "organiser",
    acts.SetPenalty: "organiser",
    acts.SetAward: "organiser",
    acts.ConfirmAwards: "organiser",
    acts.ReplaceExpert: "organiser",
    acts.ChangeScheme: "organiser",
    acts.ApproveScheme: "skill_advisor",
    acts.ConfirmRecount: "results_team",
    acts.Finalise: "results_team",
}
_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "form": st.sampled_from([*_FORMS, "A1", "A2", "Z1"]),
    "competitor": st.sampled_from(_COMPETITORS),
    "competitors": st.sampled_from([(), (), ("c-1",), ("c-2", "c-1")]),
    "member": st.sampled_from(["abai", "aktobe", None]),
    "submission": st.sampled_from(_IDS),
    "aspect": st.sampled_from(["A1.1", "A1.2", "A2.1", "A2.2", "A3.1"]),
    "appeal": st.sampled_from(_IDS[:2]),
    "reason": st.sampled_from(["slip", "slip", "slip", " "]),
    "decision": st.sampled_from(["take", "drop"]),
    "ruling": st.sampled_from(["upheld", "partly", "rejected"]),
    "status": st.sampled_from(["competing", "competing", "absent", "withdrawn", "disqualified"]),
    "penalty": st.just("late"),
    "award": st.sampled_from(["gold", "none", "by_table"]),
    "expert": st.sampled_from(_EXPERTS),
    "successor": st.sampled_from([*_EXPERTS, "e-7"]),
    "scheme": st.sampled_from(_SCHEMES),
    "mark": st.sampled_from([0, 180_000]),
    "entries": st.integers(0, 2),
    "revision": st.integers(1, 3),
    "supervisor": st.sampled_from([None, "e-4", "e-4", "e-6"]),
    "second_pair": st.sampled_from([(), (), ("e-5", "e-6"), ("e-2", "e-6")]),
    "experts": st.sampled_from([("e-1", "e-2", "e-3"), ("e-2", "e-3", "e-6"), ("e-1", "e-3"), ("e-2",)]),
}
_OF_KIND: dict[tuple[type[Act], str], st.SearchStrategy[object]] = {
    (acts.SubmitAppeal, "member"): st.sampled_from(["abai", "aktobe"]),
}
"""Where a field of one act has not all the values that the same name has elsewhere."""
_NOT_FIELDS = {"id", "championship", "skill", "actor", "role", "at_ms"}
_KINDS = st.sampled_from(list(_ROLES))
_ACT_IDS = st.sampled_from(_IDS[2:])
_ACTORS = st.sampled_from([*_EXPERTS, "x-1", "x-2"])


@st.composite
def some_acts(draw: st.DrawFn, skill_id: str = "testing") -> Act:
    """Return an act that is mostly in the right role; whether it is its time is left to chance."""
    kind = draw(_KINDS)
    wanted = [name for name in kind.__dataclass_fields__ if name not in _NOT_FIELDS]
    return kind(
        id=draw(_FIELDS["appeal"] if kind is acts.SubmitAppeal else _ACT_IDS),
        championship="cup",
        skill=skill_id,
        actor=draw(_ACTORS),
        role=_ROLES[kind] if draw(_ONE_OF_TEN) else "expert",
        at_ms=0,
        **{name: draw(_OF_KIND.get((kind, name), _FIELDS[name])) for name in wanted},
    )


@st.composite
def whole_forms(draw: st.DrawFn, skill_id: str = "testing") -> list[Command]:
    """Return everything that brings one form from open to locked, and sometimes back: chance rarely does."""
    form = draw(st.sampled_from(["A1", "A2"]))
    number = draw(_NUMBERS)
    base = {"championship": "cup", "skill": skill_id, "at_ms": 0}
    commands: list[Command] = []
    for competitor in _COMPETITORS:
        for name in _FORM_ASPECTS[form]:
            full = 135_000 if name == "A1.2" else 180_000
            mark, scores = (None, (2, 2, 3)) if form == "A2" else (full, None)
            one = Entry(name, mark, scores, 0, "first")
            where = f"w{number}-{form}-{competitor}-{name}"
            by = "e-4" if form == "A2" and competitor == "c-1" else "e-3"
            commands.append(EnterMarks(where, "cup", skill_id, competitor, form, by, (one,), 0))
    steps: list[tuple[type[Act], str, str, dict[str, str]]] = [
        (acts.CheckSheets, "chief_expert", "x-1", {}),
        *((acts.SignForm, "expert", expert, {}) for expert in _EXPERTS),
        (acts.LockForm, "chief_expert", "x-1", {}),
    ]
    if draw(st.booleans()):
        steps += [
            (acts.RequestUnlock, "chief_expert", "x-1", {"reason": "slip"}),
            (acts.ConfirmUnlock, "results_team", "x-2", {"reason": "slip"}),
        ]
    for kind, role, actor, fields in steps:
        name = f"w{number}-{form}-{kind.__name__}-{actor}"
        commands.append(kind(id=name, actor=actor, role=role, form=form, **base, **fields))  # type: ignore[call-arg, arg-type]
    return commands


@st.composite
def panels(draw: st.DrawFn, skill_id: str = "testing") -> list[Command]:
    """Return a team for A2 and what its judges show of one aspect of c-1."""
    number = draw(_NUMBERS)
    base = {"championship": "cup", "skill": skill_id, "at_ms": 0, "form": "A2"}
    team = {"experts": ("e-1", "e-2", "e-3"), "supervisor": "e-4"}
    commands: list[Command] = [
        acts.SetTeam(id=f"p{number}-team", actor="x-1", role="chief_expert", **base, **team)  # type: ignore[arg-type]
    ]
    based_on = draw(st.sampled_from([0, 0, 1]))
    for expert in draw(st.permutations(["e-1", "e-4", "e-3"])):
        shown = draw(st.integers(0, 3))
        one = Entry("A2.1", None, None, based_on, "conferred", shown)
        commands.append(EnterMarks(f"p{number}-{expert}", "cup", skill_id, "c-1", "A2", expert, (one,), 0))
    return commands


@st.composite
def disputes(draw: st.DrawFn, skill_id: str = "testing") -> list[Command]:
    """Return a stale entry and what is decided about it, an appeal to its end, or a changed scheme."""
    name = f"d{draw(_NUMBERS)}"
    base = {"championship": "cup", "skill": skill_id, "at_ms": 0, "reason": "looked at again"}
    chief = {"actor": draw(st.sampled_from(["x-1", "e-2", "e-3"])), "role": "chief_expert", **base}
    if draw(st.booleans()):
        organiser = {"actor": "x-9", "role": "organiser", **base}
        return [acts.ChangeScheme(id=name, scheme=draw(_FIELDS["scheme"]), **organiser)]  # type: ignore[arg-type]
    stale = Entry("A1.1", draw(st.sampled_from([0, 90_000, 180_000])), None, 7, "slip")
    late = EnterMarks(f"{name}-late", "cup", skill_id, "c-1", "A1", "e-3", (stale,), 0)
    taken = {"submission": late.id, "aspect": "A1.1", "decision": draw(_FIELDS["decision"])}
    asked = {"member": "abai", "competitor": "c-1", "form": "A1", "actor": "x-8", "role": "team_leader"}
    ruling = draw(_FIELDS["ruling"])
    follow_up = Entry("A1.1", 180_000, None, draw(st.integers(0, 3)), "appeal")
    commands: list[Command] = [
        late,
        acts.DecideSetAside(id=f"{name}-decided", **taken, **chief),  # type: ignore[arg-type]
        acts.SubmitAppeal(id=f"{name}-appeal", **asked, **base),  # type: ignore[arg-type]
        acts.ReviewAppeal(
            id=f"{name}-review",
            championship="cup",
            skill=skill_id,
            actor="x-1",
            role="chief_expert",
            at_ms=0,
            appeal=f"{name}-appeal",
        ),
        acts.DecideAppeal(id=f"{name}-ruled", appeal=f"{name}-appeal", ruling=ruling, **chief),  # type: ignore[arg-type]
        EnterMarks(
            f"{name}-follows",
            "cup",
            skill_id,
            "c-1",
            "A1",
            "e-3",
            (follow_up,),
            0,
            appeal=f"{name}-appeal",
        ),
    ]
    return commands


@st.composite
def redefinitions(draw: st.DrawFn, skill_id: str = "testing") -> list[Command]:
    """Return a skill defined anew: other members, somebody gone, another scheme, with approval or without."""
    member = st.sampled_from(["abai", "aktobe", "almaty", "shymkent"])
    usual = panel_skill()
    changed_expert, changed_competitor = draw(st.sampled_from(_EXPERTS)), draw(st.sampled_from(_COMPETITORS))
    experts = [
        replace(expert, member=draw(member)) if expert.id == changed_expert else expert
        for expert in usual.experts
        if draw(_ONE_OF_TEN) or expert.id == "e-3"
    ]
    competitors = [
        replace(one, member=draw(member))
        if one.id == changed_competitor and not draw(_ONE_OF_TEN) % 2
        else one
        for one in usual.competitors
    ]
    return [
        SetSkill(
            draw(_ACT_IDS),
            "cup",
            skill_id,
            replace(
                usual,
                scheme=draw(st.sampled_from([usual.scheme, usual.scheme, *_SCHEMES])),
                experts=tuple(experts),
                competitors=tuple(competitors),
                needs_approval=not draw(_ONE_OF_TEN),
            ),
            at_ms=0,
        )
    ]


@st.composite
def logs(draw: st.DrawFn, skill_id: str = "testing") -> list[Command]:
    """Return a log of one skill: its definition, then whatever people do with it."""
    first = set_skill(replace(panel_skill(), needs_approval=not draw(_ONE_OF_TEN)), skill_id)
    return [first, *(command for piece in draw(_pieces(skill_id)) for command in piece)]


@cache
def _pieces(skill_id: str) -> st.SearchStrategy[list[list[Command]]]:
    one = st.one_of(submissions(skill_id), submissions(skill_id), some_acts(skill_id)).map(lambda c: [c])
    several = st.one_of(whole_forms(skill_id), panels(skill_id), disputes(skill_id), redefinitions(skill_id))
    return st.lists(st.one_of(one, one, one, one, several), max_size=25)
