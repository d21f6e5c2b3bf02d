import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { type AgreementRules, readAgreementRules } from '../agreement/agreement-rules';
import { type BodyRule, readBodyRules } from '../body/body-rules';
import type { BodyKind } from '../body/body-seat.entity';
import { choices } from '../rules/rule-entries';
import { Integration } from './consortium.entity';

export interface ConsortiumRules {
  /** How tightly consortia are bound that share no member: it belongs to one of them at a time. */
  readonly exclusiveIntegrations: readonly Integration[];
  readonly agreements: AgreementRules;
  readonly bodies: ReadonlyMap<BodyKind, BodyRule>;
}

const standardFile = resolve(__dirname, '../../data/consortia.json');

/** The file a county edits (GW-08, GW-18, PE-01 to PE-04, PE-53). Throws DataFileError. */
export function readConsortiumRules(path: string = standardFile): ConsortiumRules {
  const { body } = readDataFile(path);
  return {
    exclusiveIntegrations: choices(body, 'exclusiveIntegrations', Object.values(Integration)),
    agreements: readAgreementRules(body.object('agreements')),
    bodies: readBodyRules(body),
  };
}
