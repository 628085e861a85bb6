/** The words of the results page, apart from the others: whoever watches a board need not load them. */
import type { Lang } from '../lib/format';
import type { Medal, TeamTable } from '../lib/board';

interface Words {
  embargo: string;
  embargo_hint: string;
  partly: string;
  overall_best: string;
  teams: string;
  tables: Record<TeamTable, string>;
  skills_entered: string;
  medals: string;
  medal: Record<Medal, string>;
  best_of_member: string;
  main_field: string;
  scale: (score: number) => string;
}

export const RESULT_WORDS: Record<Lang, Words> = {
  en: {
    embargo: 'The results are not out yet',
    embargo_hint: 'Medals and team tables are published at the closing ceremony. They appear here by themselves.',
    partly: 'Some skills are still to come.',
    overall_best: 'Best of the championship',
    teams: 'Team standings',
    tables: {
      points: 'Medal points',
      average_points: 'Average medal points',
      scale_total: 'Scale points',
      scale_average: 'Average scale points',
      alphabetical: 'A to Z',
    },
    skills_entered: 'skills',
    medals: 'Medals by skill',
    medal: { gold: 'Gold', silver: 'Silver', bronze: 'Bronze', medallion: 'Medallion for Excellence' },
    best_of_member: 'Best of each region',
    main_field: 'Main field',
    scale: (score) => `${score} points`,
  },
  ru: {
    embargo: 'Результаты ещё не объявлены',
    embargo_hint: 'Медали и командный зачёт публикуются на церемонии закрытия. Они появятся здесь сами.',
    partly: 'Некоторые компетенции ещё впереди.',
    overall_best: 'Лучший результат чемпионата',
    teams: 'Общекомандный зачёт',
    tables: {
      points: 'Баллы за медали',
      average_points: 'Средние баллы за медали',
      scale_total: 'Баллы шкалы',
      scale_average: 'Средние баллы шкалы',
      alphabetical: 'По алфавиту',
    },
    skills_entered: 'компетенций',
    medals: 'Медали по компетенциям',
    medal: { gold: 'Золото', silver: 'Серебро', bronze: 'Бронза', medallion: 'Медаль «За особое отличие»' },
    best_of_member: 'Лучшие по регионам',
    main_field: 'Основной зачёт',
    scale: (score) => `${score} по шкале`,
  },
  kk: {
    embargo: 'Нәтижелер әлі жарияланған жоқ',
    embargo_hint: 'Медальдар мен командалық есеп жабылу салтанатында жарияланады. Олар осында өздігінен шығады.',
    partly: 'Кейбір құзыреттіліктер әлі алда.',
    overall_best: 'Чемпионаттың үздік нәтижесі',
    teams: 'Жалпыкомандалық есеп',
    tables: {
      points: 'Медаль ұпайлары',
      average_points: 'Орташа медаль ұпайлары',
      scale_total: 'Шкала ұпайлары',
      scale_average: 'Орташа шкала ұпайлары',
      alphabetical: 'Әліпби бойынша',
    },
    skills_entered: 'құзыреттілік',
    medals: 'Құзыреттіліктер бойынша медальдар',
    medal: { gold: 'Алтын', silver: 'Күміс', bronze: 'Қола', medallion: '«Ерекше үздігі үшін» медалі' },
    best_of_member: 'Өңірлердің үздіктері',
    main_field: 'Негізгі есеп',
    scale: (score) => `шкала бойынша ${score}`,
  },
};
