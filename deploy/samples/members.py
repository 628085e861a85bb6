"""The members of the sample championships: Kazakhstan's regions and cities, and seven countries.

A table, because a name in three languages is a fact to look up and nothing to compute.
"""

from typing import Final

from shared.domain.people import Member, Names


def _region(slug: str, en: str, ru: str, kk: str) -> Member:
    return Member(slug, Names(f"{en} Region", f"{ru} область", f"{kk} облысы"))


def _city(slug: str, en: str, ru: str, kk: str) -> Member:
    return Member(slug, Names(f"{en} City", f"г. {ru}", f"{kk} қаласы"))


KAZAKHSTAN: Final = (
    _region("abai", "Abai", "Абайская", "Абай"),
    _region("akmola", "Akmola", "Акмолинская", "Ақмола"),
    _region("aktobe", "Aktobe", "Актюбинская", "Ақтөбе"),
    _region("almaty-region", "Almaty", "Алматинская", "Алматы"),
    _region("atyrau", "Atyrau", "Атырауская", "Атырау"),
    _region("east-kazakhstan", "East Kazakhstan", "Восточно-Казахстанская", "Шығыс Қазақстан"),
    _region("jambyl", "Jambyl", "Жамбылская", "Жамбыл"),
    _region("jetisu", "Jetisu", "Жетысуская", "Жетісу"),
    _region("karaganda", "Karaganda", "Карагандинская", "Қарағанды"),
    _region("kostanay", "Kostanay", "Костанайская", "Қостанай"),
    _region("kyzylorda", "Kyzylorda", "Кызылординская", "Қызылорда"),
    _region("mangystau", "Mangystau", "Мангистауская", "Маңғыстау"),
    _region("north-kazakhstan", "North Kazakhstan", "Северо-Казахстанская", "Солтүстік Қазақстан"),
    _region("pavlodar", "Pavlodar", "Павлодарская", "Павлодар"),
    _region("turkistan", "Turkistan", "Туркестанская", "Түркістан"),
    _region("ulytau", "Ulytau", "Улытауская", "Ұлытау"),
    _region("west-kazakhstan", "West Kazakhstan", "Западно-Казахстанская", "Батыс Қазақстан"),
    _city("almaty-city", "Almaty", "Алматы", "Алматы"),
    _city("astana", "Astana", "Астана", "Астана"),
    _city("shymkent", "Shymkent", "Шымкент", "Шымкент"),
)
"""All 17 regions and the three cities of republican standing."""

TURKIC: Final = (
    Member("azerbaijan", Names("Azerbaijan", "Азербайджан", "Әзербайжан")),
    Member("hungary", Names("Hungary", "Венгрия", "Мажарстан")),
    Member("kazakhstan", Names("Kazakhstan", "Казахстан", "Қазақстан")),
    Member("kyrgyzstan", Names("Kyrgyzstan", "Кыргызстан", "Қырғызстан")),
    Member("turkiye", Names("Türkiye", "Турция", "Түркия")),
    Member("turkmenistan", Names("Turkmenistan", "Туркменистан", "Түрікменстан")),
    Member("uzbekistan", Names("Uzbekistan", "Узбекистан", "Өзбекстан")),
)
