/** What lies behind classes: sums over their firms of what the folder names in `page/behind.csv`. */
import type { FigureValue, GradingAnswer } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import { withIndicators } from "@lianzhang/engine";
import type { Core, NumberCore } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import { checked } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { keyOf } from "../context.ts";
import { REGISTER } from "../firms.ts";
import { figureValue, typeOf } from "../present.ts";
import type { Results } from "./results.ts";

type FieldCore = Extract<NumberCore, { readonly op: "field" }>;

function fieldIn(core: Core, id: string): FieldCore | null {
  if (core.op === "field") return `${core.form}.${core.field}` === id ? core : null;
  for (const child of children(core)) {
    const found = fieldIn(child, id);
    if (found !== null) return found;
  }
  return null;
}

/** The field as a figure of each firm; only of what the evaluation itself rests on, and is cleared for. */
function asIndicator(context: Context, judged: readonly Indicator[], id: string): Indicator[] {
  for (const i of judged) {
    const body = i.body === null ? null : fieldIn(i.body, id);
    const field = body && context.model.forms.get(body.form)?.fields.get(body.field);
    if (!body || !field) continue;
    return [
      {
        ...i,
        id: `behind_${body.form}_${body.field}`,
        of: REGISTER,
        label: field.label,
        unit: field.unit,
        decimals: 0,
        body,
        formula: id,
        assumed: false,
        touches: [id],
      },
    ];
  }
  return [];
}

/** Sums by class of the results, in the order of the classes; a firm without a value adds nothing. */
export function behindOf(context: Context, results: Results): Promise<GradingAnswer["behind"]> {
  const { evaluation, asked, firms } = results;
  const scope = asked.scope.map((c) => `${c.key}:${c.code ?? ""}`).join("+");
  return context.once(`behind|${evaluation.id}|${keyOf(asked)}|${scope}`, async () => {
    const judged = evaluation.criteria.flatMap((c) =>
      c.of.flatMap((id) => context.model.indicators.get(id) ?? []),
    );
    const named = context.instance.facts.behind.filter((b) => b.evaluation === evaluation.id);
    const columns = named.flatMap((b) => asIndicator(context, judged, b.field));
    if (columns.length === 0) return [];
    const model = withIndicators(context.model, columns);
    const figures = await context.figures(
      asked,
      columns.map((c) => c.id),
      [[]],
      model,
    );
    const classOf = new Map(firms.map((f) => [f.firm.code, f.result.class]));
    return columns.map((column) => {
      const own = figures.filter((f) => f.indicator === column.id && f.subject !== null);
      const early = own.some((f) => f.reason === "embargoed");
      const sum = (takes: (klass: string | null) => boolean): FigureValue => {
        const values = own.flatMap((f) => {
          const klass = classOf.get(f.subject ?? "");
          return f.value === null || klass === undefined || !takes(klass) ? [] : [f.value];
        });
        const total = checked(values.reduce((a, b) => a + b, 0n));
        const reason = early
          ? "embargoed"
          : values.length === 0
            ? "no_rows"
            : total === null
              ? "out_of_range"
              : null;
        return figureValue(reason === null ? total : null, typeOf(column), reason);
      };
      return {
        label: column.label,
        total: sum((klass) => klass !== null),
        parts: evaluation.classes.map((c) => sum((klass) => klass === c.id)),
      };
    });
  });
}
