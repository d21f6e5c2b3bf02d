import type { TestCounty } from '../support/county';

const lead = 'county-hospital';
const at = '2026-03-01T08:00:00+08:00';
let made = 0;

/** A critical value, waiting or acknowledged; the notice of a report that was corrected. */
export const makeResult = (
  county: TestCounty,
  patientId: string,
  fresh: 'critical' | 'acknowledged' | 'notice',
): Promise<string> =>
  fresh === 'notice'
    ? correctSeen(county, patientId)
    : raiseCritical(county, patientId, fresh === 'acknowledged');

interface Page {
  readonly nodes: readonly { readonly id: string }[];
}

/** A critical value that the lead hospital reported of its own patient. */
async function raiseCritical(county: TestCounty, patientId: string, acknowledged: boolean) {
  made += 1;
  await county.run(
    `reporter@${lead}`,
    `mutation { postExamReport(input: { patient: { patientId: "${patientId}" } status: FINAL issuedAt: "${at}" sourceId: "CRITICAL-${made}" itemCode: "CT-CHEST" modality: CT findings: "气胸" conclusion: "气胸" critical: true orderingInstitutionId: "${lead}" }) { outcome } }`,
  );
  const { data } = await county.run(
    `clinician@${lead}`,
    '{ criticalValues(status: OPEN, first: 100) { nodes { id } } }',
  );
  const id = (data as unknown as { criticalValues: Page }).criticalValues.nodes.at(-1)?.id ?? '';
  if (acknowledged)
    await county.run(
      `clinician@${lead}`,
      `mutation { acknowledgeCriticalValue(id: "${id}") { id } }`,
    );
  return id;
}

/** The notice of a report that the lead hospital looked at before another corrected it. */
async function correctSeen(county: TestCounty, patientId: string) {
  made += 1;
  const post = (value: string) =>
    county.run(
      'reporter@lab-center',
      `mutation { postLabReport(input: { patient: { patientId: "${patientId}" } status: FINAL issuedAt: "${at}" sourceId: "SEEN-${made}" observations: [{ code: "718-7" value: "${value}" unit: "g/L" }] }) { report { id } } }`,
    );
  const { data } = await post('128');
  const { report } = (data as unknown as { postLabReport: { report: { id: string } } })
    .postLabReport;
  await county.run(`clinician@${lead}`, `{ labReport(id: "${report.id}") { status } }`);
  await post('118');
  for (let left = 100; left > 0; left -= 1) {
    const asked = await county.run(
      `clinician@${lead}`,
      '{ notices(first: 100) { nodes { id labReport { id } } } }',
    );
    const { nodes } = (asked.data as unknown as { notices: { nodes: Told[] } }).notices;
    const found = nodes.find(({ labReport }) => labReport?.id === report.id);
    if (found) return found.id;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nobody was told of a report that was corrected');
}

interface Told {
  readonly id: string;
  readonly labReport: { readonly id: string } | null;
}
