/** The checks of a form as they are written, and what the model makes of them. */
import type { BooleanCore } from "@lianzhang/formula";
import { closure } from "@lianzhang/formula";
import type { Unit } from "@lianzhang/kernel";
import { sameDimension } from "@lianzhang/kernel";
import { z } from "zod";
import { readAmount } from "../amount.ts";
import type { LabelInput } from "../common.ts";
import { labelInput, labelOf, text } from "../common.ts";
import { checkCondition } from "../formulas.ts";
import type { Draft, Loading } from "../loading.ts";
import type { Entry, Path } from "../source/entry.ts";
import type { CheckStrength, Form, FormCheck } from "./model.ts";
import { hintInKind, hintInRule } from "./structure.ts";

interface Measure {
  readonly identity?: string | undefined;
  readonly balance?: string | undefined;
  readonly tolerance?: string | undefined;
  readonly range?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cumulative?: readonly string[] | undefined;
  readonly jump?: readonly string[] | undefined;
  readonly beyond?: number | undefined;
  readonly past?: number | undefined;
  readonly slip?: readonly string[] | undefined;
  readonly beside?: string | undefined;
}

const fieldNames = z.array(z.string()).min(1).optional();
const measure: z.ZodType<Measure> = z.strictObject({
  identity: z.string().optional().describe("two sides of this form that are equal, up to tolerance"),
  balance: z.string().optional().describe("two sides of several forms on the same subject that are equal"),
  tolerance: text.optional(),
  range: z.string().optional().describe("a field between from: and to:"),
  from: text.optional(),
  to: text.optional(),
  cumulative: fieldNames.describe("fields that do not fall within a calendar year"),
  jump: fieldNames.describe("fields compared with the subject's own past"),
  beyond: z.number().positive().optional().describe("robust deviations from the median; default 5"),
  past: z.number().int().min(3).optional().describe("former values needed; default 6"),
  slip: fieldNames.describe("fields that may be 10, 1,000 or 10,000 times off"),
  beside: z.string().optional().describe("the field of this form a slip is measured against"),
});

const rule = z.union([z.string(), measure]).optional();
type CheckInput = {
  readonly [K in CheckStrength]?: string | Measure | undefined;
} & {
  readonly say: LabelInput;
  readonly source?: string | undefined;
  readonly assumed: boolean;
};

export const checkInput: z.ZodType<CheckInput> = z.strictObject({
  must: rule,
  explain: rule,
  note: rule,
  say: labelInput,
  source: text.optional(),
  assumed: z.boolean().default(false),
});

const STRENGTHS = ["must", "explain", "note"] as const;
const KINDS = ["identity", "balance", "range", "cumulative", "jump", "slip"] as const;
/** Which further keys belong to which kind. */
const BELONGS: Readonly<Record<(typeof KINDS)[number], readonly (keyof Measure)[]>> = {
  identity: ["tolerance"],
  balance: ["tolerance"],
  range: ["from", "to"],
  cumulative: [],
  jump: ["beyond", "past"],
  slip: ["beside"],
};

/** What the building of one check needs. */
interface Place {
  readonly form: Draft<Form>;
  readonly entry: Entry;
  readonly path: Path;
  readonly loading: Loading;
}

/** One check, or null (reported). Every form and register is known by now. */
export function checkOf(
  input: CheckInput,
  i: number,
  form: Draft<Form>,
  entry: Entry,
  loading: Loading,
): FormCheck | null {
  const stated = STRENGTHS.filter((s) => input[s] !== undefined);
  const [strength] = stated;
  const written = strength === undefined ? undefined : input[strength];
  if (strength === undefined || written === undefined || stated.length > 1) {
    loading.add(
      "LZ2025",
      entry.keyAt("checks", i),
      `a check says exactly one of must, explain, note; found ${stated.join(", ") || "none"}`,
    );
    return null;
  }
  const place: Place = { form, entry, path: ["checks", i, strength], loading };
  const made = typeof written === "string" ? formula(written, place) : measured(written, place);
  const say = labelOf(input.say, undefined, entry, ["checks", i, "say"], loading);
  if (made === null) return null;
  return { ...made, strength, say, source: input.source ?? null, assumed: input.assumed };
}

/** A check without the words around it. */
type Made = FormCheck extends infer C
  ? C extends FormCheck
    ? Omit<C, "strength" | "say" | "source" | "assumed">
    : never
  : never;

function formula(written: string, { form, entry, path, loading }: Place): Made | null {
  const core = checkCondition(written, form.subject, entry, path, loading);
  if (core === null) return null;
  structural(hintInRule(core, form, loading.forms), { form, entry, path, loading });
  return { kind: "formula", rule: core, text: written };
}

function measured(written: Measure, place: Place): Made | null {
  const { form, entry, path, loading } = place;
  const kinds = KINDS.filter((k) => written[k] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    loading.add(
      "LZ2025",
      entry.keyAt(...path),
      `a check of a kind says exactly one of ${KINDS.join(", ")}; found ${kinds.join(", ") || "none"}`,
    );
    return null;
  }
  for (const key of Object.keys(written))
    if (key !== kind && !BELONGS[kind].some((k) => k === key))
      loading.add("LZ2052", entry.keyAt(...path, key), `${key}: belongs to another kind than ${kind}`);
  structural(hintInKind(kind, written), place);
  switch (kind) {
    case "identity":
    case "balance":
      return equal(kind, written[kind] ?? "", written.tolerance, place);
    case "range":
      return ranged(written.range ?? "", written, place);
    case "cumulative": {
      const fields = known(written.cumulative ?? [], kind, place);
      for (const [n, id] of fields.entries())
        if (form.fields.get(id)?.as !== "cumulative")
          loading.add(
            "LZ2052",
            entry.at(...path, kind, n),
            `${id} is ${form.fields.get(id)?.as ?? ""}, not cumulative`,
            "name fields with as: cumulative",
          );
      return { kind, fields, text: `cumulative(${fields.join(", ")})` };
    }
    case "jump": {
      const fields = known(written.jump ?? [], kind, place);
      const { beyond = 5, past = 6 } = written;
      return { kind, fields, beyond, past, text: `jump(${fields.join(", ")}) beyond ${beyond}` };
    }
    case "slip": {
      const fields = known(written.slip ?? [], kind, place);
      const beside = written.beside ?? null;
      if (beside !== null) besideOf(beside, fields, place);
      const like = beside === null ? "" : ` beside ${beside}`;
      return { kind, fields, beside, text: `slip(${fields.join(", ")})${like}` };
    }
  }
}

