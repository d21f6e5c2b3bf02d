import type { Message, Segment } from './message';
import { Hl7Refusal } from './refusal';

/** One result segment and the notes under it. */
export interface Result {
  readonly obx: Segment;
  readonly notes: readonly Segment[];
}

/** One ORDER_OBSERVATION group of an ORU: one report. */
export interface Order {
  readonly pid: Segment;
  readonly obr: Segment;
  readonly orc?: Segment;
  readonly visit?: Segment;
  readonly notes: readonly Segment[];
  readonly results: readonly Result[];
  readonly specimen?: Segment;
  /** Segments after OBR that carry the study's identity: IPC, ZDS. */
  readonly study: readonly Segment[];
}

interface OpenResult extends Result {
  readonly notes: Segment[];
}
interface OpenOrder extends Order {
  readonly notes: Segment[];
  readonly results: OpenResult[];
  readonly specimenResults: OpenResult[];
  readonly study: Segment[];
  specimen?: Segment;
  /** Where the next NTE belongs. */
  noted: Segment[];
}

/**
 * The orders of an ORU^R01, in order, for one or several patients. OBX after SPM tell about the
 * specimen, not the result, unless the sender put all of them there. Throws (AE) where PID or
 * OBR is missing.
 */
export function groupOrders({ segments }: Message): Order[] {
  const orders: OpenOrder[] = [];
  let pid: Segment | undefined;
  let visit: Segment | undefined;
  let orc: Segment | undefined;
  let current: OpenOrder | undefined;
  for (const segment of segments) {
    if (segment.name === 'PID') {
      [pid, visit, orc, current] = [segment, undefined, undefined, undefined];
    } else if (segment.name === 'PV1') {
      visit = segment;
    } else if (segment.name === 'ORC') {
      [orc, current] = [segment, undefined];
    } else if (segment.name === 'OBR') {
      current = openOrder(pid, segment, { ...(visit && { visit }), ...(orc && { orc }) });
      orders.push(current);
      orc = undefined;
    } else if (current) addTo(current, segment);
  }
  if (!pid) throw absent('PID');
  if (orders.length === 0) throw absent('OBR');
  return orders.map((order) =>
    order.results.length > 0 ? order : { ...order, results: order.specimenResults },
  );
}

function openOrder(
  pid: Segment | undefined,
  obr: Segment,
  around: Pick<Order, 'orc' | 'visit'>,
): OpenOrder {
  if (!pid) throw absent('PID');
  const notes: Segment[] = [];
  const lists = { results: [], specimenResults: [], study: [] };
  return { pid, obr, ...around, notes, noted: notes, ...lists };
}

function addTo(order: OpenOrder, segment: Segment) {
  switch (segment.name) {
    case 'OBX': {
      const result: OpenResult = { obx: segment, notes: [] };
      (order.specimen ? order.specimenResults : order.results).push(result);
      order.noted = result.notes;
      break;
    }
    case 'NTE':
      order.noted.push(segment);
      break;
    case 'SPM':
      order.specimen ??= segment;
      break;
    case 'IPC':
    case 'ZDS':
      order.study.push(segment);
      break;
  }
}

const absent = (segment: string) =>
  new Hl7Refusal('AE', 'SEGMENT_SEQUENCE', `${segment}: the segment is missing.`, {
    segment,
    sequence: 1,
  });
