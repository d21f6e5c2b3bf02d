import { describe, expect, it } from '@jest/globals';
import { createKeyRing } from '../crypto/key-ring';
import { aViewer, testKeys } from '../testing/test-subgraph';
import { type Access, readGrant, signGrant } from './access';

const keys = testKeys();
const now = new Date('2026-03-01T04:00:00Z');
const access: Access = {
  ...{ patientId: 'p1', basis: 'ENCOUNTER', scope: 'ALL' },
  ...{ records: ['p1', 'p2'], sensitive: true, identified: true },
};
const binding = { viewer: aViewer('CLINICIAN'), requestId: 'r1', action: 'READ_RECORD' as const };
const grant = signGrant(keys, access, binding, now);

describe('an access grant', () => {
  it('proves the access to the one it was made for', () => {
    expect(readGrant(keys, grant, binding, now)).toMatchObject({ access });
  });

  it.each([
    ['another viewer', { viewer: aViewer('CLINICIAN', 'township-dongpu') }],
    ['the same person with another role', { viewer: aViewer('PHARMACIST') }],
    ['another request', { requestId: 'r2' }],
    ['another action', { action: 'POST_REPORT' as const }],
  ])('proves nothing to %s', (_who, change) => {
    expect(readGrant(keys, grant, { ...binding, ...change }, now)).toBeNull();
  });

  it('proves nothing after 10 seconds', () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(readGrant(keys, grant, binding, at(10))).toMatchObject({ access });
    expect(readGrant(keys, grant, binding, at(10.001))).toBeNull();
  });

  it('proves nothing from the moment the access itself ends', () => {
    const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);
    const until = signGrant(keys, access, binding, now, at(500));
    expect(readGrant(keys, until, binding, at(499))).toMatchObject({ access });
    expect(readGrant(keys, until, binding, at(500))).toBeNull();
  });

  it('proves nothing after 10 seconds where the access itself lasts longer', () => {
    const until = new Date(now.getTime() + 3_600_000);
    const long = signGrant(keys, access, binding, now, until);
    expect(readGrant(keys, long, binding, new Date(now.getTime() + 10_001))).toBeNull();
  });

  it('proves nothing when it is forged', () => {
    const [claims = '', mac = ''] = grant.split('.');
    const wider = Buffer.from(claims, 'base64url').toString().replace('p1', 'p2');
    const forged = `${Buffer.from(wider).toString('base64url')}.${mac}`;
    expect(readGrant(keys, forged, binding, now)).toBeNull();
    const stranger = createKeyRing({ fieldKey: 'x'.repeat(32), viewerKey: 'y'.repeat(32) });
    expect(readGrant(keys, signGrant(stranger, access, binding, now), binding, now)).toBeNull();
  });

  it.each(['', '.', 'a', 'a.b', '..'])('is not read from %j', (text) => {
    expect(readGrant(keys, text, binding, now)).toBeNull();
  });
});
