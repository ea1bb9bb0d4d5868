/** functions: formulas of the folder's own with names for their parts, called like those of the library. */
import { functionNames, LIBRARY, parseFormula } from "@lianzhang/formula";
import { FORMULA_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { labelInput, labelOf, text } from "../common.ts";
import { badId } from "../ids.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";

const TAKEN: ReadonlySet<string> = new Set([...functionNames, ...LIBRARY.map((f) => f.name)]);

export const functionKind: Kind = defineKind({
  name: "functions",
  form: "map",
  id: FORMULA_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    takes: z.array(z.string()).min(1).describe("the names that stand for the arguments, in their order"),
    formula: text.describe("a formula over them; set is the condition after where, or true"),
  }),
  build(entry, value, loading): void {
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    if (TAKEN.has(entry.id))
      loading.add(
        "LZ2007",
        entry.place,
        `${entry.id} is a function of the language already`,
        "give it another name",
      );
    for (const [i, name] of value.takes.entries()) badId(name, FORMULA_ID, entry.at("takes", i), loading);
    const parsed = parseFormula(value.formula);
    for (const p of parsed.ok ? [] : parsed.problems)
      loading.report.put(p.code, p.severity, entry.inside(["formula"], p.span.start), p.message, p.hint);
    loading.functions.set(entry.id, {
      name: entry.id,
      label,
      parameters: value.takes,
      options: [],
      body: value.formula,
    });
  },
});
