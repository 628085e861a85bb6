/**
 * A board in sentences that can be read aloud: what the announcer may say now, and no more than the board says.
 */
import { sortedIds, type SkillBoard } from '../board';
import { markText, nameIn, percentText, personName, type Lang } from '../format';
import { deskWordsIn } from './desk';

const NEXT = 2; // places after the first that are worth a sentence

export function summaryOf(board: SkillBoard, lang: Lang): string[] {
  const words = deskWordsIn[lang];
  const { head } = board;
  const placed = sortedIds(board).flatMap((id) => {
    const row = board.rows[id];
    return row && row.place !== null && row.total !== null ? [{ ...row, place: row.place, total: markText(row.total, lang) }] : [];
  });
  const said: string[] = [];
  const first = placed.filter((row) => row.place === 1);
  const [leader] = first;
  if (leader && first.length === 1) said.push(words.summary_lead(personName(leader, lang), nameIn(head.members[leader.member], lang, leader.member), leader.total));
  else if (leader) said.push(words.summary_tie(first.length, leader.total));
  for (const row of placed.slice(first.length, first.length + NEXT)) said.push(words.summary_next(row.place, personName(row, lang), row.total));
  if (head.state === 'final') said.push(words.summary_final);
  else if (head.state === 'provisional') said.push(words.summary_provisional);
  else if (head.marked_percent !== null) said.push(words.summary_marked(percentText(head.marked_percent, lang)));
  if (head.frozen_since_ms !== null && head.frozen_since_ms !== undefined) said.push(words.summary_frozen);
  return said;
}
