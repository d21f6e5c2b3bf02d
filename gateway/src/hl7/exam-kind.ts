import { type Modality, modalities } from './inputs';
import { isNarrative, readItem } from './observation';
import type { Order } from './order-groups';

/** HL7 table 0074, the DICOM modality codes senders put in OBR-24, and their common spellings. */
const modalityBySection: Readonly<Record<string, Modality>> = {
  ...Object.fromEntries(modalities.map((modality) => [modality, modality])),
  PET: 'PT',
  DR: 'DX',
  RX: 'DX',
  MRI: 'MR',
  NMR: 'MR',
  RUS: 'US',
  OUS: 'US',
  CUS: 'US',
  VUS: 'US',
  BUS: 'US',
  UL: 'US',
  EC: 'ECG',
  EKG: 'ECG',
  END: 'ES',
  ENDO: 'ES',
  NMS: 'NM',
  XRC: 'XA',
  CTH: 'XA',
  DSA: 'XA',
  DXA: 'BMD',
  SP: 'SM',
  PAT: 'SM',
  CP: 'SM',
};

/**
 * Sections that report examinations without telling by which modality. PT is PET in DICOM and
 * physical therapy in table 0074: the item has to tell.
 */
const examSections: ReadonlySet<string> = new Set(['RAD', 'IMG', 'PT']);

/** Table 0074: sections whose reports are laboratory reports, running text or not. */
const laboratorySections: ReadonlySet<string> = new Set(
  'LAB BG BLB CG CH GE HM IMM MB MCB MYC OSL SR TX VR'.split(' '),
);

/** Words of OBR-4 that tell the modality, first match first. */
const modalityByWord: readonly (readonly [RegExp, Modality])[] = [
  [/PET|正电子/i, 'PT'],
  [/\bCTA?\b|CT(?=[\u4e00-\u9fff])|计算机断层/i, 'CT'],
  [/\bMR[IA]?\b|MRI|磁共振|核磁/i, 'MR'],
  [/心电|\bECG\b|\bEKG\b|electrocardiogra/i, 'ECG'],
  [/钼靶|mammogra/i, 'MG'],
  [/骨密度|\bDXA\b|bone density/i, 'BMD'],
  [/超声|彩超|B超|\becho|ultraso|\bUS\b/i, 'US'],
  [/胃镜|肠镜|内镜|支气管镜|喉镜|endoscop|gastroscop|colonoscop|bronchoscop/i, 'ES'],
  [/造影|\bDSA\b|angiogra/i, 'XA'],
  [/骨扫描|核素|SPECT|scintigra|nuclear/i, 'NM'],
  [/病理|活检|patholog|cytolog|biops/i, 'SM'],
  [/胸片|平片|正位|侧位|正侧位|X线|X光|\bDR\b|x-?ray|radiogra/i, 'DX'],
];

export type ReportKind =
  | { readonly kind: 'laboratory' }
  /** Undefined where the message does not tell by which modality. */
  | { readonly kind: 'exam'; readonly modality: Modality | undefined };

/**
 * Which report an order becomes. OBR-24 decides where it names a section; then `usual`, the
 * modality of a sender that does nothing else. Without either, running text about an item that
 * names an imaging or function exam is an exam report, and everything else a laboratory report:
 * it keeps any text.
 */
export function readKind({ obr, results }: Order, usual?: Modality): ReportKind {
  const section = obr.first(24).toUpperCase();
  const ambiguous = examSections.has(section);
  const named =
    !ambiguous && Object.hasOwn(modalityBySection, section) && modalityBySection[section];
  if (named) return { kind: 'exam', modality: named };
  if (laboratorySections.has(section)) return { kind: 'laboratory' };
  const item = readItem(obr, 4);
  const told = modalityIn(`${item?.code ?? ''} ${item?.text ?? ''} ${obr.text(4, 2)}`);
  const modality = told ?? usual;
  if (ambiguous || usual) return { kind: 'exam', modality };
  const onlyText = results.length > 0 && results.every(({ obx }) => isNarrative(obx));
  return onlyText && modality ? { kind: 'exam', modality } : { kind: 'laboratory' };
}

function modalityIn(text: string): Modality | undefined {
  const prefix = /^([A-Z]{2,3})-/.exec(text)?.[1];
  const byCode = modalities.find((modality) => modality === prefix);
  return byCode ?? modalityByWord.find(([word]) => word.test(text))?.[1];
}
