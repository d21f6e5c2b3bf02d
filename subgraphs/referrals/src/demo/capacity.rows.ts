import type { County } from '@lianyi/shared/demo/county';
import { demoId } from '@lianyi/shared/demo/demo-id';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { Capacity, CapacityKind } from '../capacity/capacity.entity';
import type { CapacityRules } from '../capacity/capacity-rules';

const days = 28;
const medical = ['心血管内科', '呼吸内科', '神经内科', '消化内科', '普外科', '骨科'];
/** What the leading hospital offers on a working day; from and to in Shanghai. */
const offers = [
  ...medical.map((department) => offer(CapacityKind.EXPERT_SLOT, department, 10, '08:30', '11:30')),
  ...medical.map((department) => offer(CapacityKind.BED, department, 5, '10:00', '18:00')),
  offer(CapacityKind.EXAM_SLOT, '医学影像科', 20, '14:00', '17:00'),
  offer(CapacityKind.DAY_SURGERY, '普外科', 4, '08:00', '16:00'),
];

function offer(kind: CapacityKind, department: string, total: number, from: string, to: string) {
  return { kind, department, total, from, to };
}

/** Four weeks from the day after the county's history: what referrals of a demo are booked on. */
export function capacityRows(county: County, { leastReserved, releaseAt }: CapacityRules) {
  const { seed, today } = county;
  const leads = county.consortia.filter(({ integration }) => integration === 'TIGHT');
  const weekdays = Array.from({ length: days }, (_, at) => laterDay(today, at + 1)).filter(
    (day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0,
  );
  let made = 0;
  return leads.flatMap(({ leadId }) =>
    weekdays.flatMap((day) =>
      offers.map(({ kind, department, total, from, to }) => {
        const startsAt = new Date(`${day}T${from}:00+08:00`);
        made += 1;
        return Object.assign(new Capacity(), {
          id: demoId(seed, 'OTHER', 0, made),
          ...{ institutionId: leadId, kind, department },
          ...{ practitionerKey: doctorOf(county, leadId, kind, department), startsAt },
          ...{ endsAt: new Date(`${day}T${to}:00+08:00`), month: day.slice(0, 7), total },
          ...{ reserved: leastReserved(total), releaseAt: releaseAt(startsAt) },
          ...{ bookedByReferral: 0, bookedFirst: 0, bookedOtherwise: 0 },
        });
      }),
    ),
  );
}

function doctorOf(county: County, id: string, kind: CapacityKind, department: string): string {
  if (kind !== CapacityKind.EXPERT_SLOT) return '';
  const senior = county
    .staffOf(id, 'PHYSICIAN')
    .filter(({ titleLevel }) => titleLevel.endsWith('SENIOR'));
  return senior.find(({ specialty }) => specialty === department)?.id ?? senior[0]?.id ?? '';
}
