import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { choices } from '../rules/rule-entries';
import { Integration } from './consortium.entity';

export interface ConsortiumRules {
  /** How tightly consortia are bound that share no member: it belongs to one of them at a time. */
  readonly exclusiveIntegrations: readonly Integration[];
}

const standardFile = resolve(__dirname, '../../data/consortia.json');

/** The file a county edits (GW-08: a tight one unifies people, money and goods). Throws DataFileError. */
export function readConsortiumRules(path: string = standardFile): ConsortiumRules {
  const { body } = readDataFile(path);
  return {
    exclusiveIntegrations: choices(body, 'exclusiveIntegrations', Object.values(Integration)),
  };
}
