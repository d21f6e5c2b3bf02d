import type { ExamReportInput, Modality, PatientRefInput } from './inputs';
import { isCritical, readItem, readObservation } from './observation';
import type { Order, Result } from './order-groups';
import { badField, missingField } from './refusal';
import { postedResults, type ReportHead, readNotes } from './report';

/** Items of text that are the impression: `&IMP` (HL7), LOINC, and their Chinese headings. */
const impression = {
  suffix: /^(?:IMP|CNP|REC)$/i,
  codes: new Set(['19005-8', '18783-1', '22637-3', '55110-1']),
  words: /诊断|印象|提示|结论|意见|建议|impression|conclusion|diagnosis|recommendation/i,
};
/** Headings that hold a word of the impression and are findings all the same. */
const findingWords = /所见|描述|表现|finding|description/i;

/** How the study is identified: DICOM study instance UID (DCM 113014, IHE). */
const studyItem = /^(?:113014|110180|StudyInstanceUID)$/i;
const dicomUid = /^[0-2](?:\.(?:0|[1-9]\d*))+$/;

/** Throws (AE) where OBR-4 names no exam or no modality can be told. */
export function readExamReport(
  order: Order,
  head: ReportHead,
  patient: PatientRefInput,
  modality: Modality | undefined,
): ExamReportInput {
  const { obr } = order;
  const item = readExamItem(order);
  if (modality === undefined)
    throw badField(
      obr.at(24),
      'TABLE_VALUE',
      'does not tell the modality: send CT, MR, US, DX, ECG or another, or give the sender one in the sender table.',
    );
  const bodySite = obr.text(15, 4) || (order.specimen?.text(8, 2) ?? '');
  const studyInstanceUid = readStudyUid(order);
  const accessionNumber = order.study.find(({ name }) => name === 'IPC')?.first(1) || obr.first(18);
  const posted = postedResults(order);
  return {
    ...head,
    patient,
    itemCode: item,
    modality,
    ...(bodySite !== '' && { bodySite }),
    ...readText(order, posted),
    ...(studyInstanceUid !== undefined && { studyInstanceUid }),
    ...(accessionNumber !== '' && { accessionNumber }),
    ...(posted.some(({ obx }) => isCritical(obx)) && { critical: true }),
  };
}

/** OBR-4: a code of the catalogue's form where one is sent, else the sender's first. */
function readExamItem({ obr }: Order): string {
  const sent = [obr.first(4, 1), obr.first(4, 4)].filter((code) => code !== '');
  const catalogued = sent.find((code) => /^[A-Z]{2,3}-[A-Z]+(?:-[A-Z]+)?$/.test(code));
  const code = catalogued ?? sent[0] ?? readItem(obr, 4)?.code;
  if (code === undefined) throw missingField(obr.at(4), 'must say what was examined.');
  return code;
}

/** The impression is the conclusion; everything else, measurements too, are findings. */
function readText(order: Order, posted: readonly Result[]) {
  const findings: string[] = [];
  const conclusion: string[] = [];
  for (const result of posted) {
    if (isStudyUid(result)) continue;
    const lines = [lineOf(result), ...readNotes(result.notes)];
    (isImpression(result) ? conclusion : findings).push(...lines);
  }
  conclusion.push(...readNotes(order.notes));
  return { findings: findings.join('\n'), conclusion: conclusion.join('\n') };
}

function isImpression({ obx }: Result): boolean {
  const suffix = obx.printed(3).split('&')[1]?.trim() ?? '';
  const codes = [obx.first(3, 1), obx.first(3, 4)];
  if (impression.suffix.test(suffix) || codes.some((code) => impression.codes.has(code)))
    return true;
  const heading = [...codes, obx.text(3, 2), obx.text(3, 5)].join(' ');
  return impression.words.test(heading) && !findingWords.test(heading);
}

/** Text stands for itself; a measurement needs its name and unit. */
function lineOf(result: Result): string {
  const { code, name, value, unit } = readObservation(result);
  const isText = /^(?:TX|FT|ST|ED|RP)$/.test(result.obx.first(2));
  return isText ? value : `${name ?? code}: ${value}${unit === undefined ? '' : ` ${unit}`}`;
}

const isStudyUid = ({ obx }: Result) =>
  [obx.first(3, 1), obx.first(3, 4)].some((code) => studyItem.test(code));

/** From IPC-3, ZDS-1 or an observation, whatever its status: it identifies, it is no result. */
function readStudyUid({ study, results }: Order): string | undefined {
  const sent = [
    ...study.map((segment) => segment.first(segment.name === 'IPC' ? 3 : 1)),
    ...results.filter(isStudyUid).map(({ obx }) => obx.first(5)),
  ];
  return sent.find((uid) => dicomUid.test(uid) && uid.length <= 64);
}
