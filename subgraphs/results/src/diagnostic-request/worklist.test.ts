import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  type DiagnosisClient,
  diagnosisClient,
  doctor,
  reader,
  requested,
} from '../testing/diagnosis.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';
import { DiagnosticRequest } from './diagnostic-request.entity';

/** Requests in the order in which they were sent: what is most urgent comes last. */
const sent = [
  { name: 'routine', urgency: 'ROUTINE', hour: '07' },
  { name: 'urgent', urgency: 'URGENT', hour: '08' },
  { name: 'urgent-later', urgency: 'URGENT', hour: '09' },
  { name: 'emergency', urgency: 'EMERGENCY', hour: '10' },
];

describeOnBothDatabases('the worklist of diagnostic requests', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  const names = new Map<string, string>();
  const at = (time: string) => {
    results.clock.now = new Date(`2026-03-04T${time}:00+08:00`);
  };
  const list = async (viewer = reader, args = '') => {
    const { nodes } = await client.list(viewer, args);
    return nodes.map(({ id }) => names.get(id));
  };
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    for (const id of ['patient-1', 'hidden']) results.county.access.set(id, {});
    for (const { name, urgency, hour } of sent) {
      at(`${hour}:00`);
      const more = { urgency, performedAt: '2026-03-04T06:00:00+08:00' };
      names.set((await requested(client, name, more)).id, name);
    }
    at('10:00');
  });
  afterAll(() => results.stop());

  it('shows the most urgent first, of these what is due first', async () => {
    expect(await list()).toEqual(['emergency', 'urgent', 'urgent-later', 'routine']);
  });

  it('shows the sender what it sent, in the same order', async () => {
    expect(await list(doctor)).toEqual(['emergency', 'urgent', 'urgent-later', 'routine']);
  });

  it('shows nothing to an institution that is neither', async () => {
    expect(await list(aViewer('REPORTER', 'lab-center'))).toEqual([]);
    expect(await list(aViewer('CLINICIAN', 'township-xiling'))).toEqual([]);
  });

  it('pages without losing or doubling a request', async () => {
    const seen: (string | undefined)[] = [];
    for (let after: string | null | undefined = ''; after !== null; ) {
      const args = after ? `(first: 1, after: "${after}")` : '(first: 1)';
      const { nodes, pageInfo } = await client.list(reader, args);
      seen.push(...nodes.map(({ id }) => names.get(id)));
      after = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
    }
    expect(seen).toEqual(['emergency', 'urgent', 'urgent-later', 'routine']);
  });

  it('tells requests from claims by the clock', async () => {
    const [urgent] = [...names].find(([, name]) => name === 'urgent') ?? [];
    await client.claim(urgent ?? '');
    expect(await list(reader, '(status: CLAIMED)')).toEqual(['urgent']);
    expect(await list(reader, '(status: REQUESTED)')).toEqual([
      ...['emergency', 'urgent-later', 'routine'],
    ]);
    expect(await list()).toEqual(['emergency', 'urgent', 'urgent-later', 'routine']);
    at('10:30');
    expect(await list(reader, '(status: CLAIMED)')).toEqual([]);
    expect(await list(reader, '(status: REQUESTED)')).toEqual([
      ...['emergency', 'urgent', 'urgent-later', 'routine'],
    ]);
    at('10:00');
  });

  it('shows what ended by its own status alone, until 90 days after', async () => {
    const ended = await requested(client, 'ended');
    names.set(ended.id, 'ended');
    await client.reject(ended.id, '图像不全');
    const withdrawn = await requested(client, 'withdrawn');
    names.set(withdrawn.id, 'withdrawn');
    await client.cancel(withdrawn.id, '患者已转院');
    expect(await list(reader, '(status: REJECTED)')).toEqual(['ended']);
    expect(await list(reader, '(status: CANCELLED)')).toEqual(['withdrawn']);
    expect(await list(reader, '(status: REPORTED)')).toEqual([]);
    expect(await list()).not.toContain('ended');
    results.clock.now = new Date('2026-06-02T23:59:59+08:00');
    expect(await list(reader, '(status: REJECTED)')).toEqual(['ended']);
    results.clock.now = new Date('2026-06-03T00:00:00+08:00');
    expect(await list(reader, '(status: REJECTED)')).toEqual([]);
    at('10:00');
  });

  it('leaves out whose record is closed to the viewer, and its cursor does not tell of it', async () => {
    const hidden = await requested(client, 'hidden', { patientId: 'hidden', urgency: 'EMERGENCY' });
    names.set(hidden.id, 'hidden');
    results.county.access.delete('hidden');
    expect(await list()).toEqual(['emergency', 'urgent', 'urgent-later', 'routine']);
    const { pageInfo } = await client.list(reader, '(first: 2)');
    const cursor = Buffer.from(pageInfo?.endCursor ?? '', 'base64url').toString();
    expect(cursor).not.toContain(hidden.id);
    expect(pageInfo?.hasNextPage).toBe(true);
    results.county.access.set('hidden', {});
  });

  it('leaves out an exam flagged sensitive where sensitive items are hidden', async () => {
    const { id } = await requested(client, 'sensitive', { patientId: 'hidden' });
    names.set(id, 'sensitive');
    await results.database.transaction((manager) =>
      manager.update(DiagnosticRequest, { id }, { sensitive: true }),
    );
    expect(await list()).toContain('sensitive');
    results.county.access.set('hidden', { sensitive: false });
    expect(await list()).not.toContain('sensitive');
    expect((await client.claim(id)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    results.county.access.set('hidden', {});
  });

  it('asks once about all patients, in as many statements for one as for many', async () => {
    results.county.asked.clear();
    results.statements.length = 0;
    await client.list(reader, '(first: 1)');
    const few = results.statements.length;
    results.statements.length = 0;
    await client.list(reader, '(first: 100)');
    expect(results.statements).toHaveLength(few);
    expect(results.county.asked.get('AccessDecisions')).toBe(2);
  });

  it('fails as a whole where the records cannot be asked about', async () => {
    results.county.down.add('patients');
    const { nodes, errors } = await client.list(reader);
    results.county.down.clear();
    expect(nodes).toEqual([]);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  });

  it('walks its index, however many requests other institutions have', async () => {
    const [row] = await results.database.read.findBy(DiagnosticRequest, { sourceId: 'routine' });
    const rows = Array.from({ length: 3000 }, (_, index) => ({
      ...{ ...row, id: `many-${index}`, sourceId: `many-${index}`, item: undefined },
      ...{ centerId: `center-${index % 30}`, fromInstitutionId: `township-${index % 50}` },
    }));
    await results.database.transaction((manager) => insertRows(manager, DiagnosticRequest, rows));
    results.statements.length = 0;
    await client.list(reader, '(first: 20)');
    const walks = results.statements.filter((sql) => sql.includes('diagnostic_request'));
    expect(walks).toHaveLength(4);
    for (const sql of walks) {
      const explain = kind === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const values = [...sql.matchAll(/\?/g)].map(() => 'imaging-center');
      const steps: object[] = await results.database.read.query(`${explain} ${sql}`, values);
      const plan = JSON.stringify(steps);
      expect(plan).toMatch(/USING INDEX|"key":"IDX/);
      expect(plan).not.toMatch(/SCAN|TEMP B-TREE|filesort|"type":"ALL"/);
    }
  });
});
