/**
 * One sheet being marked: its squares, and what a tap does to them.
 */
import { appealFor } from '../../lib/mark/appeals';
import type { Entry, Sheet } from '../../lib/mark/outbox';
import { voiceOn, type Voice } from '../../lib/mark/panel';
import { areDeductionsImplausible, isMeasuredImplausible } from '../../lib/mark/plausible';
import { aspectsOf, isSameValue, sheetOf, squareOf, valueOf, type Square } from '../../lib/mark/sheet';
import type { Aspect, Form, FormStanding, SheetDocument, Shown, SkillDocument, Value } from '../../lib/mark/wire';
import { asking } from './asking.svelte';
import { device } from './device.svelte';
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
    return office.sheets
      .get(`${this.skill.skill}/${this.form.id}`)
      ?.value.sheets.find((sheet) => sheet.competitor === this.competitor);
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

  /** Who is a guest or does not compete has no place, and no total on the boards of the public (R5, R7). */
  get shown(): Shown | null {
    const forms = office.forms.get(this.skill.skill)?.value;
    const is_guest = this.skill.competitors.find((known) => known.id === this.competitor)?.guest ?? true;
    const status = forms?.skill.statuses[this.competitor] ?? 'competing';
    return is_guest || status !== 'competing' ? null : (forms?.shown ?? null);
  }

  square(aspect: string): Square {
    const items = outbox.of(this.sheet).filter((item) => item.subject === device.paired?.subject);
    const square = squareOf(aspect, this.document?.aspects[aspect], { items, under_way: outbox.under_way, shown: this.shown });
    const entering = outbox.entering.get(placeOf(this.sheet, aspect));
    return entering ? { ...square, value: valueOf(entering), custody: { kind: 'none' } } : square;
  }

  /** Enter a value; asks why it changes, or whether it is right, where that is needed. Says whether it is kept. */
  async enter(aspect: Aspect, value: Value): Promise<boolean> {
    const square = this.square(aspect.id);
    if (isSameValue(square.value, value) && square.custody.kind !== 'rescore') return true;
    if (!(await isMeant(aspect, value))) return false;
    const reason = square.needs_reason ? await asking.reason() : undefined;
    if (reason === null) return false;
    return this.#put(aspect.id, square, value, reason);
  }

  async #put(aspect: string, square: Square, value: Value, reason: string | undefined): Promise<boolean> {
    const attempt = value.score === undefined ? undefined : square.panel?.attempt;
    const entry: Entry = {
      ...value, aspect, based_on: square.based_on,
      ...(reason ? { reason } : {}), ...(attempt ? { attempt } : {}), ...(square.after ? { after: square.after } : {}),
    };
    const before = this.#held(aspect);
    const appeal = reason === undefined ? undefined : appealFor(office.forms.get(this.skill.skill)?.value.skill, this.sheet, aspect);
    const is_kept = await outbox.enter(this.sheet, entry, appeal);
    if (is_kept) undoing.offer({ sheet: this.sheet, aspect, before, value: valueOf(entry) });
    return is_kept;
  }

  #held(aspect: string): Entry | null {
    const held = outbox.of(this.sheet).filter((item) => item.phase === 'held');
    return held.flatMap((item) => item.entries).find((entry) => entry.aspect === aspect) ?? null;
  }
}

/** Ask back about what is probably a slip of the finger. */
async function isMeant(aspect: Aspect, value: Value): Promise<boolean> {
  if (value.measured !== undefined && isMeasuredImplausible(aspect, value.measured)) return asking.isRight(value.measured);
  if (value.deductions !== undefined && areDeductionsImplausible(aspect, value.deductions)) {
    return asking.isRight(String(value.deductions));
  }
  return true;
}
