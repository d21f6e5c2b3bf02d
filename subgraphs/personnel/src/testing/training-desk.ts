import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { TitleLevel } from '../practitioner/practitioner.entity';
import { outreachCounty } from './outreach-county';
import { aPractitioner } from './personnel.factory';

const fields =
  'id kind start end plannedEnd department plan result resultNote trainee { id } host { id } mentor { id } handbook { on topic score assessedBy { id } } assessments { month score note assessedBy { id } }';
const lead = aViewer('PERSONNEL_MANAGER');

/** Trainees of a township and a village, and mentors of every kind at the lead hospital. */
export const trainingCounty = () => [
  ...outreachCounty(),
  ...Array.from({ length: 30 }, (_, index) =>
    aPractitioner({ id: `trainee-${index}`, employerId: 'township-dongpu' }),
  ),
  aPractitioner({ id: 'villager', employerId: 'village-dongpu-1' }),
  aPractitioner({ id: 'of-lead' }),
  aPractitioner({ id: 'mentor', titleSince: '2021-05-11' }),
  aPractitioner({ id: 'fresh', titleSince: '2021-05-12' }),
  aPractitioner({ id: 'unknown', titleSince: null }),
  aPractitioner({ id: 'junior', titleLevel: TitleLevel.JUNIOR, titleSince: '2000-01-01' }),
  aPractitioner({ id: 'associate', titleLevel: TitleLevel.ASSOCIATE_SENIOR }),
  aPractitioner({
    id: 'of-township',
    titleSince: '2010-01-01',
    employerId: 'township-dongpu',
  }),
];

/** Asks a harness; yields what was made, or the refusal's code and field. */
export function trainingDesk(harness: () => SubgraphHarness) {
  const asked = async (query: string, variables: Record<string, unknown>, viewer: Viewer) => {
    const { data, errors } = await harness().run(viewer, query, variables);
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Record<string, unknown> | undefined, code, field };
  };
  return {
    /** From 11 May 2026 to the end of the year, for the lead hospital's manager. */
    start: (traineeId: string, overrides: object = {}, viewer: Viewer = lead) =>
      asked(
        `mutation ($input: TrainingPlacementInput!) { made: startTraining(input: $input) { ${fields} } }`,
        {
          input: {
            traineeId,
            ...{ hostId: 'county-hospital', mentorId: 'mentor' },
            ...{ start: '2026-05-11', end: '2026-12-31', ...overrides },
          },
        },
        viewer,
      ),
    enter: (trainingId: unknown, line: object = {}, viewer: Viewer = lead) =>
      asked(
        `mutation ($id: ID!, $on: Date!, $topic: String!, $score: Int) { made: addHandbookEntry(trainingId: $id, on: $on, topic: $topic, score: $score) { ${fields} } }`,
        { id: trainingId, ...{ on: '2026-05-20', topic: '心电图判读' }, ...line },
        viewer,
      ),
    assess: (trainingId: unknown, line: object = {}, viewer: Viewer = lead) =>
      asked(
        `mutation ($id: ID!, $month: String!, $score: Int!, $note: String) { made: assessTraining(trainingId: $id, month: $month, score: $score, note: $note) { ${fields} } }`,
        { id: trainingId, ...{ month: '2026-05', score: 86 }, ...line },
        viewer,
      ),
    finish: (id: unknown, told: object = {}, viewer: Viewer = lead) =>
      asked(
        `mutation ($id: ID!, $end: Date!, $result: TrainingResult!, $note: String) { made: finishTraining(id: $id, end: $end, result: $result, note: $note) { ${fields} } }`,
        { id, ...{ end: '2026-06-01', result: 'PASSED' }, ...told },
        viewer,
      ),
  };
}
