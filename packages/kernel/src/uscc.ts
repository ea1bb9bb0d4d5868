/** Unified social credit code, GB 32100-2015, with the organisation code of GB 11714-1997 inside it. */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

export type UsccProblem = "length" | "character" | "check" | "organisation_check";
export type UsccResult =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly problem: UsccProblem; readonly expected?: string };

/** The check character of 17 characters: (31 - Σ value·3^i mod 31) mod 31. Null when a character is foreign. */
export function usccCheck(first17: string): string | null {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] ?? null;
}

/** The check character of an 8-character organisation code: 11 - Σ value·weight mod 11, 10 as X, 11 as 0. */
export function organisationCheck(first8: string): string | null {
  let sum = 0;
  for (const [i, weight] of ORG_WEIGHTS.entries()) {
    const value = ORG_ALPHABET.indexOf(first8.charAt(i) || "-");
    if (value < 0) return null;
    sum += value * weight;
  }
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

/**
 * Reads a code as typed: full-width characters, spaces and lower case are folded. Both check characters
 * are tested; `expected` is the check character the first 17 would need.
 */
export function parseUscc(text: string): UsccResult {
  const code = text
    .normalize("NFKC")
    .replace(/[\s\-\u00AD\u200B]/g, "")
    .toUpperCase();
  if (code.length !== 18) return { ok: false, problem: "length" };
  for (const character of code) if (!ALPHABET.includes(character)) return { ok: false, problem: "character" };
  const expected = usccCheck(code.slice(0, 17));
  if (expected === null) return { ok: false, problem: "character" };
  if (expected !== code[17]) return { ok: false, problem: "check", expected };
  const organisation = organisationCheck(code.slice(8, 16));
  if (organisation !== code[16]) return { ok: false, problem: "organisation_check" };
  return { ok: true, code };
}
