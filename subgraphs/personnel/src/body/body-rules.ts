import { byKey } from '@lianyi/shared/collections/by-key';
import type { Entry } from '@lianyi/shared/config/data-file';
import { InstitutionTier } from '../institution/institution.entity';
import { choices } from '../rules/rule-entries';
import { BodyKind, BodyRole } from './body-seat.entity';

/** What one body of a consortium asks. */
export interface BodyRule {
  readonly body: BodyKind;
  readonly name: string;
  readonly roles: readonly BodyRole[];
  /** Roles that one person has at a time. */
  readonly single: readonly BodyRole[];
  /** Roles one of which must be there. */
  readonly headedBy: readonly BodyRole[];
  /** Tiers of which somebody must be in it, one of each set. */
  readonly needsTiers: readonly (readonly InstitutionTier[])[];
  /** Roles that have a term with goals. */
  readonly goalsOf: readonly BodyRole[];
}

/** The bodies of a file a county edits, each once. */
export function readBodyRules(body: Entry): ReadonlyMap<BodyKind, BodyRule> {
  const rules = byKey(body.entries('bodies', 'body').map(ruleOf), (rule) => rule.body);
  const missing = Object.values(BodyKind).filter((kind) => !rules.has(kind));
  if (missing.length > 0) throw body.fail(`bodies has no ${missing.join(', ')}`);
  return rules;
}

function ruleOf(entry: Entry): BodyRule {
  const roles = choices(entry, 'roles', Object.values(BodyRole));
  const some = (field: string) => (entry.has(field) ? choices(entry, field, roles) : []);
  return {
    body: entry.oneOf('body', Object.values(BodyKind)),
    ...{ name: entry.text('name'), roles },
    ...{ single: some('single'), headedBy: some('headedBy'), goalsOf: some('goalsOf') },
    needsTiers: entry.has('needs')
      ? entry.entries('needs').map((need) => choices(need, 'tiers', Object.values(InstitutionTier)))
      : [],
  };
}
