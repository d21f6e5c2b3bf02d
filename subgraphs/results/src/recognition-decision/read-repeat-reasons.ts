import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';

/** 国卫医发〔2022〕6号: the only reasons for which a recognisable result may be repeated. */
export const repeatReasons = [
  'CONDITION_CHANGED',
  'FAST_CHANGING',
  'DECISIVE_BEFORE_MAJOR_TREATMENT',
  'EMERGENCY',
  'FORENSIC_APPRAISAL',
  'OTHER_CLINICAL_NEED',
] as const;
export type RepeatReason = (typeof repeatReasons)[number];

/** A reason as people read it. */
export interface ReasonText {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly noteRequired: boolean;
  /** What a local reason stands under; null for one of the six. */
  readonly parent: RepeatReason | null;
}

/** The reasons of a county, the six in their order, then its own. */
export interface RepeatReasons {
  readonly all: readonly ReasonText[];
  reason(code: RepeatReason): ReasonText;
  /** A reason of the county's own; null where it has none by this code. */
  local(code: string): ReasonText | null;
}

/** Longest code of a local reason: its column. */
const longestCode = 40;

/** The reasons of a data folder. Throws DataFileError. */
export function readRepeatReasons(folder: string): RepeatReasons {
  const { body } = readDataFile(join(folder, 'repeat-reasons.json'));
  const six = new Map<RepeatReason, ReasonText>();
  for (const entry of body.entries('reasons', 'code')) {
    const code = entry.oneOf('code', repeatReasons);
    if (six.has(code)) throw entry.fail('stands twice');
    const noteRequired = entry.flag('noteRequired');
    if (code === 'OTHER_CLINICAL_NEED' && !noteRequired) throw entry.fail('needs a note');
    six.set(code, { ...textOf(entry), code, noteRequired, parent: null });
  }
  const reason = (code: RepeatReason) => {
    const found = six.get(code);
    if (!found) throw body.fail(`the reason ${code} is missing`);
    return found;
  };
  const local = new Map<string, ReasonText>();
  for (const entry of body.entries('localReasons', 'code')) {
    const code = entry.text('code');
    if (code.length > longestCode) throw entry.fail(`code must not be longer than ${longestCode}`);
    if (local.has(code) || repeatReasons.some((one) => one === code))
      throw entry.fail('stands twice');
    const parent = entry.oneOf('parent', ['OTHER_CLINICAL_NEED']);
    local.set(code, { ...textOf(entry), code, noteRequired: true, parent });
  }
  return {
    all: [...repeatReasons.map(reason), ...local.values()],
    reason,
    local: (code) => local.get(code) ?? null,
  };
}

const textOf = (entry: Entry) => ({
  name: entry.text('name'),
  englishName: entry.text('englishName'),
});
