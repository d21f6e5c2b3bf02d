import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createBreakGlassClient, reason } from '../testing/break-glass.client';
import { aGlassGrant, aReview, noon, savePatient } from '../testing/patients.factory';
import {
  auditor,
  clinician,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';

const hour = 3_600_000;

describeOnBothDatabases('the queue of broken glasses to be reviewed', (kind) => {
  let harness: PatientsHarness;
  const glass = createBreakGlassClient(() => harness);
  const idsOf = async (viewer: Viewer = auditor, variables: Record<string, unknown> = {}) =>
    (await glass.queue(viewer, variables)).nodes.map(({ id }) => id);

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager);
      await savePatient(manager, { id: 'patient-2' });
    });
  });
  afterAll(() => harness?.stop());

  it('waits from the moment it was broken, due at the end of the third working day', async () => {
    const id = await glass.breakGlass();
    expect((await glass.queue()).nodes).toEqual([
      {
        ...{ id, patientId: 'patient-1', reason, grantedAt: '2026-03-04T12:00:00+08:00' },
        ...{ expiresAt: '2026-03-04T16:00:00+08:00', restricted: false },
        viewer: {
          ...{ subject: clinician.subject, name: clinician.name, roles: ['CLINICIAN'] },
          institution: { id: 'county-hospital' },
        },
        ...{ uses: [], status: 'OPEN', dueAt: '2026-03-09T23:59:59.999+08:00', overdue: false },
        ...{ outcome: null, note: null, reviewedBy: null, reviewedAt: null },
      },
    ]);
  });

  it('counts what rested on it by action, and nothing else', async () => {
    const open = '{ patient(id: "patient-1") { name } }';
    const colleague = aViewer('CLINICIAN', undefined, { subject: 'colleague' });
    await glass.breakGlass();
    await glass.breakGlass(colleague);
    await harness.run(clinician, open);
    await harness.run(clinician, open);
    await harness.run(clinician, '{ patients(search: "张建国") { nodes { name } } }');
    await harness.run(colleague, open);
    await glass.breakGlass(clinician, 'patient-2');
    glass.forward(4 * hour);
    await harness.run(clinician, open);
    const byViewer = (await glass.queue()).nodes.map(({ viewer, patientId, uses }) => ({
      ...{ subject: (viewer as { subject: string }).subject, patientId, uses },
    }));
    const looks = [
      { action: 'READ_RECORD', count: 2 },
      { action: 'SEARCH', count: 1 },
    ];
    expect(byViewer).toHaveLength(3);
    expect(byViewer).toEqual(
      expect.arrayContaining([
        { subject: clinician.subject, patientId: 'patient-1', uses: looks },
        {
          subject: 'colleague',
          patientId: 'patient-1',
          uses: [{ action: 'READ_RECORD', count: 1 }],
        },
        { subject: clinician.subject, patientId: 'patient-2', uses: [] },
      ]),
    );
  });

  it('counts a look once where the glass was broken again in the same words', async () => {
    const first = await glass.breakGlass();
    await harness.run(clinician, '{ patient(id: "patient-1") { name } }');
    glass.forward(hour);
    const second = await glass.breakGlass();
    await harness.run(clinician, '{ patient(id: "patient-1") { name } }');
    const uses = [{ action: 'READ_RECORD', count: 1 }];
    expect((await glass.queue()).nodes).toMatchObject([
      { id: expect.any(String), uses },
      { id: expect.any(String), uses },
    ]);
    expect((await idsOf()).sort()).toEqual([first, second].sort());
  });

  it('asks as much of the database for three as for one', async () => {
    const statementsFor = async () => {
      harness.statements.length = 0;
      await glass.queue();
      return harness.statements.filter((sql) => sql.startsWith('SELECT')).length;
    };
    await glass.breakGlass();
    const one = await statementsFor();
    await glass.breakGlass(clinician, 'patient-2');
    await glass.breakGlass(aViewer('CLINICIAN', 'people-hospital'));
    expect(await statementsFor()).toBe(one);
  });

  it('shows the open ones first, of each the one due first, page by page', async () => {
    const day = (days: number) => new Date(noon.getTime() + days * 24 * hour);
    const rows = [1, 2, 3, 4, 5].map((number) => {
      const [id, grantedAt] = [`glass-${number}`, day(-number)];
      return { grant: aGlassGrant(clinician, { id, grantedAt }), id, dueAt: day(3 - number) };
    });
    await glass.save(...rows.map(({ grant }) => grant));
    await glass.save(...rows.map(({ id, dueAt }) => aReview({ id, dueAt })));
    expect(await idsOf()).toEqual(['glass-5', 'glass-4', 'glass-3', 'glass-2', 'glass-1']);
    await glass.judge('glass-4');
    const seen: unknown[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const { nodes, pageInfo } = await glass.queue(auditor, { first: 2, after });
      seen.push(...nodes.map(({ id }) => id));
      [more, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
    }
    expect(seen).toEqual(['glass-5', 'glass-3', 'glass-2', 'glass-1', 'glass-4']);
    expect(await idsOf(auditor, { status: 'REVIEWED' })).toEqual(['glass-4']);
    expect(await idsOf(auditor, { status: 'OPEN', first: 1 })).toEqual(['glass-5']);
  });

  it('is overdue from the moment after it was due', async () => {
    await glass.save(aGlassGrant(clinician), aReview({ dueAt: noon }));
    expect((await glass.queue()).nodes).toMatchObject([{ overdue: false }]);
    glass.forward(1);
    expect((await glass.queue()).nodes).toMatchObject([{ overdue: true }]);
    await glass.judge('glass-1');
    glass.forward(24 * hour);
    expect((await glass.queue()).nodes).toMatchObject([{ overdue: true, status: 'REVIEWED' }]);
  });

  it('shows an institution its own, the leading one all', async () => {
    const own = await glass.breakGlass(aViewer('CLINICIAN', 'people-hospital'));
    const leads = await glass.breakGlass();
    expect(await idsOf(aViewer('AUDITOR', 'people-hospital'))).toEqual([own]);
    expect((await idsOf()).sort()).toEqual([own, leads].sort());
    expect(await idsOf(aViewer('AUDITOR', 'city-hospital'))).toEqual([]);
  });

  it('is an access of each patient shown', async () => {
    await glass.breakGlass();
    await glass.breakGlass(clinician, 'patient-1', '仍昏迷，需复查用药记录');
    await glass.breakGlass(clinician, 'patient-2');
    await glass.queue();
    const looks = (await harness.events()).filter(({ action }) => action.startsWith('READ_'));
    expect(looks.map(({ patientId }) => patientId).sort()).toEqual(['patient-1', 'patient-2']);
    const look = { action: 'READ_BREAK_GLASS_REVIEW', allowed: true, basis: null };
    expect(looks).toMatchObject([look, look]);
  });
});
