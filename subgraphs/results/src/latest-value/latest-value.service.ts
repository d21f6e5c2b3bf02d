import { hasRole } from '@lianyi/shared/auth/viewer';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { RoleForbidden } from '@lianyi/shared/graphql/auth-checker';
import type { ResultsContext } from '../context';
import { itemNumberOf } from '../lab-report/item-measure';
import type { Observation } from '../lab-report/observation.entity';
import { convertUnit } from '../observation/convert-unit';
import { findExisting } from '../order-check/alternatives.loader';
import { scopeOf } from '../report/report.access';
import { LatestValue, type LatestValueInput } from './latest-value.view';

/** Items of one question; a guideline names some dozen. */
const mostItems = 200;

/** Who treats reads values; an officer does not, whichever part asks for her. */
const treating = ['CLINICIAN', 'FAMILY_DOCTOR'] as const;

type Reading = Pick<
  ResultsContext,
  'access' | 'catalogue' | 'instant' | 'items' | 'manager' | 'noteShown' | 'viewer'
>;

/**
 * The newest value in force of each item, in the unit asked for, as far as the viewer's access
 * reaches; items without one are left out. Two statements, however many items. Who is told of it
 * relies on its report, so that a later version of it becomes a notice. Refuses with FORBIDDEN.
 */
export async function latestValues(
  reading: Reading,
  patientId: string,
  asked: readonly LatestValueInput[],
): Promise<LatestValue[]> {
  const { access, noteShown, viewer } = reading;
  if (!hasRole(viewer, ...treating)) throw new RoleForbidden('Query.latestValues', treating);
  if (asked.length > mostItems)
    throw new InvalidInput('items', `must not be more than ${mostItems}.`);
  const given = await access.require(patientId);
  const { observations } = await findExisting(reading, {
    records: given.records,
    scope: scopeOf(given, viewer),
    ...{ laboratory: [...new Set(asked.map(({ code }) => code))], exams: [], newest: 1 },
  });
  const newest = newestByItem(observations);
  return asked.flatMap(({ code, unit }) => {
    const value = newest.get(code);
    if (!value) return [];
    noteShown(value.report);
    return [toLatest(reading, value, unit ?? null)];
  });
}

/** Of a person with several records each has a newest one. */
function newestByItem(values: readonly Observation[]): Map<string, Observation> {
  const newest = new Map<string, Observation>();
  for (const value of values) {
    const known = newest.get(value.itemCode);
    if (!known || takenAt(value) > takenAt(known)) newest.set(value.itemCode, value);
  }
  return newest;
}

const timeOf = ({ report }: Observation) => report.effectiveAt ?? report.issuedAt;
const takenAt = (value: Observation) => timeOf(value).getTime();

function toLatest({ catalogue }: Reading, value: Observation, unit: string | null): LatestValue {
  return Object.assign(new LatestValue(), {
    code: value.itemCode,
    ...{ unit, takenAt: timeOf(value), comparator: value.comparator },
    ...{ interpretation: value.interpretation, number: inUnit(catalogue, value, unit) },
  });
}

function inUnit(
  catalogue: Reading['catalogue'],
  value: Observation,
  unit: string | null,
): number | null {
  const number = itemNumberOf(value, catalogue);
  const item = catalogue.find(value.itemCode);
  if (number === null || unit === null || !item?.unit || item.unit === unit) return number;
  const { molarMass, unit: from } = item;
  const converted = convertUnit(number, { from, to: unit, molarMass }, catalogue.units);
  // Conversions leave a tail in the last digits, which must not decide at a limit.
  return converted === null ? null : Number(converted.toPrecision(12));
}
