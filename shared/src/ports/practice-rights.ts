import type { Viewer } from '../auth/viewer';
import type { RequestIdentity } from '../auth/viewer-header';
import { createReferenceCache, type Wait } from '../cache/reference-cache';
import type { CacheState } from '../collections/cache-count';
import { groupBy } from '../collections/group-by';
import { Unavailable } from '../errors/domain-error';
import { isUnavailable } from '../errors/is-unavailable';
import { shanghaiDay } from '../time/shanghai-day';
import { type AskSubgraph, ofItself, type SubgraphName } from './ask-subgraph';
import {
  MayNotPractise,
  type PracticePlace,
  PractitionerNotNamed,
  type RightAsked,
} from './may-not-practise';
import type { PracticeAct } from './practice-acts';
import { waitWithin } from './within-request';

/** From the highest title down, as personnel names them. */
export const titleLevels = [
  ...(['SENIOR', 'ASSOCIATE_SENIOR', 'INTERMEDIATE', 'JUNIOR', 'ASSISTANT', 'NONE'] as const),
] as const;
export type TitleLevel = (typeof titleLevels)[number];

/** Whether a title is as high as another; NONE asks for nothing, and who is not known has none. */
export const hasTitle = (titleLevel: TitleLevel | null, least: TitleLevel): boolean =>
  titleLevels.indexOf(titleLevel ?? 'NONE') <= titleLevels.indexOf(least);

/** What a person may do at an institution on a day. */
export interface PracticeRights {
  readonly practitionerId: string;
  readonly acts: ReadonlySet<PracticeAct>;
  /** Null: personnel does not know her. */
  readonly titleLevel: TitleLevel | null;
}

/** Tells rights to practise. */
export interface Practice {
  /** Of anybody; what is kept does where the act is among it. */
  rightsOf(place: PracticePlace, act: PracticeAct): Promise<PracticeRights>;
  /**
   * The rights of who is signed in, where the act is among them; null where no practitioner is named and the county
   * lets the role count. Refuses with FORBIDDEN naming the field.
   */
  require(viewer: Viewer, asked: RightAsked): Promise<PracticeRights | null>;
}

/** What a process keeps of rights. */
export interface KeptPractice {
  /** What tells a request, which waits no longer than that can. */
  within(request: RequestIdentity): Practice;
  clear(): void;
  state(): CacheState;
}

export interface PracticeOptions {
  readonly self: SubgraphName;
  readonly ask: AskSubgraph;
  readonly unnamed: ReadonlySet<PracticeAct>;
  /** Milliseconds, of what is kept; the process's own where it is not said. */
  readonly now?: () => number;
}

/**
 * Rights to practise, asked of personnel: many in one question for each institution and day.
 * Rights are kept for a minute and dropped by its events; whether somebody may do what she might not is asked anew
 * each time, so that a posting that begins counts at once. While personnel cannot be asked, what it last said for
 * the same day stands in, else the answer is UNAVAILABLE: a right is not guessed.
 */
export function createPractice({
  self,
  ask,
  unnamed,
  now,
}: PracticeOptions): Practice & KeptPractice {
  const cache = createReferenceCache<PracticeRights>({
    load: (keys) => askRights(ask, self, keys),
    standsIn: isUnavailable,
    ...{ largestSize: 10_000, ...(now && { now }) },
  });
  const practiceFor = (wait?: Wait): Practice => {
    const rightsOf: Practice['rightsOf'] = async (place, act) => {
      const { practitionerId } = place;
      const none = { practitionerId, acts: new Set<PracticeAct>(), titleLevel: null };
      return (await cache.get(keyOf(place), ({ acts }) => acts.has(act), wait)) ?? none;
    };
    return { rightsOf, require: requireBy(rightsOf, unnamed) };
  };
  return {
    ...practiceFor(),
    within: (request) => practiceFor(waitWithin('personnel', request)),
    clear: cache.clear,
    state: cache.state,
  };
}

const requireBy =
  (rightsOf: Practice['rightsOf'], unnamed: ReadonlySet<PracticeAct>): Practice['require'] =>
  async ({ practitionerId, institutionId }, asked) => {
    if (!practitionerId) {
      if (unnamed.has(asked.act)) return null;
      throw new PractitionerNotNamed(asked);
    }
    const place = { practitionerId, institutionId, on: shanghaiDay(asked.at) };
    const rights = await rightsOf(place, asked.act);
    if (!rights.acts.has(asked.act)) throw new MayNotPractise(asked, place);
    return rights;
  };

const rightsQuery = `query PracticeRights($ids: [ID!]!, $institutionId: ID!, $on: Date!) {
  mayPractice(practitionerIds: $ids, institutionId: $institutionId, on: $on) {
    practitionerId titleLevel prescribe report sign check dispense
  }
}`;

interface RightsAnswer {
  readonly practitionerId: string;
  readonly titleLevel: TitleLevel | null;
  readonly prescribe: boolean;
  readonly report: boolean;
  readonly sign: boolean;
  readonly check: boolean;
  readonly dispense: boolean;
}

/** People of one question. */
const mostPeople = 100;

const keyOf = ({ institutionId, on, practitionerId }: PracticePlace) =>
  JSON.stringify([institutionId, on, practitionerId]);

async function askRights(ask: AskSubgraph, self: SubgraphName, keys: readonly string[]) {
  // This part itself asks: who may practise where is no patient's data.
  const identity = ofItself(self, 'practice-rights');
  const places = [...new Set(keys)].map((key): PracticePlace => {
    const [institutionId, on, practitionerId]: [string, string, string] = JSON.parse(key);
    return { institutionId, on, practitionerId };
  });
  const asked = groupBy(places, ({ institutionId, on }) => JSON.stringify([institutionId, on]));
  const questions = [...asked.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / mostPeople) }, (_, at) =>
      group.slice(at * mostPeople, (at + 1) * mostPeople),
    ),
  );
  const found = new Map<string, PracticeRights>();
  await Promise.all(
    questions.map(async (group) => {
      const [first] = group;
      const ids = group.map(({ practitionerId }) => practitionerId);
      const { mayPractice } = await ask<{ mayPractice: RightsAnswer[] | null }>('personnel', {
        query: rightsQuery,
        variables: { ids, institutionId: first?.institutionId, on: first?.on },
        identity,
      });
      if (!mayPractice) throw new Unavailable('personnel');
      for (const [at, place] of group.entries()) {
        const answer = mayPractice[at];
        if (answer) found.set(keyOf(place), toRights(answer));
      }
    }),
  );
  return found;
}

const toRights = (answer: RightsAnswer): PracticeRights => {
  const { check, dispense, practitionerId, prescribe, report, sign, titleLevel } = answer;
  const may = {
    PRESCRIBE: prescribe,
    REPORT: report,
    SIGN: sign,
    CHECK: check,
    DISPENSE: dispense,
  };
  const held = Object.entries(may).flatMap(([act, has]) => (has ? [act as PracticeAct] : []));
  return { practitionerId, titleLevel, acts: new Set(held) };
};
