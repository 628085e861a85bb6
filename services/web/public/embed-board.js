/**
 * The board inside the frame that embed.js makes: asks for the board again and again and shows it as it is told.
 *
 * Reads only what everybody may read. Asking costs little: while nothing is new, a cache in between answers.
 */
const WORDS = {
  en: {
    place: 'Place', competitor: 'Competitor', total: 'Total', marked: 'Marked so far', whole: 'Whole board',
    not_started: 'Not started', live: 'Live', ended: 'Ended', frozen: 'Frozen', provisional: 'Provisional', final: 'Final',
    hidden: 'Nothing of this skill has been published yet.', unknown: 'There is no such board.',
    stale: 'The link is down: this is how it stood.', age: (time) => `as of ${time}`,
  },
  ru: {
    place: 'Место', competitor: 'Конкурсант', total: 'Итог', marked: 'Оценено', whole: 'Всё табло',
    not_started: 'Не начато', live: 'В эфире', ended: 'Завершено', frozen: 'Заморожено', provisional: 'Предварительно',
    final: 'Окончательно', hidden: 'По этой компетенции пока ничего не опубликовано.', unknown: 'Такого табло нет.',
    stale: 'Нет связи: показано последнее известное.', age: (time) => `на ${time}`,
  },
  kk: {
    place: 'Орын', competitor: 'Қатысушы', total: 'Қорытынды', marked: 'Бағаланды', whole: 'Толық табло',
    not_started: 'Басталған жоқ', live: 'Тікелей эфир', ended: 'Аяқталды', frozen: 'Тоқтатылған', provisional: 'Алдын ала',
    final: 'Түпкілікті', hidden: 'Бұл құзыреттілік бойынша әзірге ештеңе жарияланған жоқ.', unknown: 'Мұндай табло жоқ.',
    stale: 'Байланыс жоқ: соңғы белгілі жағдай көрсетілген.', age: (time) => `${time} жағдай бойынша`,
  },
};
const ASK_MS = 2000;
const STALE_MS = 15000;

const asked = new URLSearchParams(location.search);
const board = /^[a-z0-9-]+\/[a-z0-9-]+$/.test(asked.get('board') ?? '') ? asked.get('board') : null;
const lang = [asked.get('lang'), ...navigator.languages].map((tag) => tag?.slice(0, 2)).find((tag) => tag in WORDS) ?? 'en';
const words = WORDS[lang];
const rows_max = Number(asked.get('rows')) || Infinity;
const part = (id) => document.getElementById(id);
let heard_ms = Date.now();

document.documentElement.lang = lang;
const dark = asked.get('theme') === 'dark' || (asked.get('theme') !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
if (dark) document.documentElement.dataset.theme = 'dark';

const named = (names) => names?.[lang] || names?.en || names?.ru || names?.kk || '';
const mark = (text) => (lang === 'en' ? text : text?.replace('.', ',')) ?? '–';
const called = (row) => (lang === 'en' ? [row.name_latin, row.name] : [row.name, row.name_latin]).find(Boolean) ?? '–';

function cell(text, className, tag = 'td') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function line(row, members) {
  const made = document.createElement('tr');
  if (row.place === 1) made.className = 'first';
  const who = cell(called(row));
  who.append(document.createElement('br'), cell(named(members[row.member]), 'quiet', 'span'));
  made.append(cell(row.place ?? '–'), who, cell(mark(row.total), 'number'), cell(mark(row.marked), 'number quiet'));
  return made;
}

function show({ at_ms, data: { head, rows } }) {
  const ordered = Object.entries(rows)
    .sort(([a, x], [b, y]) => (x.place ?? 1e9) - (y.place ?? 1e9) || (a < b ? -1 : 1))
    .slice(0, rows_max);
  part('name').textContent = named(head.name);
  part('state').textContent = words[head.state] ?? '';
  part('note').textContent = head.policy === 'nothing' ? words.hidden : '';
  part('rows').replaceChildren(...ordered.map(([, row]) => line(row, head.members)));
  const time = new Date(at_ms).toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  part('age').textContent = words.age(time);
}

async function ask() {
  const reply = await fetch(`/api/v1/boards/${board}`, { cache: 'no-cache', signal: AbortSignal.timeout(STALE_MS) });
  heard_ms = Date.now();
  if (reply.status === 404) part('note').textContent = words.unknown;
  else if (reply.ok) show(await reply.json());
}

/** Say that the board is old, and ask on: a link that is down comes back. */
function missed() {
  if (Date.now() - heard_ms < STALE_MS) return;
  document.documentElement.classList.add('stale');
  part('note').textContent = words.stale;
}

async function keepAsking() {
  for (;;) {
    if (!document.hidden) {
      await ask().then(() => document.documentElement.classList.remove('stale'), missed);
      parent.postMessage({ bayge_height: document.body.scrollHeight }, '*');
    }
    await new Promise((again) => setTimeout(again, ASK_MS));
  }
}

const headings = [['place'], ['competitor'], ['total', 'number'], ['marked', 'number']];
part('columns').append(...headings.map(([word, className]) => cell(words[word], className, 'th')));
part('whole').textContent = words.whole;
part('whole').href = `/${board ?? ''}`;
if (board) keepAsking();
else part('note').textContent = words.unknown;
