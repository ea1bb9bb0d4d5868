/** What a checked formula reads. */
import type { Core } from "./core.ts";
import { partsOf } from "./core-parts.ts";

function collect(core: Core, into: Set<string>): void {
  switch (core.op) {
    case "field":
      into.add(`${core.form}.${core.field}`);
      break;
    case "attribute":
    case "codeIn":
    case "flag":
    case "textIs":
      into.add(`${core.register}.${core.attribute}`);
      break;
    case "has":
      into.add(`${core.register}.${core.membership}`);
      break;
    case "date":
      into.add(`${core.register}.${core.attribute}`);
      break;
    case "related":
    case "relatedIs":
    case "gather":
      into.add(`${core.link.register}.${core.link.attribute}`);
      break;
    case "among":
    case "rank":
      for (const key of core.by) into.add(`${core.type.subject ?? ""}.${key}`);
      break;
    case "aggregate":
      if (core.of) into.add(`${core.of.register}.${core.of.attribute}`);
      break;
    case "parameter":
      into.add(core.parameter);
      if (core.on) into.add(`${core.on.register}.${core.on.attribute}`);
      break;
    default:
      break;
  }
}

/** Everything the formula touches, through the indicators it names: `form.field`, `register.attribute`, parameter ids. */
export function closure(core: Core): ReadonlySet<string> {
  const into = new Set<string>();
  for (const part of partsOf(core)) collect(part, into);
  return into;
}

/** The return fields the formula reads for its own or a shifted period: `[form, field]`. */
export const fieldsOf = (core: Core): readonly (readonly [string, string])[] =>
  [...partsOf(core)].flatMap((c) => (c.op === "field" ? [[c.form, c.field] as const] : []));
