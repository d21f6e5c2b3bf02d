import { describe, expect, it } from '@jest/globals';
import type { AskSubgraph, SubgraphQuestion } from '../ports/ask-subgraph';
import { aGrant, anIdentity, askNobody, aViewer, testKeys } from '../testing/test-subgraph';
import { createAccessReader } from './access-reader';

const now = () => new Date('2026-03-01T04:00:00Z');
const identity = anIdentity(aViewer('CLINICIAN'));
const grantOf = (patientId: string) => aGrant(identity, { patientId }, { now: now() });

function readerWith(ask: AskSubgraph, tokens: string[] = []) {
  const grants = { tokens };
  const desk = { ask, keys: testKeys(), now };
  const reader = createAccessReader('results', desk, { identity, grants });
  return { reader, grants };
}

/** A patients subgraph that allows all but `closed`, and keeps what it was asked. */
function patients() {
  const asked: SubgraphQuestion[] = [];
  const ask: AskSubgraph = async <Data>(_name: string, question: SubgraphQuestion) => {
    asked.push(question);
    const ids = question.variables.patientIds as string[];
    const accessDecisions = ids.map((patientId) => ({
      ...{ patientId, mayBreakGlass: true },
      grant: patientId === 'closed' ? null : grantOf(patientId),
    }));
    return { accessDecisions } as Data;
  };
  return { asked, ask };
}

describe('the access reader', () => {
  it('takes a grant that came along and asks nobody', async () => {
    const { reader } = readerWith(askNobody, [grantOf('p1')]);
    await expect(reader.require('p1')).resolves.toMatchObject({ patientId: 'p1' });
  });

  it('sees a grant that came along after it was made', async () => {
    const { reader, grants } = readerWith(askNobody);
    grants.tokens.push(grantOf('p1'));
    await expect(reader.require('p1')).resolves.toMatchObject({ patientId: 'p1' });
  });

  it('asks once for all patients of a request, as a part on the viewer’s behalf', async () => {
    const { asked, ask } = patients();
    const { reader } = readerWith(ask);
    await Promise.all(['p1', 'p2', 'p3', 'p1'].map((id) => reader.require(id)));
    await reader.require('p2');
    expect(asked.map(({ variables }) => variables.patientIds)).toEqual([['p1', 'p2', 'p3']]);
    expect(asked[0]?.identity.viewer).toEqual({ ...identity.viewer, service: 'results' });
  });

  it('refuses what the patients subgraph refuses, and tells that break-glass exists', async () => {
    const { reader } = readerWith(patients().ask);
    const open = reader.require('p1');
    await expect(reader.require('closed')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { patientId: 'closed', breakGlass: true },
    });
    await expect(open).resolves.toMatchObject({ patientId: 'p1' });
  });

  it('hands what it was granted to the later fetches of the operation', async () => {
    const { reader, grants } = readerWith(patients().ask);
    await reader.require('p1');
    const second = readerWith(askNobody, grants.tokens);
    await expect(second.reader.require('p1')).resolves.toMatchObject({ patientId: 'p1' });
  });

  it('asks anew from the moment a grant is over, within the same request', async () => {
    const at = (milliseconds: number) => new Date(now().getTime() + milliseconds);
    let clock = now();
    const { asked, ask } = patients();
    const until = aGrant(identity, { patientId: 'p1' }, { now: now(), until: at(500) });
    const desk = { ask, keys: testKeys(), now: () => clock };
    const reader = createAccessReader('results', desk, { identity, grants: { tokens: [until] } });
    clock = at(499);
    await reader.require('p1');
    expect(asked).toHaveLength(0);
    clock = at(500);
    await reader.require('p1');
    expect(asked).toHaveLength(1);
    clock = at(10_001);
    await expect(reader.require('p1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(asked).toHaveLength(2);
  });

  it('refuses an answer that speaks of nobody or of somebody else', async () => {
    const silent: AskSubgraph = async <Data>() => ({ accessDecisions: [] }) as Data;
    await expect(readerWith(silent).reader.require('p1')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('says that it could not ask, rather than no', async () => {
    await expect(readerWith(askNobody).reader.require('p1')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });

  it('does not refuse what was allowed by a clock that is far from this one', async () => {
    const old = aGrant(identity, { patientId: 'p1' }, { now: new Date(now().getTime() - 11_000) });
    const allowed = { patientId: 'p1', mayBreakGlass: true, grant: old };
    const ask = async <Data>() => ({ accessDecisions: [allowed] }) as Data;
    const { reader, grants } = readerWith(ask);
    await expect(reader.require('p1')).rejects.toMatchObject({
      ...{ code: 'UNAVAILABLE', details: { part: 'patients' } },
    });
    expect(grants.tokens).toEqual([]);
  });
});
