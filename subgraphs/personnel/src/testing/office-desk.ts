import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';

/** The office of the institution that leads the tight community of the tests. */
export const office = aViewer('COMMUNITY_OFFICE');

/** Writes and asks as the office of a community does. */
export const officeDesk = (harnessOf: () => SubgraphHarness) => {
  const asked = async (text: string, viewer = office) => {
    const { data, errors } = await harnessOf().run(viewer, text);
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made, code, field };
  };
  const member = (id: string, consortiumId = 'tight') =>
    `consortiumId: "${consortiumId}", institutionId: "${id}"`;
  return {
    asked,
    join: (id: string, from: string, consortiumId?: string, viewer = office) =>
      asked(
        `mutation { made: joinConsortium(${member(id, consortiumId)}, from: "${from}") { members { id } } }`,
        viewer,
      ),
    merge: (id: string, from: string, intoId = 'township-dongpu', viewer = office) =>
      asked(
        `mutation { made: mergeInstitution(institutionId: "${id}", intoId: "${intoId}", from: "${from}") { mergedOn mergedInto { id } } }`,
        viewer,
      ),
    leave: (id: string, lastDay: string, consortiumId?: string, viewer = office) =>
      asked(
        `mutation { made: leaveConsortium(${member(id, consortiumId)}, lastDay: "${lastDay}") { members { id } } }`,
        viewer,
      ),
  };
};

/** What was done and refused, of several at once. */
export const codesOf = (answers: readonly { code: unknown }[]) =>
  answers.map(({ code }) => code ?? 'done').sort();
