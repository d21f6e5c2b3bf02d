import { resolve } from 'node:path';
import { type AccessBasis, accessBases } from '@lianyi/shared/access/access';
import { type Role, roles, type Viewer } from '@lianyi/shared/auth/viewer';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';

/** What a basis opens. */
export interface BasisRule {
  readonly basis: AccessBasis;
  readonly scope: 'ALL' | 'OWN';
  /** Whether items flagged sensitive may be shown. */
  readonly sensitive: boolean;
  /** Whether the basis is a care relation: identity numbers in full need one. */
  readonly care: boolean;
  /** Whether it is the treating institution's: a restriction of sensitive items does not narrow it. */
  readonly treating: boolean;
  /** Whether it counts where the patient closed her record, and for sensitive items she restricted. */
  readonly opensClosed: boolean;
  /** Whether, with it, her own restrictions may be recorded and lifted at her word. */
  readonly restricts: boolean;
}

/** Whose events of a patient a role may read: none, her own institution's, or all where it has a basis. */
export type LogReach = 'NONE' | 'INSTITUTION' | 'BASIS';

/**
 * On which candidates a role decides whether two records are one person: none, where it has a
 * basis for one of them, or those of its institution, at the one that leads the community all.
 */
export type DuplicateReach = 'NONE' | 'BASIS' | 'COMMUNITY';

/** What a viewer may do, over all the roles it acts in. */
export interface ViewerRule {
  /** Strongest first. */
  readonly bases: readonly BasisRule[];
  /** Registers patients, records encounters, posts reports. */
  readonly writes: boolean;
  /** Records and lifts a patient's own restrictions, where a basis also allows it. */
  readonly restricts: boolean;
  /** May open a record in an emergency: one of its bases is BREAK_GLASS. */
  readonly breakGlass: boolean;
  readonly identifiersInFull: boolean;
  readonly accessLog: LogReach;
  readonly duplicates: DuplicateReach;
}

/** How a record is opened in an emergency. */
export interface BreakGlassRule {
  /** For how long. */
  readonly hours: number;
  /** Characters of the reason. */
  readonly reasonAtLeast: number;
  readonly reasonAtMost: number;
  /** Within which the institution of her family doctor should have read its notice. */
  readonly noticeHours: number;
  /** Within which an auditor must have judged it. */
  readonly reviewWorkingDays: number;
}

/** The role table of design section 3 as far as patients decides by it; a county edits the file. */
export interface AccessPolicy {
  /** Calendar days after an encounter's end during which it still is a basis. */
  readonly encounterDays: number;
  readonly breakGlass: BreakGlassRule;
  /** Characters of the note that comes with a patient's own restriction. */
  readonly restrictionNote: { readonly atLeast: number; readonly atMost: number };
  /** How tightly a consortium's members must be bound to count as one community. */
  readonly communityIntegrations: ReadonlySet<string>;
  /** Priority groups that tell what only the treating side may know. */
  readonly sensitivePriorityGroups: ReadonlySet<string>;
  ruleOf(viewer: Viewer): ViewerRule;
  /** Whether a basis is a care relation. */
  isCare(basis: AccessBasis): boolean;
  /** The rule of a basis. */
  basisRule(basis: AccessBasis): BasisRule | null;
}

const standardFile = resolve(__dirname, '../../data/access-policy.json');

/** Throws DataFileError with the first fault: an incomplete policy never starts. */
export function readAccessPolicy(path: string = standardFile): AccessPolicy {
  const { body } = readDataFile(path);
  const bases = body.entries('bases', 'basis').map(readBasis);
  const rules = new Map(body.entries('roles', 'role').map((entry) => readRole(entry, bases)));
  for (const role of roles)
    if (!rules.has(role)) throw body.fail(`roles must name ${role}, if only to give it nothing`);
  return {
    encounterDays: body.number('encounterDays'),
    breakGlass: readBreakGlass(body.object('breakGlass')),
    restrictionNote: readNoteRule(body.object('restrictionNote')),
    communityIntegrations: new Set(body.texts('communityIntegrations')),
    sensitivePriorityGroups: new Set(body.texts('sensitivePriorityGroups')),
    isCare: (basis) => bases.some((one) => one.basis === basis && one.care),
    basisRule: (basis) => bases.find((one) => one.basis === basis) ?? null,
    ruleOf: ({ roles: acting }) =>
      combine(
        bases,
        acting.flatMap((role) => rules.get(role) ?? []),
      ),
  };
}

