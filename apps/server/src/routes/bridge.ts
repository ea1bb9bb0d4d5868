/** GET /api/bridge: two figures of one name, and which firms make the difference. */
import type { BridgeAnswer, BridgeDivision, BridgePart, BridgeSideData } from "@lianzhang/contract";
import { keyLabel } from "@lianzhang/definitions";
import type { Indicator, Model } from "@lianzhang/definitions";
import type {
  BridgeProblem,
  BridgeRequest,
  BridgeResult,
  BridgeSide,
  BridgeValue,
  Part,
} from "@lianzhang/engine";
import { bridge, PART_WORDS, twinOf } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import { asOfOf, cellOf, frameOf } from "../asked.ts";
import { calibreData } from "../calibre.ts";
import type { Context } from "../context.ts";
import { badQuery } from "../errors.ts";
import type { ValueType } from "../present.ts";
import { codeLabel, figureValue, groupKeys, keyClassification } from "../present.ts";
import type { SeenDivision, SeenPart } from "../sight/bridge.ts";
import { EVERY_SUBJECT, seenDivision } from "../sight/bridge.ts";
import { leastFirms } from "../sight/shown.ts";
import { isEmbargoed } from "../sight/embargo.ts";
import { hidesFirms } from "../sight/sight.ts";
import { indicatorNamed } from "./indicators.ts";

interface BridgeTexts {
  readonly indicator: string;
  readonly period: string;
  readonly known?: string | undefined;
  readonly group?: string | undefined;
  readonly against?: "published" | undefined;
  readonly against_period?: string | undefined;
  readonly against_known?: string | undefined;
  readonly against_indicator?: string | undefined;
  readonly against_group?: string | undefined;
  readonly basis: "end" | "start";
  readonly against_basis?: "end" | "start" | undefined;
  readonly limit: number;
  readonly offset: number;
}

const groupOf = (model: Model, text: string | undefined): BridgeSide["group"] => {
  if (text === undefined) return [];
  const { key, code } = cellOf(model, text);
  return [{ key, code }];
};

function requestOf(context: Context, q: BridgeTexts): BridgeRequest {
  const { model } = context;
  const others = [
    q.against,
    q.against_period,
    q.against_known,
    q.against_indicator,
    q.against_group,
    q.against_basis,
  ];
  if (others.every((o) => o === undefined))
    throw badQuery(
      { zh: "缺少要对照的数", en: "nothing says which figure to compare with" },
      {
        zh: "加 against_period、against_known、against_indicator、against_group、against_basis 或 against=published",
        en: "add against_period, against_known, against_indicator, against_group, against_basis or against=published",
      },
    );
  const indicator = indicatorNamed(context, q.indicator);
  const { period, known } = frameOf(context, { period: q.period, known: q.known });
  const other = frameOf(context, {
    period: q.against_period ?? q.period,
    known: q.against_known ?? q.known,
  });
  const group = groupOf(model, q.group);
  return {
    to: { indicator: indicator.id, period, known, basis: q.basis, group },
    from: {
      indicator: otherIndicator(context, indicator, q),
      period: other.period,
      known: other.known,
      basis: q.against_basis ?? q.basis,
      group: q.against_group === undefined ? group : groupOf(model, q.against_group),
    },
    limit: q.limit,
    offset: q.offset,
  };
}

function otherIndicator(context: Context, indicator: Indicator, q: BridgeTexts): string {
  if (q.against_indicator !== undefined) return indicatorNamed(context, q.against_indicator).id;
  if (q.against !== "published") return indicator.id;
  const twin = twinOf(context.model, indicator.id);
  if (twin !== null) return twin;
  throw badQuery({
    zh: `「${indicator.label.zh}」没有对应的公布数`,
    en: `no published figure is named for ${indicator.id}`,
  });
}

const PROBLEMS: Readonly<Record<BridgeProblem, Label>> = {
  unknown_indicator: { zh: "没有这个指标", en: "there is no such indicator" },
  nothing_measures_it: { zh: "没有报表采集,口径待明确", en: "nothing measures it yet" },
  row_indicator: { zh: "户级指标没有合计,不能分解", en: "it has a figure for every firm and none to divide" },
  different_units: { zh: "两个数单位不同,不能相减", en: "the two figures count different units" },
  not_additive: {
    zh: "不是合计数,差额无法分到企业",
    en: "it is no sum, so no firms make up its difference",
  },
};

/** Answers are kept like figures: the same question is divided once a run. */
export async function bridgeRoute(context: Context, q: BridgeTexts): Promise<BridgeAnswer> {
  const asked = requestOf(context, q);
  const { model, runner, instance, sight } = context;
  const limited = hidesFirms(sight);
  const request = limited ? { ...asked, ...EVERY_SUBJECT } : asked;
  const result = await context.whole.once(`bridge|${JSON.stringify(request)}`, () =>
    bridge(model, runner, request, instance.versions),
  );
  if (!result.ok) throw badQuery(problemText(model, result));
  const kept = limited && ((await isWithheld(context, asked.from)) || (await isWithheld(context, asked.to)));
  if (kept) return keptAnswer(context, asked, result, "withheld");
  if (isEarly(context, asked.from) || isEarly(context, asked.to))
    return keptAnswer(context, asked, result, "embargoed");
  const least = leastFirms(model, asked.to);
  const divisions = limited
    ? result.divisions.map((d) => seenDivision(sight, d, asked, least))
    : result.divisions.map((d) => ({ ...d, parts: d.parts.map(whole) }));
  const type: ValueType = {
    ...result.type,
    decimals: model.indicators.get(request.to.indicator)?.decimals ?? 2,
  };
  return {
    asOf: asOfOf(context, asked.to),
    from: sideData(model, asked.from, result.from, type),
    to: sideData(model, asked.to, result.to, type),
    difference: figureValue(result.difference, type, result.from.reason ?? result.to.reason),
    why: result.reconciles?.why ?? null,
    divisions: divisions.map((d) => divisionData(model, d, type.decimals)),
  };
}

