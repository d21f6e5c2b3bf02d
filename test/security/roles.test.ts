import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { startCounty, type TestCounty } from '../support/county';
import { liftingTexts } from '../support/lift-texts';
import { fieldsOf, wholeField } from '../support/public-schema';
import { codesOf } from '../support/wire';
import { rootFields, type Subject } from './root-fields';
import { makeFresh, subjectOf } from './subject';

const userOf = (role: Role, institution: string) =>
  `${role.toLowerCase().replaceAll('_', '-')}@${institution}`;

const published = ['Query', 'Mutation'].flatMap((type) =>
  fieldsOf(type).map((field) => `${type}.${field}`),
);

/** Where the subject of the tests has never been. */
const elsewhere = 'township-xiling';

let county: TestCounty;
let subject: Subject;
beforeAll(async () => {
  county = liftingTexts(await startCounty({ patients: 12 }));
  subject = await subjectOf(county);
}, 60_000);
afterAll(() => county?.stop());

/** The roles that get an answer; every other gets FORBIDDEN and no data, or this throws. */
async function answeredAt(institution: string, name: string): Promise<Role[]> {
  const [type = '', field = ''] = name.split('.');
  const { text, fresh } = rootFields[name] ?? {};
  const answered: Role[] = [];
  for (const role of roles) {
    const freshId = fresh ? await makeFresh(county, subject, fresh) : '';
    const answer = await county.run(
      userOf(role, institution),
      `${type.toLowerCase()} { ${text?.({ ...subject, freshId }) ?? ''} }`,
    );
    if (answer.errors === undefined && answer.data?.[field] != null) answered.push(role);
    else
      expect([role, answer.data?.[field] ?? null, codesOf(answer)]).toEqual([
        role,
        null,
        ['FORBIDDEN'],
      ]);
  }
  return answered;
}

/** Fields that write about a patient. */
const writing = published.filter((name) => name.startsWith('Mutation.'));

const inOrder = (some: readonly Role[]) => roles.filter((role) => some.includes(role));

describe('a root field of the public graph', () => {
  it.each(published)('has a line in the table of roles: %s', (name) => {
    expect(Object.keys(rootFields)).toContain(name);
  });

  it('stands in the table only while it is published', () => {
    expect(Object.keys(rootFields).filter((name) => !published.includes(name))).toEqual([]);
  });

  it.each(published.filter((name) => rootFields[name]))(
    'answers the roles of its line and no other: %s',
    async (name) => {
      expect(await answeredAt(rootFields[name]?.at ?? 'county-hospital', name)).toEqual(
        inOrder(rootFields[name]?.roles ?? []),
      );
    },
  );

  it.each(published.filter((name) => rootFields[name]?.withoutBasis))(
    'stays shut without a basis: %s',
    async (name) => {
      expect(await answeredAt(elsewhere, name)).toEqual(
        inOrder(rootFields[name]?.withoutBasis ?? []),
      );
    },
  );

  it.each(writing)('writes nothing for an institution outside the community: %s', async (name) => {
    expect(await answeredAt('province-hospital', name)).toEqual([]);
  });
});

describe('what exists without a basis', () => {
  it.each([
    ['patient', 'patientId'],
    ['labReport', 'labReportId'],
    ['examReport', 'examReportId'],
    ['referral', 'referralId'],
    ['prescription', 'prescriptionId'],
  ] as const)('is refused in the words for what does not: %s', async (field, key) => {
    const missing = '00000000-0000-4000-8000-00000000beef';
    const ask = (id: string) =>
      county.run(userOf('CLINICIAN', elsewhere), `{ ${field}(id: "${id}") { id } }`);
    const [there, nowhere] = [await ask(subject[key]), await ask(missing)];
    const told = JSON.stringify(there).replaceAll(subject[key], missing);
    expect(told).toBe(JSON.stringify(nowhere));
  });
});

describe('a patient found by name', () => {
  /** What a search tells of a person without a basis (design rule 1). */
  const shown = ['id', 'recordIds', 'name', 'gender', 'age', 'identifiers'];
  const blank = ['birthDate', 'phone', 'address'];
  const refused = fieldsOf('Patient').filter((name) => ![...shown, ...blank].includes(name));

  const find = async (field: string) => {
    const text = wholeField('Patient', field, { itemCode: '"718-7"' });
    return county.run(
      userOf('CLINICIAN', elsewhere),
      `query ($name: String!) { patients(search: $name) { nodes { key: id ${text} } } }`,
      { name: subject.name },
    );
  };
  const nodesOf = (data: unknown) =>
    (data as { patients: { nodes: Record<string, unknown>[] } | null } | null)?.patients?.nodes ??
    [];

  it.each(refused)('keeps %s for those with a basis', async (field) => {
    const answer = await find(field);
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    for (const node of nodesOf(answer.data)) expect(node[field]).toBeNull();
  });

  it.each(blank)('does not show %s', async (field) => {
    const answer = await find(field);
    expect(nodesOf(answer.data).map((node) => node[field])).toContain(null);
    for (const node of nodesOf(answer.data)) expect(node[field]).toBeNull();
  });

  it('shows numbers masked', async () => {
    const { data } = await find('identifiers');
    const text = JSON.stringify(data);
    expect(text).toContain('****');
    expect(text).not.toContain(subject.residentNumber);
  });
});
