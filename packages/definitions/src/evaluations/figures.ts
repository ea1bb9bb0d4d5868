/**
 * The figures of an evaluation as formulas: each is an indicator of the subject, so that units, dates, purpose, traces and
 * what-if are those of every other figure (docs/mechanisms.md).
 */
import type { Label } from "@lianzhang/kernel";
import type { Path } from "../source/entry.ts";
import { baseText, bandsText, isOfSet, mostOf, rawText, waysOf } from "./ways.ts";
import type { Setting } from "./ways.ts";
import type { ClassInput, CriterionInput, EvaluationInput, FateInput } from "./written.ts";

/** One figure to be made an indicator. */
export interface FigureText {
  readonly id: string;
  readonly label: Label;
  readonly unit: string;
  readonly decimals: number;
  readonly formula: string;
  /** Where in the evaluation it is written: problems with it are reported there. */
  readonly path: Path;
}

/** Names that the figures of an evaluation have. */
export interface FigureIds {
  readonly population: string;
  readonly graded: string;
  readonly score: string;
  readonly rank: string;
  readonly peers: string;
  readonly place: string;
  readonly class: string;
  base(criterion: string): string;
  scale(criterion: string, i: number): string;
  raw(criterion: string): string;
  points(criterion: string): string;
  part(part: string): string;
  extra(extra: string): string;
  veto(veto: string): string;
}

export const figureIds = (id: string): FigureIds => ({
  population: `${id}_population`,
  graded: `${id}_in`,
  score: `${id}_score`,
  rank: `${id}_rank`,
  peers: `${id}_peers`,
  place: `${id}_place`,
  class: `${id}_class`,
  base: (c: string) => `${id}_base_${c}`,
  scale: (c: string, i: number) => `${id}_scale${i + 1}_${c}`,
  raw: (c: string) => `${id}_raw_${c}`,
  points: (c: string) => `${id}_points_${c}`,
  part: (p: string) => `${id}_part_${p}`,
  extra: (b: string) => `${id}_extra_${b}`,
  veto: (v: string) => `${id}_veto_${v}`,
});

export interface Words {
  readonly evaluation: Label;
  readonly criterion: (id: string) => Label;
  readonly named: (key: "parts" | "bonus" | "deductions" | "vetoes", id: string) => Label;
  /** Unit of an indicator as written; null when it is not known. */
  readonly unit: (indicator: string) => string | null;
}

const joined = (a: Label, b: Label, zh: string, en: string): Label => ({
  zh: `${a.zh}·${b.zh}${zh}`,
  en: `${a.en}: ${b.en}${en}`,
});
const ended = (a: Label, zh: string, en: string): Label => ({ zh: `${a.zh}·${zh}`, en: `${a.en}: ${en}` });

const POINTS_DECIMALS = 4;

export class Figures {
  readonly all: FigureText[] = [];
  readonly #value: EvaluationInput;
  readonly #words: Words;
  readonly #ids: FigureIds;
  readonly #setting: Setting;

