import { unparse } from 'papaparse';

/**
 * RFC 4180, in UTF-8 with the mark by which spreadsheet programs know it. A text that such a program
 * would run as a formula is kept one.
 */
export const writeCsv = (
  titles: readonly string[],
  rows: readonly (readonly (number | string)[])[],
): string => `\uFEFF${unparse([titles, ...rows], { escapeFormulae: /^[=+\-@\t\r]/ })}\r\n`;
