/**
 * Which appeal a correction answers (R32): one that was upheld and has had no correction yet.
 */
import type { Sheet } from './outbox';
import type { SkillStanding } from './wire';

/** Return the id of the appeal that asks for this aspect of this sheet to be corrected. */
export function appealFor(standing: SkillStanding | undefined, sheet: Sheet, aspect: string): string | undefined {
  return standing?.appeals.find(
    (appeal) =>
      (appeal.state === 'upheld' || appeal.state === 'partly') && appeal.corrected_by === null &&
      appeal.form === sheet.form && appeal.competitor === sheet.competitor &&
      (appeal.aspect === null || appeal.aspect === aspect),
  )?.id;
}
