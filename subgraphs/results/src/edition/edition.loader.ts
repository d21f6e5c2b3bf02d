import { selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import type { Catalogue } from '../catalogue/catalogue';
import { createUnitJudge, type UnitJudge } from '../observation/unit';
import { CatalogueEdition, CatalogueEditionFile } from './catalogue-edition.entity';
import { openEdition } from './edition-files';

/** The rules a value is read and judged by. */
export interface Rules {
  readonly catalogue: Catalogue;
  readonly units: UnitJudge;
}

const rulesOf = (catalogue: Catalogue): Rules => ({
  catalogue,
  units: createUnitJudge(catalogue.units, catalogue.words),
});

/** The rules as they were at a moment; before the first kept edition, the first one's. */
export type RulesAt = (instant: Date) => Promise<Rules>;

/** Editions opened at a time; each is some hundred kilobytes. */
const mostOpened = 8;

/** Opens kept editions, each once. The one of this start is the catalogue the process has. */
export function createEditionReader(
  manager: EntityManager,
  catalogue: Catalogue,
  now: () => Date,
): RulesAt {
  const current = rulesOf(catalogue);
  const opened = new Map<number, Promise<Rules>>();
  const open = async (number: number): Promise<Rules> => {
    const tail = 'WHERE `number` = ?';
    const files = await selectRows(manager, CatalogueEditionFile, tail, [number]);
    return rulesOf(openEdition(files, now));
  };
  return async (instant) => {
    const editions = await selectRows(manager, CatalogueEdition, 'ORDER BY `number`');
    const known = editions.filter(({ knownFrom }) => knownFrom <= instant);
    const number = (known.at(-1) ?? editions[0])?.number;
    if (number === undefined || number === editions.at(-1)?.number) return current;
    if (opened.size >= mostOpened) opened.clear();
    const rules = opened.get(number) ?? open(number);
    opened.set(number, rules);
    return rules;
  };
}
