/** Codes of records that people enter without having one: kind, day, and four characters that tell two of a day apart. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** `random` gives numbers from 0 to below 1. */
export function newCode(kind: string, today: string, random: () => number): string {
  const tail = Array.from({ length: 4 }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? "2").join(
    "",
  );
  return `${kind}-${today.replaceAll("-", "")}-${tail}`;
}