const whole = (part: Part): SeenPart => ({ ...part, outside: null, withheld: false });

/** Whether the figure of a side, or the one at constant prices beside it, is not released for the viewer. */
function isEarly({ model, sight }: Context, side: BridgeSide): boolean {
  const own = model.indicators.get(side.indicator);
  const twin = model.indicators.get(own?.constantPrices ?? "");
  return [own, twin].some((i) => i !== undefined && isEmbargoed(model, sight, i, side.period));
}

/** Whether the figure of a side is kept from the viewer: of its group, by the table that the group is a cell of. */
async function isWithheld(context: Context, side: BridgeSide): Promise<boolean> {
  if (side.group.length === 0) return false;
  const keys = side.group.map((g) => g.key);
  const figures = await context.figures(side, [side.indicator], [keys]);
  const cell = figures.find((f) => side.group.every((g, i) => f.group[i]?.code === g.code));
  return cell?.reason === "withheld";
}

/** Neither figure nor what makes the difference: both would tell of one firm, or of what is not released yet. */
function keptAnswer(
  context: Context,
  request: BridgeRequest,
  result: Extract<BridgeResult, { readonly ok: true }>,
  reason: "withheld" | "embargoed",
): BridgeAnswer {
  const { model } = context;
  const type: ValueType = {
    ...result.type,
    decimals: model.indicators.get(request.to.indicator)?.decimals ?? 2,
  };
  const none: BridgeValue = { value: null, reason };
  return {
    asOf: asOfOf(context, request.to),
    from: sideData(model, request.from, none, type),
    to: sideData(model, request.to, none, type),
    difference: figureValue(null, type, reason),
    why: null,
    divisions: [],
  };
}

function problemText(
  model: Model,
  { problem, indicator }: Extract<BridgeResult, { readonly ok: false }>,
): Label {
  const label = model.indicators.get(indicator)?.label ?? { zh: indicator, en: indicator };
  return { zh: `${label.zh}:${PROBLEMS[problem].zh}`, en: `${label.en}: ${PROBLEMS[problem].en}` };
}

function sideData(model: Model, side: BridgeSide, v: BridgeValue, type: ValueType): BridgeSideData {
  const indicator = model.indicators.get(side.indicator);
  if (!indicator) throw new Error(`indicator ${side.indicator} is not in the model`);
  const group = side.group.map((g) => ({ ...g, kind: "attribute" as const }));
  return {
    indicator: indicator.id,
    label: indicator.label,
    period: formatPeriod(side.period),
    known: side.known === null ? null : formatDay(side.known),
    group: groupKeys(model, group),
    value: figureValue(v.value, type, v.reason),
    calibre: calibreData(model, indicator, { ...side, grouping: side.group.map((g) => g.key) }),
  };
}

function divisionData(model: Model, d: SeenDivision, decimals: number): BridgeDivision {
  const type: ValueType = { ...d.type, decimals: d.name === "whole" ? decimals : Math.max(decimals, 2) };
  return {
    name: d.name,
    from: figureValue(d.from.value, type, d.from.reason),
    to: figureValue(d.to.value, type, d.to.reason),
    difference: figureValue(d.difference, type, d.from.reason ?? d.to.reason),
    parts: d.parts.map((p) => partData(model, p, type)),
    incident: d.incident === null ? null : `LZ5040: ${d.incident}`,
  };
}

function partData(model: Model, p: SeenPart, type: ValueType): BridgePart {
  const value = (v: bigint) => figureValue(v, type);
  const ofAll = (v: bigint) => figureValue(p.withheld ? null : v, type, p.withheld ? "withheld" : null);
  const code = (key: string, c: string | null): Label => codeLabel(model, keyClassification(model, key), c);
  return {
    kind: p.kind,
    label: PART_WORDS[p.kind],
    value: ofAll(p.value),
    gained: ofAll(p.gained),
    lost: ofAll(p.lost),
    count: p.count,
    outside: p.outside && { count: p.outside.count, value: ofAll(p.outside.value) },
    subjects: p.subjects.map((s) => ({
      register: s.register,
      code: s.code,
      name: s.name,
      from: s.from === null ? null : value(s.from),
      to: s.to === null ? null : value(s.to),
      difference: value(s.difference),
      move:
        s.move === null
          ? null
          : {
              keyLabel: keyLabel(model, s.move.key),
              from: code(s.move.key, s.move.from),
              to: code(s.move.key, s.move.to),
            },
    })),
  };
}
