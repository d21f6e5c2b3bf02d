import { hasRole, type Viewer } from '@lianyi/shared/auth/viewer';
import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { OpenRecords, SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aGrant, aViewer } from '@lianyi/shared/testing/test-subgraph';
import type { ObjectLiteral } from 'typeorm';
import type { PharmacyRules } from '../rules/pharmacy-rules';
import { createNeighbours, type Neighbours } from './neighbours';
import { aDrug, drugCode } from './pharmacy.factory';
import { startPharmacy } from './pharmacy.harness';

export const doctor = aViewer('CLINICIAN', 'county-hospital', { practitionerId: 'doctor-1' });
export const townshipDoctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');

export interface SheetShown {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly items: readonly { readonly quantity: number; readonly dispensed: number }[];
  readonly findings: readonly { readonly code: string }[];
  readonly [field: string]: unknown;
}

/** What is done to a sheet answers: the sheet, or why not. */
export interface SheetOutcome {
  readonly sheet: SheetShown | null;
  readonly code: unknown;
  readonly details: Readonly<Record<string, unknown>>;
}

export const sheetFields =
  'id number kind status validUntil prescriber { id } items { drug { code } quantity dispensed } findings { code severity } dispensings { institution { id } lines { drug { code } quantity batch substituteFor { code } } } events { status by note institution { id } } nextPartFrom';

let keys = 0;

/** Ten boxes of the drug for a week, under a key of its own. */
export const aSheetInput = (overrides: object = {}) => ({
  patientId: 'patient-1',
  kind: 'ORDINARY',
  diagnoses: [{ system: 'ICD-10', code: 'I10', display: '原发性高血压' }],
  items: [{ drugCode: drugCode(1), dosage: '每日一次', days: 7, quantity: 10 }],
  ...{ idempotencyKey: `sheet-${keys++}`, ...overrides },
});

export interface Dispensary {
  readonly harness: SubgraphHarness;
  readonly neighbours: Neighbours;
  readonly clock: { now: Date };
  issue(input: object, viewer?: Viewer, open?: OpenRecords): Promise<SheetOutcome>;
  /** Gives a pharmacist the sheet: she asks for it by its number. */
  hand(viewer: Viewer, number: string): Promise<SheetOutcome>;
  /** A step of a sheet, without any basis but that it was handed over. */
  step(
    viewer: Viewer,
    field: string,
    id: string,
    reason?: string,
    open?: OpenRecords,
  ): Promise<SheetOutcome>;
  dispense(viewer: Viewer, id: string, lines: object[], key?: string): Promise<SheetOutcome>;
  run(
    viewer: Viewer,
    query: string,
    variables: Record<string, unknown>,
    open?: OpenRecords,
  ): Promise<SheetOutcome>;
  stop(): Promise<void>;
}

/** Prescriptions on a database of its own, with the clock and the neighbours in the test's hand. */
export async function openDispensary(
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[] = [],
  rules: Partial<PharmacyRules> = {},
): Promise<Dispensary> {
  const neighbours = createNeighbours();
  const clock = { now: new Date('2026-06-01T01:00:00Z') };
  const parts = { ask: neighbours.ask, now: () => clock.now };
  const harness = await startPharmacy(kind, [aDrug(), ...rows], parts, rules);
  neighbours.grants = grantsOf(harness, clock);
  const run: Dispensary['run'] = async (viewer, query, variables, open = { 'patient-1': {} }) => {
    const { data, errors } = await harness.run(viewer, query, variables, open);
    const { code, ...details } = errors?.[0]?.extensions ?? {};
    return { sheet: (data?.sheet as SheetShown | undefined) ?? null, code, details };
  };
  return {
    harness,
    ...{ neighbours, clock, run, stop: harness.stop },
    hand: (viewer, number) =>
      run(
        viewer,
        `query ($number: String!) { sheet: prescriptionByNumber(number: $number) { ${sheetFields} } }`,
        { number },
        {},
      ),
    step: (viewer, field, id, reason, open = {}) =>
      run(
        viewer,
        `mutation ($id: ID!${reason === undefined ? '' : ', $reason: String!'}) { sheet: ${field}(id: $id${reason === undefined ? '' : ', reason: $reason'}) { ${sheetFields} } }`,
        { id, reason },
        open,
      ),
    dispense: (viewer, id, lines, key = `visit-${keys++}`) =>
      run(
        viewer,
        `mutation ($id: ID!, $lines: [DispensingLineInput!]!, $key: String!) { sheet: dispensePrescription(id: $id, lines: $lines, idempotencyKey: $key) { ${sheetFields} } }`,
        { id, lines, key },
        {},
      ),
    issue: (input, viewer = doctor, open) =>
      run(
        viewer,
        `mutation ($input: PrescriptionInput!) { sheet: issuePrescription(input: $input) { ${sheetFields} } }`,
        { input },
        open,
      ),
  };
}

/** Grants as patients signs them for what this part says was presented. */
const grantsOf =
  (harness: SubgraphHarness, clock: Dispensary['clock']): Neighbours['grants'] =>
  async (identity, patientId) => {
    // It is a pharmacist's basis: patients asks for nobody else.
    if (!hasRole(identity.viewer, 'PHARMACIST')) return null;
    const { institutionId } = identity.viewer;
    const asPatients = { ...identity.viewer, service: 'patients' };
    const query = `{ held: prescriptionBases(patientIds: ["${patientId}"], institutionId: "${institutionId}") }`;
    const { data } = await harness.run(asPatients, query);
    const isHeld = Array.isArray(data?.held) && data.held.length > 0;
    const access = { patientId, basis: 'PRESCRIPTION', scope: 'OWN' } as const;
    return isHeld ? aGrant(identity, access, { now: clock.now }) : null;
  };
