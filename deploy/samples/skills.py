"""The skills of the sample championships: official numbers where known, names, and the words of their trade.

A table. The words fill the aspects of the generated marking schemes: ``parts`` are what the test project asks
for (one criterion each), ``features`` are measured, ``qualities`` are judged.
"""

from dataclasses import dataclass
from typing import Final

from shared.domain.people import Names


@dataclass(frozen=True, slots=True)
class SampleSkill:
    """One skill and its vocabulary."""

    id: str
    number: str
    name: Names
    persons: int
    """How many people make up one entry (R6)."""
    parts: tuple[str, ...]
    features: tuple[str, ...]
    qualities: tuple[str, ...]


def _skill(
    slug: str, number: str, names: str, parts: str, features: str, qualities: str, persons: int = 1
) -> SampleSkill:
    en, ru, kk = names.split(" | ")
    split = (tuple(words.split(", ")) for words in (parts, features, qualities))
    return SampleSkill(slug, number, Names(en, ru, kk), persons, *split)


SKILLS: Final = (
    _skill(
        "welding", "10", "Welding | Сварочные технологии | Дәнекерлеу технологиялары",
        "pressure vessel, carbon steel plate joint, pipe joint, aluminium structure, stainless steel "
        "structure",
        "root penetration, weld width, excess weld metal, undercut, joint alignment, leg length, X-ray image",
        "weld profile, start and stop points, surface finish, cleanliness of the structure",
    ),
    _skill(
        "web-technologies", "17", "Web Technologies | Веб-технологии | Веб-технологиялар",
        "landing page, front-end application, REST interface, server-side module, speed test",
        "responsive layout, form validation, HTTP status code, database query, keyboard navigation, loading "
        "time",
        "visual hierarchy, code structure, use of animation, user experience",
    ),
    _skill(
        "electronics", "16", "Electronics | Электроника | Электроника",
        "hardware design, prototype board, embedded program, fault-finding board, measuring task",
        "supply voltage, output waveform, solder joint, track width, sensor reading, timing, component "
        "placement",
        "board layout, readability of the code, order of the schematic, assembly quality",
    ),
    _skill(
        "industrial-control", "19", "Industrial Control | Промышленная автоматика | Өнеркәсіптік автоматика",
        "control panel, wall installation, PLC program, operator panel, fault-finding unit",
        "cable routing, wire termination, motor start, safety circuit, sensor signal, label, dimension of "
        "the trunking",
        "appearance of the wiring, structure of the program, clarity of the operator screen, finish of the "
        "installation",
    ),
    _skill(
        "mechatronics", "04", "Mechatronics | Мехатроника | Мехатроника",
        "distribution station, sorting station, robot cell, conveyor line, maintenance task",
        "cycle time, sensor position, pneumatic connection, PLC sequence, emergency stop, workpiece count",
        "cable and tube routing, professional practice, structure of the program, teamwork", persons=2,
    ),
    _skill(
        "mechanical-engineering-cad", "05",
        "Mechanical Engineering CAD | Инженерная графика CAD | Инженерлік графика CAD",
        "assembly model, sheet metal part, casting, exploded view, reverse engineering task",
        "overall dimension, tolerance, projection, parts list, mass of the model, thread, mating constraint",
        "presentation of the drawing, rendering, clarity of the animation, logic of the model tree",
    ),
    _skill(
        "confectionery", "32", "Pâtisserie and Confectionery | Кондитерское дело | Кондитер ісі",
        "entremets, chocolate showpiece, petits fours, plated dessert, sugar modelling, mystery box task",
        "portion weight, number of pieces, serving temperature, hygiene of the workplace, height, use of "
        "ingredients",
        "flavour, texture, colour and design, creativity",
    ),
    _skill(
        "electrical-installations", "18", "Electrical Installations | Электромонтаж | Электр монтаждау",
        "domestic installation, distribution board, lighting control, building automation, fault-finding "
        "board",
        "insulation resistance, conduit level, cable entry, earth continuity, socket position, circuit "
        "function",
        "finish of the trunking, dressing of the wires, neatness of the board, use of materials",
    ),
    _skill(
        "fashion-technology", "31", "Fashion Technology | Технологии моды | Сән технологиялары",
        "tailored jacket, draped dress, flat pattern, design sketch, surprise trimming",
        "seam allowance, stitch length, grain line, pocket symmetry, hem width, zip insertion",
        "overall impression, pressing, fit on the stand, creative interpretation",
    ),
    _skill(
        "it-software-solutions", "09",
        "IT Software Solutions for Business | ИТ-решения для бизнеса | Бизнеске арналған АТ-шешімдер",
        "data model, desktop application, mobile client, report module, analysis task",
        "data import, search filter, input check, stored procedure, access right, export file",
        "consistency of the interface, code structure, presentation to the client, error messages",
    ),
    _skill(
        "cooking", "34", "Cooking | Поварское дело | Аспаз ісі",
        "cold starter, fish main course, meat main course, dessert, skills test",
        "portion weight, plate temperature, serving time, cut of the vegetables, food waste, hygiene of the "
        "workplace",
        "flavour, harmony of the dish, plate design, degree of cooking",
    ),
    _skill(
        "bakery", "47", "Bakery | Хлебопечение | Наубай ісі",
        "sourdough bread, laminated pastry, sweet dough, savoury product, decorative bread piece",
        "weight after baking, number of pieces, baking colour, proving time, mixing temperature, size of "
        "the pieces",
        "crumb, taste, shape and scoring, theme of the showpiece",
    ),
    _skill(
        "hairdressing", "29", "Hairdressing | Парикмахерское искусство | Шаштараз өнері",
        "long hair up-style, classic cut with colour, bridal style, men's cut with beard, permanent wave",
        "section width, colour transition, cutting line, sideburn level, finishing time, protection of the "
        "client",
        "overall impression, shape of the style, colour harmony, suitability for the client",
    ),
    _skill(
        "beauty-therapy", "30", "Beauty Therapy | Эстетическая косметология | Эстетикалық косметология",
        "facial treatment, body treatment, make-up, manicure, eyelash extension",
        "treatment time, client preparation, product quantity, disinfection, symmetry, consultation card",
        "massage technique, comfort of the client, finished look, communication",
    ),
    _skill(
        "graphic-design", "40", "Graphic Design Technology | Графический дизайн | Графикалық дизайн",
        "corporate identity, packaging, magazine spread, advertising poster, digital campaign",
        "bleed and trim, image resolution, colour mode, dimension, die line, export format",
        "typography, composition, idea, visual impact",
    ),
    _skill(
        "network-administration", "39",
        "IT Network Systems Administration | Сетевое и системное администрирование | "
        "Желілік және жүйелік әкімшілендіру",
        "Linux environment, Windows environment, network devices, automation task, troubleshooting task",
        "name resolution, address assignment, routing table, access list, user login, backup job, "
        "certificate",
        "documentation, structure of the scripts, professional practice, communication with the client",
    ),
    _skill(
        "automobile-technology", "33",
        "Automobile Technology | Ремонт и обслуживание легковых автомобилей | "
        "Жеңіл автомобильдерді жөндеу және қызмет көрсету",
        "engine management, steering and suspension, electrical system, brake system, engine mechanics",
        "tightening torque, fault code, clearance, voltage drop, service data, wheel alignment value",
        "diagnostic approach, use of tools, care of the vehicle, explanation to the client",
    ),
    _skill(
        "autobody-repair", "13", "Autobody Repair | Кузовной ремонт | Шанақ жөндеу",
        "structural part, side panel, bench measuring task, dent removal, plastic repair",
        "panel gap, spot weld spacing, measuring point, surface level, metal thickness, corrosion protection",
        "surface finish, seam appearance, working method, reshaped contour",
    ),
    _skill(
        "car-painting", "36", "Car Painting | Окраска автомобиля | Автомобиль бояу",
        "new door, bumper repair, colour mixing, spot repair, design task",
        "film thickness, colour difference, sanding grade, masking line, run or sag, mixing ratio",
        "gloss, metallic effect, edge finish, design transfer",
    ),
    _skill(
        "cnc-turning", "06", "CNC Turning | Токарные работы на станках с ЧПУ | СББ станоктарындағы токарлық "
        "жұмыс",
        "shaft, threaded sleeve, housing, series part, matching assembly",
        "outer diameter, bore, thread pitch, concentricity, surface roughness, groove width, length",
        "surface finish, deburring, tool marks, setup of the machine",
    ),
    _skill(
        "cnc-milling", "07", "CNC Milling | Фрезерные работы на станках с ЧПУ | СББ станоктарындағы "
        "фрезерлеу жұмысы",
        "base plate, pocket part, contour part, series part, matching assembly",
        "pocket depth, hole position, parallelism, flatness, surface roughness, slot width, radius",
        "surface finish, deburring, tool marks, setup of the machine",
    ),
    _skill(
        "plumbing-and-heating", "15", "Plumbing and Heating | Сантехника и отопление | Сантехника және "
        "жылыту",
        "hot and cold water supply, waste pipework, heating circuit, gas installation, solar module",
        "pressure test, pipe level, bend radius, fixing distance, gradient, centre dimension",
        "appearance of the bends, quality of the joints, overall layout, cleanliness",
    ),
    _skill(
        "bricklaying", "20", "Bricklaying | Кирпичная кладка | Кірпіш қалау",
        "feature wall, arch, decorative panel, corner pier, blockwork",
        "height, plumb, level, joint thickness, diagonal, projection",
        "joint finish, colour of the bricks, cut bricks, general appearance",
    ),
    _skill(
        "wall-and-floor-tiling", "12", "Wall and Floor Tiling | Облицовка плиткой | Плиткамен қаптау",
        "wall panel, floor pattern, step, mosaic, curved edge",
        "joint width, level, plumb, right angle, dimension, lippage",
        "cut quality, grout finish, pattern, cleanliness of the surface",
    ),
    _skill(
        "dry-construction", "21",
        "Plastering and Drywall Systems | Сухое строительство и штукатурные работы | "
        "Құрғақ құрылыс және сылақ жұмыстары",
        "partition wall, dome, finished surface, ornament, freestyle task",
        "screw spacing, profile position, plumb, right angle, opening size, joint level",
        "surface quality, edge finish, ornament detail, creativity",
    ),
    _skill(
        "painting-and-decorating", "22", "Painting and Decorating | Малярные и декоративные работы | "
        "Сырлау және әрлеу жұмыстары",
        "wallpaper, door and frame, design transfer, colour fade, freestyle task",
        "dimension, straight line, coverage, plumb of the pattern, corner detail, colour match",
        "sharpness of the edges, evenness of the surface, colour fade, creative effect",
    ),
    _skill(
        "joinery", "25", "Joinery | Столярное дело | Ағаш ұстасы ісі",
        "window frame, cabinet door, curved element, stair section, setting out",
        "overall width, diagonal, joint gap, mortise depth, flatness, angle",
        "joint appearance, sanding, edge quality, general finish",
    ),
    _skill(
        "restaurant-service", "35", "Restaurant Service | Ресторанный сервис | Мейрамхана сервисі",
        "fine dining, banquet, bar and cocktails, coffee service, bistro service",
        "table setting, order of service, portion size, measure, serving temperature, mise en place",
        "guest contact, confidence, appearance of the dish, taste of the drink",
    ),
    _skill(
        "health-and-social-care", "41", "Health and Social Care | Медицинский и социальный уход | "
        "Медициналық және әлеуметтік күтім",
        "home visit, hospital ward, day centre, care home, care planning",
        "hand hygiene, vital sign, medication check, transfer technique, record entry, client identity",
        "empathy, communication, explanation to the client, professional attitude",
    ),
    _skill(
        "mobile-robotics", "23", "Mobile Robotics | Мобильная робототехника | Мобильді робототехника",
        "robot build, navigation task, object management, vision task, autonomous performance",
        "positioning error, object count, run time, sensor calibration, repeat run, manual control",
        "design of the robot, wire management, structure of the program, engineering journal", persons=2,
    ),
    _skill(
        "cabinetmaking", "24", "Cabinetmaking | Изготовление мебели | Жиһаз жасау",
        "carcase, drawer, veneer work, door, legs and frame",
        "diagonal, joint gap, drawer play, veneer line, overall height, hinge position",
        "veneer pattern, sanding, function of the drawer, general finish",
    ),
    _skill(
        "floristry", "28", "Floristry | Флористика | Флористика",
        "hand-tied bouquet, bridal work, table decoration, plant arrangement, surprise task",
        "binding point, water supply, stability, stem cut, number of materials, technique",
        "composition, colour, idea, transparency of the technique",
    ),
    _skill(
        "jewellery", "27", "Jewellery | Ювелирное дело | Зергерлік іс",
        "ring, brooch, pendant, hinge, setting",
        "overall dimension, wall thickness, right angle, pierced opening, weight, stone position",
        "polish, solder seams, resemblance to the drawing, degree of difficulty",
    ),
    _skill(
        "visual-merchandising", "44", "Visual Merchandising | Визуальный мерчандайзинг | Визуалды "
        "мерчандайзинг",
        "shop window, design concept, graphic element, mannequin styling, surprise item",
        "measurement, use of the mandatory items, lighting angle, fixing, label, plan of the floor",
        "visual impact, colour scheme, theme, execution",
    ),
    _skill(
        "refrigeration", "38", "Refrigeration and Air Conditioning | Холодильная техника и "
        "кондиционирование | "
        "Тоңазытқыш техникасы және ауа баптау",
        "component fabrication, cold store, air conditioner, electrical circuit, fault-finding unit",
        "pressure test, superheat, brazed joint, vacuum level, current draw, pipe dimension",
        "pipework appearance, insulation, commissioning, environmental care",
    ),
    _skill(
        "mobile-applications", "08", "Mobile Applications Development | Разработка мобильных приложений | "
        "Мобильді қосымшаларды әзірлеу",
        "user interface design, client application, offline module, device features, speed test",
        "screen layout, data binding, push message, sensor reading, error handling, local storage",
        "user experience, code structure, visual design, animation",
    ),
    _skill(
        "cyber-security", "54", "Cyber Security | Кибербезопасность | Киберқауіпсіздік",
        "infrastructure hardening, incident response, forensic task, capture the flag, policy set-up",
        "log entry, access right, firewall rule, found flag, patch state, evidence chain",
        "report, structure of the investigation, priorities, teamwork", persons=2,
    ),
    _skill(
        "cloud-computing", "53", "Cloud Computing | Облачные технологии | Бұлттық технологиялар",
        "web architecture, container platform, data pipeline, cost task, game day",
        "availability, scaling rule, access policy, response time, log retention, cost limit",
        "architecture, automation, documentation, handling of incidents",
    ),
    _skill(
        "industry-4-0", "48", "Industry 4.0 | Индустрия 4.0 | Индустрия 4.0",
        "production line, digital twin, network integration, energy monitor, optimisation task",
        "cycle time, tag mapping, dashboard value, energy reading, order status, network segment",
        "dashboard design, structure of the program, documentation, teamwork", persons=2,
    ),
    _skill(
        "heavy-vehicle-technology", "49", "Heavy Vehicle Technology | Обслуживание тяжёлой техники | "
        "Ауыр техникаға қызмет көрсету",
        "hydraulic system, diesel engine, transmission, electrical system, inspection",
        "tightening torque, pressure, clearance, fault code, oil level, voltage drop",
        "diagnostic approach, use of tools, safety awareness, service report",
    ),
    _skill(
        "landscape-gardening", "37", "Landscape Gardening | Ландшафтный дизайн | Ландшафтық дизайн",
        "natural stone wall, paved area, water feature, wooden deck, planting",
        "level, joint width, dimension, gradient, plant depth, straight line",
        "overall impression, planting design, stone work, cleanliness of the site", persons=2,
    ),
    _skill(
        "hotel-reception", "56", "Hotel Reception | Администрирование отеля | Қонақүй әкімшілігі",
        "check-in, complaint, telephone reservation, check-out, back office",
        "guest data, room rate, key handover, invoice, response time, local information",
        "welcome, problem solving, language, sales skill",
    ),
    _skill(
        "chemical-laboratory", "52", "Chemical Laboratory Technology | Лабораторный химический анализ | "
        "Химиялық зертханалық талдау",
        "titration, spectrometry, synthesis, chromatography, laboratory report",
        "result value, repeatability, yield, calibration line, sample weight, calculation",
        "laboratory practice, report, interpretation of the result, green practice",
    ),
    _skill(
        "water-technology", "55", "Water Technology | Водные технологии | Су технологиялары",
        "treatment plant, pump maintenance, laboratory analysis, electrical control, virtual inspection",
        "dosing rate, flow, turbidity, pump alignment, sensor signal, pH value",
        "maintenance practice, report, order of work, safety awareness",
    ),
    _skill(
        "freight-forwarding", "51", "Freight Forwarding | Экспедирование грузов | Жүк экспедициялау",
        "quotation, sea freight, air freight, claim, customs task",
        "freight rate, transit time, document field, chargeable weight, insurance value, delivery term",
        "e-mail style, client advice, problem solving, negotiation",
    ),
)  # fmt: skip
"""In the order in which a championship takes them: the first thirty are the skills of `wsk2024`."""
