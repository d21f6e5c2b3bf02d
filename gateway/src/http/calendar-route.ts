import { DomainError } from '@lianyi/shared/errors/domain-error';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import type { FastifyInstance } from 'fastify';
import { itself } from '../auth/itself';

/** The calendar of an institution at a signed address, or the refusal of an address that holds none. */
export type ReadCalendar = (institutionId: string, token: string) => Promise<string>;

const query =
  'query Calendar($id: ID!, $token: String!) { calendar: calendarAtAddress(institutionId: $id, token: $token) }';

/** As the gateway itself: the signature stands for who reads, and no patient is in the answer. */
export const askCalendar =
  (ask: AskSubgraph, newId: () => string): ReadCalendar =>
  async (id, token) => {
    const requestId = newId();
    const { calendar } = await ask<{ calendar: string }>('personnel', {
      query,
      variables: { id, token },
      identity: { viewer: itself, requestId, traceId: requestId },
    });
    return calendar;
  };

interface CalendarRequest {
  readonly Params: { readonly id: string };
  readonly Querystring: { readonly token?: unknown };
}

/** Calendar programs cannot sign in: the address is all they have. Counted by institution. */
export function calendarRoute(app: FastifyInstance, read: ReadCalendar) {
  const keyGenerator = ({ params }: { params: unknown }) =>
    JSON.stringify(['calendar', (params as CalendarRequest['Params']).id]);
  app.get<CalendarRequest>(
    '/institutions/:id/calendar.ics',
    { exposeHeadRoute: false, config: { rateLimit: { keyGenerator } } },
    async ({ params, query: { token } }, reply) => {
      if (typeof token !== 'string') throw new DomainError('NOT_FOUND', 'There is nothing here.');
      const text = await read(params.id, token);
      return reply.header('content-type', 'text/calendar; charset=utf-8').send(text);
    },
  );
}
