import { dayNumber, instantOf, laterBy } from '@lianyi/shared/demo/days';
import { demoId } from '@lianyi/shared/demo/demo-id';
import { urgencies } from '../diagnostic-request/diagnosis-words';
import {
  type SterileLoadRecall,
  type SterileSupplyRequest,
  SterileSupplyStatus,
} from '../sterile-supply/sterile-supply.entity';

const centerId = 'county-hospital';
const townships = ['dongpu', 'xiling', 'nanqiao', 'beiyuan', 'shahe'];
/** Of the demo's ids of residents 0 these are nobody's papers. */
const firstId = 900;

/** What every township asked the lead hospital's sterile supply for, of one recalled load too. */
export function sterileRows(seed: number, today: string) {
  const day = dayNumber(today) - 1;
  const loads = [`${today}-A1`, `${today}-A2`];
  const requests = townships.map((township, place): Partial<SterileSupplyRequest> => {
    const requestedAt = instantOf(day, 480 + place * 20);
    const loadNumber = loads[place];
    const delivered = { loadNumber, deliveredQuantity: 20, deliveredAt: laterBy(requestedAt, 300) };
    return {
      id: demoId(seed, 'OTHER', 0, firstId + place),
      ...{ centerId, requestedAt },
      ...{ fromInstitutionId: `township-${township}`, sourceId: `XD-${place}`, digest: '' },
      ...{ pack: '换药包', quantity: 20, urgency: 'ROUTINE' },
      ...{ urgencyRank: urgencies.indexOf('ROUTINE'), dueAt: laterBy(requestedAt, 2880) },
      ...(loadNumber ? delivered : {}),
      status: loadNumber ? SterileSupplyStatus.DELIVERED : SterileSupplyStatus.REQUESTED,
    };
  });
  const recalls: Partial<SterileLoadRecall>[] = [
    {
      centerId,
      ...{ loadNumber: `${today}-A2`, reason: '生物监测阳性' },
      recalledAt: instantOf(day, 1080),
    },
  ];
  return { requests, recalls };
}
