import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { aCandidate } from './merging';
import { anEncounter, savePatient } from './patients.factory';
import type { PatientsHarness } from './patients.harness';

const steps = {
  sign: `mutation ($id: ID!, $teamId: ID!, $day: Date!, $end: Date!) {
    done: signFamilyDoctorContract(patientId: $id, teamId: $teamId, period: { start: $day, end: $end }) { id } }`,
  renew: `mutation ($id: ID!, $day: Date!, $end: Date!) {
    done: renewFamilyDoctorContract(contractId: $id, period: { start: $day, end: $end }) { id } }`,
  end: `mutation ($id: ID!, $day: Date!) {
    done: endFamilyDoctorContract(contractId: $id, end: $day, reason: "迁出本县") { id } }`,
  enrol: `mutation ($id: ID!, $register: String!, $day: Date!) {
    done: enrolInRegister(patientId: $id, register: $register, since: $day) { id } }`,
  followUp: `mutation ($id: ID!, $day: Date!) {
    done: recordRegisterFollowUp(membershipId: $id, on: $day) { id } }`,
  leave: `mutation ($id: ID!, $day: Date!) {
    done: leaveRegister(membershipId: $id, on: $day, reason: "迁出本县") { id } }`,
} as const;
export type Step = keyof typeof steps;

interface Given {
  readonly day?: string;
  readonly end?: string;
  readonly register?: string;
  /** Team 3 is of another institution, whose family doctor then acts. */
  readonly teamId?: string | undefined;
}

/** What a family doctor does with contracts and registers; each yields the code of a refusal. */
export const createDutyClient = (harness: () => PatientsHarness) => ({
  today: () => shanghaiDay(harness().clock.now),
  async act(step: Step, id: string, given: Given = {}): Promise<string | null> {
    const place = given.teamId === 'team-3' ? 'people-hospital' : 'township-dongpu';
    const day = shanghaiDay(harness().clock.now);
    const variables = { id, day, teamId: 'team-1', register: 'HYPERTENSION', ...given };
    const query = steps[step];
    const sent = Object.entries(variables).filter(([name]) => query.includes(`$${name}:`));
    const viewer = aViewer('FAMILY_DOCTOR', place);
    const { errors } = await harness().run(viewer, query, Object.fromEntries(sent));
    return errors ? String(errors[0]?.extensions?.code) : null;
  },
});

/** Residents whom every institution treats, any two of them perhaps one person. */
export const saveResidents = ({ database }: PatientsHarness, ids: readonly string[]) =>
  database.transaction(async (manager) => {
    for (const [at, id] of ids.entries()) {
      await savePatient(manager, { id });
      for (const institutionId of ['county-hospital', 'township-dongpu', 'people-hospital'])
        await manager.save(
          anEncounter({ id: `${id}-${institutionId}`, patientId: id, institutionId }),
        );
      for (const otherId of ids.slice(0, at))
        await manager.save(aCandidate({ id: `${id}-${otherId}`, patientId: id, otherId }));
    }
  });
