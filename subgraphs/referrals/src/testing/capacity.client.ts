import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { OpenRecords } from '@lianyi/shared/testing/subgraph-harness';
import { aSubmission, type ReferralDesk, receiver, sender } from './referral-desk';

const capacityFields =
  'id kind department total reserved bookedByReferral bookedOtherwise startsAt releaseAt';
const bookingFields = `id status heldUntil capacity { ${capacityFields} }`;

export interface CapacityAnswer {
  readonly id: string;
  readonly reserved: number;
  readonly bookedByReferral: number;
  readonly bookedOtherwise: number;
  readonly [field: string]: unknown;
}
export interface BookingAnswer {
  readonly id: string;
  readonly status: string;
  readonly capacity: CapacityAnswer;
}
interface Answered<Made> {
  readonly made: Made | null;
  readonly code: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Ten beds of the lead hospital a week from now. */
export const tenBeds = (overrides: object = {}) => ({
  kind: 'BED',
  ...{ department: '心血管内科', total: 10 },
  ...{ startsAt: '2026-06-08T08:00:00+08:00', endsAt: '2026-06-08T18:00:00+08:00' },
  ...overrides,
});

/** Asks the capacities of a desk. */
function askCapacities({ harness }: ReferralDesk) {
  const run = async <Made>(
    viewer: Viewer,
    query: string,
    variables: Record<string, unknown>,
    open: OpenRecords = { 'patient-1': {} },
  ): Promise<Answered<Made>> => {
    const { data, errors } = await harness.run(viewer, query, variables, open);
    const { code, ...details } = errors?.[0]?.extensions ?? {};
    return { made: (data?.made as Made | undefined) ?? null, code, details };
  };
  return {
    publish: (input: object, viewer = receiver) =>
      run<CapacityAnswer>(
        viewer,
        `mutation ($input: CapacityInput!) { made: publishCapacity(input: $input) { ${capacityFields} } }`,
        { input },
      ),
    book: (capacityId: string, viewer: Viewer, open?: OpenRecords) =>
      run<BookingAnswer>(
        viewer,
        `mutation ($id: ID!) { made: bookCapacity(capacityId: $id, patientId: "patient-1") { ${bookingFields} } }`,
        { id: capacityId },
        open,
      ),
    change: (field: string, id: string, viewer: Viewer) =>
      run<BookingAnswer>(
        viewer,
        `mutation ($id: ID!) { made: ${field}(id: $id) { ${bookingFields} } }`,
        { id },
      ),
    accept: (id: string, capacityId: string, viewer = receiver) =>
      run<{ status: string; dueAt: string; booking: BookingAnswer | null }>(
        viewer,
        `mutation ($id: ID!, $capacityId: ID!) { made: acceptReferral(id: $id, capacityId: $capacityId) { status dueAt booking { ${bookingFields} } } }`,
        { id, capacityId },
      ),
    bookingOf: async (referralId: string) => {
      const query = `{ made: referral(id: "${referralId}") { status booking { ${bookingFields} } } }`;
      return (await run<{ booking: BookingAnswer | null }>(receiver, query, {})).made;
    },
    listed: (viewer: Viewer, of = 'county-hospital', more = '') =>
      run<{ nodes: CapacityAnswer[] }>(
        viewer,
        `{ made: capacities(institutionId: "${of}", period: { start: "2026-06-08", end: "2026-06-08" }${more}) { nodes { ${capacityFields} } } }`,
        {},
      ),
  };
}

/** Publishes and books at a desk. */
export function capacityClient(desk: ReferralDesk) {
  const asked = askCapacities(desk);
  let slips = 0;
  return {
    ...asked,
    /** The id of a new slip of the sender's. */
    async submitted() {
      slips += 1;
      return (await desk.submit(sender, aSubmission(`booked-${slips}`))).referral?.id ?? '';
    },
    /** What is booked of a capacity. */
    async numbersOf(id: string) {
      const { made: list } = await asked.listed(receiver);
      const { bookedByReferral, bookedOtherwise } = list?.nodes.find((one) => one.id === id) ?? {};
      return { bookedByReferral, bookedOtherwise };
    },
  };
}
