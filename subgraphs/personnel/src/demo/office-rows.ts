import type { County } from '@lianyi/shared/demo/county';
import { yearsLater } from '@lianyi/shared/time/calendar-day';
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
                ...{ id: `seat-${place + 1}`, consortiumId, body: BodyKind.LEADERSHIP, role },
                ...{ practitionerId: person.id, ...term(today), end: null },
                ...{ goals, appointedBy: '县卫生健康委' },
              },
            ]
          : [],
      );
    });
