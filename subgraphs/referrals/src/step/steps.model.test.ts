import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import fc from 'fast-check';
import {
  aReturn,
  aSubmission,
  doctor,
  familyDoctor,
  type Outcome,
  openReferralDesk,
  type ReferralDesk,
  receiver,
  sender,
  senderOfficer,
} from '../testing/referral-desk';

/** What leads where, written down once more: by whom, and from which states. */
const leads: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>> = {
  acceptReferral: { from: ['SUBMITTED'], to: 'ACCEPTED' },
  declineReferral: { from: ['SUBMITTED'], to: 'DECLINED' },
  cancelReferral: { from: ['SUBMITTED', 'ACCEPTED', 'IN_TRANSIT'], to: 'CANCELLED' },
  recordArrival: { from: ['ACCEPTED', 'IN_TRANSIT'], to: 'ARRIVED' },
  startTreatment: { from: ['ARRIVED'], to: 'IN_TREATMENT' },
  completeReferral: { from: ['IN_TREATMENT'], to: 'COMPLETED' },
  recordFollowUp: { from: ['COMPLETED'], to: 'FOLLOWED_UP' },
};
const metDown = ['ACCEPTED', 'ARRIVED', 'IN_TREATMENT', 'COMPLETED'];
const underWay = ['IN_TRANSIT', 'ARRIVED', 'IN_TREATMENT', 'COMPLETED'];

/** Each is of one of the two institutions; `aReturn` goes the other way round. */
const actors = [sender, senderOfficer, familyDoctor, receiver, doctor];

interface Model {
  readonly direction: 'UP' | 'DOWN';
  readonly emergency: boolean;
  status: string;
  accepted: boolean;
  readonly events: string[];
}

/** What the model says of a step: done, or the code of its refusal. */
function judge(model: Model, step: string, { institutionId, roles }: Viewer): string {
  const [from, to] = ['township-dongpu', 'county-hospital'];
  const [sends, receives] = model.direction === 'UP' ? [from, to] : [to, from];
  if (institutionId !== (step === 'cancelReferral' ? sends : receives)) return 'FORBIDDEN';
  const officer = roles.includes('REFERRAL_OFFICER');
  const answering = ['acceptReferral', 'declineReferral'].includes(step);
  const afterwards = step === 'acceptReferral' && underWay.includes(model.status);
  const familyDown = model.direction === 'DOWN' && roles.includes('FAMILY_DOCTOR');
  const mayNow = officer || familyDown || !answering || afterwards;
  // Who may take it from somewhere is told the state, where it does not lead on from here.
  const mayEver = mayNow || step === 'acceptReferral';
  const leadsOn = afterwards
    ? !model.accepted
    : (step === 'recordFollowUp' && model.direction === 'DOWN'
        ? metDown
        : (leads[step]?.from ?? [])
      ).includes(model.status);
  if (!(leadsOn || model.status === 'SUBMITTED' || afterwards ? mayNow : mayEver))
    return 'FORBIDDEN';
  return leadsOn ? 'DONE' : 'CONFLICT';
}

function advance(model: Model, step: string) {
  const to = leads[step]?.to ?? '';
  const afterwards = step === 'acceptReferral' && underWay.includes(model.status);
  if (step === 'acceptReferral') model.accepted = true;
  if (!afterwards) model.status = to;
  model.events.push(to);
}

const codeOf = ({ code, referral }: Outcome) => (referral ? 'DONE' : code);

describeOnBothDatabases('random actors taking random steps', (kind) => {
  let desk: ReferralDesk;
  let made = 0;
  beforeAll(async () => {
    desk = await openReferralDesk(kind);
  });
  afterAll(() => desk?.stop());

  const begin = async (direction: Model['direction'], emergency: boolean) => {
    const urgency = emergency ? 'EMERGENCY' : 'ROUTINE';
    made += 1;
    const { referral } =
      direction === 'UP'
        ? await desk.submit(sender, aSubmission(`model-${made}`, { urgency }))
        : await desk.submit(doctor, aReturn(`model-${made}`, { urgency }));
    const status = emergency ? 'IN_TRANSIT' : 'SUBMITTED';
    const events = emergency ? ['SUBMITTED', status] : [status];
    const model: Model = { direction, emergency, status, accepted: false, events };
    return { id: referral?.id ?? '', model };
  };
  const stored = async (id: string) => {
    const query = `{ referral(id: "${id}") { status events { status } } }`;
    const { data } = await desk.harness.run(receiver, query, {}, { 'patient-1': {} });
    return data?.referral;
  };
  const asStored = ({ status, events }: Model) => ({
    status,
    events: events.map((one) => ({ status: one })),
  });

  const aDirection = fc.constantFrom('UP' as const, 'DOWN' as const);
  const aStep = fc.constantFrom(...Object.keys(leads));
  const anActor = fc.constantFrom(...actors);

  it('get what the model says, and leave the slip where it says', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...[aDirection, fc.boolean()],
        fc.array(fc.tuple(aStep, anActor), { minLength: 1, maxLength: 14 }),
        async (direction, emergency, steps) => {
          const { id, model } = await begin(direction, emergency);
          for (const [step, actor] of steps) {
            const said = judge(model, step, actor);
            const outcome = await desk.step(actor, step, id);
            expect([step, model.status, actor.subject, codeOf(outcome)]).toEqual([
              ...[step, model.status, actor.subject, said],
            ]);
            if (said === 'DONE') advance(model, step);
          }
          expect(await stored(id)).toEqual(asStored(model));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('at once leave one history that the model allows in some order', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...[aDirection, fc.boolean()],
        fc.array(fc.tuple(aStep, anActor), { minLength: 2, maxLength: 8 }),
        async (direction, emergency, steps) => {
          const { id, model } = await begin(direction, emergency);
          const outcomes = await Promise.all(
            steps.map(([step, actor]) => desk.step(actor, step, id)),
          );
          const taken = steps.filter((_, at) => outcomes[at]?.referral);
          const { events } = (await stored(id)) as { events: { status: string }[] };
          // Each event is one of the steps that were said to be done, in an order that leads on.
          for (const { status } of events.slice(model.events.length)) {
            const at = taken.findIndex(
              ([step, actor]) => leads[step]?.to === status && judge(model, step, actor) === 'DONE',
            );
            expect(at).toBeGreaterThanOrEqual(0);
            const [[step] = ['']] = taken.splice(at, 1);
            advance(model, step);
          }
          expect(taken).toEqual([]);
          expect(await stored(id)).toEqual(asStored(model));
        },
      ),
      { numRuns: 40 },
    );
  });
});
