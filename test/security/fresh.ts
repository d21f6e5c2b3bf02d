import type { FreshConsultation } from './consultation-fields';
import type { FreshDecoction } from './decoction-fields';
import type { FreshSheet } from './fresh-sheets';
import type { FreshSlip, FreshUnit } from './fresh-slips';
import type { FreshStock } from './fresh-stock';
import type { FreshRecordReview } from './record-review-fields';
import type { FreshReview } from './review-fields';

/**
 * The address of a calendar; a candidate to decide on; a record that is merged with another; a person, and her contract; a
 * glass broken elsewhere; the record closed to an institution; a critical value, waiting or not; an
 * exam for the imaging centre, open or reported, and to be read again by the lead hospital; packs it
 * asked for; a batch of the drug; a review that was drawn; what a TCM pharmacy prepared; a list
 * of staff.
 */
export type Fresh =
  | 'address'
  | 'candidate'
  | 'merged'
  | 'person'
  | 'contract'
  | 'glass'
  | 'restriction'
  | 'critical'
  | 'acknowledged'
  | 'notice'
  | 'diagnosis'
  | 'diagnosed'
  | 'second reading'
  | 'supply'
  | 'drug list'
  | 'enacted drug list'
  | 'staff list'
  | FreshConsultation
  | FreshDecoction
  | FreshReview
  | FreshRecordReview
  | FreshStock
  | FreshSheet
  | FreshSlip
  | FreshUnit;
