import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';

/** How long a contract lasts and when it may begin. */
export interface ContractPeriodRule {
  readonly yearsAtLeast: number;
  readonly yearsAtMost: number;
  /** Days after today on which a contract may begin. */
  readonly startAheadDays: number;
  /** Days before today on which it may have begun: papers reach the system later. */
  readonly startBackDays: number;
  /** Days before a contract's end from which it may be renewed. */
  readonly renewAheadDays: number;
}

/** How a contract ends early. */
export interface ContractEndingRule {
  /** Days before today on which it may have ended. */
  readonly backDays: number;
  readonly reasonAtLeast: number;
  readonly reasonAtMost: number;
}

/** A priority group (重点人群) of the community's code list. */
export interface PriorityGroupRule {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
}

/** Family-doctor contracts and their statistics; a county edits the file. */
export interface ContractRules {
  readonly period: ContractPeriodRule;
  readonly ending: ContractEndingRule;
  /** The smallest count of people that those may see who open no record. */
  readonly smallestCell: number;
  /** By code, in the order of the file. */
  readonly priorityGroups: ReadonlyMap<string, PriorityGroupRule>;
}

const standardFile = resolve(__dirname, '../../data/contracts.json');
/** What the reason's column holds. */
const longestReason = 500;

/** Throws DataFileError with the first fault. */
export function readContractRules(path: string = standardFile): ContractRules {
  const { body } = readDataFile(path);
  const groups = new Map<string, PriorityGroupRule>();
  for (const entry of body.entries('priorityGroups', 'code')) {
    const group = {
      code: entry.text('code'),
      name: entry.text('name'),
      englishName: entry.text('englishName'),
    };
    if (groups.has(group.code)) throw entry.fail('stands in the list twice');
    groups.set(group.code, group);
  }
  const smallestCell = body.number('smallestCell');
  if (smallestCell < 1) throw body.fail('smallestCell must be at least 1');
  return {
    period: readPeriod(body.object('period')),
    ending: readEnding(body.object('ending')),
    ...{ smallestCell, priorityGroups: groups },
  };
}

function readPeriod(entry: Entry): ContractPeriodRule {
  const rule = {
    yearsAtLeast: entry.number('yearsAtLeast'),
    yearsAtMost: entry.number('yearsAtMost'),
    startAheadDays: entry.number('startAheadDays'),
    startBackDays: entry.number('startBackDays'),
    renewAheadDays: entry.number('renewAheadDays'),
  };
  if (rule.yearsAtLeast < 1 || rule.yearsAtLeast > rule.yearsAtMost)
    throw entry.fail('yearsAtLeast and yearsAtMost must be 1 or more, in order');
  return rule;
}

function readEnding(entry: Entry): ContractEndingRule {
  const [reasonAtLeast, reasonAtMost] = [
    entry.number('reasonAtLeast'),
    entry.number('reasonAtMost'),
  ];
  if (reasonAtLeast < 1 || reasonAtLeast > reasonAtMost || reasonAtMost > longestReason)
    throw entry.fail(`reasonAtLeast and reasonAtMost must be from 1 to ${longestReason}, in order`);
  return { backDays: entry.number('backDays'), reasonAtLeast, reasonAtMost };
}
