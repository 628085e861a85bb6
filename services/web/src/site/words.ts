/** The words of the pages around the boards, apart from the others: whoever watches a board need not load them. */
import type { Lang } from '../lib/format';

interface Words {
  follow: string;
  follows: string;
  follow_hint: string;
  in_skills: string;
  in_place: (place: number) => string;
  no_place: string;
  best_place: string;
  leads: string;
  competitors: string;
  regions: string;
  nobody: string;
  gone: string;
  gone_hint: string;
  gathering: string;
  all_of_region: (region: string) => string;
  board_of: string;
  of_field: (n: number) => string;
  story: string;
  story_empty: string;
  story_all: string;
  retracted: string;
  lead: (who: string, skill: string) => string;
  climb: (who: string, place: number, skill: string) => string;
  lead_shared: (who: string, skill: string) => string;
  decided: (who: string, place: number, skill: string) => string;
  state: (skill: string, state: string) => string;
  correction: (who: string, skill: string, was: string, is: string) => string;
  news: string;
  news_first: (who: string, place: number) => string;
  news_moved: (who: string, was: number, place: number) => string;
  close: string;
  now: string;
  slider: string;
  step_back: string;
  step_on: string;
  what_moved: string;
  nothing_moved: string;
  moved: (who: string, was: string, is: string) => string;
  by: (criteria: string) => string;
  timeline_failed: string;
}

