/** The conditions of an incentive, one by one for one firm: which hold, which do not, which want data and from whom. */
import type { FirmIncentives } from "@lianzhang/contract";
import type { Entitlement, Indicator } from "@lianzhang/definitions";
import type { BooleanCore } from "@lianzhang/formula";
import { closure } from "@lianzhang/formula";
import { conditionWords, conjuncts, withIndicators } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import { RATIO_ONE } from "@lianzhang/kernel";
import type { Asked, Context } from "../context.ts";
import { formulaNames } from "../formula-names.ts";
import { definitionOf } from "../routes/indicators.ts";

type Condition = FirmIncentives["items"][number]["conditions"][number];

interface Part {
  readonly indicator: Indicator;
  readonly text: Label;
}

/** A piece of a formula with its names in words. */
export function inWords(context: Context, text: string, language: "zh" | "en"): string {
  let [out, at] = ["", 0];
  for (const n of formulaNames(context.model, text).toSorted((a, b) => a.start - b.start)) {
    out += text.slice(at, n.start) + n.label[language];
    at = n.end;
  }
  return out + text.slice(at);
}

/** What a person reads in place of the functions of the language. */
const SAID: readonly (readonly [pattern: RegExp, zh: string, en: string])[] = [
  [
    /^first_time\((.+), last: (\d+) years?\)$/u,
    "首次符合「$1」(往前查 $2 年)",
    "for the first time in $2 years: $1",
  ],
  [/^first_time\((.+)\)$/u, "首次符合「$1」", "for the first time: $1"],
  [/^ever\((.+)\)$/u, "曾符合「$1」", "has been: $1"],
  [/^surely\((.+)\)$/u, "$1", "$1"],
];

function words(context: Context, condition: BooleanCore, formula: string): Label {
  const plain = formula.slice(condition.span.start, condition.span.end);
  const found = SAID.find(([pattern]) => pattern.test(plain));
  if (found === undefined) {
    const said = conditionWords(context.model, condition, formula);
    return said.zh === plain
      ? { zh: inWords(context, plain, "zh"), en: inWords(context, plain, "en") }
      : said;
  }
  const [pattern, zh, en] = found;
  return {
    zh: inWords(context, plain, "zh").replace(pattern, zh),
    en: inWords(context, plain, "en").replace(pattern, en),
  };
}

/** Each condition of `when` as a figure of its own: 1 where it holds, 0 where not. */
function partsOf(context: Context, entitlement: Entitlement): readonly Part[] {
  const met = context.model.indicators.get(entitlement.figures.met);
  const body = met?.body ?? null;
  if (met === undefined || body === null || body.op !== "choose") return [];
  const [branch] = body.branches;
  if (branch === undefined) return [];
  return conjuncts(branch.when).map((condition, i) => {
    const own = { ...body, branches: [{ ...branch, when: condition }] };
    return {
      indicator: {
        ...met,
        id: `${met.id}_part${i + 1}`,
        body: own,
        touches: [...closure(own)].filter((id) => id.includes(".")).toSorted(),
      },
      text: words(context, condition, met.formula ?? ""),
    };
  });
}

/** Fields and attributes behind a figure, with who holds them. */
export const sourcesOf = (context: Context, indicator: Indicator): Condition["sources"] =>
  definitionOf(context, indicator).sources.map(({ label, holder }) => ({ label, holder }));

export interface FirmConditions {
  of(entitlement: Entitlement): readonly Condition[];
}

/** The conditions of all these incentives for one firm, computed by one statement for everybody. */
export async function conditionsFor(
  context: Context,
  asked: Asked,
  entitlements: readonly Entitlement[],
  code: string,
): Promise<FirmConditions> {
  const parts = new Map(entitlements.map((e) => [e.id, partsOf(context, e)]));
  const all = [...parts.values()].flat().map((p) => p.indicator);
  const model = withIndicators(context.model, all);
  const figures =
    all.length === 0
      ? []
      : await context.figures(
          asked,
          all.map((i) => i.id),
          [[]],
          model,
        );
  const own = new Map(figures.filter((f) => f.subject === code).map((f) => [f.indicator, f.value]));
  return {
    of: ({ id }) =>
      (parts.get(id) ?? []).map(({ indicator, text }): Condition => {
        const value = own.get(indicator.id) ?? null;
        return {
          text,
          holds: value === null ? null : value === RATIO_ONE,
          sources: sourcesOf(context, indicator),
        };
      }),
  };
}
