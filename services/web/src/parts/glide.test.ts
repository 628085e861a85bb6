import { beforeEach, expect, test, vi } from 'vitest';
import { Glide } from './glide';

/** A row that stands where the test says, and notes how it is moved. */
class FakeRow {
  left = 0;
  top = 0;
  readonly flights: Keyframe[][] = [];
  readonly log: string[];

  constructor(log: string[]) {
    this.log = log;
  }

  getBoundingClientRect(): Pick<DOMRect, 'left' | 'top'> {
    this.log.push('read');
    return { left: this.left, top: this.top };
  }

  animate(path: Keyframe[]): Pick<Animation, 'cancel'> {
    this.log.push('fly');
    this.flights.push(path);
    return { cancel: () => this.log.push('cancel') };
  }
}

const wish = { matches: false };
let log: string[];
let rows: FakeRow[];

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => wish);
  wish.matches = false;
  log = [];
  rows = [new FakeRow(log), new FakeRow(log), new FakeRow(log)];
  rows.forEach((row, at) => (row.top = at * 40));
});

const all = () => rows as unknown as HTMLCollection;

function swap(glide: Glide, change: () => void): void {
  glide.look(all());
  change();
  log.length = 0;
  glide.play(all());
}

test('a row flies from where it was seen to where it is; who stands still does not', () => {
  swap(new Glide(), () => ([rows[0]!.top, rows[1]!.top] = [40, 0]));

  expect(rows.map((row) => row.flights)).toEqual([
    [[{ transform: 'translate(0px, -40px)' }, { transform: 'none' }]],
    [[{ transform: 'translate(0px, 40px)' }, { transform: 'none' }]],
    [],
  ]);
});

test('a row that goes to another column passes lightly over the others', () => {
  swap(new Glide(), () => (rows[0]!.left = 500));

  const way = [{ transform: 'translate(-500px, 0px)' }, { opacity: 0.15, offset: 0.3 }, { transform: 'none' }];
  expect(rows[0]!.flights).toEqual([way]);
});

test('all reads come before all writes, so that the page is laid out once', () => {
  swap(new Glide(), () => ([rows[0]!.top, rows[2]!.top] = [80, 0]));

  expect(log).toEqual(['read', 'read', 'read', 'fly', 'fly']);
});

test('a row caught in flight sets off anew, from where the eye sees it', () => {
  const glide = new Glide();
  swap(glide, () => (rows[0]!.top = 200));
  rows[0]!.top = 90; // in flight

  swap(glide, () => (rows[0]!.top = 0));

  expect(log).toEqual(['cancel', 'read', 'read', 'read', 'fly']);
  expect(rows[0]!.flights.at(-1)).toEqual([{ transform: 'translate(0px, 90px)' }, { transform: 'none' }]);
});

test('a row that has just come is not flown in, nor anything while less motion is wanted', () => {
  const [glide, newcomer] = [new Glide(), new FakeRow(log)];
  swap(glide, () => rows.push(newcomer));
  wish.matches = true;

  swap(glide, () => (rows[0]!.top = 200));

  expect(rows.flatMap((row) => row.flights)).toEqual([]);
});