export const SITE_WORDS: Record<Lang, Words> = {
  en: {
    follow: 'Follow',
    follows: 'Following',
    follow_hint: 'Kept on this device only. You are told here when a place changes.',
    in_skills: 'Skills',
    in_place: (place) => `Place ${place}`,
    no_place: 'No place yet',
    best_place: 'best place',
    leads: 'in the lead',
    competitors: 'Competitors',
    regions: 'Regions',
    nobody: 'Nobody of this region is on a board yet.',
    gone: 'Nobody here under this address',
    gone_hint: 'Check the address. As soon as a board names them, this page shows them by itself.',
    gathering: 'Gathering the boards…',
    all_of_region: (region) => `All of ${region}`,
    board_of: 'The whole board',
    of_field: (n) => `of ${n}`,
    story: 'What happened',
    story_empty: 'Nothing has happened yet. The story writes itself with the first marks.',
    story_all: 'The whole story',
    retracted: 'no longer so after a correction',
    lead: (who, skill) => `${who} takes the lead in ${skill}`,
    climb: (who, place, skill) => `${who} climbs to place ${place}${skill && ` in ${skill}`}`,
    lead_shared: (who, skill) => `${who} draws level in the lead in ${skill}`,
    decided: (who, place, skill) => `${who} is certain of place ${place} by total in ${skill}`,
    state: (skill, state) => `${skill}: ${state}`,
    correction: (who, skill, was, is) => `Correction in ${skill}: ${who}${is && `, ${was} → ${is}`}`,
    news: 'News of those you follow',
    news_first: (who, place) => `${who} enters at place ${place}`,
    news_moved: (who, was, place) => `${who}: from place ${was} to ${place}`,
    close: 'Close',
    now: 'Back to now',
    slider: 'Moment',
    step_back: 'One change back',
    step_on: 'One change on',
    what_moved: 'What moved them',
    nothing_moved: 'Nobody changed places at this moment.',
    moved: (who, was, is) => `${who}: ${was} → ${is}`,
    by: (criteria) => `criteria that changed: ${criteria}`,
    timeline_failed: 'The way here could not be loaded. Try again later.',
  },
  ru: {
    follow: 'Следить',
    follows: 'Слежу',
    follow_hint: 'Хранится только на этом устройстве. О смене места сообщим здесь.',
    in_skills: 'Компетенции',
    in_place: (place) => `Место ${place}`,
    no_place: 'Места пока нет',
    best_place: 'лучшее место',
    leads: 'лидирует',
    competitors: 'Конкурсанты',
    regions: 'Регионы',
    nobody: 'Конкурсантов этого региона на таблицах пока нет.',
    gone: 'По этому адресу никого нет',
    gone_hint: 'Проверьте адрес. Как только имя появится в таблице, оно появится и здесь.',
    gathering: 'Собираем таблицы…',
    all_of_region: (region) => `Все: ${region}`,
    board_of: 'Вся таблица',
    of_field: (n) => `из ${n}`,
    story: 'Что произошло',
    story_empty: 'Пока ничего не произошло. Хроника начнётся с первых баллов.',
    story_all: 'Вся хроника',
    retracted: 'после исправления больше не так',
    lead: (who, skill) => `${who} выходит в лидеры: ${skill}`,
    climb: (who, place, skill) => `${who} поднимается на место ${place}${skill && `: ${skill}`}`,
    lead_shared: (who, skill) => `${who} делит первое место: ${skill}`,
    decided: (who, place, skill) => `${skill}: место ${place} по итогу определено, ${who}`,
    state: (skill, state) => `${skill}: ${state}`,
    correction: (who, skill, was, is) => `${skill}: исправление, ${who}${is && `, ${was} → ${is}`}`,
    news: 'Новости тех, за кем вы следите',
    news_first: (who, place) => `${who}: место ${place}`,
    news_moved: (who, was, place) => `${who}: с места ${was} на ${place}`,
    close: 'Закрыть',
    now: 'К текущему моменту',
    slider: 'Момент',
    step_back: 'На шаг назад',
    step_on: 'На шаг вперёд',
    what_moved: 'Что изменилось',
    nothing_moved: 'В этот момент места не изменились.',
    moved: (who, was, is) => `${who}: ${was} → ${is}`,
    by: (criteria) => `изменились критерии: ${criteria}`,
    timeline_failed: 'Историю загрузить не удалось. Попробуйте позже.',
  },
  kk: {
    follow: 'Бақылау',
    follows: 'Бақылауда',
    follow_hint: 'Тек осы құрылғыда сақталады. Орын өзгерсе, осында хабарлаймыз.',
    in_skills: 'Құзыреттіліктер',
    in_place: (place) => `${place}-орын`,
    no_place: 'Әзірге орны жоқ',
    best_place: 'ең жоғары орын',
    leads: 'көш бастап тұр',
    competitors: 'Қатысушылар',
    regions: 'Өңірлер',
    nobody: 'Бұл өңірдің қатысушылары кестелерде әзірге жоқ.',
    gone: 'Бұл мекенжайда ешкім жоқ',
    gone_hint: 'Мекенжайды тексеріңіз. Есім кестеде пайда болған бойда осында өзі шығады.',
    gathering: 'Кестелер жиналуда…',
    all_of_region: (region) => `${region}: барлығы`,
    board_of: 'Толық кесте',
    of_field: (n) => `/ ${n}`,
    story: 'Не болды',
    story_empty: 'Әзірге ештеңе болған жоқ. Шежіре алғашқы ұпайлармен басталады.',
    story_all: 'Толық шежіре',
    retracted: 'түзетуден кейін олай емес',
    lead: (who, skill) => `${who} көш бастады: ${skill}`,
    climb: (who, place, skill) => `${who} ${place}-орынға көтерілді${skill && `: ${skill}`}`,
    lead_shared: (who, skill) => `${who} бірінші орынды бөлісті: ${skill}`,
    decided: (who, place, skill) => `${skill}: қорытынды бойынша ${place}-орын анықталды, ${who}`,
    state: (skill, state) => `${skill}: ${state}`,
    correction: (who, skill, was, is) => `${skill}: түзету, ${who}${is && `, ${was} → ${is}`}`,
    news: 'Сіз бақылайтындардың жаңалықтары',
    news_first: (who, place) => `${who}: ${place}-орын`,
    news_moved: (who, was, place) => `${who}: ${was}-орыннан ${place}-орынға`,
    close: 'Жабу',
    now: 'Қазіргі сәтке',
    slider: 'Сәт',
    step_back: 'Бір өзгеріс артқа',
    step_on: 'Бір өзгеріс алға',
    what_moved: 'Не өзгерді',
    nothing_moved: 'Бұл сәтте орындар өзгерген жоқ.',
    moved: (who, was, is) => `${who}: ${was} → ${is}`,
    by: (criteria) => `өзгерген критерийлер: ${criteria}`,
    timeline_failed: 'Тарихты жүктеу мүмкін болмады. Кейінірек қайталаңыз.',
  },
};
