const stars = '****';

/** 张三 -> 张*: the sign that is kept does not tell how long the name is. */
export const maskName = (name: string) => `${Array.from(name)[0] ?? ''}*`;

/** GB/T 39725 look-up: an 18-character number keeps its first and last four, others their end. */
export function maskNumber(value: string): string {
  const kept = value.length >= 8 ? 4 : value.length >= 5 ? 2 : 0;
  if (/^\d{17}[\dX]$/.test(value)) return `${value.slice(0, 4)}**********${value.slice(-4)}`;
  return `${stars}${value.slice(value.length - kept)}`;
}

/** 13800001234 -> 138****1234. */
export const maskPhone = (phone: string) =>
  /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}${stars}${phone.slice(-4)}` : maskNumber(phone);

/** What stands where a number is not shown at all. */
export const hidden = stars;

/** The address down to the township; null where it names none. */
export const townshipOf = (address: string) => /^.*?(?:街道|镇|乡)/.exec(address)?.[0] ?? null;

/** Full years on a calendar day; null where the day of birth is unknown. */
export function ageOn(birthDate: string | null, day: string): number | null {
  if (birthDate === null) return null;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
