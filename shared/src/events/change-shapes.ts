import type { EventPayloads, EventType } from './event';

/** Fields that the change feed keeps in columns of their own, of whatever event. */
type OfEveryChange = 'patientId' | 'otherPatientId' | 'institutionId' | 'sensitive';

/** The fields of an event's payload that the change feed tells besides. */
type Told<Type extends EventType> = readonly Exclude<
  keyof EventPayloads[Type] & string,
  OfEveryChange
>[];

const contract = ['contractId', 'end'] as const;
const referral = [
  ...(['referralId', 'step', 'direction', 'status'] as const),
  ...(['fromInstitutionId', 'toInstitutionId'] as const),
] as const;
const consultation = ['consultationId', 'step', 'status', 'fromInstitutionId'] as const;
const prescription = [
  ...(['prescriptionId', 'step', 'kind', 'status', 'issuedAtInstitutionId'] as const),
] as const;
const shortage = [
  ...(['shortageId', 'step', 'group', 'status', 'registeredAtInstitutionId'] as const),
] as const;
const decoction = [
  ...(['decoctionId', 'step', 'status'] as const),
  ...(['clinicInstitutionId', 'pharmacyInstitutionId'] as const),
] as const;
const posting = ['postingId', 'practitionerId', 'toInstitutionId'] as const;
const training = ['trainingId', 'practitionerId', 'toInstitutionId'] as const;
const control = ['itemCode', 'day', 'revision'] as const;

/**
 * Every type of event and what of it enters the change feed. A part that tells of something new
 * says so here, or does not compile; a field that is not named stays inside.
 */
export const changeShapes = {
  'patients.patient.registered': [],
  'patients.patient.updated': ['field'],
  'patients.patient.merged': ['mergeId'],
  'patients.patient.unmerged': ['mergeId'],
  'patients.identifier.linked': ['system', 'claimed'],
  'patients.contract.signed': [...contract, 'start', 'renewsId'],
  'patients.contract.ended': contract,
  'patients.restriction.recorded': ['restrictionId', 'kind'],
  'patients.restriction.lifted': ['restrictionId', 'kind'],
  'referrals.referral.stepped': referral,
  'referrals.consultation.stepped': consultation,
  'pharmacy.prescription.stepped': prescription,
  'pharmacy.decoction.stepped': decoction,
  'pharmacy.shortage.stepped': shortage,
  'pharmacy.purchase.stepped': ['orderId', 'step', 'status', 'supplierId'],
  'pharmacy.stock.moved': ['drugCode', 'step', 'kind', 'change', 'balance'],
  'pharmacy.catalogue.changed': ['listId', 'edition', 'effectiveFrom'],
  'personnel.consortium.changed': ['consortiumId', 'what'],
  'personnel.institution.changed': ['what', 'intoInstitutionId'],
  'personnel.posting.started': posting,
  'personnel.posting.ended': posting,
  'personnel.visit.confirmed': ['visitId', 'practitionerId', 'toInstitutionId', 'day'],
  'personnel.training.started': training,
  'personnel.training.ended': training,
  'personnel.practitioner.changed': ['practitionerId'],
  'personnel.licence.changed': ['practitionerId', 'licenceId'],
  'personnel.calendar.changed': ['entryId', 'sequence', 'practitionerId', 'toInstitutionId'],
  'personnel.team.changed': ['teamId', 'practitionerId', 'change', 'day'],
  'results.report.stored': ['kind', 'reportId', 'version', 'inForce'],
  'results.critical-value.raised': ['criticalValueId', 'kind', 'reportId', 'version'],
  'results.quality-record.recorded': ['recordId'],
  'results.quality-record.withdrawn': ['recordId'],
  'results.quality-control.recorded': control,
  'results.local-code.mapped': ['mappingId', 'revision'],
} as const satisfies { readonly [Type in EventType]: Told<Type> };

/** Types whose payload says whether the fact is sensitive: where one does not, it counts as such. */
export const flaggedTypes: ReadonlySet<string> = new Set([
  'referrals.referral.stepped',
  'referrals.consultation.stepped',
  'pharmacy.prescription.stepped',
  'results.report.stored',
  'results.critical-value.raised',
  'patients.restriction.recorded',
  'patients.restriction.lifted',
] satisfies EventType[]);

export const isEventType = (type: string): type is EventType => Object.hasOwn(changeShapes, type);

/** The types a part tells. */
export const eventTypesOf = (part: string): readonly EventType[] =>
  Object.keys(changeShapes)
    .filter(isEventType)
    .filter((type) => type.startsWith(`${part}.`));
