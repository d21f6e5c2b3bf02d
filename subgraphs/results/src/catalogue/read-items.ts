import { join } from 'node:path';
import { type DataFile, type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { type CatalogueItem, itemCategories, itemScales, modalities } from './item';

/** Code -> versions of the item, newest first. */
export type Items = ReadonlyMap<string, readonly CatalogueItem[]>;

/**
 * The laboratory and exam items of a data folder. A code may stand more than once, each time from
 * another day on. Throws DataFileError.
 */
export function readItems(folder: string): Items {
  const laboratory = readDataFile(join(folder, 'items.lab.json'));
  const exams = readDataFile(join(folder, 'items.exam.json'));
  const from = (entry: Entry, file: DataFile) =>
    entry.has('effectiveFrom') ? entry.day('effectiveFrom') : file.effectiveFrom;
  const rows = [
    ...laboratory.body.entries('items', 'code').map((entry) => ({
      entry,
      item: { ...readLaboratoryItem(entry), effectiveFrom: from(entry, laboratory) },
    })),
    ...['items', 'qualityItems'].flatMap((list) =>
      exams.body.entries(list, 'code').map((entry) => {
        const item = readExamItem(entry, list === 'items');
        return { entry, item: { ...item, effectiveFrom: from(entry, exams) } };
      }),
    ),
  ];
  const items = new Map<string, CatalogueItem[]>();
  for (const { entry, item } of rows) {
    const known = items.get(item.code) ?? [];
    for (const other of known) checkVersions(entry, item, other);
    items.set(item.code, [...known, item].sort(newestFirst));
  }
  return items;
}

const newestFirst = (one: CatalogueItem, other: CatalogueItem) =>
  one.effectiveFrom < other.effectiveFrom ? 1 : -1;

/** What values are stored by: where one of these changes, it is another item. */
const lasting = [
  ...['category', 'scale', 'unit', 'accepts', 'unitOptional', 'molarMass'],
  ...['sensitive', 'modality', 'bodyPart', 'qualityCode'],
] as const;

function checkVersions(entry: Entry, item: CatalogueItem, other: CatalogueItem) {
  if (item.effectiveFrom === other.effectiveFrom)
    throw entry.fail(`the code ${item.code} stands twice in the catalogue`);
  const changed = lasting.find(
    (field) => JSON.stringify(item[field]) !== JSON.stringify(other[field]),
  );
  if (changed)
    throw entry.fail(
      `${changed} does not change from a day on; another ${changed} is another code`,
    );
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

/** An item but for the day from which it counts. */
type Undated = Omit<CatalogueItem, 'effectiveFrom'>;

function readLaboratoryItem(entry: Entry): Undated {
  const scale = entry.oneOf('scale', itemScales);
  const unit = entry.optionalText('unit');
  const accepts = entry.has('accepts') ? entry.texts('accepts') : null;
  if (scale === 'QUANTITATIVE' && unit === null && accepts === null)
    throw entry.fail('a quantitative item needs a UCUM unit, or the units it accepts');
  if (scale !== 'QUANTITATIVE' && unit !== null) throw entry.fail('a degree or a name has no unit');
  return {
    ...common(entry),
    ...{ scale, unit, accepts, modality: null, bodyPart: null, qualityCode: null },
    orderable: !entry.flag('retired'),
    unitOptional: entry.flag('unitOptional'),
    molarMass: entry.optionalNumber('molarMass'),
    abbreviation: entry.text('abbreviation'),
    reference: entry.optionalText('reference'),
  };
}

function readExamItem(entry: Entry, isExam: boolean): Undated {
  const modality = entry.oneOf('modality', modalities);
  const bodyPart = isExam ? entry.text('bodyPart') : null;
  const item = common(entry);
  const expected = isExam
    ? [modality, bodyPart, entry.optionalText('method')].filter(Boolean).join('-')
    : wholeModality(modality);
  if (item.code !== expected) throw entry.fail(`the code must be ${expected}`);
  return {
    ...item,
    ...{ modality, bodyPart },
    orderable: isExam && !entry.flag('retired'),
    ...{ scale: 'NOMINAL', unit: null, accepts: null, unitOptional: false, molarMass: null },
    ...{ abbreviation: null, reference: null },
    qualityCode: isExam ? wholeModality(modality) : null,
  };
}

const wholeModality = (modality: string) => `${modality}-ALL`;
