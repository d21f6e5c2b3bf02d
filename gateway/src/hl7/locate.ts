import type { Locate } from './graph';
import type { Message, Segment } from './message';
import type { Order, Result } from './order-groups';

/** Fields of PID, OBX, OBR and PV1 that the inputs are filled from. */
const pidFields: Readonly<Record<string, number>> = {
  identifiers: 3,
  name: 5,
  birthDate: 7,
  gender: 8,
  address: 11,
  phone: 13,
};
const obxFields: Readonly<Record<string, number>> = {
  code: 3,
  name: 3,
  value: 5,
  unit: 6,
  referenceRange: 7,
  flag: 8,
};
const obrFields: Readonly<Record<string, number>> = {
  sourceId: 3,
  itemCode: 4,
  effectiveAt: 7,
  bodySite: 15,
  accessionNumber: 18,
  issuedAt: 22,
  modality: 24,
  status: 25,
};
const pv1Fields: Readonly<Record<string, number>> = {
  class: 2,
  sourceId: 19,
  startedAt: 44,
  endedAt: 45,
};

/** `input.observations[3].code` and `observations.3.code` alike as observations, 3, code. */
const partsOf = (field: string) =>
  field.split(/[.[\]]+/).filter((part) => part !== '' && part !== 'input');

const own = (fields: Readonly<Record<string, number>>, part: string | undefined) =>
  part !== undefined && Object.hasOwn(fields, part) ? fields[part] : undefined;

export const locateInPatient =
  (pid: Segment): Locate =>
  (field) => {
    const named = partsOf(field).find((part) => own(pidFields, part) !== undefined);
    const at = own(pidFields, named);
    return at === undefined ? undefined : pid.at(at);
  };

/** `results` are the segments of the posted observations, in their order. */
export const locateInReport =
  (order: Order, results: readonly Result[]): Locate =>
  (field) => {
    const [first, index, ...rest] = partsOf(field);
    if (first === 'patient') return locateInPatient(order.pid)(field);
    const obx = first === 'observations' ? results[Number(index)]?.obx : undefined;
    if (obx) return obx.at(own(obxFields, rest[0]) ?? 5);
    const at = own(obrFields, first);
    return at === undefined ? undefined : order.obr.at(at);
  };

export const locateInEncounter =
  ({ segments }: Message): Locate =>
  (field) => {
    const [first, index] = partsOf(field);
    const named = (name: string) => segments.filter((segment) => segment.name === name);
    if (first === 'diagnoses') return named('DG1')[Number(index ?? 0)]?.at(3);
    const at = own(pv1Fields, first);
    return at === undefined ? undefined : named('PV1')[0]?.at(at);
  };
