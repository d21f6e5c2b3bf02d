import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { IsNull } from 'typeorm';
import { allConsortia } from '../consortium/consortium.loader';
import type { PersonnelContext } from '../context';
import { ConsortiumAgreement } from './agreement.entity';
import { AgreementEnded, AgreementForbidden } from './agreement.errors';
import { tellAgreement } from './record-agreement.service';

/** Ends an agreement with its last day, within the time it was made for; of two ends at once one holds. */
export async function endAgreement(
  context: PersonnelContext,
  id: string,
  lastDay: string,
): Promise<ConsortiumAgreement> {
  const { database, viewer } = context;
  const [stored] = await selectRows(database.read, ConsortiumAgreement, 'WHERE `id` = ?', [id]);
  const consortia = await allConsortia(database.read);
  const consortium = consortia.find((one) => one.id === stored?.consortiumId);
  if (!stored || consortium?.leadId !== viewer.institutionId) throw new AgreementForbidden(id);
  if (stored.end === lastDay) return stored;
  if (stored.end !== null) throw new AgreementEnded(id);
  if (lastDay < stored.start) throw new InvalidInput('lastDay', 'is before it began.');
  if (stored.plannedEnd !== null && lastDay > stored.plannedEnd)
    throw new InvalidInput('lastDay', 'is after the last day it was made for.');
  const ended = Object.assign(stored, { end: lastDay });
  await database.transaction(async (manager) => {
    const open = { id, end: IsNull() };
    const { affected } = await manager.update(ConsortiumAgreement, open, { end: lastDay });
    if (affected !== 1) throw new AgreementEnded(id);
    await tellAgreement(context, manager, consortium, ended);
  });
  context.agreements.of.clear(consortium.id);
  return ended;
}
