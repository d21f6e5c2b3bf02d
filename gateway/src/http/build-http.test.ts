import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../testing/test-client';
import { secret, startTestGateway, type TestGateway } from '../testing/test-gateway';

describe('the gateway over HTTP', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it('answers an operation', async () => {
    await expect(ask(gateway, '{ me }')).resolves.toMatchObject({
      status: 200,
      data: { me: 'u1' },
    });
  });

  it('suggests no name of the schema', async () => {
    const { errors } = await ask(gateway, '{ refuse }');
    expect(errors?.[0]?.message).toBe('Cannot query field "refuse" on type "Query".');
  });

  it('repeats no value of a variable', async () => {
    const query = 'query ($text: Int) { echo(text: $text) }';
    const { status, errors } = await ask(gateway, query, { variables: { text: secret } });
    expect({ status, errors }).toEqual({
      status: 200,
      errors: [
        {
          message: 'text: must be a value of type Int.',
          locations: undefined,
          extensions: { code: 'INVALID_INPUT', field: 'text' },
        },
      ],
    });
  });

  it('lets a refusal out as it is', async () => {
    const { status, errors } = await ask(gateway, '{ refused }');
    expect({ status, errors }).toEqual({
      status: 200,
      errors: [
        {
          message: 'No basis.',
          path: ['refused'],
          extensions: { code: 'FORBIDDEN', patientId: 'p1' },
        },
      ],
    });
  });

  it('masks a failure and logs it under the trace id it answers with', async () => {
    const { errors } = await ask(gateway, '{ broken }');
    const traceId = String(errors?.[0]?.extensions.traceId);
    expect(errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect(
      gateway.lines.find((line) => line.includes(traceId) && line.includes('"err"')),
    ).toBeDefined();
  });

  it('writes one line per operation, without variables', async () => {
    gateway.lines.length = 0;
    const query = 'query Who($text: Int) { me echo(text: $text) }';
    await ask(gateway, query, { variables: { text: 4711 } });
    expect(gateway.lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        ...{ msg: 'operation', operation: 'Who', outcome: 'ok', durationMs: expect.any(Number) },
        ...{ subject: 'u1', institution: 'county-hospital', traceId: expect.any(String) },
      }),
    ]);
    expect(gateway.lines.join()).not.toContain('4711');
  });

  it('never logs or answers a value that stands in a failure', async () => {
    const { errors } = await ask(gateway, '{ broken }');
    expect(JSON.stringify(errors) + gateway.lines.join()).not.toContain(secret);
  });

  it('tells the graph which operation runs', async () => {
    await expect(ask(gateway, 'query Mine { operation }')).resolves.toMatchObject({
      data: { operation: 'Mine' },
    });
  });

  it('goes on with the trace of its caller', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    await expect(ask(gateway, '{ trace }', {}, { traceparent })).resolves.toMatchObject({
      data: { trace: traceId },
    });
  });

  it.each(['nonsense', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])(
    'starts a trace of its own instead of %s',
    async (traceparent) => {
      const { data } = await ask(gateway, '{ trace }', {}, { traceparent });
      expect(data?.trace).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    },
  );

  it('makes the request id itself, whatever a client sends', async () => {
    const { response } = await ask(gateway, '{ me }', {}, { 'x-request-id': 'mine' });
    expect(response.headers.get('x-request-id')).toMatch(/^id-\d+$/);
  });

  it('lets no answer be cached, sniffed or framed', async () => {
    const { headers } = (await ask(gateway, '{ me }')).response;
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
