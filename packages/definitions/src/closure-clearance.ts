/** What a formula reads of others' data, each with its clearance and the way that leads to it. */
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Label } from "@lianzhang/kernel";
import type { Clearance, Field, Form, MembershipDefinition, Register } from "./model.ts";

/** Where fields, attributes and lists are defined: a model, or a folder being loaded. */
export interface Cleared {
  readonly forms: ReadonlyMap<string, Pick<Form, "label" | "fields">>;
  readonly registers: ReadonlyMap<string, Register>;
  readonly memberships: ReadonlyMap<string, MembershipDefinition>;
}

export interface Touched {
  /** `form.field`, `register.attribute` or `register.list`. */
  readonly id: string;
  readonly label: Label;
  readonly clearance: Clearance;
  /** Ids of the indicators on the way, from the one asked about; `id` last. */
  readonly path: readonly string[];
}

/** Everything of others the formula reads, each once with the first way to it, in written order. */
export function touchedBy(body: Core, from: readonly string[], definitions: Cleared): Touched[] {
  const found = new Map<string, Touched>();
  collect(body, from, { definitions, into: found, seen: new Set() });
  return [...found.values()];
}

interface Walk {
  readonly definitions: Cleared;
  readonly into: Map<string, Touched>;
  /** Shared bodies are looked at once: the first way to a field is the one that is told. */
  readonly seen: Set<Core>;
}

function collect(core: Core, path: readonly string[], walk: Walk): void {
  const { definitions, into, seen } = walk;
  if (seen.has(core)) return;
  seen.add(core);
  const inside = core.op === "indicator" ? [...path, core.indicator] : path;
  for (const [owner, member] of reads(core)) {
    const id = `${owner}.${member}`;
    const named = into.has(id) ? null : definitionOf(owner, member, definitions);
    if (named) into.set(id, { id, ...named, path: [...path, id] });
  }
  for (const child of children(core)) collect(child, inside, walk);
}

type Read = readonly [owner: string, member: string];

/** Forms' fields and registers' attributes that this node itself reads. */
function reads(core: Core): readonly Read[] {
  switch (core.op) {
    case "field":
      return [[core.form, core.field]];
    case "attribute":
    case "codeIn":
    case "flag":
    case "textIs":
    case "date":
      return [[core.register, core.attribute]];
    case "has":
      return [[core.register, core.membership]];
    case "related":
    case "relatedIs":
    case "gather":
      return [[core.link.register, core.link.attribute]];
    case "parameter":
      return core.on ? [[core.on.register, core.on.attribute]] : [];
    case "aggregate":
      return core.of ? [[core.of.register, core.of.attribute]] : [];
    case "among":
    case "rank":
      return core.by.map((key): Read => [core.type.subject ?? "", key]);
    default:
      return [];
  }
}

type Named = Pick<Touched, "label" | "clearance">;

function definitionOf(owner: string, member: string, from: Cleared): Named | null {
  const field = from.forms.get(owner)?.fields.get(member);
  if (field) return named(field);
  const list = [...from.memberships.values()].find(
    (m) => m.register === owner && (m.id === member || m.name === member || m.primaryAs === member),
  );
  if (list) return named(list);
  const attribute = from.registers.get(owner)?.attributes.get(member);
  return attribute ? named(attribute) : null;
}

const named = (thing: Pick<Field, "label"> & Clearance): Named => ({ label: thing.label, clearance: thing });
