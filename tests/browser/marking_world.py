"""A skill for the marking page's tests: one form of each way of marking, members in three languages."""

from typing import Any, Final

Json = dict[str, Any]

CUP: Final = "cup2026"
SKILL: Final = "welding"
MEMBERS: Final[Json] = {
    "abai": {"en": "Abai Region", "ru": "Абайская область", "kk": "Абай облысы"},
    "aktobe": {"en": "Aktobe Region", "ru": "Актюбинская область", "kk": "Ақтөбе облысы"},
    "almaty": {"en": "Almaty", "ru": "Алматы", "kk": "Алматы"},
    "astana": {"en": "Astana", "ru": "Астана", "kk": "Астана"},
}
EXPERTS: Final = {
    "e-1": ("almaty", "Дана Омарова", "Dana Omarova"),
    "e-2": ("astana", "Ерлан Сейтов", "Yerlan Seitov"),
    "e-3": ("abai", "Мадина Жүніс", "Madina Zhunis"),
    "e-4": ("aktobe", "Тимур Ким", "Timur Kim"),
}
SCORE_TEXTS: Final = [
    "Below the industry standard: cracks or gaps that a customer would refuse",
    "Meets the standard: even beads, little spatter",
    "Meets it and is better in parts: regular ripples, clean ends",
    "Excellent: a seam to show to apprentices",
]


def competitor_names(count: int) -> Json:
    """Return names for ``count`` competitors."""
    firsts = (("Асқар", "Asqar"), ("Айгерім", "Aigerim"), ("Данияр", "Daniyar"), ("Аружан", "Aruzhan"))
    lasts = (("Әлімов", "Alimov"), ("Нұрланқызы", "Nurlanqyzy"), ("Сейітқали", "Seitqali"))
    return {
        f"c-{at}": (f"{firsts[at % 4][0]} {lasts[at % 3][0]}", f"{firsts[at % 4][1]} {lasts[at % 3][1]}")
        for at in range(1, count + 1)
    }


def aspect(aspect_id: str, description: str, mark_max: str, method: str = "M", **rules: Any) -> Json:
    """Return one aspect."""
    texts = SCORE_TEXTS if method == "J" else None
    return {
        "id": aspect_id,
        "method": method,
        "description": description,
        "extra": "",
        "requirement": "",
        "section": 1,
        "mark_max": mark_max,
        "score_texts": texts,
        "allowed_marks": None,
        **rules,
    }


CHECKS: Final = (
    "Joint fully fused, no lack of penetration",
    "Leg length within 6 to 8 mm",
    "No undercut deeper than 0.5 mm",
    "Plate distortion at most 3 degrees",
    "No arc strikes outside the joint",
    "Start and stop ground flush",
    "Root reinforcement at most 2 mm",
    "No surface porosity",
    "Spatter removed",
    "Stamp in the right corner",
    "Edges deburred",
    "Cut list filled in",
)


def scheme() -> Json:
    """Return a scheme of four forms: full or zero, judgement, and every other way of measuring."""
    bands = [
        {"from": "11.95", "to": "12.05", "mark": "2.00"},
        {"from": "11.8", "to": "12.2", "mark": "1.00"},
    ]
    checks = [aspect(f"A1.{at}", text, "1.00") for at, text in enumerate(CHECKS, 1)]
    looks = [
        aspect("B1.1", "Appearance of the capping run", "2.00", "J"),
        aspect("B1.2", "Evenness of the fillet weld along the whole joint", "1.50", "J"),
        aspect("B1.3", "Finish of the assembly", "1.00", "J"),
    ]
    sizes = [
        aspect("C1.1", "Height of the frame", "2.00", bands=bands, requirement="12 mm ± 0.05"),
        aspect("C1.2", "Drill holes", "1.50", allowed_marks=["0.00", "0.50", "1.00", "1.50"]),
        aspect("C1.3", "Tool safety", "1.00", deduction="0.25"),
    ]
    subs = [
        {"id": "A1", "name": "Fillet weld", "day": 1, "aspects": checks},
        {"id": "B1", "name": "Visual quality", "day": 1, "aspects": looks},
        {"id": "C1", "name": "Dimensions", "day": 2, "aspects": sizes},
    ]
    return {
        "skill_number": "10",
        "skill_name": "Welding",
        "sections": [{"number": 1, "name": "Welding", "target": "100.00"}],
        "criteria": [{"letter": "A", "name": "Assembly", "mark_max": "100.00", "sub_criteria": subs}],
    }


def definition(competitors: int) -> Json:
    """Return the skill's definition: competitors from three members, an expert from each of four."""
    members = ("abai", "aktobe", "astana")
    return {
        "number": "10",
        "name": {"en": "Welding", "ru": "Сварочные технологии", "kk": "Дәнекерлеу технологиялары"},
        "scheme": scheme(),
        "competitors": [
            {"id": name, "member": members[at % 3], "guest": False}
            for at, name in enumerate(competitor_names(competitors))
        ],
        "experts": [{"id": expert, "member": member} for expert, (member, *_) in EXPERTS.items()],
    }
