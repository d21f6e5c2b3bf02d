import type { Resident } from '@lianyi/shared/demo/county';
import { laterBy, shanghaiDayOf } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import { hash } from '@lianyi/shared/demo/random';
import { addresseesOf, type Care } from '../critical-value/care';
import type {
  CriticalValueAddress,
  CriticalValueRow,
} from '../critical-value/critical-value.entity';
import {
  type CriticalJudge,
  type FoundCritical,
  findCritical,
  findCriticalExam,
} from '../critical-value/judge-critical';
import type { ReadObservation } from '../observation/read-observation';
import type { PostedColumns } from '../report/report.service';

/** A version in force of a demo report, with what stands in it. */
export interface DemoVersion {
  readonly reportId: string;
  readonly version: number;
  readonly columns: PostedColumns;
  /** Of a laboratory report, with their ids. */
  readonly values: readonly ReadObservation[];
  readonly observationIds: readonly string[];
  /** Of an exam: what its physician wrote and marked. */
  readonly exam: { critical: boolean; findings: string; conclusion: string } | null;
}

export interface DemoAlarms {
  readonly values: Partial<CriticalValueRow>[];
  readonly addresses: Partial<CriticalValueAddress>[];
}

/** What was done, in the words of a ward. */
const handlings = [
  '已通知主管医师，复查确认，调整用药',
  '床旁评估，已给予对症处理并复查',
  '电话通知患者返院，已安排急诊就诊',
];
const nurse = { subject: 'demo', name: '值班护士' };

/** Minutes after which the demo's wards acknowledged and handled. */
const [acknowledgedWithin, handledWithin] = [13, 240];

/**
 * The critical values of a demo county's reports, as if they had been raised when posted. All but
 * those of the county's last days were acknowledged and handled, some of them late.
 */
export function createDemoAlarms(judge: CriticalJudge, { seed, today }: DemoDay) {
  const possible = new WeakMap<ReadObservation, boolean>();
  const about = ({ patientId, institutionId, sortedAt }: PostedColumns) => ({
    patientId,
    ...{ institutionId, department: null, takenAt: sortedAt },
  });
  const mayBe = (value: ReadObservation, columns: PostedColumns) => {
    const known = possible.get(value);
    if (known !== undefined) return known;
    const found = findCritical([value], { ...about(columns), birthDate: null }, judge).length > 0;
    possible.set(value, found);
    return found;
  };
  const findIn = ({ columns, values, exam }: DemoVersion, birthDate: string) => {
    const { patientId, sensitivity, status } = columns;
    if (status === 'CANCELLED') return [];
    if (exam) return findCriticalExam({ ...exam, patientId, sensitive: sensitivity === 'ALL' });
    if (!values.some((value) => mayBe(value, columns))) return [];
    return findCritical(values, { ...about(columns), birthDate }, judge);
  };
  return {
    /** Adds what is critical in the versions of one resident's reports. */
    add(alarms: DemoAlarms, { person, history }: Resident, versions: readonly DemoVersion[]) {
      let number = 0;
      let encounters: ReturnType<typeof history.encounters> | null = null;
      for (const version of versions)
        for (const found of findIn(version, person.birthDate)) {
          encounters ??= history.encounters();
          const id = demoId(seed, 'OTHER', person.index, number++);
          const row = alarmRow(id, version, found, { rules: judge.rules, seed, today });
          const care = careOn(row.raisedAt, version.columns.patientId, {
            encounters,
            contracts: person.contracts,
          });
          alarms.values.push(row);
          const addressed = { institutionId: version.columns.institutionId, orderedById: null };
          for (const one of addresseesOf(addressed, care))
            alarms.addresses.push({ ...one, valueId: id, state: row.state, dueAt: row.dueAt });
        }
    },
  };
}

interface DemoDay {
  readonly seed: number;
  readonly today: string;
}

type Raised = DemoDay & Pick<CriticalJudge, 'rules'>;

function alarmRow(
  id: string,
  { reportId, version, columns, values, observationIds }: DemoVersion,
  { position, subject, ground, sensitive, fingerprint }: FoundCritical,
  { rules, seed, today }: Raised,
) {
  const { patientId, institutionId, issuedAt } = columns;
  const raisedAt = laterBy(issuedAt, 1);
  const draw = hash(seed, issuedAt.getTime() >>> 10, subject.length + version);
  const recent = Date.parse(`${today}T00:00:00+08:00`) - raisedAt.getTime() < 3 * 86_400_000;
  const state =
    (recent ? (['OPEN', 'ACKNOWLEDGED', 'HANDLED'] as const)[draw % 3] : null) ?? 'HANDLED';
  const acknowledgedAt = laterBy(raisedAt, 1 + (draw % acknowledgedWithin));
  const taken = state === 'OPEN' ? null : acknowledgedAt;
  const over = state === 'HANDLED' ? laterBy(acknowledgedAt, 10 + (draw % handledWithin)) : null;
  return {
    id,
    ...{ reportId, version, shownVersion: version, subject, ground, sensitive, fingerprint },
    ...{ patientId, institutionId, orderedById: null, department: null, state, raisedAt },
    kind: position === null ? ('EXAM' as const) : ('LAB' as const),
    observationId: position === null ? null : (observationIds[position] ?? null),
    dueAt: laterBy(raisedAt, rules.acknowledgeMinutes),
    handleDueAt: laterBy(raisedAt, rules.handleHours * 60),
    addressedAt: raisedAt,
    acknowledgedAt: taken,
    acknowledgedSubject: taken && nurse.subject,
    acknowledgedName: taken && nurse.name,
    readBack: taken && position !== null ? (values[position]?.value ?? null) : null,
    handledAt: over,
    handledSubject: over && nurse.subject,
    handledName: over && nurse.name,
    handling: over && (handlings[draw % handlings.length] ?? null),
    supersededAt: null,
  };
}

type Encounters = ReturnType<Resident['history']['encounters']>;

/** Who took part in her care at a moment, as patients would have said. */
function careOn(
  at: Date,
  patientId: string,
  { encounters, contracts }: { encounters: Encounters; contracts: Resident['person']['contracts'] },
): Care {
  const begun = encounters.filter(({ startedAt }) => startedAt <= at);
  const open = begun.filter(({ endedAt }) => endedAt === null || endedAt >= at);
  const last = begun.at(-1);
  const day = shanghaiDayOf(at);
  const treating = open.length > 0 ? open : last ? [last] : [];
  const contract = contracts.find(({ start, end }) => start <= day && day <= end);
  return {
    patientId,
    birthDate: null,
    treatedAt: [...new Set(treating.map(({ institutionId }) => institutionId))],
    contractedWith: contract?.institutionId ?? null,
  };
}
