import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { Logger } from '@lianyi/shared/logging/logger';
import { offerKey, RecognitionOffer } from './recognition-offer.entity';

/** What was shown to whom; its id and that nobody has decided are the recorder's. */
export type ShownOffer = Omit<RecognitionOffer, 'id' | 'answered' | 'institution' | 'source'>;

/** Milliseconds that offers are gathered before they are written together. */
const gatheredFor = 200;
/** Offers held while the database does not take them; what comes after is counted no more. */
const mostHeld = 10_000;

export interface OfferRecorder {
  /** Remembers offers to be written soon; returns at once. */
  note(offers: readonly ShownOffer[]): void;
  /** Writes what is held. Resolves when it is stored, or held for the next time. */
  flush(): Promise<void>;
  /** Writes what is held and takes no more. */
  close(): Promise<void>;
}

export interface OfferRecorderOptions {
  readonly database: Database;
  readonly newId: () => string;
  readonly logger: Logger;
  /** Milliseconds it gathers, if not the usual. */
  readonly gatherFor?: number;
}

const keyOf = (offer: ShownOffer) => offerKey.map((column) => offer[column]).join('\n');

/**
 * Counts what order checks show, behind their backs: no dialog waits for a write. Offers of a
 * moment go in one statement, one row for each patient, item, institution and day however often it
 * is shown and by however many processes. Only a killed process loses the last moment's; what is
 * decided is never lost, as a decision writes its own offer.
 */
export function createOfferRecorder(options: OfferRecorderOptions): OfferRecorder {
  const held = new Map<string, ShownOffer>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  const hold = (offers: readonly ShownOffer[]) => {
    for (const offer of offers) {
      const key = keyOf(offer);
      if (held.size < mostHeld && !held.has(key)) held.set(key, offer);
    }
  };
  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const offers = [...held.values()];
    held.clear();
    if (offers.length > 0 && !(await isStored(options, offers))) hold(offers);
  };
  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  return {
    note(offers) {
      if (closed || offers.length === 0) return;
      hold(offers);
      timer ??= setTimeout(() => void flush(), options.gatherFor ?? gatheredFor).unref();
    },
    flush,
    close() {
      closed = true;
      return flush();
    },
  };
}

async function isStored(options: OfferRecorderOptions, offers: readonly ShownOffer[]) {
  try {
    await store(options, offers);
    return true;
  } catch (error) {
    options.logger.error({ err: error }, 'offers could not be written yet');
    return false;
  }
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
