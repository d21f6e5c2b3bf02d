import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { operation } from '../support/operations';
import { valueAt } from '../support/value-at';

const desk = 'referral-officer@county-hospital';
const hospital = 'clinician@county-hospital';
const laboratory = 'reporter@county-hospital';
const now = new Date();
const day = laterDay(shanghaiDay(now), 7);
const hoursAgo = (hours: number) => formatInstant(new Date(now.getTime() - hours * 3_600_000));

const databases: readonly DatabaseKind[] = process.env.TEST_MYSQL_URL
  ? ['sqlite', 'mysql']
  : ['sqlite'];
const places = databases.flatMap((kind) =>
  (['one process', 'apart'] as const).map((topology) => [topology, kind] as const),
);

describe.each<readonly [TopologyKind, DatabaseKind]>(places)(
  'two hundred bookings at once (%s, %s)',
  (topology, kind) => {
    let county: TestCounty;
    const ids = { patient: '', capacity: '' };
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology, kind });
      const demographics = { name: '顾来仪', gender: 'FEMALE', birthDate: '1958-06-09' };
      const posted = await done(laboratory, operation('PostLab'), {
        input: {
          ...{ patient: { demographics }, sourceId: 'OF-A-VISIT', status: 'FINAL' },
          ...{ effectiveAt: hoursAgo(3), issuedAt: hoursAgo(2) },
          observations: [{ code: '6690-2', value: '6.2', unit: '10^9/L' }],
        },
      });
      ids.patient = String(valueAt(posted, 'postLabReport', 'report', 'patient', 'id'));
      const visit = 'mutation ($input: EncounterInput!) { recordEncounter(input: $input) { id } }';
      const encounter = { patientId: ids.patient, sourceId: 'VISIT-1', class: 'OUTPATIENT' };
      await done(hospital, visit, { input: { ...encounter, startedAt: hoursAgo(3) } });
      const input = {
        ...{ kind: 'EXAM_SLOT', department: '超声医学科', total: 50, reserved: 20 },
        ...{ startsAt: `${day}T08:00:00+08:00`, endsAt: `${day}T12:00:00+08:00` },
      };
      const publish =
        'mutation ($input: CapacityInput!) { made: publishCapacity(input: $input) { id } }';
      ids.capacity = String(valueAt(await done(desk, publish, { input }), 'made', 'id'));
    }, 120_000);
    afterAll(() => county?.stop());

    it('sell what there is, once, and touch nothing that is kept', async () => {
      const book = `mutation { made: bookCapacity(capacityId: "${ids.capacity}", patientId: "${ids.patient}") { id status } }`;
      const answers = await Promise.all(
        Array.from({ length: 200 }, () => county.run(hospital, book)),
      );
      const made = answers.flatMap(({ data }) => valueAt(data, 'made', 'id') ?? []);
      const codes = answers.flatMap(({ errors }) => errors?.[0]?.extensions?.code ?? []);
      expect(new Set(made).size).toBe(30);
      expect(codes).toEqual(Array.from({ length: 170 }, () => 'CONFLICT'));
      const offered = `{ capacities(institutionId: "county-hospital", period: { start: "${day}", end: "${day}" }, kind: EXAM_SLOT, first: 100) { nodes { id total reserved bookedByReferral bookedOtherwise } } }`;
      const nodes = valueAt(await done(desk, offered), 'capacities', 'nodes') as { id: string }[];
      expect(nodes.find(({ id }) => id === ids.capacity)).toMatchObject({
        ...{ total: 50, reserved: 20, bookedByReferral: 0, bookedOtherwise: 30 },
      });
    });
  },
);