/** What the columns of reasons and notes hold. */
const longestReason = 500;

function readNoteRule(entry: Entry) {
  const [atLeast, atMost] = [entry.number('atLeast'), entry.number('atMost')];
  if (atLeast < 1 || atLeast > atMost || atMost > longestReason)
    throw entry.fail(`atLeast and atMost must be from 1 to ${longestReason}, in order`);
  return { atLeast, atMost };
}

function readBreakGlass(entry: Entry): BreakGlassRule {
  const [hours, reasonAtLeast] = [entry.number('hours'), entry.number('reasonAtLeast')];
  const reasonAtMost = entry.number('reasonAtMost');
  const [noticeHours, reviewWorkingDays] = [
    entry.number('noticeHours'),
    entry.number('reviewWorkingDays'),
  ];
  if (hours <= 0) throw entry.fail('hours must be more than 0');
  if (noticeHours <= 0) throw entry.fail('noticeHours must be more than 0');
  if (reviewWorkingDays < 1 || !Number.isInteger(reviewWorkingDays))
    throw entry.fail('reviewWorkingDays must be a whole number, at least 1');
  if (reasonAtLeast < 1 || reasonAtLeast > reasonAtMost || reasonAtMost > longestReason)
    throw entry.fail(`reasonAtLeast and reasonAtMost must be from 1 to ${longestReason}, in order`);
  return { hours, reasonAtLeast, reasonAtMost, noticeHours, reviewWorkingDays };
}

function readBasis(entry: Entry): BasisRule {
  return {
    basis: entry.oneOf('basis', accessBases),
    scope: entry.oneOf('scope', ['ALL', 'OWN']),
    sensitive: entry.flag('sensitive'),
    care: entry.flag('care'),
    treating: entry.flag('treating'),
    opensClosed: entry.flag('opensClosed'),
    restricts: entry.flag('restricts'),
  };
}

function readRole(entry: Entry, bases: readonly BasisRule[]): readonly [Role, ViewerRule] {
  const named = entry.texts('bases').map((name) => {
    const found = bases.find(({ basis }) => basis === name);
    if (!found) throw entry.fail(`basis ${name} is not one of the file's bases`);
    return found;
  });
  return [
    entry.oneOf('role', roles),
    {
      bases: named,
      writes: entry.flag('writes'),
      restricts: entry.flag('restricts'),
      breakGlass: named.some(({ basis }) => basis === 'BREAK_GLASS'),
      identifiersInFull: entry.flag('identifiersInFull'),
      accessLog: entry.has('accessLog')
        ? entry.oneOf('accessLog', ['INSTITUTION', 'BASIS'])
        : 'NONE',
      duplicates: entry.has('duplicates')
        ? entry.oneOf('duplicates', ['BASIS', 'COMMUNITY'])
        : 'NONE',
    },
  ];
}

/** Who acts in several roles may what any of them may. */
function combine(order: readonly BasisRule[], rules: readonly ViewerRule[]): ViewerRule {
  const any = (test: (rule: ViewerRule) => boolean) => rules.some(test);
  const reach = (wanted: LogReach) => any(({ accessLog }) => accessLog === wanted);
  const decides = (wanted: DuplicateReach) => any(({ duplicates }) => duplicates === wanted);
  return {
    bases: order.filter((basis) => any((rule) => rule.bases.includes(basis))),
    writes: any((rule) => rule.writes),
    restricts: any((rule) => rule.restricts),
    breakGlass: any((rule) => rule.breakGlass),
    identifiersInFull: any((rule) => rule.identifiersInFull),
    accessLog: reach('INSTITUTION') ? 'INSTITUTION' : reach('BASIS') ? 'BASIS' : 'NONE',
    duplicates: decides('COMMUNITY') ? 'COMMUNITY' : decides('BASIS') ? 'BASIS' : 'NONE',
  };
}
