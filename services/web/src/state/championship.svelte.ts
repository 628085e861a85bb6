/**
 * The boards of a championship that a page about people needs: who takes part, and how those stand whom it is about.
 */
import { isTakenAway, type OverviewBoard, type PeopleBoard, type SkillBoard } from '../lib/board';
import { device_clock, type Cancel } from '../lib/clock';
import { Pace } from '../lib/pace';
import { follow, live } from './live.svelte';

const GAP_MS = 300;
const PATIENCE_MS = 1_000; // with boards that are late; what comes one by one makes a page jump

export interface Gathered {
  readonly overview: OverviewBoard | null;
  readonly people: PeopleBoard | null;
  readonly problem: string | null;
  readonly boards: ReadonlyMap<string, SkillBoard>;
  readonly is_whole: boolean; // every board has been heard of
}

/**
 * Follow a championship and the boards of the skills that ``wanted`` names, for as long as the calling component is on
 * the page. A board once wanted is followed until then: a search asks for each once, not with every letter.
 */
export function gather(championship: string, wanted: (people: PeopleBoard) => readonly string[], is_main = true): Gathered {
  const overview_followed = follow(championship, is_main);
  const people_followed = follow(`${championship}/people`, false);
  const overview = $derived(overview_followed.view.board?.kind === 'overview' ? overview_followed.view.board : null);
  const people = $derived(people_followed.view.board?.kind === 'people' ? people_followed.view.board : null);
  const skills = $derived(people ? [...new Set(wanted(people))] : []);
  const { boards, heard, ask } = boardsOf(championship);

  $effect(() => skills.forEach(ask));

  return {
    get overview() {
      return overview;
    },
    get people() {
      return people;
    },
    get problem() {
      return overview_followed.view.problem ?? people_followed.view.problem;
    },
    get boards() {
      return boards();
    },
    get is_whole() {
      return overview !== null && people !== null && skills.every((skill) => heard().has(skill));
    },
  };
}

/** Return the boards of the skills that were asked for, which of them have answered, and how to ask for one more. */
function boardsOf(championship: string) {
  const held = new Map<string, SkillBoard>();
  const answered = new Set<string>();
  const stops = new Map<string, () => void>();
  let boards = $state.raw<ReadonlyMap<string, SkillBoard>>(new Map());
  let heard = $state.raw<ReadonlySet<string>>(new Set());
  const pace = new Pace<null>(device_clock, GAP_MS, () => {
    boards = new Map(held);
    heard = new Set(answered);
  });
  let waiting: Cancel | null = null; // for the boards that are missing

  /** Show what is here, when nothing is missing or patience is over. */
  function show(): void {
    if (answered.size < stops.size) {
      waiting ??= device_clock.after(PATIENCE_MS, () => {
        waiting = null;
        pace.put(null);
      });
    } else pace.put(null);
  }

  function ask(skill: string): void {
    if (stops.has(skill)) return;
    const stop = live.client.subscribe(`${championship}/${skill}`, ({ board, problem }) => {
      const before = held.get(skill);
      const after = board?.kind === 'skill' ? board : null;
      if (after) held.set(skill, after);
      else held.delete(skill);
      if (board || problem) answered.add(skill);
      if (isTakenAway(before, after)) pace.putNow(null);
      else show();
    });
    stops.set(skill, stop);
  }

  $effect(() => () => {
    stops.forEach((stop) => stop());
    waiting?.();
    pace.stop();
  });

  return { boards: () => boards, heard: () => heard, ask };
}
