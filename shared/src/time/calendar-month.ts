import { shanghaiDay, startOfShanghaiDay } from './shanghai-day';

/** Whether a text is a calendar month, such as 2026-11. */
export const isCalendarMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** Calendar month in Asia/Shanghai, such as 2026-11. */
export const monthOf = (at: Date) => shanghaiDay(at).slice(0, 7);

const countOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const textOf = (count: number) =>
  `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;

/** The month so many months after another. */
export const laterMonth = (month: string, months: number) => textOf(countOf(month) + months);

/** Every month from one to another, both among them; none where it ends before it begins. */
export const monthsFrom = (first: string, last: string): string[] =>
  Array.from({ length: Math.max(0, countOf(last) - countOf(first) + 1) }, (_, at) =>
    laterMonth(first, at),
  );

/** The first moment of a month in Shanghai. */
export const startOfShanghaiMonth = (month: string) => startOfShanghaiDay(`${month}-01`);
