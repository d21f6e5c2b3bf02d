import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { wholeNumber } from '@lianyi/shared/config/whole-number';
import { type TitleLevel, titleLevels } from '@lianyi/shared/ports/practice-rights';
import { AntiInfectiveGrade, SpecialControl } from '../drug/drug.entity';
import { PrescriptionKind } from '../prescription/prescription.entity';

/** Days a drug may be prescribed for: without a reason, and with one. */
export interface DayLimit {
  readonly mostDays: number;
  readonly mostDaysWithReason: number;
}

export interface ControlLimit extends DayLimit {
  readonly control: SpecialControl;
  /** Of these forms alone; empty: of whichever. The first limit that fits counts. */
  readonly forms: readonly string[];
}

export interface LongTermRules {
  readonly needsContract: boolean;
  /** Beginnings of codes, like those below. */
  readonly diagnoses: readonly string[];
  readonly forbiddenControls: readonly string[];
  readonly antiInfectiveDiagnoses: readonly string[];
  readonly coldAtc: readonly string[];
  /** The least title of who begins with them. */
  readonly firstTitle: TitleLevel;
  /** The part of its days after which a drug may be prescribed so again. */
  readonly refillAfterShare: number;
}

/** Who prescribes which anti-infectives (抗菌药物分级管理). */
export interface AntiInfectiveRules {
  /** The least title for each grade; NONE: whoever may prescribe. */
  readonly leastTitles: ReadonlyMap<AntiInfectiveGrade, TitleLevel>;
  /** Days above one's grade, in an emergency and with the reason. */
  readonly emergencyDays: number;
}

export interface PrescribingRules {
  readonly validDays: number;
  readonly validDaysWithReason: number;
  readonly mostDrugs: number;
  readonly mostPieces: number;
  readonly kinds: ReadonlyMap<PrescriptionKind, DayLimit>;
  readonly controls: readonly ControlLimit[];
  readonly upperCatalogueDiagnoses: readonly string[];
  readonly longTerm: LongTermRules;
  readonly antiInfectives: AntiInfectiveRules;
  readonly sameDrugAtcCharacters: number;
  readonly sameGroupAtcCharacters: number;
}

const standardFile = resolve(__dirname, '../../data/prescribing.json');

/** The file a county edits (domain facts 4.2 and 4.3). Throws DataFileError. */
export function readPrescribingRules(path: string = standardFile): PrescribingRules {
  const { body } = readDataFile(path);
  const [validDays, validDaysWithReason] = [
    wholeNumber(body, 'validDays', 1),
    wholeNumber(body, 'validDaysWithReason', 1),
  ];
  if (validDays > validDaysWithReason || validDaysWithReason > 3)
    throw body.fail('validDays and validDaysWithReason must be from 1 to 3, the second not less');
  return {
    validDays,
    ...{ validDaysWithReason, kinds: readKinds(body), controls: readControls(body) },
    ...{
      mostDrugs: wholeNumber(body, 'mostDrugs', 1),
      mostPieces: wholeNumber(body, 'mostPieces', 1),
    },
    upperCatalogueDiagnoses: body.texts('upperCatalogueDiagnoses'),
    longTerm: readLongTerm(body.object('longTerm')),
    antiInfectives: readAntiInfectives(body.object('antiInfectives')),
    sameDrugAtcCharacters: wholeNumber(body, 'sameDrugAtcCharacters', 1),
    sameGroupAtcCharacters: wholeNumber(body, 'sameGroupAtcCharacters', 1),
  };
}

function readKinds(body: Entry) {
  const all = Object.values(PrescriptionKind);
  const read = body.entries('kinds', 'kind');
  const kinds = new Map(read.map((entry) => [entry.oneOf('kind', all), limitOf(entry)]));
  for (const kind of all) if (!kinds.has(kind)) throw body.fail(`kinds must hold ${kind}`);
  if (kinds.size < read.length) throw body.fail('kinds must hold each kind once');
  return kinds;
}

function readControls(body: Entry): ControlLimit[] {
  const controls = Object.values(SpecialControl);
  const limits = body.entries('controls', 'control').map((entry) => ({
    control: entry.oneOf('control', controls),
    forms: entry.texts('forms'),
    ...limitOf(entry),
  }));
  for (const control of controls)
    if (
      control !== SpecialControl.NONE &&
      !limits.some((one) => one.control === control && one.forms.length === 0)
    )
      throw body.fail(`controls must hold ${control} for every form`);
  return limits;
}

function readLongTerm(entry: Entry): LongTermRules {
  const refillAfterShare = entry.number('refillAfterShare');
  if (refillAfterShare < 0 || refillAfterShare > 1)
    throw entry.fail('refillAfterShare must be from 0 to 1');
  const forbiddenControls = entry.texts('forbiddenControls');
  for (const one of forbiddenControls)
    if (!Object.values<string>(SpecialControl).includes(one))
      throw entry.fail(`forbiddenControls names ${one}, which is none`);
  return {
    refillAfterShare,
    ...{ forbiddenControls, needsContract: entry.flag('needsContract') },
    ...{ diagnoses: entry.texts('diagnoses'), coldAtc: entry.texts('coldAtc') },
    antiInfectiveDiagnoses: entry.texts('antiInfectiveDiagnoses'),
    firstTitle: entry.oneOf('firstTitle', titleLevels),
  };
}

function readAntiInfectives(entry: Entry): AntiInfectiveRules {
  const grades = Object.values(AntiInfectiveGrade);
  const read = entry.entries('grades', 'grade');
  const leastTitles = new Map(
    read.map((one) => [one.oneOf('grade', grades), one.oneOf('leastTitle', titleLevels)]),
  );
  for (const grade of grades)
    if (!leastTitles.has(grade)) throw entry.fail(`grades must hold ${grade}`);
  if (leastTitles.size < read.length) throw entry.fail('grades must hold each grade once');
  return { leastTitles, emergencyDays: wholeNumber(entry, 'emergencyDays', 0) };
}

function limitOf(entry: Entry): DayLimit {
  const limit = {
    mostDays: wholeNumber(entry, 'mostDays', 1),
    mostDaysWithReason: wholeNumber(entry, 'mostDaysWithReason', 1),
  };
  if (limit.mostDaysWithReason < limit.mostDays)
    throw entry.fail('mostDaysWithReason must not be less than mostDays');
  return limit;
}
