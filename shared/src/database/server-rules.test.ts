import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readServerRules } from './server-rules';
import { faultsOf, sessionStatements } from './server-settings';

const standard = readFileSync(resolve(__dirname, '../../data/mysql-server.json'), 'utf8');
const rules = readServerRules();

describe('the rules for a server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-rules-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['"connections": 8', '"connections": 0', 'connections must be a whole number above 0'],
    ['"waitMilliseconds": 3000', '"waitMilliseconds": 0.5', 'waitMilliseconds must be'],
    ['"variable": "time_zone"', '"variable": "a = 1; --"', 'the name of a variable'],
    ['"whereOn": "log_bin"', '"whereOn": "a b"', 'the name of a variable'],
    ['"least": 16777216', '"lest": 16777216', 'either oneOf or least'],
  ])('refuse %s turned into %s', (from, to, problem) => {
    const file = join(folder, 'rules.json');
    writeFileSync(file, standard.replace(from, to));
    expect(() => readServerRules(file)).toThrow(problem);
  });
});

describe('what a connection says first', () => {
  const lone = new Map([
    ['wsrep_on', 'OFF'],
    ['wsrep_provider', 'none'],
  ]);
  const node = new Map([
    ['wsrep_on', 'ON'],
    ['wsrep_provider', '/usr/lib/galera/libgalera_smm.so'],
  ]);

  it('waits on a node for what the other nodes committed, and reads nothing stale', () => {
    const said = sessionStatements(rules, node).join('; ');
    expect(said).toContain('SESSION wsrep_sync_wait = 7');
    expect(said).toContain('SESSION wsrep_dirty_reads = OFF');
  });

  it('says nothing of a cluster to a server that is alone', () => {
    for (const variables of [lone, new Map<string, string>()])
      expect(sessionStatements(rules, variables).join()).not.toContain('wsrep');
  });

  it('carries a value as a value', () => {
    const session = [{ variable: 'sql_mode', value: "A' B", cluster: false }];
    expect(sessionStatements({ ...rules, session }, lone).at(-1)).toBe(
      "SET SESSION sql_mode = 'A'' B'",
    );
  });

  it.each([
    ['binlog_format', 'MIXED', 'must be ROW'],
    ['innodb_autoinc_lock_mode', '1', 'must be 2'],
  ])('needs %s of a node alone', (variable, found, wanted) => {
    const faults = faultsOf(rules, new Map([...node, [variable, found]]));
    expect(faults.map((fault) => fault.variable)).toEqual([variable]);
    expect(faults[0]?.problem).toContain(wanted);
    expect(faultsOf(rules, new Map([...lone, [variable, found]]))).toEqual([]);
  });
});
