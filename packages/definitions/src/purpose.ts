/** Purpose, checked like a unit: a judgement may touch only fields cleared for its use. */
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import { formatDay, parseDay } from "@lianzhang/kernel";
import type { Loading } from "./loading.ts";
import type { Clearance, Use } from "./model.ts";
import type { Entry } from "./source/entry.ts";

interface Touch {
  /** Indicators on the way, ending in `form.field` or `register.attribute`. */
  readonly path: readonly string[];
  readonly clearance: Clearance | null;
}

/** Reports every field and attribute behind the criteria that is not cleared, with the path that leads to it. */
export function checkPurpose(entry: Entry, use: Use, criteria: readonly string[], loading: Loading): void {
  for (const id of criteria) {
    const body = loading.indicators.get(id)?.body;
    const seen = new Set<string>();
    for (const { path, clearance } of body ? touches(body, [id], loading) : []) {
      const field = path.at(-1) ?? "";
      if (clearance === null || seen.has(field) || !refused(clearance, use, loading)) continue;
      seen.add(field);
      const cleared = `holder ${clearance.holder}, cleared for ${clearance.uses.join(", ")}${clearance.expires === null ? "" : ` until ${formatDay(clearance.expires)}`}`;
      loading.add(
        "LZ2020",
        entry.keyAt("criteria", id),
        `not cleared for ${use}: ${use} ${entry.id} -> ${path.join(" -> ")} (${cleared})`,
        "use a field from records or an application, or have the holder clear this one",
      );
    }
  }
}

function refused(clearance: Clearance, use: Use, loading: Loading): boolean {
  const issued = parseDay(loading.decision?.issued ?? "");
  const expired = clearance.expires !== null && issued !== null && clearance.expires < issued;
  return !clearance.uses.includes(use) || expired;
}

/** What a formula reads, each with the indicators that lead to it. */
function touches(core: Core, path: readonly string[], loading: Loading): readonly Touch[] {
  const inside = core.op === "indicator" ? [...path, core.indicator] : path;
  return [...own(core, path, loading), ...children(core).flatMap((c) => touches(c, inside, loading))];
}

function own(core: Core, path: readonly string[], loading: Loading): Touch[] {
  switch (core.op) {
    case "field":
      return [
        {
          path: [...path, `${core.form}.${core.field}`],
          clearance: loading.forms.get(core.form)?.fields.get(core.field) ?? null,
        },
      ];
    case "attribute":
    case "codeIn":
    case "flag":
    case "textIs": {
      const { register, attribute } = core;
      const list = [...loading.memberships.values()].find(
        (m) => m.register === register && m.primaryAs === attribute,
      );
      return [
        {
          path: [...path, `${register}.${attribute}`],
          clearance: list ?? loading.registers.get(register)?.attributes.get(attribute) ?? null,
        },
      ];
    }
    case "has":
      return [
        {
          path: [...path, `${core.register}.${core.membership}`],
          clearance: loading.memberships.get(core.membership) ?? null,
        },
      ];
    default:
      return [];
  }
}