/** The names that are fields of the form; the others are reported. */
function known(ids: readonly string[], key: string, { form, entry, path, loading }: Place): string[] {
  return ids.filter((id, n) => {
    if (form.fields.has(id)) return true;
    if (!loading.broken.has(id))
      loading.unknown(
        `field of ${form.id}`,
        id,
        form.fields.keys(),
        entry.at(...path, key, ...(key === "beside" ? [] : [n])),
      );
    return false;
  });
}

/** A slip is told beside a figure of the same kind: both count the same. */
function besideOf(id: string, fields: readonly string[], place: Place): void {
  const { form, entry, path, loading } = place;
  const [other] = known([id], "beside", place).map((f) => form.fields.get(f));
  if (!other) return;
  for (const f of fields) {
    const own = form.fields.get(f);
    if (
      !own ||
      (own.type.numeric === other.type.numeric && sameCount(own.unit, other.unit, own.type.numeric))
    )
      continue;
    loading.add(
      "LZ2052",
      entry.at(...path, "beside"),
      `${f} is in ${own.unit.text}, ${id} in ${other.unit.text}`,
      "name a field that counts the same",
    );
  }
}

const sameCount = (a: Unit, b: Unit, numeric: "exact" | "ratio"): boolean =>
  numeric === "exact" ? sameDimension(a.dimension, b.dimension) : a.text === b.text;

function equal(
  kind: "identity" | "balance",
  written: string,
  tolerance: string | undefined,
  { form, entry, path, loading }: Place,
): Made | null {
  const core = checkCondition(written, form.subject, entry, [...path, kind], loading);
  if (core === null) return null;
  if (core.op !== "compare" || core.comparison !== "=") {
    loading.add(
      "LZ2052",
      entry.at(...path, kind),
      `${kind}: has two sides with = between them`,
      "write it as a formula for any other comparison",
    );
    return null;
  }
  structural(hintInRule(core, form, loading.forms), { form, entry, path, loading });
  const forms = formsIn(core);
  const others = [...forms].filter((id) => id !== form.id);
  if ((kind === "identity") === others.length > 0)
    loading.add(
      "LZ2052",
      entry.at(...path, kind),
      kind === "identity"
        ? `the identity reads ${others.join(", ")} too`
        : "the balance reads this form only",
      kind === "identity" ? "write it as balance:" : "write it as identity:",
    );
  const slack =
    tolerance === undefined
      ? 0n
      : readAmount(tolerance, core.left.type, entry.at(...path, "tolerance"), loading);
  return slack === null ? null : { kind, rule: core, tolerance: slack, text: written };
}

const formsIn = (core: BooleanCore): ReadonlySet<string> =>
  new Set([...closure(core)].filter((id) => id.includes(".")).map((id) => id.slice(0, id.indexOf("."))));

function ranged(id: string, { from, to }: Measure, place: Place): Made | null {
  const { form, entry, path, loading } = place;
  const field = form.fields.get(id);
  if (!field) {
    if (!loading.broken.has(id))
      loading.unknown(`field of ${form.id}`, id, form.fields.keys(), entry.at(...path, "range"));
    return null;
  }
  if (from === undefined && to === undefined) {
    loading.add("LZ2025", entry.keyAt(...path), "a range says from:, to: or both");
    return null;
  }
  const bound = (written: string | undefined, key: "from" | "to"): bigint | null =>
    written === undefined ? null : readAmount(written, field.type, entry.at(...path, key), loading);
  const [low, high] = [bound(from, "from"), bound(to, "to")];
  if (low !== null && high !== null && high < low)
    loading.add("LZ2052", entry.at(...path, "to"), `to: ${to ?? ""} lies below from: ${from ?? ""}`);
  const words = [from === undefined ? "" : ` from ${from}`, to === undefined ? "" : ` to ${to}`].join("");
  return { kind: "range", field: id, from: low, to: high, text: `range(${id})${words}` };
}

/** A firm's own copy is checked for its structure only. */
function structural(hint: string | null, { form, entry, path, loading }: Place): void {
  if (form.input !== "own_copy" || hint === null) return;
  loading.add("LZ2053", entry.at(...path), `${form.id} is a firm's own copy, and ${hint}`);
}

/** `form.field` ids a check reads. */
export function fieldsOfCheck(check: FormCheck, form: string): readonly string[] {
  switch (check.kind) {
    case "formula":
    case "identity":
    case "balance":
      return [...closure(check.rule)].filter((id) => id.includes("."));
    case "range":
      return [`${form}.${check.field}`];
    case "cumulative":
    case "jump":
      return check.fields.map((f) => `${form}.${f}`);
    case "slip":
      return [...check.fields, ...(check.beside === null ? [] : [check.beside])].map((f) => `${form}.${f}`);
  }
}
