/** Kinds of results as the contract names them. */
export const itemCategories = [
  'LABORATORY',
  'IMAGING',
  'ULTRASOUND',
  'ELECTROCARDIOGRAM',
  'ENDOSCOPY',
  'PATHOLOGY',
  'NUCLEAR_MEDICINE',
] as const;
export type ItemCategory = (typeof itemCategories)[number];

/** DICOM (0008,0060), with ECG, and SM for pathology. */
export const modalities = [
  'CR',
  'DX',
  'CT',
  'MR',
  'US',
  'ECG',
  'ES',
  'PT',
  'NM',
  'MG',
  'XA',
  'BMD',
  'SM',
] as const;
export type Modality = (typeof modalities)[number];

/** What a value can be: a number with a unit, a degree such as 阴性 or 2+, or a name. */
export const itemScales = ['QUANTITATIVE', 'ORDINAL', 'NOMINAL'] as const;
export type ItemScale = (typeof itemScales)[number];

/** How a unit of this item is judged comparable. */
export interface ItemUnit {
  readonly scale: ItemScale;
  /** UCUM; null for degrees and names. */
  readonly unit: string | null;
  /** The only units that count, where a conversion by dimension would mislead; null: any. */
  readonly accepts: readonly string[] | null;
  /** A number without a unit counts (INR, pH, specific gravity). */
  readonly unitOptional: boolean;
  /** Grams per mole, where mass and amount may be converted; null: they may not. */
  readonly molarMass: number | null;
}

/** One item of the county's catalogue, as it is from a day on. */
export interface CatalogueItem extends ItemUnit {
  /** LOINC, a local code, or MODALITY-BODYPART[-CONTRAST]. */
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly abbreviation: string | null;
  readonly category: ItemCategory;
  /** Class whose window holds unless the item has its own. */
  readonly group: string;
  readonly modality: Modality | null;
  readonly bodyPart: string | null;
  /** Reference range for people to read; what the laboratory printed always goes before it. */
  readonly reference: string | null;
  /** Yuan. */
  readonly price: number | null;
  /** Shown only on a basis other than platform scope (design rule 1). */
  readonly sensitive: boolean;
  /** The item whose quality records stand for this one too: a modality is assessed as a whole. */
  readonly qualityCode: string | null;
  /** False for an item that exists only to carry quality records, and one that is ordered no more. */
  readonly orderable: boolean;
  /** First calendar day this version counts, Asia/Shanghai. */
  readonly effectiveFrom: string;
}
