import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { diagnosisClient, reader } from '../testing/diagnosis.client';
import { createOrderingClient, taken } from '../testing/ordering.client';
import { aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const dongpu = 'township-dongpu';
const xiling = 'township-xiling';

/** Exams that townships made and the imaging centre read: they are the townships' all the same. */
describeOnBothDatabases('an exam diagnosed above', (kind) => {
  let results: ResultsHarness;
  const ordering = createOrderingClient(() => results);
  /** A chest CT of a day, made by one institution and read by the centre; the report's id. */
  const exam = async (patientId: string, maker: string, day: number) => {
    const client = diagnosisClient(results);
    const sourceId = `${patientId}-${maker}-${day}`;
    const input = { patientId, sourceId, performedAt: taken(day).effectiveAt };
    const { request } = await client.request(
      { itemCode: 'CT-CHEST', centerId: 'imaging-center', ...input },
      aViewer('CLINICIAN', maker),
    );
    const answering = { ...taken(day), diagnosticRequestId: request?.id ?? '' };
    return ordering.postExam(patientId, answering, reader);
  };
  const repeats = async (includeOwn: boolean) => {
    const query = `query ($includeOwn: Boolean) { page: undecidedRepeats(
      period: { start: "2026-03-01", end: "2026-03-31" }, includeOwn: $includeOwn
    ) { nodes { institution { id } items { source { id } } } } }`;
    const { data } = await results.run(lead, query, { includeOwn });
    return (data?.page as { nodes: object[] } | null)?.nodes;
  };
  const fromTo = (source: string, maker: string) => ({
    ...{ institution: { id: maker }, items: [{ source: { id: source } }] },
  });

  beforeAll(async () => {
    results = await startResults(kind);
    for (const id of ['two-makers', 'one-maker', 'relied']) results.county.access.set(id, {});
    const assessed = [dongpu, xiling].map((institutionId) =>
      aQualityRecord({ id: institutionId, institutionId, itemCode: 'CT-ALL' }),
    );
    await results.database.transaction((manager) => manager.save(assessed));
    await exam('two-makers', dongpu, 1);
    await exam('two-makers', xiling, 3);
    await exam('one-maker', dongpu, 1);
    await exam('one-maker', dongpu, 3);
  });
  afterAll(() => results.stop());

  it('was repeated by who made it again, of who made it first', async () => {
    expect(await repeats(false)).toEqual([fromTo(dongpu, xiling)]);
  });

  it('was repeated by its own maker where these are asked for, whoever read both', async () => {
    expect(await repeats(true)).toEqual(
      expect.arrayContaining([fromTo(dongpu, xiling), fromTo(dongpu, dongpu)]),
    );
  });

  it('is relied on as the work of who made it', async () => {
    const examReportId = await exam('relied', dongpu, 1);
    const input = { patientId: 'relied', itemCode: 'CT-CHEST', choice: 'RECOGNIZED', examReportId };
    const { decision } = await ordering.decide(input);
    expect(decision).toMatchObject({ source: { id: dongpu } });
  });

  it('is its maker’s own result when it orders: offered as recognisable for the item’s window only', async () => {
    results.county.access.set('own', {});
    await exam('own', dongpu, 1);
    results.clock.now = new Date('2027-03-04T10:00:00+08:00');
    const maker = aViewer('CLINICIAN', dongpu);
    await ordering.check('own', ['CT-CHEST'], maker);
    await results.flushOffers();
    const rows = await results.database.read.query(
      "SELECT COUNT(*) AS `n` FROM `recognition_offer` WHERE `patientId` = 'own'",
    );
    expect(Number(rows[0].n)).toBe(0);
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    await ordering.check('own', ['CT-CHEST'], maker);
    await results.flushOffers();
    const again = await results.database.read.query(
      "SELECT `sourceInstitutionId` FROM `recognition_offer` WHERE `patientId` = 'own'",
    );
    expect(again).toEqual([{ sourceInstitutionId: dongpu }]);
  });
});
