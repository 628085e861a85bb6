/**
 * One sheet being marked: its squares, and what a tap does to them.
 */
import { appealFor } from '../../lib/mark/appeals';
import { replacedBy, type Beside, type Entry, type Item, type Paper, type Sheet } from '../../lib/mark/outbox';
import { voiceOn, type Voice } from '../../lib/mark/panel';
import { areDeductionsImplausible, isMeasuredImplausible } from '../../lib/mark/plausible';
import { remarksOn, type Remark } from '../../lib/mark/remarks';
import { aspectsOf, isSameValue, sheetOf, squareOf, valueOf, type Square } from '../../lib/mark/sheet';
import type { Aspect, Form, FormStanding, SheetDocument, SkillDocument, Value } from '../../lib/mark/wire';
import { asking, type Draft } from './asking.svelte';
import { device } from './device.svelte';
import { notes } from './notes.svelte';
import { office } from './office.svelte';
import { outbox, placeOf } from './outbox.svelte';
import { undoing } from './undoing.svelte';

export class SheetDesk {
  readonly aspects: Aspect[];

  constructor(
    readonly skill: SkillDocument,
    readonly form: Form,
    readonly competitor: string,
  ) {
    this.aspects = aspectsOf(skill, form.id);
  }

  get sheet(): Sheet {
    return sheetOf(this.skill, this.form.id, this.competitor);
  }

  get standing(): FormStanding | undefined {
    return office.forms.get(this.skill.skill)?.value.forms.find((known) => known.form === this.form.id);
  }

  get document(): SheetDocument | undefined {
    return office.sheetOf(this.sheet);
  }

  get is_locked(): boolean {
    return this.standing?.state === 'locked' || this.standing?.state === 'released';
  }

  get voice(): Voice {
    const { paired, for_panel } = device;
    return voiceOn(this.skill, this.standing, this.form.method, this.competitor, {
      subject: paired?.subject ?? '', role: paired?.role ?? 'expert', for_panel,
    });
  }

  /** The signed sheet that a clerk types in; null while it is not known whose and where its photo is. */
  get paper(): Paper | null {
    const said = JSON.parse(notes.of('paper', this.sheet, '') || '{}') as Partial<Paper>;
    return said.expert && said.photo ? { expert: said.expert, photo: said.photo } : null;
  }

  get needs_paper(): boolean {
    return device.paired?.role === 'clerk' && this.paper === null;
  }

  square(aspect: string): Square {
    if (device.is_practice) return practised(notes.of('practice', this.sheet, aspect));
    const known = { form: this.form.id, items: this.items, under_way: outbox.under_way, shown: office.shownOf(this.skill.skill, this.competitor) };
    const square = squareOf(aspect, this.document?.aspects[aspect], known);
    const entering = outbox.entering.get(placeOf(this.sheet, aspect));
    return entering ? { ...square, value: valueOf(entering), custody: { kind: 'none' } } : square;
  }

  /** Enter a value; asks why it changes, or whether it is right, where that is needed. Says whether it is kept. */
  async enter(aspect: Aspect, value: Value): Promise<boolean> {
    const square = this.square(aspect.id);
    if (isSameValue(square.value, value) && square.custody.kind !== 'rescore') return true;
    if (!(await isMeant(aspect, value))) return false;
    if (device.is_practice) return notes.put('practice', this.sheet, aspect.id, JSON.stringify(value));
    const reason = square.needs_reason ? await asking.reason(this.#reasonDraft(aspect.id)) : undefined;
    if (reason === null || !(await this.#put(aspect.id, square, value, reason))) return false;
    if (reason) await notes.put('reason', this.sheet, aspect.id, '');
    return true;
  }

  #reasonDraft(aspect: string): Draft {
    return { text: notes.of('reason', this.sheet, aspect), keep: (text) => void notes.put('reason', this.sheet, aspect, text) };
  }

  async #put(aspect: string, square: Square, value: Value, reason: string | undefined): Promise<boolean> {
    const attempt = value.score === undefined ? undefined : square.panel?.attempt;
    const entry: Entry = {
      ...value, aspect, based_on: square.based_on,
      ...(reason ? { reason } : {}), ...(attempt ? { attempt } : {}), ...(square.after ? { after: square.after } : {}),
    };
    const subject = device.paired?.subject ?? '';
    const before = replacedBy(this.items, subject, entry, this.paper ?? undefined);
    const appeal = reason === undefined ? undefined : appealFor(office.forms.get(this.skill.skill)?.value.skill, this.sheet, aspect);
    const beside = { ...this.#beside(), ...(appeal ? { appeal } : {}) };
    const is_kept = await outbox.enter(this.sheet, entry, beside);
    if (is_kept) undoing.offer({ subject, sheet: this.sheet, aspect, before, beside, value: valueOf(entry) });
    return is_kept;
  }

  get items(): readonly Item[] {
    return outbox.of(this.sheet).filter((item) => item.subject === device.paired?.subject);
  }

  remarks(aspect: string): Remark[] {
    return remarksOn(aspect, this.document?.aspects[aspect], this.items);
  }

  /** Add a comment or photos; says whether they are kept on the device. */
  remark(aspect: string, said: Pick<Entry, 'comment' | 'photos'>): Promise<boolean> {
    return outbox.enter(this.sheet, { aspect, based_on: this.square(aspect).based_on, ...said }, this.#beside());
  }

  #beside(): Beside {
    return this.paper === null ? {} : { paper: this.paper };
  }
}

/** Return the square of a trainee: the own entry, and nothing of what counts. */
function practised(text: string): Square {
  const value = text ? (JSON.parse(text) as Value) : null;
  return {
    value, custody: { kind: 'none' }, based_on: 0, after: undefined, needs_reason: false, is_held: false,
    panel: null, reason: null, by: null, set_aside: [],
  };
}

/** Ask back about what is probably a slip of the finger. */
async function isMeant(aspect: Aspect, value: Value): Promise<boolean> {
  if (value.measured !== undefined && isMeasuredImplausible(aspect, value.measured)) return asking.isRight(value.measured);
  if (value.deductions !== undefined && areDeductionsImplausible(aspect, value.deductions)) {
    return asking.isRight(String(value.deductions));
  }
  return true;
}
