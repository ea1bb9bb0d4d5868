/** How the amount of an incentive comes about for one firm: the rule in words, its steps, and whether a cap binds. */
import type { FigureData, FirmIncentives } from "@lianzhang/contract";
import type { Entitlement, Indicator } from "@lianzhang/definitions";
import type { NumberCore } from "@lianzhang/formula";
import { withIndicators } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import type { Asked, Context } from "../context.ts";
import { absent, figureData } from "../present.ts";
import { inWords } from "./conditions.ts";
import { yuan } from "./present.ts";

type Amount = FirmIncentives["items"][number]["amount"];

interface Parts {
  readonly due: Indicator;
  readonly made: Label;
  /** The amount without its caps; null: it has none. */
  readonly uncapped: Indicator | null;
}

/** Without the caps laid around it. */
const inside = (core: NumberCore): NumberCore =>
  core.op === "limit" && core.side === "cap" ? inside(core.left) : core;

function words(context: Context, text: string, language: "zh" | "en"): string {
  const said = inWords(context, text, language).replaceAll(" * ", " × ").replaceAll(" / ", " ÷ ");
  const cap = /^cap\((.+), ([^,]+)\)$/u;
  let shown = said;
  for (let found = cap.exec(shown); found !== null; found = cap.exec(shown))
    shown = language === "zh" ? `${found[1]},封顶 ${found[2]}` : `${found[1]}, at most ${found[2]}`;
  return shown;
}

function partsOf(context: Context, e: Entitlement): Parts | null {
  const due = context.model.indicators.get(e.figures.due);
  const body = due?.body ?? null;
  if (due === undefined || body === null || body.op !== "choose") return null;
  const [branch] = body.branches;
  if (branch === undefined) return null;
  const { then } = branch;
  const text = due.formula?.slice(then.span.start, then.span.end) ?? "";
  const bare = inside(then);
  return {
    due,
    made: { zh: words(context, text, "zh"), en: words(context, text, "en") },
    uncapped:
      bare === then
        ? null
        : { ...due, id: `${due.id}_uncapped`, body: { ...body, branches: [{ ...branch, then: bare }] } },
  };
}

/** Amounts of all these incentives for one firm. */
export async function amountsFor(
  context: Context,
  asked: Asked,
  entitlements: readonly Entitlement[],
  firm: { readonly code: string; readonly name: string },
): Promise<(e: Entitlement) => Amount> {
  const { model, instance } = context;
  const parts = new Map(entitlements.map((e) => [e.id, partsOf(context, e)]));
  const uncapped = [...parts.values()].flatMap((p) => p?.uncapped ?? []);
  const steps = (e: Entitlement): Indicator[] =>
    e.all
      .filter((id) => id !== e.figures.met && id !== e.figures.due)
      .flatMap((id) => model.indicators.get(id) ?? []);
  const ids = [...uncapped, ...entitlements.flatMap(steps)].map((i) => i.id);
  const found =
    ids.length === 0 ? [] : await context.figures(asked, ids, [[]], withIndicators(model, uncapped));
  const own = new Map(found.filter((f) => f.subject === firm.code).map((f) => [f.indicator, f]));
  const p = { model, demo: instance.demo };
  return (e) => {
    const part = parts.get(e.id) ?? null;
    const before = part?.uncapped == null ? null : (own.get(part.uncapped.id)?.value ?? null);
    return {
      made: part?.made ?? e.label,
      uncapped: before === null ? null : yuan(before),
      steps: steps(e).map((i): FigureData => {
        const figure = own.get(i.id);
        return figure === undefined
          ? { ...absent(p, i, asked.period, "no_rows"), subject: firm }
          : figureData(p, i, figure, firm);
      }),
    };
  };
}
