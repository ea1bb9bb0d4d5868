/** A bridge as text and as JSON. */
import type { Model } from "@lianzhang/definitions";
import { keyLabel } from "@lianzhang/definitions";
import type {
  BridgeRequest,
  BridgeResult,
  BridgeSide,
  BridgeValue,
  Division,
  Part,
  PartSubject,
} from "@lianzhang/engine";
import { calibreJson, calibreLine, calibreOf, PART_WORDS } from "@lianzhang/engine";
import type { Label, Language } from "@lianzhang/kernel";
import { decimalText, formatDay, formatPeriod, formatValue } from "@lianzhang/kernel";
import { table } from "./table.ts";
import { codeLabel, REASON_WORDS } from "./words.ts";

type Divided = Extract<BridgeResult, { readonly ok: true }>;
type Written = Divided["type"];

const NAMES: Readonly<Record<Division["name"], Label>> = {
  whole: { zh: "差额", en: "difference" },
  numerator: { zh: "分子之差", en: "difference of the numerators" },
  denominator: { zh: "分母之差", en: "difference of the denominators" },
  now: { zh: "本期数之差", en: "difference of this period's sums" },
  base: { zh: "基期数之差", en: "difference of the bases" },
};

const calibre = (model: Model, side: BridgeSide) => {
  const indicator = model.indicators.get(side.indicator);
  return indicator ? calibreOf(model, indicator, { ...side, grouping: side.group.map((g) => g.key) }) : null;
};

const exact = (v: bigint | null, type: Written): string | null => (v === null ? null : decimalText(v, type));

/** Amounts as exact decimals in their unit; both sides with their 口径. */
export function bridgeJson(model: Model, request: BridgeRequest, result: Divided): Record<string, unknown> {
  const side = (s: BridgeSide, v: BridgeValue): Record<string, unknown> => {
    const own = calibre(model, s);
    return {
      indicator: s.indicator,
      period: formatPeriod(s.period),
      known: s.known === null ? null : formatDay(s.known),
      basis: s.basis,
      group: s.group,
      value: exact(v.value, result.type),
      reason: v.reason,
      calibre: own === null ? null : calibreJson(own),
    };
  };
  return {
    decision: model.id,
    unit: result.type.unit.text,
    from: side(request.from, result.from),
    to: side(request.to, result.to),
    difference: exact(result.difference, result.type),
    reconciles: result.reconciles,
    divisions: result.divisions.map((d) => ({
      name: d.name,
      unit: d.type.unit.text,
      from: { value: exact(d.from.value, d.type), reason: d.from.reason },
      to: { value: exact(d.to.value, d.type), reason: d.to.reason },
      difference: exact(d.difference, d.type),
      incident: d.incident === null ? null : { code: "LZ5040", message: d.incident },
      parts: d.parts.map((p) => ({
        kind: p.kind,
        label: PART_WORDS[p.kind],
        value: exact(p.value, d.type),
        gained: exact(p.gained, d.type),
        lost: exact(p.lost, d.type),
        count: p.count,
        subjects: p.subjects.map((s) => ({
          register: s.register,
          code: s.code,
          name: s.name,
          from: exact(s.from, d.type),
          to: exact(s.to, d.type),
          difference: exact(s.difference, d.type),
          move: s.move,
        })),
      })),
    })),
  };
}

const shown = (v: bigint, type: Written, decimals: number): string =>
  formatValue(v, type, { decimals, showUnit: false, grouped: false });
const signed = (v: bigint, type: Written, decimals: number): string =>
  `${v > 0n ? "+" : ""}${shown(v, type, decimals)}`;

/** The bridge for people: both figures with their 口径, then each part with its largest firms. */
export function bridgeLines(
  model: Model,
  request: BridgeRequest,
  result: Divided,
  language: Language,
): string[] {
  const decimals = model.indicators.get(request.to.indicator)?.decimals ?? 2;
  const unit = result.type.unit.text;
  const value = (v: BridgeValue): string =>
    v.value === null
      ? `— (${REASON_WORDS[v.reason ?? "incomplete"][language]})`
      : `${shown(v.value, result.type, decimals)} ${unit}`;
  const side = (s: BridgeSide, v: BridgeValue): string[] => {
    const own = calibre(model, s);
    const label = model.indicators.get(s.indicator)?.label[language] ?? s.indicator;
    const cell = s.group.map((g) => codeLabel(model, g.key, g.code)[language]).join(" · ");
    return [
      `${label} (${s.indicator}) · ${formatPeriod(s.period)}${cell === "" ? "" : ` · ${cell}`} = ${value(v)}`,
      ...(own === null
        ? []
        : [`  ${language === "zh" ? "口径" : "defined as"} ${calibreLine(own)[language]}`]),
    ];
  };
  const difference = result.difference === null ? "—" : signed(result.difference, result.type, decimals);
  return [
    ...side(request.to, result.to),
    ...side(request.from, result.from),
    `${language === "zh" ? "两数之差" : "difference"} ${difference} ${unit}`,
    ...(result.reconciles ? [`  ${result.reconciles.why[language]}`] : []),
    ...result.divisions.flatMap((d) => divisionLines(model, d, decimals, language)),
  ];
}

function divisionLines(model: Model, d: Division, decimals: number, language: Language): string[] {
  const zh = language === "zh";
  if (d.difference === null)
    return ["", zh ? "一方缺数,没有差额可分" : "one of the two is missing: there is no difference to divide"];
  const places = d.name === "whole" ? decimals : Math.max(decimals, 2);
  const rows = d.parts.flatMap((p) => [
    [PART_WORDS[p.kind][language], signed(p.value, d.type, places), p.count === 0 ? "" : String(p.count), ""],
    ...p.subjects.map((s) => [
      `  ${s.name}`,
      signed(s.difference, d.type, places),
      "",
      moveText(model, s, language),
    ]),
    ...restLine(p, d, places, zh),
  ]);
  const head = zh
    ? [`${NAMES[d.name].zh} ${signed(d.difference, d.type, places)}`, d.type.unit.text, "户", "说明"]
    : [`${NAMES[d.name].en} ${signed(d.difference, d.type, places)}`, d.type.unit.text, "firms", "note"];
  return [
    "",
    ...table(head, rows, ["left", "right", "right", "left"]),
    ...(d.incident === null ? [] : [`!! LZ5040: ${d.incident}`]),
  ];
}

function restLine(p: Part, d: Division, places: number, zh: boolean): string[][] {
  const left = p.count - p.subjects.length;
  if (left <= 0) return [];
  const rest = p.value - p.subjects.reduce((sum, s) => sum + s.difference, 0n);
  return [[zh ? `  其余 ${left} 户` : `  ${left} others`, signed(rest, d.type, places), "", ""]];
}

function moveText(model: Model, { move }: PartSubject, language: Language): string {
  if (move === null || move.from === move.to) return "";
  const code = (c: string | null): string => codeLabel(model, move.key, c)[language];
  return `${keyLabel(model, move.key)[language]} ${code(move.from)} → ${code(move.to)}`;
}
