import { byKey } from '@lianyi/shared/collections/by-key';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { groundsOf, weighAccess } from '../access/decide-access.service';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import type { PatientRow } from '../patient/patient.entity';
import { showTo } from '../patient/patient.service';
import type { Patient } from '../patient/patient.view';
import { findPatients } from './search.loader';
import { readSearchText } from './search-text';

export interface SearchArguments {
  readonly search: string;
  readonly birthDate?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Patients by name, day of birth or number, as far as the viewer may know of each. */
export async function searchPatients(
  context: PatientsContext,
  { search, birthDate, first, after }: SearchArguments,
): Promise<Page<Patient>> {
  const request = pageRequest(first, after, ['number', 'text', 'text']);
  const hits = await findPatients(context.manager, context.cipher, {
    text: readSearchText(search),
    ...{ birthDate: birthDate ?? null, institutionId: context.viewer.institutionId },
    ...{ limit: request.first + 1, after: request.after },
    ...{ earliestBirth: context.rules.earliestBirth, today: shanghaiDay(context.now()) },
  });
  const { nodes, pageInfo } = toPage(hits, request, ({ cursor }) => cursor);
  return {
    nodes: await showFound(
      context,
      await personsOf(
        context,
        nodes.map(({ row }) => row),
      ),
    ),
    pageInfo,
  };
}

/** The records that stand for the persons who were found, each once, in the order of the hits. */
async function personsOf(context: PatientsContext, rows: readonly PatientRow[]) {
  const persons = await Promise.all(
    rows.map((row) => (row.id === row.personId ? row : context.patients.load(row.personId))),
  );
  return [
    ...byKey(
      persons.filter((row) => row !== null),
      ({ id }) => id,
    ).values(),
  ];
}

/**
 * Patients shown because they were looked for: in full where the viewer has a basis, otherwise
 * name, sex, age and masked numbers. Each showing is an event, all in one commit.
 */
export async function showFound(
  context: PatientsContext,
  rows: readonly PatientRow[],
): Promise<Patient[]> {
  const { identity, chain, now } = context;
  const weighed = await weighAccess(
    context,
    identity,
    rows.map(({ id }) => id),
  );
  const instant = now();
  await chain.append(
    weighed.map((one) =>
      describeEvent(identity, instant, {
        ...groundsOf(one),
        reason: one.access && one.reason,
        ...{ patientId: one.patientId, action: 'SEARCH', allowed: true },
      }),
    ),
  );
  return Promise.all(
    rows.map((row, at) => {
      const { records = [row.id], access = null } = weighed[at] ?? {};
      return showTo(context, { row, records, access });
    }),
  );
}
