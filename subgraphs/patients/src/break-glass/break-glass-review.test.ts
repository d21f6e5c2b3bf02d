import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { answerOf, createBreakGlassClient } from '../testing/break-glass.client';
import { savePatient } from '../testing/patients.factory';
import { auditor, type PatientsHarness, startPatients } from '../testing/patients.harness';
import { BreakGlassReviewRow } from './break-glass-review.entity';

const hour = 3_600_000;

describeOnBothDatabases('the review of a broken glass', (kind) => {
  let harness: PatientsHarness;
  const glass = createBreakGlassClient(() => harness);

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

  it('records outcome, note, reviewer and time, with its event', async () => {
    const id = await glass.breakGlass();
    glass.forward(hour);
    const { data, errors } = await glass.judge(id, 'NOT_JUSTIFIED', ' 患者清醒，\n可以询问 ');
    expect(errors).toBeUndefined();
    const decided = {
      ...{ id, status: 'REVIEWED', outcome: 'NOT_JUSTIFIED', note: '患者清醒， 可以询问' },
      ...{ reviewedBy: auditor.name, reviewedAt: '2026-03-04T13:00:00+08:00', overdue: false },
    };
    expect(data).toMatchObject({ reviewBreakGlass: decided });
    expect((await glass.queue()).nodes).toMatchObject([decided]);
    const events = await harness.events();
    expect(events.find(({ action }) => action === 'REVIEW_BREAK_GLASS')).toMatchObject({
      ...{ patientId: 'patient-1', allowed: true, basis: null, viewerSubject: auditor.subject },
    });
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it.each([[undefined], [''], [' \u200b ']])(
    'needs a note to be not justified, not %j',
    async (note) => {
      const id = await glass.breakGlass();
      const { errors } = await glass.judge(id, 'NOT_JUSTIFIED', note);
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'note' } }]);
      expect((await glass.queue()).nodes).toMatchObject([{ status: 'OPEN' }]);
    },
  );

  it('takes no second decision, and names the first', async () => {
    const id = await glass.breakGlass();
    await glass.judge(id, 'JUSTIFIED', '情况属实');
    const { errors } = await glass.judge(id, 'NOT_JUSTIFIED', '不属实');
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('already been reviewed: JUSTIFIED'),
        extensions: { code: 'CONFLICT', grantId: id, outcome: 'JUSTIFIED' },
      },
    ]);
    expect((await glass.queue()).nodes).toMatchObject([{ outcome: 'JUSTIFIED', note: '情况属实' }]);
    expect((await harness.events()).filter(({ allowed }) => !allowed)).toMatchObject([
      { action: 'REVIEW_BREAK_GLASS', reason: 'already reviewed' },
    ]);
  });

  it('lets one of twenty decisions at once succeed', async () => {
    const id = await glass.breakGlass();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        glass.judge(id, index % 2 ? 'JUSTIFIED' : 'NOT_JUSTIFIED', `第${index}次`),
      ),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code ?? 'DECIDED');
    expect(codes.sort()).toEqual([...Array(19).fill('CONFLICT'), 'DECIDED']);
    const [winner] = answers.filter(({ errors }) => !errors);
    const { outcome, note } = answerOf<Record<string, unknown>>(winner ?? {}, 'reviewBreakGlass');
    expect((await glass.queue()).nodes).toMatchObject([{ outcome, note }]);
    const decisions = (await harness.events()).filter(
      ({ action, allowed }) => action === 'REVIEW_BREAK_GLASS' && allowed,
    );
    expect(decisions).toHaveLength(1);
    expect(await harness.verify()).toMatchObject({ whole: true });
  });

  it('stays open where its event cannot be written', async () => {
    const id = await glass.breakGlass();
    const { chain } = harness.process;
    const appendWithin = chain.appendWithin;
    Object.assign(chain, { appendWithin: () => Promise.reject(new Error('disk full')) });
    const { errors } = await glass.judge(id);
    Object.assign(chain, { appendWithin });
    expect(errors).toHaveLength(1);
    const rows = await harness.database.read.find(BreakGlassReviewRow);
    expect(rows).toMatchObject([{ id, status: 'OPEN', outcome: null }]);
  });

  it('is nobody’s own, wherever she signs in', async () => {
    const id = await glass.breakGlass(aViewer('CLINICIAN', 'people-hospital', { subject: 'both' }));
    const own = aViewer('AUDITOR', 'county-hospital', { subject: 'both' });
    const { errors } = await glass.judge(id, 'JUSTIFIED', undefined, own);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', grantId: id } }]);
    expect((await harness.events()).at(-1)).toMatchObject({
      ...{ action: 'REVIEW_BREAK_GLASS', allowed: false, reason: 'the viewer’s own grant' },
    });
    expect((await glass.queue()).nodes).toMatchObject([{ status: 'OPEN' }]);
  });

  it('is refused to another institution in the words for an id that nobody has', async () => {
    const id = await glass.breakGlass();
    const other = aViewer('AUDITOR', 'people-hospital');
    const [there, nowhere] = [
      await glass.judge(id, 'JUSTIFIED', undefined, other),
      await glass.judge('nothing', 'JUSTIFIED', undefined, other),
    ];
    expect(JSON.stringify(there).replaceAll(id, 'nothing')).toBe(JSON.stringify(nowhere));
    expect(there.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await harness.events()).filter(({ allowed }) => !allowed)).toMatchObject([
      { patientId: 'patient-1', reason: 'of another institution' },
    ]);
    expect((await glass.queue()).nodes).toMatchObject([{ status: 'OPEN' }]);
  });

  it.each(roles.filter((role) => role !== 'AUDITOR'))('is not for a %s', async (role) => {
    const id = await glass.breakGlass();
    for (const { errors } of [
      await glass.reviews(aViewer(role)),
      await glass.judge(id, 'JUSTIFIED', undefined, aViewer(role)),
    ])
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
