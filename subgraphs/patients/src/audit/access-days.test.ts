import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { withoutGuards } from '../testing/audit-guards';
import { anEvent } from '../testing/patients.factory';
import { type PatientsHarness, startPatients } from '../testing/patients.harness';
import { AccessDay } from './access-day.entity';
import { createChainHash } from './chain-hash';
import { verifyChain } from './verify-chain';

/** A moment of Shanghai: `at(5, '23:59')` on 5 March. */
const at = (day: number, time = '12:00') =>
  new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`);
const name = (day: number) => `2026-03-${String(day).padStart(2, '0')}`;

describeOnBothDatabases('days of the access log', (kind) => {
  let harness: PatientsHarness;
  const change = (sql: string) => withoutGuards(harness.database, (manager) => manager.query(sql));
  const append = (...moments: Date[]) =>
    harness.process.chain.append(moments.map((moment, place) => anEvent(`p${place}`, moment)));
  const heads = () => harness.database.read.find(AccessDay, { order: { day: 'ASC' } });
  const broken = (place: object) => ({ whole: false, place, problem: expect.any(String) });

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    // Entries 1 and 2, 3 and 4, 5, 6: three finished days and an open one; nobody looked on the 6th.
    for (const moments of [[at(4), at(4)], [at(5, '00:00'), at(5, '23:59')], [at(7)], [at(8)]])
      await append(...moments);
  });
  afterAll(() => harness?.stop());

  it('are finished by the first entry of a later day, with the proof of the day before', async () => {
    const entries = await harness.events();
    const hash = createChainHash(harness.process.chainKeys);
    let before = '';
    const expected = [
      { day: name(4), firstSeq: 1, lastSeq: 2 },
      { day: name(5), firstSeq: 3, lastSeq: 4 },
      { day: name(7), firstSeq: 5, lastSeq: 5 },
    ].map((head) => {
      const last = entries[head.lastSeq - 1]?.hash ?? '';
      const whole = { ...head, entries: head.lastSeq - head.firstSeq + 1, hash: last };
      before = hash.day(before, whole);
      return { ...whole, proof: before };
    });
    expect(await heads()).toEqual(expected);
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 6, days: 3 });
  });

  it('cost ordinary commits nothing', async () => {
    harness.statements.length = 0;
    await append(at(8), at(8, '23:59'));
    const own = harness.statements.filter((one) => /access_/.test(one));
    expect(own).toHaveLength(2);
    expect(own.join()).not.toMatch(/access_day|`day`/);
  });

  it('end and begin within one commit', async () => {
    await append(at(8), at(9), at(9), at(12));
    expect((await heads()).slice(3)).toMatchObject([
      { day: name(8), firstSeq: 6, lastSeq: 7 },
      { day: name(9), firstSeq: 8, lastSeq: 9 },
    ]);
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 10, days: 5 });
  });

  it('keep an entry of a clock that was set back in the open day', async () => {
    await append(at(5), at(1));
    await append(at(9));
    expect((await heads()).at(-1)).toMatchObject({ day: name(8), firstSeq: 6, lastSeq: 8 });
    expect(await harness.verify()).toMatchObject({ whole: true, entries: 9, days: 4 });
  });

  it('go on where the process that began the day has ended', async () => {
    await harness.database.transaction((manager) =>
      harness.process.chain.appendWithin(manager, [anEvent('p', at(9))]),
    );
    expect((await heads()).at(-1)).toMatchObject({ day: name(8) });
  });

  it('are told one by one to who verifies', async () => {
    const told: unknown[] = [];
    await verifyChain(harness.database, harness.process.chainKeys, {
      from: name(5),
      onDay: ({ day }, check) => told.push([day, check]),
    });
    expect(told).toEqual([
      [name(4), 'head only'],
      [name(5), 'entries'],
      [name(7), 'entries'],
    ]);
  });

  const tampered: Record<string, [string[], object]> = {
    'an entry of a finished day was changed': [
      ["UPDATE `access_event` SET `reason` = 'x' WHERE `seq` = 3"],
      { entry: 3 },
    ],
    'an entry was moved to another day': [
      ["UPDATE `access_event` SET `at` = '2026-03-04 01:00:00.000' WHERE `seq` = 3"],
      { entry: 3 },
    ],
    'an entry of the open day was moved past its end': [
      ["UPDATE `access_event` SET `at` = '2026-03-09 01:00:00.000' WHERE `seq` = 6"],
      { entry: 6 },
    ],
    'a whole day’s entries were removed': [
      ['DELETE FROM `access_event` WHERE `seq` IN (3, 4)'],
      { entry: 3 },
    ],
    'a day’s entries and its head were removed': [
      [
        'DELETE FROM `access_event` WHERE `seq` IN (3, 4)',
        `DELETE FROM \`access_day\` WHERE \`day\` = '${name(5)}'`,
      ],
      { entry: 3 },
    ],
    'the tail was cut off into a finished day': [
      ['DELETE FROM `access_event` WHERE `seq` > 3'],
      { entry: 4 },
    ],
    'the first day’s head was removed': [
      [`DELETE FROM \`access_day\` WHERE \`day\` = '${name(4)}'`],
      { day: name(4) },
    ],
    'a day’s head in between was removed': [
      [`DELETE FROM \`access_day\` WHERE \`day\` = '${name(5)}'`],
      { day: name(5) },
    ],
    'the last day’s head was removed': [
      [`DELETE FROM \`access_day\` WHERE \`day\` = '${name(7)}'`],
      { day: name(7) },
    ],
    'every day’s head was removed': [['DELETE FROM `access_day`'], { day: name(4) }],
    'a day was added': [
      [`INSERT INTO \`access_day\` VALUES ('${name(9)}', 6, 6, 1, 'x', 'x')`],
      { day: name(9) },
    ],
    'an archive was invented for a day': [
      [`INSERT INTO \`access_archive\` VALUES ('${name(5)}', 3, 4, 'x', 'x')`],
      { day: name(5) },
    ],
    'an archive was invented for the open day': [
      [`INSERT INTO \`access_archive\` VALUES ('${name(8)}', 6, 6, 'x', 'x')`],
      { day: name(8) },
    ],
    'the open day’s beginning was moved': [
      ['UPDATE `access_chain` SET `firstSeq` = 5'],
      { entry: 6 },
    ],
    'the open day was renamed': [["UPDATE `access_chain` SET `day` = '2026-03-09'"], { entry: 6 }],
    'days were taken from the head': [['UPDATE `access_chain` SET `day` = NULL'], { entry: 6 }],
  };
  it.each(Object.entries(tampered))('are broken where %s', async (_, [statements, place]) => {
    for (const sql of statements) await change(sql);
    expect(await harness.verify()).toEqual(broken(place));
  });

  it.each(['firstSeq', 'lastSeq', 'entries', 'hash', 'proof'])(
    'are broken where %s of a head was edited',
    async (column) => {
      const value = column === 'hash' || column === 'proof' ? "'x'" : `\`${column}\` + 1`;
      await change(
        `UPDATE \`access_day\` SET \`${column}\` = ${value} WHERE \`day\` = '${name(5)}'`,
      );
      expect(await harness.verify()).toEqual(broken({ day: name(5) }));
    },
  );

  it('are broken where the head of the chain was put back to an earlier day as it was', async () => {
    await append(at(9));
    const [, , , eighth] = await heads();
    const hash = createChainHash(harness.process.chainKeys);
    const earlier = {
      ...{ seq: 6, hash: eighth?.hash ?? '', day: name(8), firstSeq: 6 },
      sealed: (await heads())[2]?.proof ?? '',
    };
    await change(
      `UPDATE \`access_chain\` SET \`seq\` = 6, \`hash\` = '${earlier.hash}', \`day\` = '${name(8)}', \`firstSeq\` = 6, \`sealed\` = '${earlier.sealed}', \`proof\` = '${hash.head(earlier)}'`,
    );
    await change('DELETE FROM `access_event` WHERE `seq` > 6');
    expect(await harness.verify()).toEqual(broken({ entry: 6 }));
  });

  it('are not gone on with from a head that was set back to cover a cut', async () => {
    const [, , third] = await harness.events();
    await change('DELETE FROM `access_event` WHERE `seq` > 3');
    await change(`UPDATE \`access_chain\` SET \`seq\` = 3, \`hash\` = '${third?.hash}'`);
    await expect(append(at(8))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await harness.events()).toHaveLength(3);
  });
});
