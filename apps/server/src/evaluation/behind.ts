/** What lies behind classes: sums over their firms of what the folder names in `page/behind.csv`. */
import type { FigureValue, GradingAnswer } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
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

export interface Behind {
  readonly columns: readonly Indicator[];
  /** By column and firm. */
  readonly figures: ReadonlyMap<string, ReadonlyMap<string, Figure>>;
}

/** What lies behind each firm of the results, as the viewer sees it. */
export async function figuresBehind(context: Context, { evaluation, asked }: Results): Promise<Behind> {
  const judged = evaluation.criteria.flatMap((c) =>
    c.of.flatMap((id) => context.model.indicators.get(id) ?? []),
  );
  const named = context.instance.facts.behind.filter((b) => b.evaluation === evaluation.id);
  const columns = named.flatMap((b) => asIndicator(context, judged, b.field));
  const model = withIndicators(context.model, columns);
  const ids = columns.map((c) => c.id);
  const found = columns.length === 0 ? [] : await context.figures(asked, ids, [[]], model);
  return {
    columns,
    figures: new Map(
      columns.map((c) => [
        c.id,
        new Map(
          found.flatMap((f) => (f.indicator === c.id && f.subject !== null ? [[f.subject, f] as const] : [])),
        ),
      ]),
    ),
  };
}

/** The sum over these firms; a firm without a value adds nothing. */
export function sumBehind(
  { figures }: Behind,
  column: Indicator,
  takes: (code: string) => boolean,
): FigureValue {
  const own = [...(figures.get(column.id) ?? new Map<string, Figure>())];
  const early = own.some(([, f]) => f.reason === "embargoed");
  const values = own.flatMap(([code, f]) => (f.value === null || !takes(code) ? [] : [f.value]));
  const total = checked(values.reduce((a, b) => a + b, 0n));
  const reason = early
    ? "embargoed"
    : values.length === 0
      ? "no_rows"
      : total === null
        ? "out_of_range"
        : null;
  return figureValue(reason === null ? total : null, typeOf(column), reason);
}

/** Sums by class of the results, in the order of the classes. */
export function behindOf(context: Context, results: Results): Promise<GradingAnswer["behind"]> {
  const { evaluation, asked, firms } = results;
  const scope = asked.scope.map((c) => `${c.key}:${c.code ?? ""}`).join("+");
  return context.once(`behind|${evaluation.id}|${keyOf(asked)}|${scope}`, async () => {
    const behind = await figuresBehind(context, results);
    const classOf = new Map(firms.map((f) => [f.firm.code, f.result.class]));
    return behind.columns.map((column) => ({
      label: column.label,
      total: sumBehind(behind, column, (code) => (classOf.get(code) ?? null) !== null),
      parts: evaluation.classes.map((c) => sumBehind(behind, column, (code) => classOf.get(code) === c.id)),
    }));
  });
}
