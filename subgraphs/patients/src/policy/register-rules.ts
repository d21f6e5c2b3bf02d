import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';

/** A register of a priority group or a chronic disease. */
export interface RegisterRule {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  /** Code of the priority group it counts in; null: in none. */
  readonly group: string | null;
  /** Days from one follow-up to the next. */
  readonly followUpDays: number;
  /** Beginnings of the ICD-10 codes that qualify; none where no diagnosis does. */
  readonly qualifyingCodes: readonly string[];
  /** Full years on the day of joining. */
  readonly ageAtLeast: number | null;
  readonly ageUnder: number | null;
  /** Being on it is for the treating side alone to know. */
  readonly sensitive: boolean;
}

/** The registers the community keeps; a county edits the file. */
export interface RegisterRules {
  /** By code, in the order of the file. */
  readonly registers: ReadonlyMap<string, RegisterRule>;
  readonly noteAtLeast: number;
  readonly leaveReasonAtLeast: number;
  readonly textAtMost: number;
  /** The rule of a register; of one the file has no more, a cautious one. */
  ruleOf(code: string): RegisterRule;
}

const standardFile = resolve(__dirname, '../../data/registers.json');
/** What the columns hold. */
const longest = { code: 32, text: 500 };

/** Throws DataFileError with the first fault; `groups` are the codes of the priority groups. */
export function readRegisterRules(
  groups: ReadonlyMap<string, unknown>,
  path: string = standardFile,
): RegisterRules {
  const { body } = readDataFile(path);
  const registers = new Map<string, RegisterRule>();
  for (const entry of body.entries('registers', 'code')) {
    const rule = readRegister(entry, groups);
    if (registers.has(rule.code)) throw entry.fail('stands in the list twice');
    registers.set(rule.code, rule);
  }
  const textAtMost = body.number('textAtMost');
  if (textAtMost > longest.text) throw body.fail(`textAtMost must be at most ${longest.text}`);
  return {
    registers,
    ...{ textAtMost, noteAtLeast: body.number('noteAtLeast') },
    leaveReasonAtLeast: body.number('leaveReasonAtLeast'),
    ruleOf: (code) => registers.get(code) ?? forgotten(code),
  };
}

function readRegister(entry: Entry, groups: ReadonlyMap<string, unknown>): RegisterRule {
  const rule = {
    code: entry.text('code'),
    name: entry.text('name'),
    ...{ englishName: entry.text('englishName'), group: entry.optionalText('group') },
    ...{ followUpDays: entry.number('followUpDays'), sensitive: entry.flag('sensitive') },
    qualifyingCodes: entry.texts('qualifyingCodes'),
    ageAtLeast: entry.optionalNumber('ageAtLeast'),
    ageUnder: entry.optionalNumber('ageUnder'),
  };
  // Whoever sets an interval says where it comes from.
  entry.text('source');
  if (rule.code.length > longest.code || !/^[A-Z0-9_]+$/.test(rule.code))
    throw entry.fail(`code must be at most ${longest.code} capital letters, digits and _`);
  if (rule.followUpDays < 1) throw entry.fail('followUpDays must be at least 1');
  if (rule.group !== null && !groups.has(rule.group))
    throw entry.fail(`group ${rule.group} is not one of contracts.json`);
  return rule;
}

/** Rows outlive the file's entries: what is not known any more is kept from everybody it may harm. */
const forgotten = (code: string): RegisterRule => ({
  code,
  ...{ name: code, englishName: code, group: null, followUpDays: 365, sensitive: true },
  ...{ qualifyingCodes: [], ageAtLeast: null, ageUnder: null },
});
