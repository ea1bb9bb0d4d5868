/** The second factor: time-based codes (RFC 6238, six digits, 30 seconds, as authenticator apps expect) and recovery codes. */
import { Secret, TOTP } from "otpauth";
import type { RandomBytes } from "../database/sources.ts";

const PERIOD = 30;
/** A code is taken from one period before to one after: clocks of telephones differ. */
const WINDOW = 1;

const codesOf = (secret: string, label: string, issuer: string): TOTP =>
  new TOTP({
    secret: Secret.fromBase32(secret),
    label,
    issuer,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD,
  });

/** A new secret in base 32. */
export const newSecret = (random: RandomBytes): string =>
  new Secret({ buffer: new Uint8Array(random(20)).buffer }).base32;

/** What an authenticator app reads from the picture on the page. Holds the secret. */
export const secretUri = (secret: string, name: string, issuer: string): string =>
  codesOf(secret, name, issuer).toString();

/** The code of a moment. */
export const codeAt = (secret: string, at: Date): string =>
  codesOf(secret, "", "").generate({ timestamp: at.getTime() });

/** Number of the 30-second step a code belongs to; null when it is not one of now. */
export function stepOf(secret: string, typed: string, now: Date): bigint | null {
  // a Chinese keyboard gives full-width digits
  const code = typed.normalize("NFKC").replace(/\s/g, "");
  if (!/^[0-9]{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = codesOf(secret, "", "").validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : BigInt(Math.floor(timestamp / 1000 / PERIOD) + delta);
}

// without I, L, O, U: read aloud and copied by hand
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RECOVERY_CODES = 10;

const recoveryCode = (random: RandomBytes): string =>
  [...random(24)].map((byte, i) => `${i > 0 && i % 4 === 0 ? "-" : ""}${LETTERS[byte % 32] ?? ""}`).join("");

/** Ten codes of 24 letters, 120 bits: so much that a plain hash of them is enough, for the day the telephone is lost. */
export const newRecoveryCodes = (random: RandomBytes): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () => recoveryCode(random));

/** What was typed, as it was made; null when it is no recovery code. */
export function recoveryCodeIn(typed: string): string | null {
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return /^[A-Z0-9]{24}$/.test(letters) ? letters.replace(/(.{4})(?=.)/g, "$1-") : null;
}
