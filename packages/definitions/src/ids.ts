/** Ids: what formulas can name, and how a mistaken one is mended. */
import type { Place } from "@lianzhang/kernel";
import { FORMULA_ID } from "@lianzhang/kernel";
import type { Loading } from "./loading.ts";

/** Reports an id that does not match; true when it is bad. */
export function badId(id: string, pattern: RegExp, place: Place, loading: Loading): boolean {
  if (pattern.test(id)) return false;
  const mended = id
    .toLowerCase()
    .replaceAll("-", "_")
    .replaceAll(/[^a-z0-9_]/g, "");
  const why =
    pattern === FORMULA_ID
      ? "small letters, digits and _ only, starting with a letter"
      : "small letters, digits, _ and -, starting with a letter";
  loading.refusedIds.add(id);
  loading.add(
    "LZ2008",
    place,
    `"${id}" cannot be an id: ${why}`,
    pattern.test(mended) ? `write ${mended}` : null,
  );
  return true;
}
