import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createOrderingClient } from '../testing/ordering.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('an order that is not checked', (kind) => {
  let results: ResultsHarness;
  const { check } = createOrderingClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set('patient-1', {});
  });
  afterAll(() => results.stop());

  it('refuses without a basis', async () => {
    const { lines, errors } = await check('closed', ['6690-2']);
    expect([lines, errors?.[0]?.extensions?.code]).toEqual([null, 'FORBIDDEN']);
  });

  it.each([
    ['a code that is none, by its name', ['6690-2', 'NO-SUCH'], 'NO-SUCH'],
    ['an item that cannot be ordered', ['CT-ALL'], 'CT-ALL'],
    ['what is no code without repeating it', ['张三'], '(not an id)'],
    ['more items than a dialog holds', Array.from({ length: 21 }, (_, n) => `X-${n}`), '20 items'],
  ])('refuses %s before it asks for access', async (_what, items, told) => {
    const before = results.county.asked.get('AccessDecisions');
    const { lines, errors } = await check('patient-1', items);
    expect(lines).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'itemCodes' } }]);
    expect(errors?.[0]?.message).toContain(told);
    expect(results.county.asked.get('AccessDecisions')).toBe(before);
  });

  it('refuses a department that no column holds', async () => {
    const { errors } = await check('patient-1', ['6690-2'], undefined, 'x'.repeat(101));
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'department' } }]);
  });

  it.each(['REPORTER', 'PHARMACIST', 'QUALITY_MANAGER', 'REGIONAL_PLATFORM'] as const)(
    'is refused to a %s',
    async (role) => {
      const { lines, errors } = await check('patient-1', ['6690-2'], aViewer(role));
      expect([lines, errors?.[0]?.extensions?.code]).toEqual([null, 'FORBIDDEN']);
    },
  );
});
