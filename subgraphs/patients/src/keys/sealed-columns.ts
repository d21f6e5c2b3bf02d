import { keyMarkLength } from '@lianyi/shared/crypto/field-keys';
import type { FieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { PatientIdentifier } from '../identifier/identifier.entity';
import { blindKind } from '../identifier/normalize-identifier';
import { PatientRow } from '../patient/patient.entity';
import { phoneColumns } from '../patient/patient-rows';

/** A table whose rows hold a sealed text and what is made of it. */
export interface SealedTable<Row> {
  readonly entity: new () => Row;
  readonly table: string;
  /** The sealed column. */
  readonly sealed: keyof Row & string;
  /** The column of the index by which a row is found. */
  readonly index: keyof Row & string;
  /** The patient a row belongs to: rows are walked in the order of this index. */
  readonly owner: keyof Row & string;
  readonly key: readonly (keyof Row & string)[];
  /** The blind index of a text that stands in this row. */
  indexOf(cipher: Pick<FieldCipher, 'blindIndex'>, row: Row, text: string): string;
  /** Everything a row's text stands for under a key. */
  columnsOf(cipher: FieldCipher, row: Row, text: string): Partial<Row>;
}

/** The numbers patients are known by. */
export const identifierTable: SealedTable<PatientIdentifier> = {
  entity: PatientIdentifier,
  ...{ table: 'patient_identifier', sealed: 'sealed' },
  ...{ owner: 'patientId', key: ['system', 'issuerId', 'blindIndex', 'claim'] },
  index: 'blindIndex',
  indexOf: (cipher, { system }, text) => cipher.blindIndex(blindKind(system), text),
  columnsOf: (cipher, { system }, text) => ({
    sealed: cipher.seal(text),
    blindIndex: cipher.blindIndex(blindKind(system), text),
  }),
};

/** Their phones. */
export const phoneTable: SealedTable<PatientRow> = {
  entity: PatientRow,
  ...{ table: 'patient', sealed: 'sealedPhone', owner: 'id', key: ['id'] },
  index: 'phoneIndex',
  indexOf: (cipher, _row, text) => cipher.blindIndex('phone', text),
  columnsOf: (cipher, _row, text) => phoneColumns(cipher, text),
};

/** Rows that are not sealed under a key; parameter: its mark. */
export const notUnder = ({ sealed }: { readonly sealed: string }) =>
  `\`${sealed}\` IS NOT NULL AND substr(\`${sealed}\`, 1, ${keyMarkLength}) <> ?`;

/** What stands before every text a key sealed. */
export const markOf = (keyId: string) => `${keyId}.`;
