import type { AccessReader } from '@lianyi/shared/access/access-reader';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { PositionReader } from '@lianyi/shared/ports/institution-positions';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay, startOfShanghaiDayBefore } from '@lianyi/shared/time/shanghai-day';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Referral } from '../referral/referral.entity';
import { ReferralContinuity } from './continuity.view';
import type { ContinuityRules } from './continuity-rules';

export interface ContinuityReading {
  readonly access: AccessReader;
  readonly continuityRules: ContinuityRules;
  readonly manager: EntityManager;
  readonly positions: PositionReader;
}

/**
 * By slip: what it brings its patient; null outside of a community. Earlier slips of all patients that
 * are asked about come in one statement.
 */
export const createContinuityLoader = (reading: ContinuityReading) =>
  new DataLoader<Referral, ReferralContinuity | null>(async (slips) => {
    const inside = await Promise.all(slips.map((slip) => isInside(reading, slip)));
    const asked = slips.filter((slip, at) => inside[at] && slip.submittedAt !== null);
    const earlier = groupBy(await earlierOf(reading, asked), ({ patientId }) => patientId);
    return Promise.all(
      slips.map(async (slip, at) => {
        if (!inside[at]) return null;
        const records = reading.access.recordsOf(slip.patientId);
        const before = records.flatMap((record) => earlier.get(record) ?? []);
        const within = await Promise.all(before.map((one) => isInside(reading, one)));
        return continuityOf(
          reading.continuityRules,
          slip,
          before.filter((_, place) => within[place]),
        );
      }),
    );
  });

/** Whether both sides are of one community. */
async function isInside(
  { positions }: ContinuityReading,
  { fromInstitutionId, toInstitutionId }: Referral,
): Promise<boolean> {
  const [from, to] = await Promise.all([positions(fromInstitutionId), positions(toInstitutionId)]);
  return from?.consortiumIds.some((id) => to?.consortiumIds.includes(id)) ?? false;
}

/** Slips whose patients arrived, as far back as any pathway is long. */
async function earlierOf(
  { access, continuityRules, manager }: ContinuityReading,
  slips: readonly Referral[],
): Promise<Referral[]> {
  const records = [...new Set(slips.flatMap(({ patientId }) => access.recordsOf(patientId)))];
  if (records.length === 0) return [];
  const oldest = Math.min(...slips.map((slip) => startOf(slip).getTime()));
  return selectRows(
    manager,
    Referral,
    `WHERE \`patientId\` IN (${placeholders(records)}) AND \`createdAt\` >= ? AND \`direction\` IN ('UP', 'DOWN', 'LATERAL') AND \`status\` IN ('ARRIVED', 'IN_TREATMENT', 'COMPLETED', 'FOLLOWED_UP') ORDER BY \`createdAt\`, \`id\``,
    [...records, startOfShanghaiDayBefore(new Date(oldest), continuityRules.mostDays)],
  );
}

const startOf = ({ createdAt, submittedAt }: Referral) => submittedAt ?? createdAt;
const categoriesOf = ({ diagnoses }: Referral) => diagnoses.map(({ code }) => code.slice(0, 3));

/** Of several pathways that still run, the one that ends last. */
function continuityOf(
  { daysOf, priorities }: ContinuityRules,
  slip: Referral,
  before: readonly Referral[],
): ReferralContinuity {
  const categories = new Set(categoriesOf(slip));
  const day = shanghaiDay(startOf(slip));
  const ends = before
    .filter((one) => one.id !== slip.id && startOf(one) < startOf(slip))
    .flatMap((one) =>
      categoriesOf(one)
        .filter((category) => categories.has(category))
        .map((category) => laterDay(shanghaiDay(startOf(one)), daysOf(category))),
    )
    .filter((end) => end >= day);
  return Object.assign(new ReferralContinuity(), {
    priorities: slip.endedAt === null ? [...priorities] : [],
    oneDeductible: ends.length > 0,
    pathwayEndsOn: ends.sort().at(-1) ?? null,
  });
}
