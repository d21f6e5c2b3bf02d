import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { createLogger } from '@lianyi/shared/logging/logger';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { resultsTables } from '../data-source';
import { createSubgraph } from '../index';
import { createOrderingClient, hiv, taken, wbc, xiling } from '../testing/ordering.client';
import { aLabReport, anObservation, aQualityRecord } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';
import { createOfferRecorder, type ShownOffer } from './offer-recorder';
import { RecognitionOffer } from './recognition-offer.entity';

const anOffer = (overrides: Partial<ShownOffer> = {}): ShownOffer => ({
  ...{ institutionId: 'county-hospital', patientId: 'held', itemCode: '6690-2', day: '2026-03-04' },
  ...{ sourceInstitutionId: 'township-dongpu', sensitive: false, department: null },
  ...{ physicianId: 'doctor', physicianName: '一', offeredAt: new Date('2026-03-04T02:00:00Z') },
  ...overrides,
});

describeOnBothDatabases('what order checks offer', (kind) => {
  let results: ResultsHarness;
  const { check, decide, postLab } = createOrderingClient(() => results);
  const patients = ['shown', 'panel', 'own', 'refused', 'decided', 'held', 'fresh'];
  beforeAll(async () => {
    results = await startResults(kind);
    for (const id of patients) results.county.access.set(id, {});
    const held = ['56888-1', '6690-2', '883-9', '10331-7', '718-7'].map((itemCode) =>
      aQualityRecord({ id: `quality-${itemCode}`, itemCode }),
    );
    await results.database.transaction((manager) => manager.save(held));
  });
  afterAll(() => results.stop());

  const offersOf = async (patientId: string) => {
    await results.flushOffers();
    return results.database.read.find(RecognitionOffer, { where: { patientId } });
  };

  it('is counted once a day, with who saw it first, however often it is shown', async () => {
    await postLab('shown', { ...taken(2), observations: [wbc('5.6')] });
    await check('shown', ['6690-2', 'CT-CHEST'], clinician, '内科');
    await check('shown', ['6690-2'], aViewer('FAMILY_DOCTOR', 'county-hospital'), '全科');
    await results.flushOffers();
    await check('shown', ['6690-2'], aViewer('FAMILY_DOCTOR', 'county-hospital'), '外科');
    expect(await offersOf('shown')).toMatchObject([
      {
        ...{ institutionId: 'county-hospital', itemCode: '6690-2', day: '2026-03-04' },
        ...{ sourceInstitutionId: 'township-dongpu', answered: false, sensitive: false },
        ...{ physicianId: clinician.subject, physicianName: clinician.name, department: '内科' },
      },
    ]);
    results.clock.now = new Date('2026-03-05T00:00:00+08:00');
    await check('shown', ['6690-2']);
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    expect(await offersOf('shown')).toHaveLength(2);
  });

  it('is flagged where the item is sensitive', async () => {
    await postLab('refused', { ...taken(2), observations: [hiv] });
    await check('refused', ['56888-1']);
    expect(await offersOf('refused')).toMatchObject([{ itemCode: '56888-1', sensitive: true }]);
    await results.database.transaction((manager) =>
      manager.delete(RecognitionOffer, { patientId: 'refused' }),
    );
  });

  it('counts nothing that is not recognised', async () => {
    await postLab('refused', { ...taken(2), observations: [wbc('5.6')] }, xiling);
    await check('refused', ['6690-2']);
    expect(await offersOf('refused')).toEqual([]);
  });

  it('counts a panel only where all of its items are there', async () => {
    const values = [
      anObservation({ code: '883-9', value: 'A', unit: null, referenceRange: null }),
      anObservation({ code: '10331-7', value: '阳性', unit: null, referenceRange: null }),
    ];
    await postLab('panel', { ...taken(2), observations: [wbc('5.6'), ...values] });
    await check('panel', ['PANEL-CBC', 'PANEL-BLOODTYPE', '6690-2']);
    // Blood groups are never recognised by rule.
    expect((await offersOf('panel')).map(({ itemCode }) => itemCode)).toEqual(['6690-2']);
  });

  it('counts the institution’s own only within the window', async () => {
    const own = aViewer('CLINICIAN', 'township-dongpu');
    const old = { effectiveAt: '2026-02-24T08:00:00+08:00', issuedAt: '2026-02-24T09:00:00+08:00' };
    await postLab('own', { ...old, observations: [wbc('5.6')] });
    await check('own', ['6690-2'], own);
    expect(await offersOf('own')).toEqual([]);
    await postLab('own', { ...taken(1), status: 'PRELIMINARY', observations: [wbc('5.7')] });
    await check('own', ['6690-2'], own);
    expect(await offersOf('own')).toEqual([]);
    await postLab('own', { ...taken(1), observations: [wbc('5.7')] });
    await check('own', ['6690-2'], own);
    expect(await offersOf('own')).toMatchObject([{ sourceInstitutionId: 'township-dongpu' }]);
  });

  it('is answered by a decision, whichever of the two is written first', async () => {
    await postLab('decided', { ...taken(2), observations: [wbc('5.6')] });
    const repeat = { patientId: 'decided', choice: 'REPEATED', reason: 'EMERGENCY' };
    await check('decided', ['6690-2']);
    await decide({ ...repeat, itemCode: '6690-2' });
    await check('decided', ['6690-2']);
    expect(await offersOf('decided')).toMatchObject([{ answered: true }]);
    await check('decided', ['6690-2'], aViewer('CLINICIAN', 'township-xiling'));
    await results.flushOffers();
    await decide({ ...repeat, itemCode: '6690-2' }, aViewer('CLINICIAN', 'township-xiling'));
    const answered = (await offersOf('decided')).map((offer) => offer.answered);
    expect(answered).toEqual([true, true]);
  });

  it('is one row of many processes that write at once', async () => {
    const { database } = results;
    const recorders = Array.from({ length: 10 }, (_, process) => {
      let count = 0;
      const newId = () => {
        count += 1;
        return `${process}-${count}`;
      };
      return createOfferRecorder({ database, newId, logger: createLogger('test', 'silent') });
    });
    const offers = Array.from({ length: 20 }, (_, number) => anOffer({ itemCode: `X-${number}` }));
    for (const [index, recorder] of recorders.entries())
      recorder.note(index % 2 ? offers : [...offers].reverse());
    await Promise.all(recorders.map((recorder) => recorder.close()));
    expect(await offersOf('held')).toHaveLength(20);
  });

  it('is held while it cannot be written, and written later', async () => {
    const { database } = results;
    let down = true;
    const failing = {
      ...database,
      transaction: (work: Parameters<typeof database.transaction>[0]) =>
        down ? Promise.reject(new Error('down')) : database.transaction(work),
    } as typeof database;
    const logger = createLogger('test', 'silent');
    const recorder = createOfferRecorder({ database: failing, newId: () => 'later', logger });
    recorder.note([anOffer({ patientId: 'fresh' })]);
    await recorder.flush();
    expect(await offersOf('fresh')).toEqual([]);
    down = false;
    await recorder.close();
    expect(await offersOf('fresh')).toHaveLength(1);
    recorder.note([anOffer({ patientId: 'fresh', day: '2026-03-05' })]);
    await recorder.flush();
    expect(await offersOf('fresh')).toHaveLength(1);
  });

  it('is written after the dialog is answered, by itself', async () => {
    await postLab('fresh', { ...taken(2), observations: [wbc('5.6')] });
    results.statements.length = 0;
    await check('fresh', ['6690-2']);
    expect(results.statements.filter((sql) => sql.startsWith('INSERT'))).toEqual([]);
    const { database } = results;
    const logger = createLogger('test', 'silent');
    const recorder = createOfferRecorder({ database, logger, newId: () => 'by-itself' });
    recorder.note([anOffer({ patientId: 'by-itself' })]);
    const written = () => database.read.countBy(RecognitionOffer, { id: 'by-itself' });
    for (let tries = 0; tries < 100 && (await written()) === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await written()).toBe(1);
  });

  it('is written before the part stops', async () => {
    const { location, remove } = testLocation(kind);
    const { county } = results;
    const now = () => results.clock.now;
    const options = testOptions(location, { ask: county.ask, now });
    const part = await createSubgraph(options);
    const own = aViewer('REPORTER', 'county-hospital');
    const post = `mutation ($input: LabReportInput!) { postLabReport(input: $input) { outcome } }`;
    const input = aLabReport({ patient: { patientId: 'fresh' }, observations: [wbc('5.6')] });
    await runAs(part, own, post, { input });
    const ask = '{ orderCheck(patientId: "fresh", itemCodes: ["6690-2"]) { item { code } } }';
    expect((await runAs(part, clinician, ask)).errors).toBeUndefined();
    await part.stop();
    const database = await openDatabase({ ...resultsTables, location });
    expect(await database.read.count(RecognitionOffer)).toBe(1);
    await database.close();
    await remove(['results']);
  });
});
