/**
 * All boards of a championship at once, for the pages that gather people from them.
 */
import type { OverviewBoard, SkillBoard } from '../lib/board';
import { device_clock } from '../lib/clock';
import { Pace } from '../lib/pace';
import { follow, live } from './live.svelte';

const BOARDS_MAX = 60; // one socket may follow 64 boards
const GAP_MS = 300;

export interface Gathered {
  readonly overview: OverviewBoard | null;
  readonly problem: string | null;
  readonly boards: ReadonlyMap<string, SkillBoard>;
  readonly is_whole: boolean; // every board has been heard of
}

/** Follow a championship and the boards of its skills for as long as the calling component is on the page. */
export function gather(championship: string, is_main = true): Gathered {
  const overview_followed = follow(championship, is_main);
  const overview = $derived(overview_followed.view.board?.kind === 'overview' ? overview_followed.view.board : null);
  const skills = $derived(Object.keys(overview?.rows ?? {}).sort().slice(0, BOARDS_MAX).join(' '));
  let boards = $state.raw<ReadonlyMap<string, SkillBoard>>(new Map());
  let heard = $state(0);

  $effect(() => {
    const held = new Map<string, SkillBoard>();
    const answered = new Set<string>();
    const pace = new Pace<null>(device_clock, GAP_MS, () => {
      boards = new Map(held);
      heard = answered.size;
    });
    const stops = skills.split(' ').filter(Boolean).map((skill) =>
      live.client.subscribe(`${championship}/${skill}`, ({ board, problem }) => {
        if (board?.kind === 'skill') held.set(skill, board);
        else held.delete(skill);
        if (board || problem) answered.add(skill);
        pace.put(null);
      }),
    );
    return () => {
      stops.forEach((stop) => stop());
      pace.stop();
    };
  });

  return {
    get overview() {
      return overview;
    },
    get problem() {
      return overview_followed.view.problem;
    },
    get boards() {
      return boards;
    },
    get is_whole() {
      return overview !== null && heard >= skills.split(' ').filter(Boolean).length;
    },
  };
}
