/** The words in Russian. */
import type { Messages } from '../i18n';

function plural(n: number, one: string, few: string, many: string): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 14) return many;
  if (n % 10 === 1) return one;
  return n % 10 >= 2 && n % 10 <= 4 ? few : many;
}

export const ru: Messages = {
  language: 'Язык',
  theme_auto: 'Цвета: как на устройстве',
  theme_light: 'Цвета: светлые',
  theme_dark: 'Цвета: тёмные',
  skip_to_board: 'К таблице',

  tagline: 'Рейтинг чемпионатов профессионального мастерства в прямом эфире',
  championships: 'Чемпионаты',
  no_championship: 'Чемпионатов пока нет',
  no_championship_hint: 'Как только организатор создаст чемпионат, он появится здесь сам.',
  skills_count: (n, text) => `${text} ${plural(n, 'компетенция', 'компетенции', 'компетенций')}`,
  competitors_count: (n, text) => `${text} ${plural(n, 'конкурсант', 'конкурсанта', 'конкурсантов')}`,

  all_skills: 'Все компетенции',
  skill_number: (number) => `Компетенция ${number}`,
  find: 'Найти компетенцию, лидера, регион',
  clear_search: 'Очистить поиск',
  nothing_found: (query) => `По запросу «${query}» ничего нет`,
  filter: 'Показать',
  filter_all: 'Все',
  leader: 'Лидер',
  first_place: 'Первое место',
  leaders_more: (n) => `и ещё ${n} на первом месте`,
  no_leader: 'Баллов пока нет',

  state_not_started: 'Не началось',
  state_live: 'В эфире',
  state_ended: 'Завершено',

  standings: 'Рейтинг',
  place: 'Место',
  competitor: 'Конкурсант',
  member: 'Регион',
  total: 'Итог',
  no_total: 'баллов пока нет',
  moved_up: (n) => `вверх на ${n}`,
  moved_down: (n) => `вниз на ${n}`,
  marked_so_far: 'оценено',
  marked_of: (marked, mark_max) => `оценено ${marked} из ${mark_max}`,
  legend_earned: 'набрано',
  legend_marked: 'оценено',
  legend_open: 'ещё не оценено',
  places_may_change: 'Места ещё могут измениться',
  waiting_for_marks: 'Таблица оживёт с первым баллом',
  policy_progress: 'Итоги будут показаны позже. Пока видно, какая часть оценена.',
  policy_nothing: 'По этой компетенции пока ничего не опубликовано. Всё появится здесь само.',
  summary: (leader, total, percent) => `На первом месте ${leader}, ${total}. Оценено ${percent}.`,

  link_connecting: 'Соединение…',
  link_live: 'На связи',
  link_offline: (since) => `Нет связи с ${since}`,
  link_refused: 'Отключено',
  updated: (age) => `Обновлено ${age}`,
  age_now: 'только что',
  age_seconds: (n) => `${n} с назад`,
  age_minutes: (n) => `${n} мин назад`,
  age_hours: (n) => `${n} ч назад`,
  age_days: (n) => `${n} дн. назад`,
  stale: (since) => `Так было в ${since}.`,
  stale_hint: 'Таблица догонит сама, как только вернётся связь.',
  refused: 'Сервер закрыл эту страницу.',
  refused_hint: (code) => `Обновите её, чтобы подключиться снова (код ${code}).`,
  reload: 'Обновить',
  loading: 'Таблица загружается…',

  unknown_board: 'Такой таблицы пока нет',
  unknown_board_hint: (board) =>
    `По адресу «${board}» ничего не опубликовано. Проверьте адрес. Если он верен, просто подождите: таблица появится здесь сама.`,
  not_found: 'Такой страницы нет',
  not_found_hint: 'Проверьте адрес или начните с главной страницы.',
  to_start: 'На главную',
  page_failed: 'Страница не загрузилась',
  page_failed_hint: 'Проверьте связь и обновите страницу.',

  admin_title: 'Доступ администратора',
  admin_exchanging: 'Проверяем одноразовый код…',
  admin_received: 'Вы администратор',
  admin_received_hint: 'Это ваш токен. Скопируйте его туда, где он нужен: на этой странице он не хранится.',
  admin_token: 'Токен',
  admin_copy: 'Скопировать токен',
  admin_copied: 'Скопировано',
  admin_copy_failed: 'Браузер не разрешил копирование. Токен выделен: нажмите Ctrl+C.',
  admin_expires: (when) => `Действует до ${when}`,
  admin_no_code: 'В адресе нет кода',
  admin_no_code_hint: 'Откройте ссылку администратора целиком: сервер напечатал её при запуске.',
  admin_refused: 'Код не принят',
  admin_refused_hint: 'Ссылка работает один раз и недолго. Попросите новую у того, кто запустил сервер.',
  admin_unreachable: 'Сервер не ответил',
  admin_unreachable_hint: 'Код не потерян. Проверьте связь и попробуйте ещё раз.',
  admin_again: 'Попробовать ещё раз',
};
