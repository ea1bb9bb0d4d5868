/** Names of related subjects: `park.area` where the firm's register has an attribute that names a park. */
import type { Ast, Span } from "./ast.ts";
import type { Link } from "./core.ts";
import type { Check, Scope } from "./scope.ts";
import { rowScope } from "./scope.ts";

type Name = Extract<Ast, { readonly kind: "name" }>;

/** A name read at the subject another names. */
export interface Linked {
  readonly link: Link;
  /** The name as it is written at that subject. */
  readonly name: Name;
  readonly scope: Scope;
}

const shown = (links: readonly Link[]): string => links.map((l) => l.attribute).join(", ");

/** Links that a qualifier may mean: the attribute itself, else all to the register of that name. */
function candidates(check: Check, from: string, qualifier: string): readonly Link[] {
  const links = check.env.links?.(from) ?? [];
  const named = check.env.resolve(qualifier, null);
  const attributes = new Set(
    named.flatMap((s) => (s.kind === "attribute" && s.register === from ? [s.attribute] : [])),
  );
  const registers = new Set(named.flatMap((s) => (s.kind === "register" ? [s.register] : [])));
  const exact = links.filter((l) => attributes.has(l.attribute) || l.attribute === qualifier);
  return exact.length > 0 ? exact : links.filter((l) => l.target !== from && registers.has(l.target));
}

/** Whether the qualifier names a form or the register's own values, which win over a link. */
const isOwn = (check: Check, ast: Name, from: string): boolean =>
  check.env.resolve(ast.name, ast.qualifier).some((s) => {
    if (s.kind === "field") return s.type.subject === from;
    return (s.kind === "attribute" || s.kind === "membership") && s.register === from;
  });

/** What a qualified name of a row formula means at a related subject; null when it is no such name. */
export function linkedName(check: Check, ast: Ast, scope: Scope): Linked | "unclear" | null {
  if (ast.kind !== "name" || ast.qualifier === null || scope.grain !== "row" || scope.register === null)
    return null;
  const { register } = scope;
  if (isOwn(check, ast, register)) return null;
  const found = candidates(check, register, ast.qualifier);
  const [link] = found;
  if (!link) return null;
  if (found.length > 1) {
    check.report(
      "LZ1084",
      ast.span,
      `a ${register} names a ${link.target} in ${found.length} attributes`,
      `say which: ${found.map((l) => `${l.attribute}.${ast.name}`).join(", ")}`,
    );
    return "unclear";
  }
  return { link, name: { ...ast, qualifier: null }, scope: rowScope(link.target, scope.inside) };
}

/** The link by which subjects of `from` name one of `to`, as `via:` says where there are several. */
export function linkTo(
  check: Check,
  from: string,
  to: string | null,
  via: Ast | null,
  span: Span,
): Link | null {
  const links = (check.env.links?.(from) ?? []).filter((l) => to === null || l.target === to);
  const word = via?.kind === "name" ? via : null;
  const symbols = word ? check.env.resolve(word.name, word.qualifier) : [];
  const fits = via
    ? links.filter(
        (l) =>
          l.attribute === word?.name ||
          symbols.some((s) => s.kind === "attribute" && s.register === from && s.attribute === l.attribute),
      )
    : links;
  const [link] = fits;
  if (link && fits.length === 1) return link;
  if (via && links.length > 0)
    return check.report(
      "LZ1084",
      via.span,
      `${from} has no such attribute that names a ${to ?? "subject"}`,
      `use one of ${shown(links)}`,
    );
  if (links.length > 1)
    return check.report(
      "LZ1084",
      span,
      `a ${from} names a ${to ?? "subject"} in ${links.length} attributes`,
      `say which: ${links.map((l) => `via: ${l.attribute}`).join(", ")}`,
    );
  return check.report(
    "LZ1030",
    span,
    `a value of ${from} among values of ${to ?? "another register"}, and no ${from} names one`,
    "each aggregate and each row formula reads one register and what it is linked to",
  );
}
