import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { Licence } from './licence.entity';

const byIssue = { parent: 'practitionerId', order: '`issuedOn`, `id`' } as const;

/** The licences of people, in the order they were issued; one statement for many people. */
export const createLicenceLoader = (manager: EntityManager) =>
  new DataLoader<string, Licence[]>((ids) => selectByParent(manager, Licence, byIssue, ids));
