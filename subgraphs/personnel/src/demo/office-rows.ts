import type { County } from '@lianyi/shared/demo/county';
import { laterDay, yearsLater } from '@lianyi/shared/time/calendar-day';
import {
  AgreementKind,
  type ConsortiumAgreement,
  SharedMatter,
} from '../agreement/agreement.entity';
import { BodyKind, BodyRole, type BodySeat } from '../body/body-seat.entity';

/** Three years, the first of them begun. */
const term = (today: string) => ({
  start: `${today.slice(0, 4)}-01-01`,
  termEnd: `${yearsLater(today, 2).slice(0, 4)}-12-31`,
});

/** The leadership of each tight consortium: people of the lead, and one of a township. */
export const demoSeats = ({ consortia, practitioners, today }: County): BodySeat[] =>
  consortia
    .filter(({ integration }) => integration === 'TIGHT')
    .flatMap(({ id: consortiumId, leadId }) => {
      const of = (institutionId: string) =>
        practitioners.filter(({ employerId }) => employerId === institutionId);
      const [head, deputy] = of(leadId);
      const [member] = of('township-dongpu');
      return [
        { person: head, role: BodyRole.HEAD, goals: '县域内基层诊疗量占比逐年提高' },
        { person: deputy, role: BodyRole.DEPUTY, goals: '牵头医院派驻覆盖全部乡镇' },
        { person: member, role: BodyRole.MEMBER, goals: null },
      ].flatMap(({ person, role, goals }, place) =>
        person
          ? [
              {
                id: `seat-${place + 1}`,
                ...{ consortiumId, body: BodyKind.LEADERSHIP, role },
                ...{ practitionerId: person.id, ...term(today), end: null },
                ...{ goals, appointedBy: '县卫生健康委' },
              },
            ]
          : [],
      );
    });

/** Each loose consortium’s agreement, which ends in two months. Results are not recognised by it. */
export const demoAgreements = ({ consortia, today }: County): ConsortiumAgreement[] =>
  consortia
    .filter(({ integration }) => integration === 'LOOSE')
    .map(({ id: consortiumId, leadId }, place) => ({
      id: `agreement-${place + 1}`,
      ...{ consortiumId, kind: AgreementKind.AGREEMENT },
      ...{ start: laterDay(today, -305), plannedEnd: laterDay(today, 60), end: null },
      ...{ shares: [SharedMatter.IMAGING, SharedMatter.REFERRAL], items: [], renewsId: null },
      ...{ recordedAtInstitutionId: leadId, idempotencyKey: `agreement-${place + 1}` },
    }));
