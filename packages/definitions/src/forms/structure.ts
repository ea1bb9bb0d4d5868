/**
 * What a firm's own copy may be checked for: that its parts make up its wholes, and no more. Nothing on it may suggest
 * how large a figure should be (field.md 1.1 and 1.2): no jump, no former period, no other firm, no target.
 */
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import type { Form } from "./model.ts";

type Known = Pick<Form, "id" | "input" | "fields">;

/** Why a rule is more than structure, in words that follow "it is a firm's own copy, and"; null when it is not. */
export function hintInRule(rule: Core, form: Known, forms: ReadonlyMap<string, Known>): string | null {
  const hint = hintOfNode(rule, form, forms);
  if (hint !== null) return hint;
  for (const part of children(rule)) {
    const inner = hintInRule(part, form, forms);
    if (inner !== null) return inner;
  }
  return null;
}

function hintOfNode(core: Core, form: Known, forms: ReadonlyMap<string, Known>): string | null {
  switch (core.op) {
    case "constant":
      return core.value === 0n ? null : "a number other than 0 suggests how large a figure should be";
    case "field": {
      const of = core.form === form.id ? form : forms.get(core.form);
      if (of?.input !== "own_copy")
        return `${core.form} is no own copy: nothing of others is held against it`;
      const prior = of.fields.get(core.field)?.samePeriodOf ?? null;
      return prior === null ? null : `${core.field} is a former period's figure`;
    }
    case "rescale":
    case "ratio":
    case "add":
    case "subtract":
    case "negate":
    case "truth":
    case "compare":
    case "and":
    case "or":
    case "not":
    case "isMissing":
      return null;
    case "at":
    case "history":
    case "streak":
    case "cagr":
      return "a former period suggests how large a figure should be";
    case "multiply":
    case "divide":
    case "times":
      return "a multiple or a ratio suggests how large a figure should be";
    default:
      return `${core.op} reads more than this return`;
  }
}

/** The same for the kinds of checks that are no formulas. */
export function hintInKind(
  kind: "identity" | "balance" | "range" | "cumulative" | "jump" | "slip",
  written: { readonly from?: string | undefined; readonly to?: string | undefined },
): string | null {
  switch (kind) {
    case "identity":
    case "balance":
      return null; // their formula is looked at
    case "range":
      if (written.from === undefined && written.to === undefined) return null; // told as that
      return written.to === undefined && /^0(?:\.0*)?(?:[^\d.]|$)/.test(written.from ?? "")
        ? null
        : "a range suggests how large a figure should be";
    case "cumulative":
    case "jump":
      return `${kind} holds a former period against it`;
    case "slip":
      return "a slip is measured against a former period or another figure";
  }
}
