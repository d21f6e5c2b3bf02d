import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { startPersonnel } from '../testing/personnel.harness';
import { trainingCounty, trainingDesk } from '../testing/training-desk';

const apprentice = { kind: 'APPRENTICESHIP' };
const managerOf = (institutionId: string) => aViewer('PERSONNEL_MANAGER', institutionId);

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('a training', (kind) => {
  let harness: SubgraphHarness;
  let [trainee, used] = ['', 0];
  const desk = trainingDesk(() => harness);
  beforeAll(async () => {
    harness = await startPersonnel(kind, trainingCounty());
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    trainee = `trainee-${used}`;
    used += 1;
  });

  it('begins with host, mentor and plan, and is the same when it is told again', async () => {
    const plan = { department: '心血管内科', plan: '三个月轮转，每周两次门诊带教' };
    const { made } = await desk.start(trainee, plan);
    expect(made).toMatchObject({
      ...{ kind: 'FURTHER_TRAINING', start: '2026-05-11', end: '2026-12-31', result: null },
      ...{ ...plan, trainee: { id: trainee }, mentor: { id: 'mentor' }, handbook: [] },
      host: { id: 'county-hospital' },
    });
    expect((await desk.start(trainee, plan)).made?.id).toBe(made?.id);
  });

  it.each([
    ['an end before its start', 'end', { end: '2026-05-10' }],
    [
      'its trainee’s own institution',
      'hostId',
      { hostId: 'township-dongpu', mentorId: 'of-township' },
    ],
    ['a mentor below rank', 'mentorId', { mentorId: 'junior' }],
    ['a mentor of her title too short', 'mentorId', { mentorId: 'fresh' }],
    ['a mentor of a title since nobody knows when', 'mentorId', { mentorId: 'unknown' }],
    ['a mentor of another institution', 'mentorId', { mentorId: 'of-shahe' }],
    ['a host that trains nobody', 'hostId', { hostId: 'village-dongpu-1' }],
    ['too long a plan', 'plan', { plan: '学'.repeat(2001) }],
    ['too long a department', 'department', { department: '科'.repeat(61) }],
  ])('is refused with %s', async (_, field, overrides) => {
    expect(await desk.start(trainee, overrides)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it.each([
    ['nobody', { traineeId: 'nobody' }],
    ['no mentor', { mentorId: 'nobody' }],
    ['nowhere', { hostId: 'nowhere' }],
  ])('is refused with %s', async (_, overrides) => {
    expect((await desk.start(trainee, overrides)).code).toBe('NOT_FOUND');
  });

  it('has a mentor whose title has lasted five years on its first day, or is a higher one', async () => {
    expect((await desk.start(trainee, { mentorId: 'fresh', start: '2026-05-12' })).code).toBe(
      undefined,
    );
    expect(
      (await desk.start(trainee, { mentorId: 'associate', start: '2027-01-01', end: null })).code,
    ).toBeUndefined();
  });

  it('is an apprenticeship one level down: county to township, township to village', async () => {
    expect((await desk.start(trainee, apprentice)).made).toMatchObject(apprentice);
    const down = { ...apprentice, hostId: 'township-dongpu', mentorId: 'of-township' };
    const village = managerOf('village-dongpu-1');
    expect((await desk.start('villager', down, village)).made).toMatchObject(apprentice);
    expect(
      await desk.start('villager', { ...apprentice, start: '2027-01-01', end: null }, village),
    ).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'hostId' },
    });
    expect(await desk.start('of-lead', down)).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'hostId' },
    });
  });

  it('shares no day with another of its trainee', async () => {
    await desk.start(trainee);
    const next = (start: string) =>
      desk.start(trainee, { mentorId: 'associate', start, end: null });
    expect(await next('2026-12-31')).toMatchObject({ code: 'CONFLICT', field: 'start' });
    expect((await next('2027-01-01')).code).toBeUndefined();
  });

  it('is begun once by many at once who send a person to different mentors', async () => {
    const answers = await Promise.all(
      ['mentor', 'associate', 'mentor', 'associate'].map((mentorId, index) =>
        desk.start(trainee, { mentorId, start: `2026-05-${20 + index}` }),
      ),
    );
    expect(answers.filter(({ made }) => made)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(3);
  });

  it('is begun by who manages the trainee alone', async () => {
    for (const stranger of ['township-shahe', 'people-hospital', 'city-hospital'])
      expect(await desk.start(trainee, {}, managerOf(stranger))).toMatchObject({
        ...{ code: 'FORBIDDEN', field: 'traineeId' },
      });
    expect((await desk.start(trainee, {}, aViewer('CLINICIAN'))).code).toBe('FORBIDDEN');
    expect((await desk.start(trainee, {}, managerOf('township-dongpu'))).code).toBeUndefined();
  });

  it('is told once, by ids', async () => {
    const { made } = await desk.start(trainee);
    await desk.start(trainee);
    await desk.start(trainee, { mentorId: 'associate' });
    await desk.finish(made?.id, { result: 'WITHDRAWN' });
    await desk.finish(made?.id, { result: 'WITHDRAWN' });
    const told = (
      await harness.database.read.find(OutboxEvent, { order: { sequence: 'ASC' } })
    ).filter(({ payload }) => (payload as { practitionerId?: string }).practitionerId === trainee);
    const payload = {
      ...{ trainingId: made?.id, practitionerId: trainee },
      ...{ institutionId: 'township-dongpu', toInstitutionId: 'county-hospital' },
    };
    expect(told.map(({ type }) => type)).toEqual([
      ...['personnel.training.started', 'personnel.training.ended'],
    ]);
    for (const one of told) expect(one.payload).toEqual(payload);
  });
});
