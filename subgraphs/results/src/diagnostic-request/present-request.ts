import type { ItemViews } from '../result-item/result-item.loader';
import { isHeld } from './diagnostic-request.access';
import type { DiagnosticRequest } from './diagnostic-request.entity';

/** Readies a request to leave: its item of the day, and a claim that ran out shown as released. */
export function present(
  request: DiagnosticRequest,
  { items, instant }: { readonly items: ItemViews; readonly instant: Date },
): DiagnosticRequest {
  request.item = items.laboratory(request.itemCode, true, null, instant);
  if (request.status !== 'CLAIMED' || isHeld(request, instant)) return request;
  return Object.assign(request, {
    status: 'REQUESTED',
    ...{ claimHolder: null, claimHolderName: null, claimPractitionerId: null, claimedUntil: null },
  } satisfies Partial<DiagnosticRequest>);
}
