/** Evaluations, first half: which indicators they weigh and for what use, so that purpose can be checked. */
import { FORMULA_ID, parseDecimal, RATIO_ONE } from "@lianzhang/kernel";
import { z } from "zod";
import { decimal, labelInput, labelOf, text, use } from "../common.ts";
import { checkCriterion } from "../fitting.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import { checkPurpose } from "../purpose.ts";

const criterion = z.strictObject({ weight: decimal });

export const evaluationKind: Kind = defineKind({
  name: "evaluations",
  form: "map",
  id: FORMULA_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    clause: text.optional(),
    subject: z.string(),
    period: z.enum(["month", "quarter", "half", "year"]),
    uses: use.default("evaluation"),
    criteria: z.record(z.string(), criterion),
    assumed: z.boolean().default(false),
  }),
  build(entry, value, loading): void {
    if (value.clause !== undefined) loading.refer("clauses", value.clause, entry.at("clause"));
    loading.refer("registers", value.subject, entry.at("subject"));
    const label = labelOf(value.label, value.en, entry, ["label"], loading);
    loading.later.push(() => {
      const criteria = new Map<string, { weight: bigint }>();
      for (const [id, { weight }] of Object.entries(value.criteria)) {
        loading.refer("indicators", id, entry.keyAt("criteria", id));
        const exact = parseDecimal(weight);
        const scaled = exact === null ? null : (exact.num * RATIO_ONE) / exact.den;
        if (scaled === null || scaled < 0n) {
          loading.add(
            "LZ2006",
            entry.at("criteria", id, "weight"),
            `"${weight}" is not a weight`,
            "a number of zero or more, as 20",
          );
        } else criteria.set(id, { weight: scaled });
      }
      for (const id of Object.keys(value.criteria))
        checkCriterion(id, value.subject, value.period, entry, loading);
      const criteriaKeys = Object.keys(value.criteria).map((id) => ({ id, key: ["criteria", id] }));
      checkPurpose(entry, value.uses, "evaluation", criteriaKeys, loading);
      const touches = [
        ...new Set(Object.keys(value.criteria).flatMap((id) => loading.indicators.get(id)?.touches ?? [])),
      ].sort();
      loading.evaluations.set(entry.id, {
        id: entry.id,
        label,
        clause: value.clause ?? null,
        subject: value.subject,
        period: value.period,
        use: value.uses,
        criteria,
        assumed: value.assumed,
        touches,
        place: entry.place,
      });
    });
  },
});
