import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import {
  endOfShanghaiDay,
  shanghaiDay,
  startOfShanghaiDay,
} from '@lianyi/shared/time/shanghai-day';
import type { PatientsContext } from '../context';
import { ContractCoverage } from './contract-coverage.view';
import { countCoverage } from './coverage.loader';
import { type Cell, withheldCells } from './withhold-cells';

/** Roles that count over the whole consortium where their institution leads it. */
const overseers = ['COMMUNITY_OFFICE', 'QUALITY_MANAGER'] as const;

/**
 * How many residents are under contract on a day: all of them, and those of each priority group.
 * A leading institution's oversight counts its consortium, everybody else their own institution.
 * Who opens no record gets no count that would tell of too few people.
 */
export async function contractCoverage(
  context: PatientsContext,
  on: string | null,
  byInstitution: boolean,
): Promise<ContractCoverage[]> {
  const { contractRules, manager, now, policy, registerRules, viewer } = context;
  const today = shanghaiDay(now());
  const day = on ?? today;
  if (day > today) throw new InvalidInput('on', 'must not be in the future.');
  const institutionIds = await reachOf(context);
  const counted = await countCoverage(manager, {
    institutionIds,
    ...{ day, byInstitution },
    until: endOfShanghaiDay(startOfShanghaiDay(day), 0),
    groupOf: new Map(
      [...registerRules.registers.values()].flatMap(({ code, group }) =>
        group === null ? [] : [[code, group] as const],
      ),
    ),
  });
  const cells = inOrder(counted, [null, ...contractRules.priorityGroups.keys()], byInstitution);
  // Who may open a record opens those of its own institution's residents, not the consortium's.
  const [only] = institutionIds;
  const mayKnow =
    institutionIds.length === 1 &&
    only === viewer.institutionId &&
    policy.ruleOf(viewer).bases.length > 0;
  const withheld = mayKnow ? new Set<Cell>() : withheldCells(cells, contractRules.smallestCell);
  return cells.map((cell) => toRow(context, cell, withheld.has(cell)));
}

/** Whose residents the viewer counts. */
async function reachOf({ community, identity, viewer }: PatientsContext): Promise<string[]> {
  const { institutionId, roles } = viewer;
  if (!overseers.some((role) => roles.includes(role))) return [institutionId];
  const led = (await community(identity)).ledBy(institutionId);
  return led.length > 0 ? [...led] : [institutionId];
}

/** A row for every group where all are counted in one, else those that have somebody. */
function inOrder(
  counted: readonly Cell[],
  groups: readonly (string | null)[],
  byInstitution: boolean,
): Cell[] {
  const place = ({ group }: Cell) => groups.indexOf(group);
  if (byInstitution)
    return [...counted].sort(
      (one, other) =>
        compare(one.institutionId ?? '', other.institutionId ?? '') || place(one) - place(other),
    );
  const nobody = { institutionId: null, residents: 0, signed: 0 };
  return groups.map(
    (group) => counted.find((cell) => cell.group === group) ?? { ...nobody, group },
  );
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function toRow(
  { contractRules }: PatientsContext,
  { institutionId, group, residents, signed }: Cell,
  withheld: boolean,
): ContractCoverage {
  const rate = residents === 0 ? null : signed / residents;
  return Object.assign(new ContractCoverage(), {
    institution: institutionId === null ? null : { id: institutionId },
    group: group === null ? null : (contractRules.priorityGroups.get(group) ?? null),
    ...(withheld ? { residents: null, signed: null, rate: null } : { residents, signed, rate }),
    withheld,
  });
}
