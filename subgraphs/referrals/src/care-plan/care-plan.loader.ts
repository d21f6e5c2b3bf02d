import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { CarePlan, CarePlanMedication } from './care-plan.entity';

/** The plan of a referral; null where it carries none. */
export const createCarePlanLoader = (manager: EntityManager) =>
  new DataLoader<string, CarePlan | null>(async (referralIds) => {
    const tail = `WHERE \`referralId\` IN (${placeholders(referralIds)})`;
    const rows = await selectRows(manager, CarePlan, tail, referralIds);
    const plans = byKey(rows.map(withMedications), (plan) => plan.referralId);
    return referralIds.map((id) => plans.get(id) ?? null);
  });

function withMedications(plan: CarePlan): CarePlan {
  plan.medications = plan.medications.map((one) => Object.assign(new CarePlanMedication(), one));
  return plan;
}
