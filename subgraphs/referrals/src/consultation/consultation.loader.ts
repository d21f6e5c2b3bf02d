import type { AccessReader } from '@lianyi/shared/access/access-reader';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { byKey } from '@lianyi/shared/collections/by-key';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { isForbidden } from '../referral/referral.loader';
import { takesPart } from './consultation.access';
import { Consultation } from './consultation.entity';
import { ConsultationForbidden } from './consultation.errors';
import { ConsultationEvent } from './consultation-event.entity';
import { ConsultationInvitation } from './consultation-invitation.entity';

export interface ConsultationReading {
  readonly manager: EntityManager;
  readonly access: AccessReader;
  readonly viewer: Viewer;
}

/** One set per request: each loader turns any number of keys into one statement. */
export function createConsultationLoaders(reading: ConsultationReading) {
  const { manager } = reading;
  const invitations = new DataLoader<string, ConsultationInvitation[]>((ids) =>
    selectByParent(
      manager,
      ConsultationInvitation,
      { parent: 'consultationId', order: '`consultationId`, `institutionId`, `departmentName`' },
      ids,
    ),
  );
  const events = new DataLoader<string, ConsultationEvent[]>((ids) =>
    selectByParent(
      manager,
      ConsultationEvent,
      { parent: 'consultationId', order: '`consultationId`, `place`' },
      ids,
    ),
  );
  const opened = new DataLoader<string, Consultation>(async (ids) => {
    const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
    const rows = byKey(await selectRows(manager, Consultation, tail, ids), (row) => row.id);
    return Promise.all(ids.map((id) => released(reading, invitations, id, rows.get(id))));
  });
  /** After a step: what this request had read of it is read anew. */
  const forget = (id: string) => {
    for (const loader of [invitations, events, opened]) loader.clear(id);
  };
  return {
    invitations,
    ...{ events, forget },
    /** By id, for who takes part and opens the record; else refused, alike in every case. */
    released: opened,
    /** Likewise; null instead of a refusal. */
    async openOrNull(id: string): Promise<Consultation | null> {
      try {
        return await opened.load(id);
      } catch (error) {
        if (error instanceof ConsultationForbidden) return null;
        throw error;
      }
    },
    /** As it is now, whatever this operation had read of it before. */
    readAgain(id: string): Promise<Consultation> {
      forget(id);
      return opened.load(id);
    },
  };
}

async function released(
  { access, viewer }: ConsultationReading,
  invitations: DataLoader<string, ConsultationInvitation[]>,
  id: string,
  row: Consultation | undefined,
): Promise<Consultation | Error> {
  const refused = new ConsultationForbidden(id);
  if (!row || !takesPart(row, await invitations.load(id), viewer.institutionId)) return refused;
  try {
    const { identified, sensitive } = await access.require(row.patientId);
    return identified && (sensitive || !row.sensitive) ? row : refused;
  } catch (error) {
    if (isForbidden(error)) return refused;
    return error instanceof Error ? error : new Error(String(error));
  }
}
