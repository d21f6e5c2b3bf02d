import { DomainError, type ErrorCode } from '@lianyi/shared/errors/domain-error';
import type { AckCode } from './types';

/** HL7 table 0357, message error condition codes. */
export const conditions = {
  SEGMENT_SEQUENCE: [100, 'Segment sequence error'],
  REQUIRED_FIELD: [101, 'Required field missing'],
  DATA_TYPE: [102, 'Data type error'],
  TABLE_VALUE: [103, 'Table value not found'],
  UNSUPPORTED_TYPE: [200, 'Unsupported message type'],
  UNSUPPORTED_EVENT: [201, 'Unsupported event code'],
  UNSUPPORTED_PROCESSING_ID: [202, 'Unsupported processing id'],
  UNSUPPORTED_VERSION: [203, 'Unsupported version id'],
  UNKNOWN_KEY: [204, 'Unknown key identifier'],
  RECORD_LOCKED: [206, 'Application record locked'],
  INTERNAL: [207, 'Application internal error'],
} as const;
export type Condition = keyof typeof conditions;

/** Where in the message: the segment's name, which one of that name (from 1), and the field. */
export interface Location {
  readonly segment: string;
  readonly sequence: number;
  readonly field?: number;
}

/** A message that is not accepted: AE for what it says, AR for what it is. */
export class Hl7Refusal extends DomainError {
  constructor(
    readonly ack: Exclude<AckCode, 'AA'>,
    readonly condition: Condition,
    message: string,
    readonly location?: Location,
    code: ErrorCode = 'INVALID_INPUT',
  ) {
    super(code, message, location ? { segment: location.segment } : {});
  }
}

/** The content of one field cannot be taken: AE. `cause` never repeats the value. */
export const badField = (location: Location, condition: Condition, cause: string) =>
  new Hl7Refusal('AE', condition, `${fieldName(location)}: ${cause}`, location);

export const missingField = (location: Location, cause = 'must be given.') =>
  badField(location, 'REQUIRED_FIELD', cause);

/** The bytes are no message this door can read at all: AR. */
export const notHl7 = (cause: string) => new Hl7Refusal('AR', 'DATA_TYPE', cause);

/** The graph could not take it now; the same message sent again may succeed. */
export const sendAgain = (cause: string, code: ErrorCode = 'UNAVAILABLE') =>
  new Hl7Refusal(
    'AE',
    'INTERNAL',
    `${cause} Nothing is acknowledged: send again.`,
    undefined,
    code,
  );

const fieldName = ({ segment, field }: Location) =>
  field === undefined ? segment : `${segment}-${field}`;
