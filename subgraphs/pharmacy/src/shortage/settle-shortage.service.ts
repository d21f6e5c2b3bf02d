import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { PharmacyContext } from '../context';
import { requireDrug } from '../stock/moving';
import { unitsOf, usableBatches } from '../stock/usable-batches';
import { type Shortage, ShortageStatus } from './shortage.entity';
import { SourceShort } from './shortage.errors';
import { takeShortageStep } from './take-step.service';
import { turnOf } from './turn';

export interface Match {
  readonly fromInstitutionId: string;
  /** Names the drug of a shortage that was registered by a text; null elsewhere. */
  readonly drugCode: string | null;
}

/**
 * Asks a member that has the drug to send it. Refuses as every step does, with INVALID_INPUT naming
 * the field, with CONFLICT where fewer lie there than are wanted.
 */
export async function matchShortage(
  context: PharmacyContext,
  id: string,
  { fromInstitutionId, ...match }: Match,
): Promise<Shortage> {
  const turn = await turnOf(context, id, { step: 'MATCH', field: 'matchShortage' });
  const { institutionId, quantity } = turn.shortage;
  if (!turn.tree.has(fromInstitutionId))
    throw new InvalidInput('fromInstitutionId', 'is no member of the community.');
  if (fromInstitutionId === institutionId)
    throw new InvalidInput('fromInstitutionId', 'lacks the drug itself.');
  const drugCode = await namedDrug(context, turn.shortage, match.drugCode);
  const day = shanghaiDay(context.now());
  const read = context.database.read;
  const left = unitsOf(await usableBatches(read, fromInstitutionId, drugCode, day));
  if (left < quantity) throw new SourceShort(fromInstitutionId, left);
  const change = { drugCode, sourceInstitutionId: fromInstitutionId };
  return takeShortageStep(context, turn, { note: null, change });
}

/**
 * The leading institution purchases it, as it does for all of the community (PH-02); its next step is
 * to dispatch it. Refuses as every step does.
 */
export async function purchaseShortage(
  context: PharmacyContext,
  id: string,
  { drugCode: named, note }: { readonly drugCode: string | null; readonly note: string | null },
): Promise<Shortage> {
  const turn = await turnOf(context, id, { step: 'PURCHASE', field: 'purchaseShortage' });
  const drugCode = await namedDrug(context, turn.shortage, named);
  const change = { drugCode, sourceInstitutionId: turn.tree.leadId };
  return takeShortageStep(context, turn, { note, change });
}

/** Who asked for it was told. Refuses as every step does. */
export async function closeShortage(
  context: PharmacyContext,
  id: string,
  note: string | null,
): Promise<Shortage> {
  const turn = await turnOf(context, id, { step: 'CLOSE', field: 'closeShortage' });
  return takeShortageStep(context, turn, { note });
}

/** Another drug took its place. Refuses as every step does, with INVALID_INPUT where it is none. */
export async function substituteShortage(
  context: PharmacyContext,
  id: string,
  { drugCode, note }: { readonly drugCode: string; readonly note: string | null },
): Promise<Shortage> {
  const turn = await turnOf(context, id, { step: 'SUBSTITUTE', field: 'substituteShortage' });
  await requireDrug(context, drugCode);
  if (drugCode === turn.shortage.drugCode)
    throw new InvalidInput('drugCode', 'is the drug that is lacking.');
  return takeShortageStep(context, turn, { note, change: { substituteCode: drugCode } });
}

/** With the reason: no, or, of a source, not from here. Refuses as every step does. */
export async function rejectShortage(
  context: PharmacyContext,
  id: string,
  reason: string,
): Promise<Shortage> {
  const turn = await turnOf(context, id, { step: 'REJECT', field: 'rejectShortage' });
  // Asked for again, it has no source.
  const again = turn.transition.to === ShortageStatus.REGISTERED;
  const change = again ? { sourceInstitutionId: null } : {};
  return takeShortageStep(context, turn, { note: reason, change });
}

/** Which drug it is; a text is named once, by who provides for it. */
async function namedDrug(
  context: PharmacyContext,
  { drugCode }: Shortage,
  named: string | null,
): Promise<string> {
  const code = drugCode ?? named;
  if (code === null)
    throw new InvalidInput(
      'drugCode',
      'must name the drug of the catalogue: a text was registered.',
    );
  if (named !== null && named !== code)
    throw new InvalidInput('drugCode', 'is another drug than was registered.');
  await requireDrug(context, code);
  return code;
}
