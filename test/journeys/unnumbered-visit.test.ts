import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { messageText, sendFrame } from '../support/messages';
import { operation } from '../support/operations';

interface Found {
  readonly patients: { readonly nodes: readonly { readonly id: string }[] };
}

/** The visit of a person of whom the sender knows no number. */
const visitOf = (name: string, visit: string, controlId: string) =>
  Buffer.from(
    messageText('visit')
      .replace(/PID\|1\|\|[^|]*\|\|[^|]*/, `PID|1||||${name}`)
      .replace('YX26112000213', visit)
      .replace('YX20261120007', controlId),
  );

describe('the visit of a person without any number', () => {
  let county: TestCounty;
  beforeAll(async () => {
    county = await startCounty({ patients: 10 });
  }, 60_000);
  afterAll(() => county?.stop());

  const named = async (search: string) => {
    const { data } = await county.run('clinician@county-hospital', operation('FindPatient'), {
      search,
    });
    return (data as unknown as Found).patients.nodes;
  };
  const send = (frame: Buffer) => sendFrame(county.gateway.hl7 ?? '', frame);

  it('registers one person, however often and under whatever message id it comes', async () => {
    for (const controlId of ['A1', 'A1', 'A2'])
      expect(await send(visitOf('尹无名', 'V-1', controlId))).toMatchObject([{ code: 'AA' }]);
    expect(await named('尹无名')).toHaveLength(1);
  });

  it('never opens one person’s record to the visit of another', async () => {
    expect(await send(visitOf('柏无名', 'V-1', 'A3'))).toMatchObject([{ code: 'AE' }]);
    expect(await named('尹无名')).toHaveLength(1);
  });
});
