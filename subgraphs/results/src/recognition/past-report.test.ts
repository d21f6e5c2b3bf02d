import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReportVersion } from '../report/report.entity';
import { versionAt } from './past-report';

const aVersion = (version: number, issued: number, changed: number) =>
  Object.assign(new ReportVersion(), {
    ...{ version, issuedAt: new Date(issued), changedAt: new Date(changed), content: {} },
  });

describe('the version in force at a moment', () => {
  it('is none before the first had arrived', () => {
    expect(versionAt([aVersion(1, 5, 10)], new Date(9))).toBeNull();
  });

  it('is the first from the moment it arrived', () => {
    expect(versionAt([aVersion(1, 5, 10)], new Date(10))).toMatchObject({ version: 1 });
  });

  it('is not one that came late, issued before the one in force', () => {
    const versions = [aVersion(1, 5, 10), aVersion(2, 4, 20)];
    expect(versionAt(versions, new Date(30))).toMatchObject({ version: 1 });
  });

  it('is the later of two that were issued at the same moment', () => {
    const versions = [aVersion(1, 5, 10), aVersion(2, 5, 20)];
    expect(versionAt(versions, new Date(30))).toMatchObject({ version: 2 });
  });

  it('is the one the report shows after all have arrived, and never changes afterwards', () => {
    const issued = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(issued, fc.nat({ max: 8 }), (times, moment) => {
        const versions = times.map((time, at) => aVersion(at + 1, time, at + 1));
        const then = versionAt(versions.slice(0, moment), new Date(moment));
        expect(versionAt(versions, new Date(moment))).toBe(then);
        const newest = Math.max(...times);
        const last = times.lastIndexOf(newest) + 1;
        expect(versionAt(versions, new Date(100))?.version).toBe(last);
      }),
    );
  });
});
