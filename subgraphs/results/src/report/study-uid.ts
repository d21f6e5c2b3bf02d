import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';

/** DICOM UI: digits and dots, 64 at most. */
const uid = /^[0-9]+(\.[0-9]+)*$/;

/** Refuses a study UID that is none; nothing said is fine. Names the field. */
export function checkStudyUid(studyInstanceUid: string | null | undefined) {
  if (studyInstanceUid == null) return;
  checkText('studyInstanceUid', studyInstanceUid, { characters: 64 });
  if (!uid.test(studyInstanceUid))
    throw new InvalidInput('studyInstanceUid', 'must be a DICOM UID of digits and dots.');
}
