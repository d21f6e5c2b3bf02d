import { eventTypesOf } from '@lianyi/shared/events/change-shapes';
import type { EventBus } from '@lianyi/shared/events/event-bus';
import { createKeptEntities, type KeptEntities } from './kept-entities';
import { type ReferenceFields, referenceFieldsOf } from './reference-fields';

/** What a gateway knows of the parts' reference data. */
export interface Reference {
  readonly fields: ReferenceFields;
  readonly kept: KeptEntities;
}

/** Nothing kept yet; whatever a part tells that owns some of it, all is forgotten. */
export function openReference(
  supergraphSdl: string,
  { onChange }: Pick<EventBus, 'onChange'>,
): Reference {
  const fields = referenceFieldsOf(supergraphSdl);
  const kept = createKeptEntities();
  onChange([...fields.owners].flatMap(eventTypesOf), kept.clear);
  return { fields, kept };
}
