"""Common given names and surnames, by people and by gender; combined at random they name nobody.

Surnames in -ов, -ев, -ин take the ending -а for women; those written here without a change keep their form.
"""

from typing import Final, NamedTuple


class NameList(NamedTuple):
    """Names that go together."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


KAZAKH: Final = NameList(
    men=_words(
        "Асқар Нұрлан Ерлан Бауыржан Дәурен Әлібек Санжар Мирас Дамир Алихан Арман Нұржан Ержан Қайрат Марат "
        "Тимур Данияр Ілияс Шыңғыс Жандос Олжас Абылай Мейірбек Рустам Айдос Бекзат Диас Ескендір Темірлан "
        "Нұрсұлтан Ерасыл Сұлтан Жәнібек Мұхтар Ақжол Әділет Бейбарыс Қуаныш Азамат Серік"
    ),
    women=_words(
        "Айгүл Аружан Аяулым Дана Динара Жанар Гүлнұр Мадина Сәуле Әсел Томирис Камила Аяна Назерке Балнұр "
        "Ақбота Меруерт Жансая Перизат Еңлік Тоғжан Інжу Зере Айым Дильназ Сабина Аида Ұлпан Гауһар Шолпан "
        "Мөлдір Айару Әлия Ботагөз Жадыра Лаура Нұрай Раушан Сымбат Ақмарал"
    ),
    surnames=_words(
        "Әлімов Сейтов Қасымов Ахметов Омаров Ибраев Жұмабаев Нұрпейісов Оспанов Сүлейменов Тілеубаев "
        "Байжанов "
        "Мұсаев Қалиев Есенов Серікбаев Дүйсенов Садықов Абдуллаев Рахымов Төлегенов Жақсыбеков Бекмұратов "
        "Исаев Мұқанов Смағұлов Кенжебаев Досмағамбетов Елеусізов Ержанов Тұрсынов Қабдолов Құдайбергенов "
        "Нұғманов Сағынбаев Тастанбеков Бейсенов Айтбаев Жүнісов Мырзабеков Әубәкіров Шаяхметов Бөлегенов "
        "Құрманғалиев Асанов Молдабеков Утепов Жолдасов Тәжібаев Қожахметов Баймұханов Искаков"
    ),
)

RUSSIAN: Final = NameList(
    men=_words(
        "Андрей Дмитрий Алексей Сергей Никита Иван Максим Егор Артём Кирилл Владислав Михаил Роман Денис "
        "Илья "
        "Павел Глеб Виктор Антон Матвей"
    ),
    women=_words(
        "Анна Мария Екатерина Дарья Полина Юлия Ольга Виктория Алина Ксения Татьяна Софья Вероника Елена "
        "Ирина "
        "Валерия Кристина Наталья Диана Светлана"
    ),
    surnames=_words(
        "Иванов Петров Кузнецов Смирнов Попов Соколов Лебедев Козлов Новиков Морозов Волков Павлов Семёнов "
        "Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов Комаров Орлов Киселёв "
        "Макаров Ковалёв Ильин Гусев Титов Кузьмин Баранов Куликов Степанов Яковлев Сорокин Сергеев Романов "
        "Захаров Борисов Шевченко Бондаренко Ткаченко Мельник"
    ),
)

TURKIC: Final = {
    "azerbaijan": NameList(
        _words("Elvin Rəşad Orxan Tural Kənan Nicat Murad Fərid"),
        _words("Aysel Günel Ləman Nərmin Sevinc Aytac Fidan Nigar"),
        _words("Məmmədli Əliyev Hüseynli Quliyev Həsənov İsmayılov Rzayev Abbasov"),
    ),
    "hungary": NameList(
        _words("Bence Máté Levente Dávid Balázs Gergő Ádám Zoltán"),
        _words("Anna Eszter Réka Zsófia Dóra Kinga Boglárka Lilla"),
        _words("Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár"),
    ),
    "kazakhstan": KAZAKH,
    "kyrgyzstan": NameList(
        _words("Азат Бекболот Нурбек Улан Эрмек Талант Кубаныч Чынгыз"),
        _words("Айпери Бегимай Жылдыз Нургиза Чолпон Элиза Мээрим Гулзат"),
        _words("Абдыкадыров Токтогулов Жумалиев Осмонов Бейшеналиев Мамытов Сыдыков Эшимов"),
    ),
    "turkiye": NameList(
        _words("Emre Mehmet Burak Yusuf Kaan Oğuzhan Mert Serkan"),
        _words("Zeynep Elif Ayşe Büşra Merve Ceren İrem Selin"),
        _words("Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın"),
    ),
    "turkmenistan": NameList(
        _words("Begenç Maksat Serdar Döwlet Merdan Kerim Rahim Ýusup"),
        _words("Aýgül Jeren Ogulbäbek Maral Gözel Bahar Selbi Oguljan"),
        _words("Amanow Berdiýew Annaýew Orazow Gurbanow Nuryýew Saparow Hojaýew"),
    ),
    "uzbekistan": NameList(
        _words("Jasur Sardor Bekzod Aziz Otabek Sherzod Doston Ulug‘bek"),
        _words("Dilnoza Madina Nilufar Zulfiya Sevara Gulnora Malika Shahnoza"),
        _words("Karimov Yusupov Rahimov Tursunov Abdullayev Ergashev Mirzayev Sobirov"),
    ),
}
"""By member; as written at home, so some are Latin already."""
