import { dayNumber, dayText, instantOf } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import type { Person } from '@lianyi/shared/demo/person-types';
import {
  openKeyOf,
  type RecordRestriction,
  RestrictionKind,
} from '../restriction/record-restriction.entity';

/** Of so many residents one closed her record to a hospital, another did and opened it again. */
const [every, closedAt, liftedAt] = [100, 37, 57];
/** To whom. */
const closedTo = 'people-hospital';
/** At whose counter, and when. */
const recorder = {
  recorderSubject: 'clinician@county-hospital',
  recordedBy: '云溪县中医院 临床医生',
  recorderInstitutionId: 'county-hospital',
};
const [recordedDaysAgo, liftedDaysAgo] = [60, 20];

/** What a resident asked to keep to herself: rare, like the wish. */
export function restrictionRows(
  seed: number,
  person: Person,
  today: string,
  isSensitive: (code: string) => boolean,
): RecordRestriction[] {
  const kept = person.index % every;
  const treated = person.conditions.some(({ code }) => isSensitive(code.code));
  if (treated && person.index % 2 === 1)
    return [rowOf(seed, person, today, RestrictionKind.SENSITIVE, '只愿让为我治疗的医院知道')];
  const kind = RestrictionKind.INSTITUTION;
  if (kept === closedAt) return [rowOf(seed, person, today, kind, '亲属在该院工作')];
  if (kept !== liftedAt) return [];
  return [liftOf(rowOf(seed, person, today, kind, '与该院有纠纷'), today)];
}

function rowOf(
  seed: number,
  { id: patientId, index }: Person,
  today: string,
  kind: RestrictionKind,
  note: string,
): RecordRestriction {
  const institutionId = kind === RestrictionKind.INSTITUTION ? closedTo : null;
  const day = dayNumber(today) - recordedDaysAgo;
  return {
    id: demoId(seed, 'OTHER', index, 2),
    ...{ patientId, kind, institutionId, note, ...recorder },
    ...{ requestedOn: dayText(day), recordedAt: instantOf(day, 600), liftedAt: null },
    ...{ liftNote: null, lifterSubject: null, liftedBy: null, lifterInstitutionId: null },
    openKey: openKeyOf({ patientId, kind, institutionId }),
  };
}

const liftOf = (row: RecordRestriction, today: string): RecordRestriction => ({
  ...row,
  ...{ liftNote: '纠纷已了结', openKey: null },
  ...{ lifterSubject: row.recorderSubject, liftedBy: row.recordedBy },
  lifterInstitutionId: row.recorderInstitutionId,
  liftedAt: instantOf(dayNumber(today) - liftedDaysAgo, 600),
});
