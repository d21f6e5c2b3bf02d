import { describe, expect, it } from '@jest/globals';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { withCreditCheck } from '@lianyi/shared/text/check-digits';
import { anInstitution } from '../testing/personnel.factory';
import { startPersonnel } from '../testing/personnel.harness';
import { creditCodeWarning } from './credit-code';

const valid = '91350100M000100Y43';
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('the warning on a credit code', () => {
  it.each([valid, '12341322485700012B'])('is none for %s', (code) => {
    expect(creditCodeWarning(code)).toBeNull();
  });

  it('is there for each code that differs in one sign', () => {
    for (let place = 0; place < valid.length; place += 1)
      for (const sign of signs) {
        const code = valid.slice(0, place) + sign + valid.slice(place + 1);
        if (code !== valid) expect(creditCodeWarning(code)).not.toBeNull();
      }
  });

  it.each([
    ['no code', '1234', 'form of GB 32100'],
    ['a sign that is none', '91350100M000100Y4I', 'form of GB 32100'],
    ['another check sign', '91350100M000100Y44', 'some early codes'],
    ['a wrong organisation code within', withCreditCheck('91350100M000100Y5'), 'GB 11714'],
  ])('says what is odd about %s', (_, code, said) => {
    expect(creditCodeWarning(code)).toContain(said);
  });

  it('stands beside the code, which is shown as it is', async () => {
    const harness = await startPersonnel('sqlite', [
      anInstitution({ creditCode: '91350100M000100Y44' }),
      anInstitution({ id: 'fine', creditCode: valid }),
      anInstitution({ id: 'without' }),
    ]);
    const { data } = await harness.run(
      aViewer('CLINICIAN'),
      '{ institutions { nodes { creditCode creditCodeWarning } } }',
    );
    expect(data?.institutions).toEqual({
      nodes: [
        {
          creditCode: '91350100M000100Y44',
          creditCodeWarning: expect.stringContaining('early codes'),
        },
        { creditCode: valid, creditCodeWarning: null },
        { creditCode: null, creditCodeWarning: null },
      ],
    });
    await harness.stop();
  });
});
