import { type Agent, fetch } from 'undici';
import { createClient } from '../support/client';
import { operation } from '../support/operations';

export interface RequestMix {
  /** Sends the n-th request; resolves with its class and what came of it. */
  send(number: number): Promise<Sent>;
}

export interface Sent {
  readonly kind: string;
  readonly status: 'answered' | 'refused' | 'broken off';
}

interface Asked {
  readonly kind: string;
  readonly user: string | null;
  readonly body: string;
  /** Milliseconds after which the client hangs up. */
  readonly hangUpAfter?: number;
}

const hospital = 'clinician@county-hospital';
const township = 'clinician@township-dongpu';
const reporter = 'reporter@township-dongpu';

const gql = (query: string, variables: object = {}) => JSON.stringify({ query, variables });
const deep = `{ ${'patient(id: "x") { encounters { nodes { '.repeat(40)} id ${'} } }'.repeat(40)} }`;

function report(patientId: string, number: number) {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  // One in three was sent before: it changes nothing.
  const sourceId = `M${number - (number % 3 === 0 ? 100 : 0)}`;
  const observations = [{ code: '6690-2', value: '5.6', unit: '10^9/L' }];
  return {
    patient: { patientId },
    ...{ sourceId, status: 'FINAL' },
    ...{ effectiveAt: at, issuedAt: at, observations },
  };
}

type Make = (id: string, number: number) => Asked;

const asks =
  (kind: string, user: string | null, body: (id: string, number: number) => string): Make =>
  (id, number) => ({ kind, user, body: body(id, number) });

const record = (id: string) => gql(operation('UnifiedRecord'), { id });

/** One round of the mix: every request of it is sent once before one comes again. */
const mix: readonly Make[] = [
  ...Array.from({ length: 4 }, () => asks('record', hospital, record)),
  ...Array.from({ length: 3 }, () =>
    asks('search', hospital, () => gql(operation('FindPatient'), { search: '王' })),
  ),
  asks('order check', hospital, (patientId) =>
    gql(operation('BeforeOrdering'), { patientId, items: ['PANEL-CBC'] }),
  ),
  asks('trend', hospital, (id) => gql(operation('Trend'), { id, item: '718-7' })),
  ...Array.from({ length: 3 }, () =>
    asks('institutions', hospital, () => gql(operation('Institutions'))),
  ),
  ...Array.from({ length: 4 }, () =>
    asks('who am I', township, () => gql('{ me { name roles } }')),
  ),
  ...Array.from({ length: 2 }, () =>
    asks('report', reporter, (id, number) =>
      gql(operation('PostLab'), { input: report(id, number) }),
    ),
  ),
  asks('refused by role', 'auditor@county-hospital', record),
  asks('no token', null, record),
  asks('no such patient', hospital, () => record('00000000-0000-4000-8000-000000000000')),
  asks('no JSON', hospital, () => '{"query": "{ me { na'),
  asks('no GraphQL', hospital, () => gql('{ me { name ')),
  asks('no such field', hospital, () => gql('{ me { nothing } }')),
  asks('too deep', hospital, () => gql(deep)),
  asks('wrong variable', hospital, () => gql(operation('UnifiedRecord'), { id: { a: 1 } })),
  (id, number) => ({ kind: 'hung up', user: hospital, body: record(id), hangUpAfter: number % 12 }),
];

/** What clients of all kinds send: contract operations, refusals, nonsense, connections that break. */
export function createMix(url: string, patients: readonly string[], dispatcher: Agent): RequestMix {
  const { token } = createClient(url);
  const post = async ({ user, body, hangUpAfter }: Asked) => {
    const headers = {
      'content-type': 'application/json',
      ...(user === null ? {} : { authorization: `Bearer ${await token(user)}` }),
    };
    const signal = AbortSignal.timeout(hangUpAfter ?? 60_000);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body,
      dispatcher,
      signal,
    });
    return (await answer.json()) as { errors?: unknown };
  };
  return {
    async send(number) {
      const make = mix[number % mix.length];
      const id = patients[Math.floor(number / mix.length) % patients.length];
      if (!make || id === undefined) throw new Error('nothing to send');
      const asked = make(id, number);
      const { kind } = asked;
      try {
        const { errors } = await post(asked);
        return { kind, status: errors === undefined ? 'answered' : 'refused' };
      } catch (error) {
        if (asked.hangUpAfter === undefined) throw error;
        return { kind, status: 'broken off' };
      }
    },
  };
}
