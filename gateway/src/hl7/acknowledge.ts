import { encode } from 'iconv-lite';
import type { Charset } from './charset-names';
import { type Delimiters, standardDelimiters } from './delimiters';
import { escapeText } from './escape';
import type { RawHeader } from './header';
import { conditions, type Hl7Refusal } from './refusal';
import type { AckCode } from './types';

/** How the sender wrote, so that it can read the answer. */
export interface Correspondent {
  /** MSH field n as sent, delimiters and escapes included. */
  field(n: number): string;
  readonly delimiters: Delimiters;
  readonly charset: Charset;
  /** MSH-18 as sent. */
  readonly declared: string;
}

/** Of a message that could not be decoded or cut: its header as far as it is ASCII. */
export const fromRawHeader = (header: RawHeader): Correspondent => {
  const standard = header.field(1) === standardDelimiters.field;
  return {
    // With other delimiters its fields could not stand between these.
    field: (n) => (standard ? header.field(n) : ''),
    delimiters: standardDelimiters,
    charset: 'UTF-8',
    declared: '',
  };
};

/** Of a decoded message. */
export const fromText = (
  text: string,
  delimiters: Delimiters,
  charset: Charset,
  declared: string,
): Correspondent => {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const fields = line.split(delimiters.field);
  return { field: (n) => fields[n - 1] ?? '', delimiters, charset, declared };
};

export interface Answer {
  readonly code: AckCode;
  readonly refusal?: Hl7Refusal;
  readonly remark?: string | undefined;
}

/**
 * The acknowledgement (ACK, original mode, whatever MSH-15 and MSH-16 ask: it is sent once,
 * after the commit). In the sender's character set where it can carry it, else in UTF-8.
 */
export function acknowledge(to: Correspondent, answer: Answer, id: string, now: Date): Buffer {
  const write = (charset: string) => `${segments(to, answer, id, now, charset).join('\r')}\r`;
  const inTheirs = write(to.declared);
  const ascii = /^[\x20-\x7e\r]*$/.test(inTheirs);
  if (ascii || to.charset === 'UTF-8')
    return Buffer.from(ascii ? inTheirs : write('UNICODE UTF-8'), 'utf8');
  return to.charset === 'GB18030'
    ? encode(inTheirs, 'gb18030')
    : Buffer.from(write('UNICODE UTF-8'), 'utf8');
}

function segments(to: Correspondent, answer: Answer, id: string, now: Date, charset: string) {
  const { field: separator, component } = to.delimiters;
  const { repetition, escape: escaping, subcomponent } = to.delimiters;
  const [, event = ''] = to.field(9).split(component);
  const type = ['ACK', ...(event === '' ? [] : [event, 'ACK'])].join(component);
  const text = escapeText(answer.refusal?.message ?? answer.remark ?? '', to.delimiters);
  const line = (fields: readonly string[]) =>
    fields.slice(0, fields.findLastIndex((one) => one !== '') + 1).join(separator);
  const encoding = component + repetition + escaping + subcomponent;
  const msh = ['MSH', encoding, to.field(5), to.field(6), to.field(3), to.field(4)];
  const rest = [countyTime(now), '', type, id, to.field(11) || 'P', to.field(12) || '2.5.1'];
  const header = [...msh, ...rest, '', '', '', '', '', charset];
  const msa = ['MSA', answer.code, to.field(10), text];
  const all = [line(header), line(msa)];
  if (answer.refusal) all.push(line(errorSegment(answer.refusal, to, text)));
  return all;
}

/** ERR of v2.5 and later, and its first field for those before: place, table 0357 code, text. */
function errorSegment(refusal: Hl7Refusal, to: Correspondent, text: string): string[] {
  const { component, subcomponent } = to.delimiters;
  const [number, name] = conditions[refusal.condition];
  const { segment, sequence, field } = refusal.location ?? {};
  const place =
    segment === undefined ? [] : [segment, `${sequence}`, ...(field ? [`${field}`] : [])];
  const code = [`${number}`, name, 'HL70357'];
  const isOld = /^2\.[1-4]/.test(to.field(12));
  const padded = [...place, '', '', ''].slice(0, 3);
  const old = isOld ? [...padded, code.join(subcomponent)].join(component) : '';
  return ['ERR', old, place.join(component), code.join(component), 'E', '', '', '', text];
}

/** HL7 time stamp at the county's offset, +0800. */
function countyTime(now: Date): string {
  const shifted = new Date(now.getTime() + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 19).replace(/[-T:]/g, '')}+0800`;
}
