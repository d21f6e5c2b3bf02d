import type { RequestIdentity } from '../auth/viewer-header';
import { isUnavailable } from '../errors/is-unavailable';
import { type AskSubgraph, ofItself, type SubgraphName } from './ask-subgraph';
import { waitWithin } from './within-request';

/** Milliseconds an answer of personnel counts as fresh; an older one stands in where it is down. */
const freshFor = 60_000;

const agreementsQuery = `query RecognitionAgreements {
  consortia {
    integration
    memberships { institution { id } joinedOn lastDay }
    agreements { start plannedEnd end shares items }
  }
}`;

interface ConsortiumAnswer {
  readonly integration: string;
  readonly memberships: readonly {
    readonly institution: { readonly id: string };
    readonly joinedOn: string | null;
    readonly lastDay: string | null;
  }[];
  readonly agreements: readonly {
    readonly start: string;
    readonly plannedEnd: string | null;
    readonly end: string | null;
    readonly shares: readonly string[];
    readonly items: readonly string[];
  }[];
}

export interface AgreedQuestion {
  /** Who made a result. */
  readonly from: string;
  /** Who wants to rely on it. */
  readonly at: string;
  readonly day: string;
  /** Codes the item goes by, one of which must be agreed on. */
  readonly codes: readonly string[];
}

/** Whether two institutions agreed to recognise an item’s results on a day. */
export type AgreedRecognition = (question: AgreedQuestion) => boolean;
export type ReadAgreements = () => Promise<AgreedRecognition>;

/** What a process keeps of agreements. */
export interface KeptAgreements {
  /** The reader of a request, which waits no longer than that can. */
  within(request: RequestIdentity): ReadAgreements;
  clear(): void;
}

export interface AgreementOptions {
  readonly self: SubgraphName;
  readonly ask: AskSubgraph;
  readonly now: () => Date;
  /** How loosely a consortium is bound whose agreements count. */
  readonly integrations: readonly string[];
}

/**
 * Reads from personnel what members of consortia agreed to recognise, kept by the process until it
 * is told to forget. Rejects with UNAVAILABLE where personnel never answered.
 */
export function createAgreementReader({
  self,
  ask,
  now,
  integrations,
}: AgreementOptions): ReadAgreements & KeptAgreements {
  const identity = ofItself(self, 'recognition-agreements');
  let kept: { agreed: AgreedRecognition; until: number } | null = null;
  let cleared = 0;
  let asking: { readonly answer: Promise<AgreedRecognition>; readonly asked: number } | null = null;
  const lastSaid = (error: unknown) => {
    if (kept && isUnavailable(error)) return kept.agreed;
    throw error;
  };
  const askAnew = async (asked: number): Promise<AgreedRecognition> => {
    try {
      const { consortia } = await ask<{ consortia: ConsortiumAnswer[] | null }>('personnel', {
        query: agreementsQuery,
        ...{ variables: {}, identity },
      });
      const some = (consortia ?? []).filter((one) => integrations.includes(one.integration));
      const agreed: AgreedRecognition = (question) => some.some((one) => agreesOn(one, question));
      // What was read before it was told to forget may be what was changed.
      const until = asked === cleared ? now().getTime() + freshFor : 0;
      kept = { agreed, until };
      return agreed;
    } catch (error) {
      return lastSaid(error);
    }
  };
  /** One question for all who need it meanwhile. */
  const read: ReadAgreements = () => {
    if (kept && kept.until > now().getTime()) return Promise.resolve(kept.agreed);
    if (asking?.asked === cleared) return asking.answer;
    const mine = { asked: cleared, answer: askAnew(cleared) };
    asking = mine;
    const end = () => {
      if (asking === mine) asking = null;
    };
    mine.answer.then(end, end);
    return mine.answer;
  };
  return Object.assign(read, {
    within(request: RequestIdentity): ReadAgreements {
      const wait = waitWithin('personnel', request);
      return wait ? () => wait(read()).catch(lastSaid) : read;
    },
    clear() {
      cleared += 1;
      if (kept) kept = { ...kept, until: 0 };
    },
  });
}

/** Both are members that day, and an agreement in force names one of the codes. */
function agreesOn(
  { agreements, memberships }: ConsortiumAnswer,
  { at, codes, day, from }: AgreedQuestion,
): boolean {
  const isMember = (id: string) =>
    memberships.some(
      ({ institution, joinedOn, lastDay }) =>
        institution.id === id &&
        (joinedOn === null || joinedOn <= day) &&
        (lastDay === null || lastDay >= day),
    );
  if (!isMember(from) || !isMember(at)) return false;
  return agreements.some(({ end, items, plannedEnd, shares, start }) => {
    const lastDay = end ?? plannedEnd;
    const inForce = start <= day && (lastDay === null || lastDay >= day);
    return (
      inForce && shares.includes('RESULT_RECOGNITION') && codes.some((code) => items.includes(code))
    );
  });
}
