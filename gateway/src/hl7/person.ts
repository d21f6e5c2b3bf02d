import { readIdentifiers } from './identifiers';
import type { DemographicsInput, Gender, PatientRefInput } from './inputs';
import type { Segment } from './message';
import { missingField } from './refusal';
import { readTime } from './time';

/** HL7 table 0001, and the digits of GB/T 2261.1 that Chinese systems send in its place. */
const genders: Readonly<Record<string, Gender>> = {
  M: 'MALE',
  '1': 'MALE',
  男: 'MALE',
  F: 'FEMALE',
  '2': 'FEMALE',
  女: 'FEMALE',
  O: 'NOT_STATED',
  A: 'NOT_STATED',
  N: 'NOT_STATED',
  '9': 'NOT_STATED',
};

/** The patient a PID segment describes. Throws (AE) where it gives no name. */
export function readPatient(pid: Segment): PatientRefInput {
  return { identifiers: readIdentifiers(pid), demographics: readDemographics(pid) };
}

function readDemographics(pid: Segment): DemographicsInput {
  const name = readName(pid, 5);
  if (name === undefined) throw missingField(pid.at(5), 'must give the name of the patient.');
  const birth = readTime(pid, 7);
  const knowsDay = birth !== undefined && ['day', 'instant'].includes(birth.precision);
  const phone = readPhone(pid, 13) ?? readPhone(pid, 14);
  const address = readAddress(pid, 11);
  return {
    name,
    gender: genders[pid.text(8).toUpperCase()] ?? 'UNKNOWN',
    // The day as printed: a birth day has no time zone.
    ...(knowsDay && { birthDate: birth.day }),
    ...(phone !== undefined && { phone }),
    ...(address !== undefined && { address }),
  };
}

const han = /\p{Script=Han}/u;

/**
 * A name (XPN) as it is written: Chinese as family and given name without a blank, others as
 * given, middle and family name. Of several, the one in Chinese, then the legal one, then the first.
 */
export function readName(segment: Segment, field: number): string | undefined {
  const names = Array.from({ length: segment.repetitions(field) }, (_, index) => {
    const at = index + 1;
    const family = segment.first(field, 1, at);
    const given = segment.text(field, 2, at);
    const middle = segment.text(field, 3, at);
    const chinese = han.test(family + given);
    const parts = chinese ? [family, given, middle] : [given, middle, family];
    const text = parts.filter((part) => part !== '').join(chinese ? '' : ' ');
    return { text, chinese, legal: segment.text(field, 7, at) === 'L' };
  }).filter(({ text }) => text !== '');
  const best = names.find(({ chinese }) => chinese) ?? names.find(({ legal }) => legal);
  return (best ?? names[0])?.text;
}

/** A telephone number (XTN): as printed, else from its parts. Mail addresses are none. */
function readPhone(pid: Segment, field: number): string | undefined {
  for (let at = 1; at <= pid.repetitions(field); at += 1) {
    const isMail =
      pid.text(field, 2, at) === 'NET' || /internet|x\.400/i.test(pid.text(field, 3, at));
    if (isMail) continue;
    const parts = [5, 6, 7].map((component) => pid.text(field, component, at));
    const printed = pid.text(field, 1, at) || pid.text(field, 12, at) || parts.join('');
    if (printed !== '') return printed;
  }
  return undefined;
}

/** An address (XAD): Chinese from the province down, others from the street up. */
function readAddress(pid: Segment, field: number): string | undefined {
  const street = pid.first(field, 1);
  const [other, city, state, zip, country] = [2, 3, 4, 5, 6].map((part) => pid.text(field, part));
  const chinese = han.test([street, other, city, state].join(''));
  const parts = chinese ? [state, city, street, other] : [street, other, city, state, zip, country];
  const text = parts.filter((part) => part !== undefined && part !== '');
  // Many systems print the whole address as the street and repeat its province and city beside it.
  const rest = chinese
    ? text.filter((part) => part === street || !street.includes(part ?? ''))
    : text;
  return rest.length === 0 ? undefined : rest.join(chinese ? '' : ', ');
}
