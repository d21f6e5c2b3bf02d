import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { Catalogue } from '../catalogue/catalogue';
import type { CatalogueItem } from '../catalogue/item';
import { unitKey } from '../catalogue/read-units';
import type { UnitJudge } from '../observation/unit';
import type { CodeMapping } from './code-mapping.entity';
import type { LocalCodeInput } from './mapping.inputs';

/** What a quality manager says, checked. */
export type Wish = Pick<CodeMapping, 'kind' | 'printedKey' | 'printed' | 'itemCode' | 'ucumUnit'>;

export interface MappingRules {
  readonly catalogue: Catalogue;
  readonly units: UnitJudge;
}

const longestPrinted = 100;
const longestUnit = 60;

/** Checks a mapping against the catalogue and UCUM. Refuses with INVALID_INPUT, naming the field. */
export function readMapping(input: LocalCodeInput, rules: MappingRules): Wish {
  if ((input.code == null) === (input.unit == null))
    throw new InvalidInput('code', 'either a code or a unit is mapped, not both and not none.');
  return input.code == null
    ? readUnitMapping(input.unit ?? '', input, rules)
    : readCodeMapping(input.code, input, rules);
}

function readCodeMapping(given: string, input: LocalCodeInput, rules: MappingRules): Wish {
  checkText('code', given, { characters: longestPrinted });
  const printed = given.trim();
  const item = rules.catalogue.find(input.itemCode ?? '');
  if (item === null || !item.orderable)
    throw new InvalidInput('itemCode', 'is no item of the catalogue.');
  const ucumUnit = input.ucumUnit ?? null;
  if (ucumUnit !== null) checkUnitOf(ucumUnit, item, rules);
  const kind = item.category === 'LABORATORY' ? 'LABORATORY_CODE' : 'EXAM_CODE';
  return { kind, printedKey: printed, printed, itemCode: item.code, ucumUnit };
}

function checkUnitOf(ucumUnit: string, item: CatalogueItem, { units }: MappingRules) {
  checkUcum(ucumUnit, units);
  if (!units.convertsTo(ucumUnit, item))
    throw new InvalidInput(
      'ucumUnit',
      `cannot be converted to ${item.unit ?? 'the values'} of item ${item.code}.`,
    );
}

function readUnitMapping(given: string, input: LocalCodeInput, rules: MappingRules): Wish {
  checkText('unit', given, { characters: longestPrinted });
  if (input.itemCode != null) throw new InvalidInput('itemCode', 'belongs to a code, not a unit.');
  if (rules.catalogue.units.isAbsent(given)) throw new InvalidInput('unit', 'stands for no unit.');
  const ucumUnit = input.ucumUnit ?? '';
  checkUcum(ucumUnit, rules.units);
  const printedKey = unitKey(given);
  checkText('unit', printedKey, { characters: longestPrinted });
  return { kind: 'UNIT', printedKey, printed: given.trim(), itemCode: null, ucumUnit };
}

function checkUcum(ucumUnit: string, units: UnitJudge) {
  checkText('ucumUnit', ucumUnit, { characters: longestUnit });
  if (!units.isUcum(ucumUnit)) throw new InvalidInput('ucumUnit', 'is no UCUM unit.');
}
