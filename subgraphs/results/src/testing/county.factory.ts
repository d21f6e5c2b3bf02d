import { type Access, signGrant } from '@lianyi/shared/access/access';
import { DomainError, Unavailable } from '@lianyi/shared/errors/domain-error';
import type { AskSubgraph, SubgraphQuestion } from '@lianyi/shared/ports/ask-subgraph';
import { practiceAnswer, type SaidOfPractice } from '@lianyi/shared/testing/practice-answer';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import type { Care } from '../critical-value/care';

const places: Readonly<Record<string, { regionCode: string; consortia: object[] }>> = {
  'county-hospital': { regionCode: '341799', consortia: [{ id: 'yunxi', integration: 'TIGHT' }] },
  'township-dongpu': { regionCode: '341799', consortia: [{ id: 'yunxi', integration: 'TIGHT' }] },
  'township-xiling': { regionCode: '341799', consortia: [{ id: 'yunxi', integration: 'TIGHT' }] },
  'imaging-center': { regionCode: '341799', consortia: [{ id: 'yunxi', integration: 'TIGHT' }] },
  'city-hospital': { regionCode: '341702', consortia: [{ id: 'remote', integration: 'LOOSE' }] },
  'province-hospital': { regionCode: '340100', consortia: [] },
};

const idsIn = (consortium: string) =>
  Object.keys(places)
    .filter((id) => JSON.stringify(places[id]?.consortia).includes(consortium))
    .map((id) => ({ id }));
const consortia = [
  { integration: 'TIGHT', lead: { id: 'county-hospital' }, members: idsIn('yunxi') },
  { integration: 'LOOSE', lead: { id: 'county-hospital' }, members: idsIn('remote') },
];

/** The parts that results asks, as far as it asks them; access is what the test says it is. */
export interface FakeCounty {
  readonly ask: AskSubgraph;
  /** Patient id -> her access, for every viewer; no entry: none. */
  readonly access: Map<string, Partial<Access>>;
  /** Patient id -> who cares for her; no entry: nobody. */
  readonly care: Map<string, Partial<Care>>;
  /** What practitioners may do, where it is not everything. */
  readonly practice: Map<string, SaidOfPractice>;
  /** For what access was asked, in order. */
  readonly actions: string[];
  /** How often each question was asked, by its operation name. */
  readonly asked: Map<string, number>;
  /** While set, the part, or the question of this operation name, cannot be asked. */
  readonly down: Set<string>;
  /** Consortia by what they agreed to recognise; none unless a test says so. */
  readonly alliances: object[];
}

export function aCounty(): FakeCounty {
  const access = new Map<string, Partial<Access>>();
  const care: FakeCounty['care'] = new Map();
  const practice: FakeCounty['practice'] = new Map();
  const actions: string[] = [];
  const asked = new Map<string, number>();
  const down = new Set<string>();
  const alliances: object[] = [];
  const answer = (question: SubgraphQuestion): unknown => {
    if (question.query.includes('accessDecisions')) {
      actions.push(String(question.variables.action));
      return { accessDecisions: decide(question, access) };
    }
    if (question.query.includes('resolvePatientRef')) return resolve(question);
    if (question.query.includes('consortia { integration lead')) return { consortia };
    if (question.query.includes('RecognitionAgreements')) return { consortia: alliances };
    if (question.query.includes('patientCare')) return careOf(question, care);
    if (question.query.includes('personRecords')) return recordsOf(question, access);
    if (question.query.includes('mayPractice'))
      return { mayPractice: practiceAnswer(question.variables.ids as string[], practice) };
    const { representations } = question.variables as { representations: { id: string }[] };
    return {
      _entities: representations.map(({ id }) => (places[id] ? { id, ...places[id] } : null)),
    };
  };
  const ask: AskSubgraph = async <Data>(name: string, question: SubgraphQuestion) => {
    const operation = /(?:query|mutation) (\w+)/.exec(question.query)?.[1] ?? '';
    asked.set(operation, (asked.get(operation) ?? 0) + 1);
    if (down.has(name) || down.has(operation)) throw new Unavailable(name);
    return answer(question) as Data;
  };
  return { ask, access, care, practice, actions, asked, down, alliances };
}

function decide({ variables, identity }: SubgraphQuestion, access: FakeCounty['access']) {
  const { patientIds, action } = variables as { patientIds: string[]; action: 'READ_RECORD' };
  const viewer = { ...identity.viewer, service: undefined };
  return patientIds.map((patientId) => {
    const given = access.get(patientId);
    const whole: Access = {
      patientId,
      ...{ basis: 'ENCOUNTER', scope: 'ALL', sensitive: true, identified: true },
      records: [patientId],
      ...given,
    };
    const binding = { viewer, requestId: identity.requestId, action };
    const grant = given ? signGrant(testKeys(), whole, binding, new Date()) : null;
    return { patientId, grant, mayBreakGlass: false };
  });
}

function careOf({ variables }: SubgraphQuestion, care: FakeCounty['care']) {
  const { patientIds } = variables as { patientIds: string[] };
  const nobody = { birthDate: null, treatedAt: [], contractedWith: null };
  return {
    patientCare: patientIds.map((patientId) => ({ ...nobody, ...care.get(patientId), patientId })),
  };
}

/** The records that a patient's access tells of. */
function recordsOf({ variables }: SubgraphQuestion, access: FakeCounty['access']) {
  const { patientIds } = variables as { patientIds: string[] };
  const personRecords = patientIds.flatMap((patientId) => {
    const recordIds = access.get(patientId)?.records ?? [];
    return recordIds.length > 1 ? [{ patientId, recordIds }] : [];
  });
  return { personRecords };
}

/** Patients are found by their id; `stranger` may not be posted on. */
function resolve({ variables }: SubgraphQuestion) {
  const { patient } = variables as { patient: { patientId?: string } };
  if (patient.patientId === 'stranger')
    throw new DomainError('FORBIDDEN', 'No basis to post on patient stranger.');
  return { resolvePatientRef: { patientId: patient.patientId ?? 'registered' } };
}
