import { setTimeout as pause } from 'node:timers/promises';
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
interface Numbers {
  readonly id: string;
  readonly bookedByReferral: number;
  readonly bookedOtherwise: number;
}
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

    /** A part that could not keep up is asked again once it has come to itself. */
    const settled = async (user: string, query: string) => {
      for (;;) {
        const { data, errors } = await county.run(user, query);
        if (!errors) return data;
        await pause(500);
      }
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
      // Where the machine is too slow for so many at once, some are told to come again.
      const turnedAway = codes.filter((code) => code === 'UNAVAILABLE').length;
      expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(codes.length - turnedAway);
      expect(new Set(made).size).toBe(200 - codes.length);
      const offered = `{ capacities(institutionId: "county-hospital", period: { start: "${day}", end: "${day}" }, kind: EXAM_SLOT, first: 100) { nodes { id total reserved bookedByReferral bookedOtherwise } } }`;
      const numbers = valueAt(await settled(desk, offered), 'capacities', 'nodes') as Numbers[];
      const { bookedByReferral, bookedOtherwise } =
        numbers.find(({ id }) => id === ids.capacity) ?? {};
      expect(bookedByReferral).toBe(0);
      if (turnedAway === 0) expect(new Set(made).size).toBe(30);
      expect(bookedOtherwise).toBeGreaterThanOrEqual(new Set(made).size);
      expect(bookedOtherwise).toBeLessThanOrEqual(30);
    }, 60_000);
  },
);
