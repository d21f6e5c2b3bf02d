import itemsData from './data/lab-items.json';
import panelsData from './data/lab-panels.json';
import statesData from './data/lab-states.json';

/** Lowest and highest of a range or of what is not critical; null where there is no limit. */
export type Limits = readonly (number | null)[];

/** How laboratories print an item, and which values are usual. */
export interface LabItem {
  readonly code: string;
  readonly abbr: string;
  readonly name: string;
  /** The shared laboratory's own code. */
  readonly center?: string;
  /** Degrees or names; absent for numbers. */
  readonly words?: readonly string[];
  readonly unit?: string | null;
  readonly decimals?: number;
  readonly male?: Limits;
  /** Where it is not the men's. */
  readonly female?: Limits;
  readonly mean?: number;
  readonly sd?: number;
  readonly critical?: Limits;
}

interface Unmapped {
  readonly panel: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly mean: number;
  readonly sd: number;
  readonly decimals: number;
  readonly range: string;
}
/** A unit that does not go with the catalogue's. */
export interface OddUnit {
  readonly unit: string | null;
  readonly factor: number;
  readonly decimals: number;
  readonly range: string;
}

type Table<Value> = Readonly<Record<string, Value>>;
/** All items the demo's laboratories print. */
export const labItems: readonly LabItem[] = itemsData.items;
const panels: Table<readonly string[]> = panelsData.panels;
const made: Table<readonly string[]> = panelsData.made;
const unmapped: Table<readonly Unmapped[]> = panelsData.unmapped;
const sections: Table<readonly string[]> = panelsData.sections;
const oddUnits: Table<Table<OddUnit>> = panelsData.oddUnits;
const states: Table<Table<readonly number[]>> = statesData.states;

const byCode = new Map(labItems.map((item) => [item.code, item]));

export function labItem(code: string): LabItem {
  const item = byCode.get(code);
  if (!item) throw new RangeError(`the demo has no laboratory item ${code}`);
  return item;
}

const panelItems = new Map(
  Object.entries(panels).map(([panel, codes]) => [panel, codes.map(labItem)]),
);

/** The items of a panel, as printed. */
export function panelOf(panel: string): readonly LabItem[] {
  const items = panelItems.get(panel);
  if (!items) throw new RangeError(`the demo has no panel ${panel}`);
  return items;
}

/** Which laboratory makes a panel for an institution: its own, or the shared one. */
export function laboratoryFor(institutionId: string, tier: string, panel: string): string {
  const own = made[tier];
  return own === undefined || own.includes(panel) ? institutionId : panelsData.shared;
}

/** The bench of the laboratory a panel is made on: one report each. */
export const sectionOf = (panel: string): string =>
  Object.keys(sections).find((section) => sections[section]?.includes(panel)) ??
  panelsData.otherSection;

/** What a laboratory prints beside the panel's items under codes nobody has mapped. */
export const unmappedOf = (institutionId: string, panel: string): readonly Unmapped[] =>
  (unmapped[institutionId] ?? []).filter((one) => one.panel === panel);

export const oddUnitOf = (institutionId: string, code: string): OddUnit | null =>
  oddUnits[institutionId]?.[code] ?? null;

/** Mean and spread of the values an illness shifts, by item. */
export function stateOf(word: string): Table<readonly number[]> {
  const state = word === 'none' ? {} : states[word];
  if (!state) throw new RangeError(`the demo has no state ${word}`);
  return state;
}
