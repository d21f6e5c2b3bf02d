import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { InstitutionTier } from '../stubs/institution-tier.stub';
import { AntiInfectiveGrade, Drug, DrugCategory, DrugStorage, SpecialControl } from './drug.entity';
import { codeFault } from './drug-code';

const standardFile = resolve(__dirname, '../../data/drugs.json');

/**
 * The catalogue a county edits, as rows. Throws DataFileError with the first fault: a code that
 * is not of its category's shape, a code given twice, a tier or class that is none.
 */
export function readDrugFile(path: string = standardFile): Drug[] {
  const { body } = readDataFile(path);
  const groups = body.object('tierGroups');
  const seen = new Set<string>();
  return body.entries('drugs', 'code', 'name').map((entry) => {
    const drug = readDrug(entry, tiersOf(groups, entry));
    if (seen.has(drug.code)) throw entry.fail('the code stands here twice');
    seen.add(drug.code);
    return drug;
  });
}

function readDrug(entry: Entry, tiers: InstitutionTier[]): Drug {
  const category = entry.oneOf('category', Object.values(DrugCategory));
  const code = entry.text('code');
  const fault = codeFault(category, code);
  if (fault !== null) throw entry.fail(fault);
  const price = entry.optionalNumber('price');
  if (price !== null && price < 0) throw entry.fail('price must not be negative');
  const packSize = entry.optionalNumber('packSize');
  if (packSize !== null && !(Number.isInteger(packSize) && packSize > 0))
    throw entry.fail('packSize must be a whole number, 1 or more');
  const initials = entry.text('initials');
  if (!/^[a-z0-9]+$/.test(initials)) throw entry.fail('initials must be small letters and digits');
  return Object.assign(new Drug(), {
    code,
    ...{ category, tiers, price, initials, packSize },
    ...{ name: entry.text('name'), form: entry.text('form') },
    ...{ strength: entry.text('strength'), unit: entry.text('unit') },
    ...{ maker: entry.optionalText('maker'), atc: entry.optionalText('atc') },
    insuranceClass: entry.optionalText('insuranceClass'),
    control: entry.oneOf('control', Object.values(SpecialControl)),
    ...{ essential: entry.flag('essential'), antiInfective: entry.flag('antiInfective') },
    antiInfectiveGrade: optionalOf(entry, 'antiInfectiveGrade', Object.values(AntiInfectiveGrade)),
    storage: optionalOf(entry, 'storage', Object.values(DrugStorage)),
    // The catalogue begins with it, and no list has ended anything of it.
    ...{ effectiveFrom: null, effectiveUntil: null },
  });
}

const optionalOf = <Choice extends string>(
  entry: Entry,
  field: string,
  choices: readonly Choice[],
) => (entry.has(field) ? entry.oneOf(field, choices) : null);

function tiersOf(groups: Entry, entry: Entry): InstitutionTier[] {
  const group = entry.text('tiers');
  if (!groups.has(group)) throw entry.fail(`tierGroups has no group ${group}`);
  return groups.texts(group).map((name) => {
    const tier = Object.values(InstitutionTier).find((known) => known === name);
    if (tier === undefined) throw groups.fail(`group ${group} names ${name}, which is no tier`);
    return tier;
  });
}
