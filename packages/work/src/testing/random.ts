/** Numbers that look random and are the same for the same seed. */

/** A generator of whole numbers from 0 to below its argument (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const BYTES = '0123456789abcdefghijklmnopqrstuvwxyz{}":,.-_ ';

/** `text` with one character, chosen by `random`, become another one of one byte. An empty text gets one. */
export function withOtherByte(text: string, random: (below: number) => number): string {
  const letters = [...text];
  const at = random(Math.max(letters.length, 1));
  const others = [...BYTES].filter((b) => b !== letters[at]);
  letters[at] = others[random(others.length)] ?? "x";
  return letters.join("");
}

/** A whole number with one digit, chosen by `random`, become another. */
export function withOtherDigit(number: bigint, random: (below: number) => number): bigint {
  const digits = [...String(number)];
  const at = random(digits.length);
  const others = [..."0123456789"].filter((d) => d !== digits[at]);
  digits[at] = others[random(others.length)] ?? "0";
  return BigInt(digits.join(""));
}
