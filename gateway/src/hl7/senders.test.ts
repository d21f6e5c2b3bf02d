import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadSenderTable, readSenderTable } from './senders';

const table = (change: Record<string, unknown>, demo = true) =>
  readSenderTable(
    JSON.stringify({
      demoInstitution: 'township-dongpu',
      senders: [{ application: 'LIS', facility: 'A', institution: 'county-hospital' }],
      ...change,
    }),
    'hl7-senders.json',
    { demo },
  );

describe('the sender table', () => {
  it('finds a sender by application and facility, whatever the case', () => {
    expect(table({}).find(['lis'], ['a'])?.institutionId).toBe('county-hospital');
  });

  it('finds a sender by its universal id', () => {
    const oid = { application: '1.2.3', facility: 'A', institution: 'lab-center' };
    expect(table({ senders: [oid] }).find(['LIS', '1.2.3'], ['A'])?.institutionId).toBe(
      'lab-center',
    );
  });

  it('knows the institution of a facility, by any of its names, unless several are there', () => {
    const [lis, his] = ['LIS', 'HIS'].map((application) => ({
      ...{ application, facility: 'A', institution: 'county-hospital' },
    }));
    const senders = [lis, his, { application: 'PACS', facility: 'B', institution: 'lab-center' }];
    const { institutionOf } = table({ senders });
    expect(institutionOf(['no such', 'a'])).toBe('county-hospital');
    expect(institutionOf(['C'])).toBeUndefined();
    expect(institutionOf([])).toBeUndefined();
    expect(institutionOf(['A', 'B'])).toBeUndefined();
  });

  it('counts an unknown sender as the demo institution in the demo', () => {
    expect(table({}).find(['X'], ['Y'])?.institutionId).toBe('township-dongpu');
  });

  it('knows no unknown sender outside the demo', () => {
    expect(table({}, false).find(['X'], ['Y'])).toBeUndefined();
  });

  it.each([
    [{ senders: {} }, 'hl7-senders.json senders must be a list.'],
    [{ senders: [{ application: 'A' }] }, 'hl7-senders.json senders[0].facility must be a text.'],
    [
      { senders: [{ application: 'A', facility: 'B', institution: 'C', charset: 'BIG-5' }] },
      'hl7-senders.json senders[0].charset names no character set that is read here.',
    ],
    [
      { senders: Array(2).fill({ application: 'A', facility: 'B', institution: 'C' }) },
      'hl7-senders.json senders[1] has the application and facility of another.',
    ],
  ])('says what is wrong with %j', (change, message) => {
    expect(() => table(change)).toThrow(message);
  });

  it('that the project ships can be read', () => {
    const path = join(__dirname, '../../config/hl7-senders.json');
    const sender = loadSenderTable(path, { demo: false }).find(['YUNXI-LIS'], ['county-hospital']);
    expect(sender?.institutionId).toBe('county-hospital');
  });
});
