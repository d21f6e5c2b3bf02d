import { join } from 'node:path';
import { patientsTables } from '@lianyi/patients/data-source';
import { IdentifierSystem, PatientIdentifier } from '@lianyi/patients/identifier/identifier.entity';
import { Gender, PatientRow } from '@lianyi/patients/patient/patient.entity';
import { identifierRow, patientRow } from '@lianyi/patients/patient/patient-rows';
import { PatientBlock } from '@lianyi/patients/registration/patient-block.entity';
import { PatientSource } from '@lianyi/patients/registration/patient-source.entity';
import { blockRows } from '@lianyi/patients/registration/person-blocks';
import { createFieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { median } from '../bench/statistics';
import { createDice, type Dice } from './dice';
import { fullName, inventPerson, type Person, writeAddress } from './people';
import type { Sample } from './population';
import { openRegistry, register } from './register';
import { firstVisit, laterVisit } from './visits';

const cipher = createFieldCipher(testKeys());
const atOnce = 2000;
const warmUps = 100;
const institutionId = 'county-hospital';
const registeredAt = new Date('2026-01-05T08:00:00+08:00');

function rowsOf(dice: Dice, person: Person) {
  const { truth: id, sex, birthDate, phone, residentId, home } = person;
  const row = patientRow(cipher, {
    id,
    ...{ name: fullName(person), gender: Gender[sex], birthDate, phone },
    ...{ address: writeAddress(dice, home), registeredBy: institutionId, registeredAt },
  });
  const system = IdentifierSystem.RESIDENT_ID;
  return {
    row,
    number: identifierRow(cipher, id, { system, issuerId: '', value: residentId }),
    source: { patientId: id, institutionId, outside: false, since: registeredAt },
  };
}

/** A county of so many residents, straight into its tables; those who come later are among them. */
async function load(
  dataDir: string,
  residents: number,
  report: (done: number, total: number) => void,
): Promise<Person[]> {
  const database = await openDatabase({ ...patientsTables, location: { dataDir } });
  const dice = createDice(residents);
  const known: Person[] = [];
  for (let done = 0; done < residents; done += atOnce) {
    const people = Array.from({ length: Math.min(atOnce, residents - done) }, (_, at) =>
      inventPerson(dice, done + at + 1),
    );
    const rows = people.map((person) => rowsOf(dice, person));
    await database.transaction(async (manager) => {
      const patients = rows.map(({ row }) => row);
      await insertRows(manager, PatientRow, patients);
      await insertRows(manager, PatientBlock, patients.flatMap(blockRows));
      const numbers = rows.map(({ number }) => number);
      // A few invented numbers occur twice in a million; the first keeps it.
      const keepOn = ['system', 'issuerId', 'blindIndex', 'claim'] as const;
      await insertRows(manager, PatientIdentifier, numbers, { keepOn: [...keepOn] });
      await insertRows(
        manager,
        PatientSource,
        rows.map(({ source }) => source),
      );
    });
    known.push(...people.slice(0, 10));
    report(done + people.length, residents);
  }
  await database.close();
  return known;
}

/** Half of those who come are new, half were there before; cards are often left at home. */
function visitors(known: readonly Person[], residents: number, samples: number): Sample[] {
  const dice = createDice(samples);
  return Array.from({ length: samples }, (_, at) =>
    at % 2 === 0
      ? firstVisit(dice, inventPerson(dice, residents + at + 1))
      : laterVisit(dice, dice.pick(known)),
  );
}

export interface Scaled {
  readonly residents: number;
  /** Milliseconds of a registration. */
  readonly p50: number;
  readonly p95: number;
}

/** Times registrations in a small and a large county in turn, so that both meet the same machine. */
export async function measureScale(
  folder: string,
  sizes: readonly number[],
  samples: number,
  report: (residents: number) => (done: number, total: number) => void,
): Promise<Scaled[]> {
  const counties = [];
  for (const residents of sizes) {
    const dataDir = join(folder, String(residents));
    const known = await load(dataDir, residents, report(residents));
    const warmUp = visitors(known, residents * 2, warmUps);
    const timed = visitors(known, residents, samples);
    const registry = await openRegistry(dataDir, [...warmUp, ...timed]);
    counties.push({ residents, registry, warmUp, timed, times: [] as number[] });
  }
  for (const { registry, warmUp } of counties)
    for (const sample of warmUp) await register(registry, sample);
  for (let at = 0; at < samples; at += 1)
    for (const { registry, timed, times } of counties) {
      const sample = timed[at];
      if (!sample) continue;
      const start = performance.now();
      await register(registry, sample);
      times.push(performance.now() - start);
    }
  for (const { registry } of counties) await registry.stop();
  return counties.map(({ residents, times }) => {
    const sorted = [...times].sort((one, other) => one - other);
    return { residents, p50: median(times), p95: sorted[Math.floor(times.length * 0.95)] ?? 0 };
  });
}
