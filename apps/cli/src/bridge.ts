/** `bridge`: two figures of one name, and the firms that make the difference. */
import type { Model } from "@lianzhang/definitions";
import type { BridgeProblem, BridgeRequest, BridgeResult, BridgeSide } from "@lianzhang/engine";
import { bridge, twinOf } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { bridgeJson, bridgeLines } from "./bridge-text.ts";
import { hasErrors, openCity, reportDiagnostics } from "./city.ts";
import { wholeNumber } from "./demo.ts";
import { toJson } from "./json.ts";
import { askedOf, figureAsked, groupAsked } from "./question.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

const AGAINST = [
  "against",
  "against-known",
  "against-period",
  "against-indicator",
  "against-group",
  "against-basis",
] as const;

/** The two sides the options name: the asked figure is the later one, the figure it stands against the earlier. */
function sidesOf(model: Model, parsed: Parsed): { readonly from: BridgeSide; readonly to: BridgeSide } {
  if (!AGAINST.some((name) => parsed.values.has(name)))
    throw new UsageError(
      { zh: "缺少要对照的数", en: "nothing says which figure to compare with" },
      {
        zh: "加 --against-period、--against-known、--against-indicator、--against-group、--against-basis 或 --against published",
        en: "add --against-period, --against-known, --against-indicator, --against-group, --against-basis or --against published",
      },
    );
  const { indicator } = figureAsked(model, parsed.positionals[1] ?? "");
  const group = groupAsked(model, parsed.values.get("group"));
  const to: BridgeSide = { ...askedOf(parsed), indicator: indicator.id, group };
  const other = parsed.values.get("against-group");
  const from: BridgeSide = {
    indicator: againstIndicator(model, parsed, indicator.id),
    period: againstPeriod(parsed) ?? to.period,
    known: againstKnown(parsed) ?? to.known,
    basis: againstBasis(parsed) ?? to.basis,
    group: other === undefined ? group : groupAsked(model, other),
  };
  return { from, to };
}

function againstIndicator(model: Model, parsed: Parsed, id: string): string {
  const named = parsed.values.get("against-indicator");
  if (parsed.values.get("against") !== "published")
    return named === undefined ? id : figureAsked(model, named).indicator.id;
  const twin = twinOf(model, id);
  if (twin !== null) return twin;
  throw new UsageError(
    { zh: `${id} 没有对应的公布数`, en: `no published figure is named for ${id}` },
    {
      zh: `在决定目录中为 ${id} 写 reconciles: { with: ..., why: ... },或用 --against-indicator`,
      en: `write reconciles: { with: ..., why: ... } on ${id}, or use --against-indicator`,
    },
  );
}

function againstPeriod(parsed: Parsed): BridgeSide["period"] | null {
  const text = parsed.values.get("against-period");
  if (text === undefined) return null;
  const period = parsePeriod(text);
  if (period) return period;
  throw new UsageError({
    zh: `--against-period 「${text}」不是时期`,
    en: `--against-period "${text}" is not a period`,
  });
}

function againstBasis(parsed: Parsed): "end" | "start" | null {
  const text = parsed.values.get("against-basis");
  return text === "end" || text === "start" ? text : null;
}

function againstKnown(parsed: Parsed): number | null {
  const text = parsed.values.get("against-known");
  if (text === undefined) return null;
  const day = parseDay(text);
  if (day !== null) return day;
  throw new UsageError({
    zh: `--against-known 「${text}」不是日期`,
    en: `--against-known "${text}" is not a date`,
  });
}

const PROBLEMS: Readonly<Record<BridgeProblem, Label>> = {
  unknown_indicator: { zh: "没有这个指标", en: "there is no such indicator" },
  nothing_measures_it: { zh: "没有报表采集,口径待明确", en: "nothing measures it yet" },
  row_indicator: { zh: "户级指标没有合计,不能分解", en: "it has a figure for every firm and none to divide" },
  different_units: { zh: "两个数单位不同,不能相减", en: "the two figures count different units" },
  not_additive: {
    zh: "不是合计数,也不是两个合计数之比,差额无法分到企业",
    en: "it is neither a sum nor a quotient of sums, so no firms make up its difference",
  },
};

/** Prints the bridge, or why there is none. */
export async function bridgeCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const limit = wholeNumber(parsed, "limit", 5, 1);
  const offset = wholeNumber(parsed, "offset", 0, 0);
  const { city, diagnostics } = await openCity(
    terminal,
    parsed.positionals[0] ?? "",
    parsed.values.get("data"),
  );
  reportDiagnostics(terminal, diagnostics);
  if (city === null) return EXIT.input;
  try {
    const request: BridgeRequest = { ...sidesOf(city.model, parsed), limit, offset };
    const result = await bridge(city.model, city.store, request, city.versions);
    const done = dividedOf(result);
    if (parsed.switches.has("json")) terminal.out(toJson(bridgeJson(city.model, request, done)));
    else for (const l of bridgeLines(city.model, request, done, terminal.language)) terminal.out(l);
    return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
  } finally {
    await city.store.close();
  }
}

function dividedOf(result: BridgeResult): Extract<BridgeResult, { readonly ok: true }> {
  if (result.ok) return result;
  const why = PROBLEMS[result.problem];
  throw new UsageError({ zh: `${result.indicator}:${why.zh}`, en: `${result.indicator}: ${why.en}` });
}