  constructor(id: string, value: EvaluationInput, words: Words) {
    this.#value = value;
    this.#words = words;
    this.#ids = figureIds(id);
    this.#setting = {
      among: (make) => this.#among(make),
      order: value.score?.order ?? [],
      itemDecimals: value.score?.decimals.item ?? null,
    };
  }

  /** A text for the set of the graded: the own group, or everyone where it is too small. */
  #among(make: (set: string) => string): string {
    const { groups } = this.#value;
    const graded = this.#ids.graded;
    const whole = ` over ${graded} = 1`;
    if (groups === undefined) return make(whole);
    const own = `${whole} by ${groups.by.join(", ")}`;
    if (groups.at_least === undefined) return make(own);
    const enough = `ranked(${graded}${own}) >= ${groups.at_least}`;
    return groups.else === "whole"
      ? `if ${enough} then ${make(own)} else ${make(whole)}`
      : `case when ${enough} then ${make(own)} end`;
  }

  #add(id: string, label: Label, unit: string, decimals: number, formula: string, path: Path): string {
    this.all.push({ id, label, unit, decimals, formula, path });
    return id;
  }

  /** Who is evaluated, and who of them is graded: 1 or 0; unknown stays unknown. */
  graded(): void {
    const { population, ungraded } = this.#value;
    const everyone = population === undefined ? "1" : `if ${population} then 1 else 0`;
    const label = (zh: string, en: string): Label => ended(this.#words.evaluation, zh, en);
    if (ungraded === undefined) {
      this.#add(this.#ids.graded, label("参评", "graded"), "1", 0, everyone, ["population"]);
      return;
    }
    const all = this.#ids.population;
    this.#add(all, label("评价范围", "evaluated"), "1", 0, everyone, ["population"]);
    const text = `if ${all} = 1 and not (${ungraded}) then 1 else 0`;
    this.#add(this.#ids.graded, label("参评", "graded"), "1", 0, text, ["ungraded"]);
  }

  criterion(id: string, c: CriterionInput): void {
    const [way] = waysOf(c);
    if (way === undefined) return;
    const words = this.#words.criterion(id);
    const label = (zh: string, en: string): Label => joined(this.#words.evaluation, words, zh, en);
    const path: Path = ["criteria", id];
    const value = c.of ?? id;
    const scales = (c.best_of ?? []).map((s, i) => {
      const text = bandsText(s.of, s.bands) ?? "";
      return this.#add(
        this.#ids.scale(id, i),
        label(`得分(${"一二三四五"[i] ?? i + 1})`, ` points (${i + 1})`),
        "得分",
        POINTS_DECIMALS,
        text,
        [...path, "best_of", i],
      );
    });
    const against = c.ratio_to ?? c.inverse_ratio_to;
    const base = this.#base(id, value, against, c, label, path);
    const scale = c.bands ? (bandsText(value, c.bands) ?? "") : bestOf(scales);
    const text = rawText(way, scale || value, base.text, c, this.#setting);
    const guarded = base.guard === null ? text : `case when ${base.guard} then ${text} end`;
    const raw = this.#add(
      this.#ids.raw(id),
      label("得分(未处理缺失)", " points, missing left open"),
      "得分",
      POINTS_DECIMALS,
      guarded,
      c.points === undefined ? path : [...path, "points"],
    );
    const formula = this.#settled(
      raw,
      c,
      way === "points" || way === "best_of" ? null : value,
      mostOf(way, c),
    );
    this.#add(this.#ids.points(id), label("得分", " points"), "得分", POINTS_DECIMALS, formula, path);
  }

  #base(
    id: string,
    value: string,
    against: string | undefined,
    c: CriterionInput,
    label: (zh: string, en: string) => Label,
    path: Path,
  ): { readonly text: string; readonly guard: string | null } {
    if (against === undefined) return { text: "", guard: null };
    if (!isOfSet(against))
      return { text: c.times === undefined ? against : `(${against} * ${c.times})`, guard: null };
    const unit = this.#words.unit(value) ?? "1";
    const text = this.#add(
      this.#ids.base(id),
      label("基准", " base"),
      unit,
      POINTS_DECIMALS,
      baseText(value, c, c.mean ?? this.#value.mean, this.#setting),
      path,
    );
    // over a base of zero or less, a ratio says nothing
    return { text, guard: `${text} > 0 ${unit === "1" ? "" : unit}`.trim() };
  }

  /** What the points are where the value is missing, or is divided by zero. */
  #settled(raw: string, c: CriterionInput, value: string | null, most: string | null): string {
    const fate = (f: FateInput | undefined): string | null => {
      if (f === undefined || f === "open") return null;
      if (f === "zero") return "0 得分";
      if (f === "full") return `${most ?? "0"} 得分`;
      if (f === "group_mean") return this.#among((set) => `mean_of(${raw}${set})`);
      return `${f.points} 得分`;
    };
    const missing = fate(c.missing ?? this.#value.missing);
    const zero = fate(c.when_zero ?? this.#value.when_zero);
    const bracket = (t: string): string => (t.startsWith("if ") || t.startsWith("case ") ? `(${t})` : t);
    const branches = [
      ...(value === null || zero === missing
        ? []
        : [`when missing(${value}, because: zero_denominator) then ${bracket(zero ?? raw)}`]),
      ...(missing === null ? [] : [`when missing(${raw}) then ${bracket(missing)}`]),
    ];
    return branches.length === 0 ? raw : `case ${branches.join(" ")} else ${raw} end`;
  }

  parts(): void {
    for (const [id, part] of Object.entries(this.#value.parts)) {
      const sum = part.of.map((c) => this.#ids.points(c)).join(" + ");
      const text = part.cap === undefined ? sum : `cap(${sum}, ${part.cap} 得分)`;
      this.#add(
        this.#ids.part(id),
        joined(this.#words.evaluation, this.#words.named("parts", id), "", ""),
        "得分",
        POINTS_DECIMALS,
        text,
        ["parts", id],
      );
    }
  }

  extras(): void {
    for (const key of ["bonus", "deductions"] as const)
      for (const [id, extra] of Object.entries(this.#value[key])) {
        const text = extra.cap === undefined ? extra.points : `cap(${extra.points}, ${extra.cap} 得分)`;
        const fate = extra.missing;
        const settled =
          fate === "zero"
            ? `if_missing(${text}, 0 得分)`
            : typeof fate === "object"
              ? `if_missing(${text}, ${fate.points} 得分)`
              : text;
        this.#add(
          this.#ids.extra(id),
          joined(this.#words.evaluation, this.#words.named(key, id), "", ""),
          "得分",
          POINTS_DECIMALS,
          settled,
          [key, id, "points"],
        );
      }
  }

  vetoes(): void {
    for (const [id, veto] of Object.entries(this.#value.vetoes)) {
      const when = veto.unknown === "no" ? `surely(${veto.when})` : veto.when;
      this.#add(
        this.#ids.veto(id),
        joined(this.#words.evaluation, this.#words.named("vetoes", id), "", ""),
        "1",
        0,
        `if ${when} then 1 else 0`,
        ["vetoes", id, "when"],
      );
    }
  }

  /** The sum in its stated order; only of those who are graded. */
  score(): void {
    const { criteria, parts, bonus, deductions, bonus_cap: most, score } = this.#value;
    if (score === undefined) return;
    const inPart = new Map(
      Object.entries(parts)
        .filter(([, p]) => p.cap !== undefined)
        .flatMap(([id, p]) => p.of.map((c) => [c, id] as const)),
    );
    const capped = [...new Set(inPart.values())].map((p) => this.#ids.part(p));
    const plain = Object.keys(criteria)
      .filter((c) => !inPart.has(c))
      .map((c) => this.#ids.points(c));
    const items = [...capped, ...plain];
    const added = Object.keys(bonus)
      .map((b) => this.#ids.extra(b))
      .join(" + ");
    const more = added === "" ? "" : most === undefined ? ` + ${added}` : ` + cap(${added}, ${most} 得分)`;
    const less = Object.keys(deductions)
      .map((d) => ` - ${this.#ids.extra(d)}`)
      .join("");
    let text = items.length === 0 ? "0 得分" : items.join(" + ");
    const after = score.order.slice(score.order.indexOf("sum") + 1);
    for (const step of after) {
      if (step === "cap" && score.cap !== undefined) text = `cap(${text}, ${score.cap} 得分)`;
      if (step === "bonus") text = `${text}${more}${less}`;
      if (step === "round") text = `round(${text}, ${score.decimals.total})`;
    }
    if (!after.includes("round")) text = `round(${text}, ${score.decimals.total})`;
    this.#add(
      this.#ids.score,
      ended(this.#words.evaluation, "得分", "score"),
      "得分",
      score.decimals.total,
      `case when ${this.#ids.graded} = 1 then ${text} end`,
      ["score"],
    );
  }

  /** Place among the graded of the group, and the class. */
  classes(): void {
    const rules = Object.entries(this.#value.classes);
    const shares = rules.some(([, r]) => r.top !== undefined || r.bottom !== undefined);
    const { score: scored, ties } = this.#value;
    const { score, rank, peers, place, graded } = this.#ids;
    const label = (zh: string, en: string): Label => ended(this.#words.evaluation, zh, en);
    if (scored !== undefined) {
      this.#add(
        rank,
        label("名次", "rank"),
        "1",
        0,
        this.#among((set) => `rank(${score}${set})`),
        ["score"],
      );
      this.#add(
        peers,
        label("同组参评户数", "graded in the group"),
        "1",
        0,
        this.#among((set) => `ranked(${score}${set})`),
        ["score"],
      );
    }
    if (shares) {
      // equal scores never part: they have the place of the first of them, or of the last
      const text =
        ties === "up"
          ? rank
          : `${peers} + 1 - (${this.#among((set) => `rank(${score}${set}, best: lowest)`)})`;
      this.#add(place, label("分档位次", "place for the class"), "1", 0, text, ["classes"]);
    }
    if (rules.length === 0) return;
    const numbered = rules.map(([id, rule], i) => ({ id, rule, number: i + 1 }));
    const branches = [
      ...Object.entries(this.#value.vetoes).map(([id, veto]) => {
        const to = numbered.find((c) => c.id === veto.class)?.number ?? 0;
        return `when ${this.#ids.veto(id)} = 1 then ${to}`;
      }),
      ...numbered
        .filter(({ rule: r }) => (r.top ?? r.from ?? r.when) !== undefined)
        .map((c) => this.#branch(c.number, c.rule)),
      ...numbered
        .filter((c) => c.rule.bottom !== undefined)
        .toReversed()
        .map((c) => this.#branch(c.number, c.rule)),
    ];
    const rest = numbered.find((c) => c.rule.rest === true);
    const last = rest === undefined ? "" : ` else ${rest.number}`;
    const text = branches.length === 0 ? String(rest?.number ?? 0) : `case ${branches.join(" ")}${last} end`;
    const without = numbered.find((c) => c.rule.ungraded === true);
    const others = without === undefined ? "" : ` when ${this.#ids.population} = 1 then ${without.number}`;
    // a score that is not there leaves the class open, as a veto does that cannot be decided
    const all = `case when ${graded} = 1 then (${text})${others} end`;
    this.#add(this.#ids.class, label("等次", "class"), "1", 0, all, ["classes"]);
  }

  #branch(number: number, rule: ClassInput): string {
    const { place, peers, score } = this.#ids;
    if (rule.when !== undefined) return `when ${rule.when} then ${number}`;
    if (rule.from !== undefined) return `when ${score} >= ${rule.from} 得分 then ${number}`;
    const share = shareOf(rule.top ?? rule.bottom ?? "");
    const at = rule.top === undefined ? `${peers} + 1 - ${place}` : place;
    const cut = `${share} * ${peers}`;
    const within =
      rule.limit === "at_least"
        ? `${at} < ${cut} + 1`
        : rule.limit === "nearest"
          ? `${at} <= ${cut} + 0.5`
          : `${at} <= ${cut}`;
    return `when ${within} then ${number}`;
  }
}

/** The best of several scales; a scale without a value does not count. */
function bestOf(scales: readonly string[]): string {
  const [first, ...rest] = scales;
  if (first === undefined) return "";
  return rest.reduce(
    (best, s) =>
      `(if missing(${best}) then ${s} else if missing(${s}) then ${best} else at_least(${best}, ${s}))`,
    first,
  );
}

/** `30%` as 0.3, exactly; empty when it is no share. */
export function shareOf(written: string): string {
  const m = /^(\d{1,3})(?:\.(\d{1,6}))?\s*%$/.exec(written.trim());
  if (!m) return "";
  const digits = `${m[1] ?? ""}${m[2] ?? ""}`.padStart((m[2]?.length ?? 0) + 3, "0");
  const at = digits.length - 2 - (m[2]?.length ?? 0);
  return `${digits.slice(0, at)}.${digits.slice(at)}`;
}
