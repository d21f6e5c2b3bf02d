import { foldText } from './name-folding';
import { remember } from './remember';

/** An address as far as two clerks would write it alike; null where it does not say. */
export interface ReadAddress {
  readonly county: string | null;
  readonly township: string | null;
  /** The village or street, without what it is called. */
  readonly unit: string | null;
  /** The group of the village. */
  readonly group: string | null;
  /** Numbers of house, building and flat, joined by hyphens. */
  readonly house: string | null;
}

const province = /^[^市县区镇乡村路街]{2,8}?(?:省|自治区|特别行政区)/;
const city = /^[^县区镇乡村路街]{2,8}?(?:市|地区|自治州|盟)/;
const county = /^([^镇乡村路街]{1,8}?)(?:自治县|县|旗(?![镇乡村路街])|(?<![社小])区)/;
const township = /^((?:[^村路街号]|村(?=[镇乡街])){1,8}?)(?:街道办事处|街道|镇|乡|苏木)/;
const village =
  /^(.{1,12}?)(?:行政村|自然村|村民委员会|村委会|社区居委会|社区居民委员会|居委会|居民委员会|社区|村|屯|庄|寨|嘎查)(?!民|路|街|组)/;
const street = /^(.{1,12}?)(?:大道|大街|路|街|巷|弄|胡同|小区|花园|家园|新村|公寓|苑|坊)/;
const group = /(?:第)?(\d+)(?:村民小组|村民组|小组|生产队|组|队|社)/;

const numerals = '〇一二三四五六七八九';

/** 二十三号 is 23号: numerals below a hundred, and digits in a row. */
const inDigits = (text: string) =>
  text
    .replace(/零/g, '〇')
    .replace(/([一二三四五六七八九])?十([一二三四五六七八九])?/g, (_, tens, ones) =>
      String(10 * (tens ? numerals.indexOf(tens) : 1) + (ones ? numerals.indexOf(ones) : 0)),
    )
    .replace(/[〇一二三四五六七八九]/g, (sign) => String(numerals.indexOf(sign)));

/** Takes what a pattern finds off the beginning of the text. */
function take(text: string, pattern: RegExp): [found: string | null, rest: string] {
  const found = pattern.exec(text);
  return found ? [found[1] ?? found[0], text.slice(found[0].length)] : [null, text];
}

/** Reads an address as it is written in a county: county, township, village or street, group, house. */
export const readAddress = remember((address): ReadAddress => {
  const plain = foldText(address).replace(/[^\p{L}\p{N}-]+/gu, '');
  const [, afterProvince] = take(plain, province);
  const [, afterCity] = take(afterProvince, city);
  const [inCounty, afterCounty] = take(afterCity, county);
  const [inTownship, afterTownship] = take(afterCounty, township);
  const [inVillage, afterVillage] = take(afterTownship, village);
  const [inStreet, afterStreet] = take(afterVillage, street);
  const rest = inDigits(afterStreet);
  const numbers = rest.replace(group, ' ').match(/\d+/g);
  return {
    county: inCounty,
    township: inTownship,
    unit: inVillage ?? inStreet,
    group: group.exec(rest)?.[1] ?? null,
    house: numbers ? [inVillage && inStreet, ...numbers].filter(Boolean).join('-') : null,
  };
});
