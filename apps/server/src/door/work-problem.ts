/** What the people's half refuses, as an answer of the contract. */
import type { ApiError } from "@lianzhang/contract";
import type { WorkError } from "@lianzhang/work";

/** The database itself: told to the operator, and to the page as a fault. */
export const isOutside = ({ code }: WorkError): boolean => /^LZ70[01]/u.test(code);

const SIGNED_OUT: ReadonlySet<string> = new Set(["LZ7131"]);
const FORBIDDEN: ReadonlySet<string> = new Set([
  "LZ7101",
  "LZ7108",
  "LZ7132",
  "LZ7201",
  "LZ7202",
  "LZ7203",
  "LZ7502",
]);
const ABSENT: ReadonlySet<string> = new Set(["LZ7104", "LZ7135", "LZ7306", "LZ7501", "LZ7506", "LZ7509"]);
/** Somebody was first, or it is not the time for it. */
const CONFLICT: ReadonlySet<string> = new Set(["LZ7503", "LZ7504", "LZ7507", "LZ7508", "LZ7510"]);

export function statusOf({ code }: WorkError): number {
  if (SIGNED_OUT.has(code)) return 401;
  if (FORBIDDEN.has(code)) return 403;
  if (code === "LZ7125") return 429;
  if (CONFLICT.has(code)) return 409;
  return ABSENT.has(code) ? 404 : 400;
}

export const bodyOf = ({ code, said, hint }: WorkError): ApiError => ({ code, message: said, hint });
