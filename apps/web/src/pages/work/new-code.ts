/** Codes of records that people enter without having one: kind, day, and four characters that tell two of a day apart. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

export function newCode(
  kind: string,
  today: string,
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(4)),
): string {
  const tail = [...random].map((byte) => LETTERS[byte % LETTERS.length] ?? "").join("");
  return `${kind}-${today.replaceAll("-", "")}-${tail}`;
}
