import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { someoneAt } from '../testing/outreach-desk';
import { startPersonnel } from '../testing/personnel.harness';
import { trainingCounty } from '../testing/training-desk';
import { HandbookEntry } from './handbook.entity';
import { TrainingKind, TrainingPlacement, TrainingResult } from './training-placement.entity';

const aTraining = (id: string, overrides: Partial<TrainingPlacement> = {}) =>
  Object.assign(new TrainingPlacement(), {
    ...{ id, kind: TrainingKind.FURTHER_TRAINING, traineeId: 'trainee-1', mentorId: 'mentor' },
    ...{ fromInstitutionId: 'township-dongpu', hostId: 'county-hospital', start: '2026-03-01' },
    ...{ plannedEnd: null, end: null, result: null, resultNote: null },
    ...{ department: null, plan: null, ...overrides },
  } satisfies TrainingPlacement);
const entryOf = (trainingId: string) =>
  Object.assign(new HandbookEntry(), {
    ...{ id: `entry of ${trainingId}`, trainingId, on: '2026-03-02', topic: '听诊' },
    ...{ score: null, assessedById: null },
  });

const lead = aViewer('PERSONNEL_MANAGER');
const township = aViewer('PERSONNEL_MANAGER', 'township-dongpu');
const clinician = (who?: string) => someoneAt('CLINICIAN', 'county-hospital', who);

describeOnBothDatabases('the list of trainings', (kind) => {
  let harness: SubgraphHarness;
  beforeAll(async () => {
    const finished = { end: '2026-05-01', result: TrainingResult.PASSED };
    harness = await startPersonnel(kind, [
      ...trainingCounty(),
      aTraining('a', { ...finished, start: '2026-01-01' }),
      aTraining('b'),
      aTraining('c', { traineeId: 'trainee-2' }),
      aTraining('d', { hostId: 'city-hospital', mentorId: 'of-city', start: '2026-04-01' }),
      ...['a', 'b', 'c', 'd'].map(entryOf),
    ]);
  });
  afterAll(() => harness?.stop());

  const asked = async (args: string, viewer: Viewer = lead) => {
    const { data, errors } = await harness.run(
      viewer,
      `{ trainings${args} { nodes { id handbook { topic } assessments { month } } pageInfo { endCursor } } }`,
    );
    const { code, field } = errors?.[0]?.extensions ?? {};
    const page = data?.trainings as {
      nodes: { id: string; handbook: object[] }[];
      pageInfo: { endCursor: string };
    } | null;
    return { ids: page?.nodes.map(({ id }) => id).join(''), ...page?.pageInfo, code, field };
  };

  it.each([
    ['at the viewer’s institution, newest first', '', lead, 'cba'],
    ['that are not finished', '(unfinished: true)', lead, 'cb'],
    ['from an institution', '(fromInstitutionId: "township-dongpu")', township, 'dcba'],
    ['from a member', '(fromInstitutionId: "township-dongpu")', lead, 'dcba'],
    ['of a trainee, to the office', '(traineeId: "trainee-1")', aViewer('COMMUNITY_OFFICE'), 'dba'],
    ['of a trainee, to herself', '(traineeId: "trainee-1")', clinician('trainee-1'), 'dba'],
    ['of a mentor, to herself', '(mentorId: "mentor")', clinician('mentor'), 'cba'],
  ])('shows those %s', async (_, args, viewer, ids) => {
    expect((await asked(args, viewer)).ids).toBe(ids);
  });

  it.each([
    ['at a hospital to others', '', clinician('trainee-1')],
    ['at the hospital to a member', '(hostId: "county-hospital")', township],
    ['of another trainee', '(traineeId: "trainee-2")', clinician('trainee-1')],
    ['with a mentor elsewhere', '(mentorId: "of-city")', lead],
    ['to another role', '', aViewer('REPORTER')],
  ])('is refused of those %s', async (_, args, viewer) => {
    expect((await asked(args, viewer)).code).toBe('FORBIDDEN');
  });

  it('is of one thing at a time', async () => {
    expect(await asked('(hostId: "county-hospital", mentorId: "mentor")')).toMatchObject({
      ...{ code: 'INVALID_INPUT', field: 'mentorId' },
    });
  });

  it('goes on from page to page, also within one day', async () => {
    const first = await asked('(first: 1)');
    expect(first.ids).toBe('c');
    expect((await asked(`(after: "${first.endCursor}")`)).ids).toBe('ba');
  });

  it('reads handbooks and months in one statement each', async () => {
    harness.statements.length = 0;
    await asked('');
    for (const table of ['training_placement', 'handbook_entry', 'training_assessment'])
      expect(harness.statements.filter((text) => text.includes(`\`${table}\``))).toHaveLength(1);
  });
});
