import type { Database } from '@lianyi/shared/database/database';
import {
  type GatheredWrites,
  type GatheringOptions,
  gatherWrites,
} from '@lianyi/shared/database/gathered-writes';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { offerKey, RecognitionOffer } from './recognition-offer.entity';

/** What was shown to whom; its id and that nobody has decided are the recorder's. */
export type ShownOffer = Omit<RecognitionOffer, 'id' | 'answered' | 'institution' | 'source'>;

/** Offers held while the database does not take them; what comes after is counted no more. */
const mostHeld = 10_000;

export interface OfferRecorder
  extends Pick<GatheredWrites<ShownOffer>, 'flush' | 'close' | 'waiting'> {
  /** Remembers offers to be written soon; returns at once. */
  note(offers: readonly ShownOffer[]): void;
}

export interface OfferRecorderOptions
  extends Pick<GatheringOptions<ShownOffer>, 'logger' | 'gatherFor'> {
  readonly database: Database;
  readonly newId: () => string;
}

const keyOf = (offer: ShownOffer) => offerKey.map((column) => offer[column]).join('\n');

/**
 * Counts what order checks show, behind their backs: no dialog waits for a write. Offers of a
 * moment go in one statement, one row for each patient, item, institution and day however often it
 * is shown and by however many processes. Only a killed process loses the last moment's; what is
 * decided is never lost, as a decision writes its own offer.
 */
export function createOfferRecorder(options: OfferRecorderOptions): OfferRecorder {
  const { flush, close, waiting, hold } = gatherWrites<ShownOffer>({
    ...options,
    ...{ mostHeld, failure: 'offers could not be written yet' },
    store: (offers) => store(options, offers),
  });
  return {
    note(offers) {
      for (const offer of offers) hold(keyOf(offer), offer);
    },
    ...{ flush, close, waiting },
  };
}

/** In the order of their keys, so that two processes never wait for one another crosswise. */
function store({ database, newId }: OfferRecorderOptions, offers: readonly ShownOffer[]) {
  const rows = offers
    .map((offer) => ({ key: keyOf(offer), row: { ...offer, id: newId(), answered: false } }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ row }) => row);
  return database.transaction((manager) =>
    insertRows(manager, RecognitionOffer, rows, { keepOn: offerKey }),
  );
}
