import { describe, expect, it } from '@jest/globals';
import { createFieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import { getMetadataArgsStorage } from 'typeorm';
import { AccessChainHead } from '../audit/access-event.entity';
import { patientsTables } from '../data-source';
import { PatientIdentifier } from '../identifier/identifier.entity';
import { PatientRow } from '../patient/patient.entity';
import { ringOf } from '../testing/key-rings';
import { identifierTable, phoneTable } from './sealed-columns';

/** Columns that hold a sealed text or a keyed index go by such names. */
const named = /^sealed|Sealed|[iI]ndex$/;

/** Sealed anew by name; sealed in the sense of finished. */
const others = new Set<unknown>([KeptSecret, AccessChainHead]);

describe('the columns a change of keys seals anew', () => {
  it('are all that hold a sealed text or a blind index', () => {
    const stored = getMetadataArgsStorage()
      .columns.filter(({ target, propertyName }) => {
        const own = patientsTables.entities.some((entity) => entity === target);
        return own && !others.has(target) && named.test(propertyName);
      })
      .map(({ target, propertyName }) => `${(target as { name: string }).name}.${propertyName}`);
    const cipher = createFieldCipher(ringOf('a'));
    const phone = phoneTable.columnsOf(cipher, new PatientRow(), '13900000000');
    const number = identifierTable.columnsOf(cipher, new PatientIdentifier(), '1');
    const sealed = [
      ...Object.keys(phone).map((column) => `PatientRow.${column}`),
      ...Object.keys(number).map((column) => `PatientIdentifier.${column}`),
    ];
    expect(sealed.sort()).toEqual(stored.sort());
  });
});
