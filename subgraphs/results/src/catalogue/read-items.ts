import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { type CatalogueItem, itemCategories, itemScales, modalities } from './item';

/** The laboratory and exam items of a data folder. Throws DataFileError. */
export function readItems(folder: string): CatalogueItem[] {
  const laboratory = readDataFile(join(folder, 'items.lab.json')).body;
  const exams = readDataFile(join(folder, 'items.exam.json')).body;
  const items = [
    ...laboratory.entries('items', 'code').map(readLaboratoryItem),
    ...exams.entries('items', 'code').map((entry) => readExamItem(entry, true)),
    ...exams.entries('qualityItems', 'code').map((entry) => readExamItem(entry, false)),
  ];
  const codes = new Set<string>();
  for (const { code } of items) {
    if (codes.has(code)) throw exams.fail(`the code ${code} stands twice in the catalogue`);
    codes.add(code);
  }
  return items;
}

const common = (entry: Entry) => ({
  code: entry.text('code'),
  name: entry.text('name'),
  englishName: entry.text('englishName'),
  category: entry.oneOf('category', itemCategories),
  group: entry.text('group'),
  price: entry.optionalNumber('price'),
  sensitive: entry.flag('sensitive'),
});

function readLaboratoryItem(entry: Entry): CatalogueItem {
  const scale = entry.oneOf('scale', itemScales);
  const unit = entry.optionalText('unit');
  const accepts = entry.has('accepts') ? entry.texts('accepts') : null;
  if (scale === 'QUANTITATIVE' && unit === null && accepts === null)
    throw entry.fail('a quantitative item needs a UCUM unit, or the units it accepts');
  if (scale !== 'QUANTITATIVE' && unit !== null) throw entry.fail('a degree or a name has no unit');
  return {
    ...common(entry),
    ...{ scale, unit, accepts, modality: null, bodyPart: null, qualityCode: null, orderable: true },
    unitOptional: entry.flag('unitOptional'),
    molarMass: entry.optionalNumber('molarMass'),
    abbreviation: entry.text('abbreviation'),
    reference: entry.optionalText('reference'),
  };
}

function readExamItem(entry: Entry, orderable: boolean): CatalogueItem {
  const modality = entry.oneOf('modality', modalities);
  const bodyPart = orderable ? entry.text('bodyPart') : null;
  const item = common(entry);
  const expected = orderable
    ? [modality, bodyPart, entry.optionalText('method')].filter(Boolean).join('-')
    : wholeModality(modality);
  if (item.code !== expected) throw entry.fail(`the code must be ${expected}`);
  return {
    ...{ ...item, modality, bodyPart, orderable },
    ...{ scale: 'NOMINAL', unit: null, accepts: null, unitOptional: false, molarMass: null },
    ...{ abbreviation: null, reference: null },
    qualityCode: orderable ? wholeModality(modality) : null,
  };
}

const wholeModality = (modality: string) => `${modality}-ALL`;
