import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import type { CatalogueItem, ItemCategory, Modality } from '../catalogue/item';
import { ResultItem } from './result-item.entity';

/** Characters of a search text. */
const longestSearch = 100;

export interface ItemFilter {
  readonly search?: string | null | undefined;
  readonly category?: ItemCategory | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export type ItemViews = ReturnType<typeof createItemViews>;

/** The catalogue as clients see it on a day: windows change with their effective dates. */
export function createItemViews(catalogue: Catalogue) {
  let shownOn = '';
  const shown = new Map<string, ResultItem>();
  const view = (item: CatalogueItem, day: string): ResultItem => {
    if (day !== shownOn) shown.clear();
    shownOn = day;
    const known = shown.get(item.code);
    if (known) return known;
    const made = toResultItem(item, windowDaysOf(catalogue, item, day));
    shown.set(item.code, made);
    return made;
  };
  const find = (code: string, now: Date) => {
    const day = shanghaiDay(now);
    const item = catalogue.find(code, day);
    return item && view(item, day);
  };
  return {
    find,
    /** A laboratory item; a code outside the catalogue stands for itself, under its printed name. */
    laboratory: (code: string, mapped: boolean, name: string | null, now: Date): ResultItem =>
      (mapped ? find(code, now) : null) ?? placeholder(code, name ?? code, 'LABORATORY'),
    /** An exam item; a code outside the catalogue has the category of its modality. */
    exam: (code: string, mapped: boolean, modality: Modality, now: Date): ResultItem =>
      (mapped ? find(code, now) : null) ??
      placeholder(code, code, catalogue.find(`${modality}-ALL`)?.category ?? 'IMAGING'),
    /** Items a clinician can order whose code or a name contains the text, by code. */
    search({ search, category, first, after }: ItemFilter, now: Date): Page<ResultItem> {
      const request = pageRequest(first, after, ['text']);
      const text = (search ?? '').trim().toLowerCase();
      if (text.length > longestSearch)
        throw new InvalidInput('search', `must not be longer than ${longestSearch} characters.`);
      const last = String(request.after?.[0] ?? '');
      const found = catalogue.orderable.filter(
        (item) =>
          item.code > last && (!category || item.category === category) && matches(item, text),
      );
      const day = shanghaiDay(now);
      const rows = found.slice(0, request.first + 1).map((item) => view(item, day));
      return toPage(rows, request, ({ code }) => [code]);
    },
  };
}

const matches = ({ code, name, abbreviation, englishName }: CatalogueItem, text: string) =>
  [code, name, abbreviation, englishName].some((one) => one?.toLowerCase().includes(text));

function windowDaysOf({ windows }: Catalogue, item: CatalogueItem, day: string): number | null {
  const window = windows.on(item, day);
  if (window.rule === 'DAYS') return window.days;
  return window.rule === 'UNLIMITED' ? windows.unlimitedDays : null;
}

const toResultItem = (item: CatalogueItem, windowDays: number | null): ResultItem =>
  Object.assign(new ResultItem(), {
    code: item.code,
    ...{ name: item.name, category: item.category, unit: item.unit },
    ...{ windowDays, price: item.price, group: item.group, sensitive: item.sensitive },
    loinc: loinc.test(item.code) ? item.code : null,
  });

/** Every other code of the catalogue has letters. */
const loinc = /^\d+-\d$/;

const placeholder = (code: string, name: string, category: ItemCategory): ResultItem =>
  Object.assign(new ResultItem(), {
    code,
    name,
    category,
    unit: null,
    windowDays: null,
    price: null,
    group: null,
    sensitive: false,
    loinc: null,
  });
