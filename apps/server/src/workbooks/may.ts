/** Whose workbooks one keeps, sees and fills, and who may read what others filled. */
import type { Capability, Model } from "@lianzhang/definitions";
import { parseDay } from "@lianzhang/kernel";
import type { KeptFilling, KeptWorkbook, Scope, Viewer } from "@lianzhang/work";
import type { Sight } from "../sight/sight.ts";
import type { FillingContent } from "./content.ts";

interface Asking {
  readonly model: Model;
  readonly viewer: Viewer;
}

const sameScope = (a: Scope, b: Scope): boolean =>
  a.kind === "city" ? b.kind === "city" : b.kind === a.kind && a.id === b.id;

const scopesFor = ({ model, viewer }: Asking, what: Capability): readonly Scope[] =>
  viewer.posts.flatMap((p) =>
    model.policy?.roles.get(p.role)?.capabilities.includes(what) === true ? [p.scope] : [],
  );

/** Whose a new workbook is: the city's before a part's; null: the viewer keeps none. */
export function keepsFor(asking: Asking): Scope | null {
  const scopes = scopesFor(asking, "workbooks.fill");
  return scopes.find((s) => s.kind === "city") ?? scopes[0] ?? null;
}

export const mayFill = (asking: Asking, book: KeptWorkbook): boolean =>
  scopesFor(asking, "workbooks.fill").some((s) => sameScope(s, book.scope));

/** Those of the own scope; with a post of the city those of everybody. */
export function seesBook(asking: Asking, book: KeptWorkbook): boolean {
  const scopes = [...scopesFor(asking, "workbooks.fill"), ...scopesFor(asking, "workbooks.read")];
  return scopes.some((s) => s.kind === "city" || sameScope(s, book.scope));
}

/**
 * Whether what was filled may be seen: by who filled it, by who sees the same firms, and by who sees them all; never with a
 * figure before its release, nor with firms that have been put under secrecy since.
 */
export function readsFilling(
  { viewer }: Asking,
  sight: Sight,
  filling: KeptFilling,
  { saw, released }: FillingContent,
): boolean {
  const day = released === null ? null : parseDay(released);
  if (sight.embargo !== null && day !== null && day > sight.embargo) return false;
  if (sight.extent === "all") {
    // a filling made with fewer firms in sight shows no more than one made with all
    const then = new Set(saw.hidden);
    return saw.extent !== "all" || [...sight.hidden].every((code) => then.has(code));
  }
  return saw.extent !== "all" && (filling.by === viewer.person || saw.rows === sight.rows);
}
