/** Targets of a draft: each under a clause, on an indicator that is known or a stub, with a bound or words. */
import type { Label, Unit } from "@lianzhang/kernel";
import { nameKey } from "../compare.ts";
import { GENERIC } from "../indicator.ts";
import type { ReadDocument, ReadTarget } from "../read.ts";
import type { DraftUnit } from "./amount.ts";
import { amountText, fits, sameAmount, unitOf } from "./amount.ts";
import type { BoundKey } from "./bounds.ts";
import { boundOf, SIGNS } from "./bounds.ts";
import type { DraftHolder } from "./holders.ts";
import { UNNAMED } from "./holders.ts";
import type { KnownDecision, KnownIndicator, KnownTarget } from "./known.ts";
import { choose, likeness } from "./likeness.ts";
import type { OpenItem } from "./open.ts";
import { untranslated } from "./open.ts";

export interface DraftIndicator {
  readonly id: string;
  readonly label: Label;
  readonly unit: string;
  /** Of the known decision: it is written only so that the draft loads alone. */
  readonly known: boolean;
  readonly holder: string;
}

export interface DraftTarget {
  readonly id: string;
  readonly label: Label;
  readonly clause: string;
  readonly indicator: string | null;
  readonly bound: BoundKey;
  readonly amount: string;
  readonly by: number;
  readonly quote: string;
  readonly owner: string | null;
  readonly note: Label | null;
  /** Place in the targets of the document. */
  readonly read: number;
  /** Beside the known decision. */
  readonly change: "new" | "same" | "changed";
  readonly before: KnownTarget | null;
}

/** Text before the first clause repeats what the clauses say. */
const PREAMBLE = "0";

const clean = (quote: string): string => quote.replace(/\s+/g, "");

/** A growth and a level of one thing are two indicators. */
export const indicatorName = (t: ReadTarget): string => {
  const name =
    GENERIC.test(t.indicator) && t.subject !== "" && !t.indicator.startsWith(t.subject)
      ? t.subject + t.indicator
      : t.indicator;
  return grown(t, name);
};

const grown = (t: ReadTarget, name: string): string =>
  t.kind === "growth" && !/增速|增长|增幅|降幅|下降|降低|提高|涨幅/.test(name)
    ? `${name}${/降|减/.test(t.quote) ? "降幅" : "增速"}`
    : name;

const keyOf = (name: string): string =>
  nameKey(name.replace(/[(（][^()（）]*[)）]/g, "").replace(/目标$/, ""));

/** What is known of the thing a target speaks of. */
interface Bound {
  readonly target: KnownTarget | null;
  readonly indicator: KnownIndicator | null;
  readonly near: readonly string[];
}

function bind(t: ReadTarget, unit: DraftUnit | null, known: KnownDecision): Bound {
  const of = (id: string | null): KnownIndicator | null => known.indicators.find((i) => i.id === id) ?? null;
  const measured = (i: KnownIndicator | null): boolean =>
    unit === null || i === null || fits(unit.unit, i.unit);
  const quoted = known.targets.find((k) => k.quote !== null && clean(k.quote) === clean(t.quote));
  if (quoted) return { target: quoted, indicator: of(quoted.indicator), near: [] };
  const key = keyOf(indicatorName(t));
  if (key.length < 2) return { target: null, indicator: null, near: [] };
  // the same words with another number: 规模突破5000亿元, then 6000
  const wordsOf = (quote: string): string => keyOf(clean(quote).replace(/\d[\d.,]*/g, ""));
  const named = known.targets.filter(
    (k) =>
      measured(of(k.indicator)) &&
      (keyOf(k.label.zh) === key || (k.quote !== null && wordsOf(k.quote) === wordsOf(t.quote))),
  );
  const [only] = named.filter((k) => named.length === 1 || k.by === t.year);
  if (only && of(only.indicator)) return { target: only, indicator: of(only.indicator), near: [] };
  const same = known.indicators.filter((i) => keyOf(i.label.zh) === key && measured(i));
  const [indicator] = same;
  if (indicator && same.length === 1) {
    const target = known.targets.find((k) => k.indicator === indicator.id && k.by === t.year) ?? null;
    return { target, indicator, near: [] };
  }
  const close = choose(known.indicators.filter(measured), (i) => likeness(keyOf(i.label.zh), key), {
    sure: 2,
    clear: 1,
    least: 0.55,
  });
  const near = close.kind === "doubtful" ? close.near.map((i) => `${i.id} ${i.label.zh}`) : [];
  return { target: null, indicator: null, near };
}

export interface TargetsAsked {
  readonly document: ReadDocument;
  readonly known: KnownDecision | null;
  readonly holders: ReadonlyMap<string, DraftHolder>;
  /** The clause that a target stands under; null: a person has to say. */
  readonly clauseOf: (t: ReadTarget) => string | null;
  /** The year of the decision: targets are not before it. */
  readonly issued: number;
}

export interface DraftedTargets {
  readonly targets: readonly DraftTarget[];
  readonly indicators: readonly DraftIndicator[];
  readonly open: readonly OpenItem[];
}

/** The one unit that leads, or that alone answers, in the same clause. */
function ownerOf({ document, holders }: TargetsAsked, t: ReadTarget): string | null {
  const blocks = document.responsible.filter((r) => r.clause === t.clause);
  const row = blocks.find((r) => r.start <= t.end + 400 && r.start >= t.end) ?? blocks[0];
  const units = row?.units ?? [];
  const leads = units.filter((u) => u.role === "lead");
  const [one] = leads.length > 0 ? leads : units.filter((u) => u.role === "shared");
  const alone = leads.length === 1 || (leads.length === 0 && units.length === 1);
  return one && alone ? (holders.get(one.name)?.id ?? null) : null;
}

export function draftTargets(asked: TargetsAsked): DraftedTargets {
  const { document, known } = asked;
  const open: OpenItem[] = [];
  const indicators = new Map<string, DraftIndicator>();
  const targets: DraftTarget[] = [];
  const used = new Set(known?.targets.map((t) => t.id) ?? []);
  for (const [read, t] of document.targets.entries()) {
    const unit = unitOf(t);
    const bound = known ? bind(t, unit, known) : { target: null, indicator: null, near: [] };
    const leave = (zh: string, en: string): void =>
      void open.push({ what: "target", text: t.quote, start: t.start, why: { zh, en }, near: bound.near });
    // said once more, in the same words or to the same end
    const again = targets.find((d) => d.before !== null && d.before === bound.target && d.by === t.year);
    if (again && clean(again.quote) === clean(t.quote)) continue;
    const own = asked.clauseOf(t);
    const clause = own === null || own === PREAMBLE ? (bound.target?.clause ?? own) : own;
    if (clause === null) {
      leave("未能确定对应决定的哪一条", "it is not sure which clause of the decision it stands under");
      continue;
    }
    if (t.year === null) {
      leave("没有写明年份,目标须有年份", "no year is said, and a target has one");
      continue;
    }
    if (t.year < asked.issued) {
      leave(
        `年份 ${t.year} 早于文件印发年份 ${asked.issued}`,
        `${t.year} is before the year of the document, ${asked.issued}`,
      );
      continue;
    }
    if (bound.near.length > 0)
      open.push({
        what: "indicator",
        text: indicatorName(t),
        start: t.start,
        why: { zh: "与已有指标名称相近,未自动对应", en: "close to known indicators by name, and not bound" },
        near: bound.near,
      });
    const owner = ownerOf(asked, t);
    const indicator = indicatorFor(t, unit, bound.indicator, owner, indicators);
    const twin =
      bound.target !== null && !targets.some((d) => d.id === bound.target?.id) ? bound.target : null;
    const id = twin?.id ?? freshId(used);
    used.add(id);
    targets.push(
      targetOf(
        { t, read, id, clause, unit, indicator, owner, twin, year: t.year },
        bound.indicator?.unit ?? null,
      ),
    );
  }
  return { targets, indicators: [...indicators.values()], open };
}

function freshId(used: ReadonlySet<string>): string {
  for (let n = 1; ; n++) if (!used.has(`draft-${n}`)) return `draft-${n}`;
}

/** The known one, the stub of the same name and unit, or a new stub. */
function indicatorFor(
  t: ReadTarget,
  unit: DraftUnit | null,
  known: KnownIndicator | null,
  owner: string | null,
  indicators: Map<string, DraftIndicator>,
): string | null {
  const holder = owner ?? UNNAMED.id;
  if (known) {
    const { id, label } = known;
    indicators.set(`known ${id}`, { id, label, unit: known.unit.text, known: true, holder });
    return id;
  }
  if (unit === null) return null;
  const name = indicatorName(t) === "" ? clean(t.quote) : indicatorName(t);
  const key = `${nameKey(name)} ${unit.unit.text}`;
  const made = indicators.get(key);
  if (made) return made.id;
  const id = `draft_${[...indicators.values()].filter((i) => !i.known).length + 1}`;
  indicators.set(key, { id, label: untranslated(name), unit: unit.unit.text, known: false, holder });
  return id;
}

interface Making {
  readonly t: ReadTarget;
  readonly read: number;
  readonly id: string;
  readonly clause: string;
  readonly unit: DraftUnit | null;
  readonly indicator: string | null;
  readonly owner: string | null;
  readonly twin: KnownTarget | null;
  readonly year: number;
}

function targetOf(
  { t, read, id, clause, unit, indicator, owner, twin, year }: Making,
  counted: Unit | null,
): DraftTarget {
  const quote = t.quote.replace(/\s*[\r\n]+\s*/g, "");
  const exact = unit !== null && t.value !== null && indicator !== null;
  const bound = exact ? boundOf(t) : "qualitative";
  const amount = bound === "qualitative" || !exact ? quote : amountText(t.value, unit);
  const notes: Label[] = [];
  if (bound !== "qualitative" && t.comparator === "=")
    notes.push({ zh: "原文未写比较词,按此理解", en: "the text has no word of comparison; read so" });
  if (t.comparator === "range")
    notes.push({
      zh: `原文为区间,上限 ${t.value_high ?? ""}`,
      en: `the text has a range, up to ${t.value_high ?? ""}`,
    });
  if (t.per !== undefined) notes.push({ zh: "原文为每年", en: "the text says each year" });
  if (unit?.written)
    notes.push({ zh: `原文单位「${unit.written}」`, en: `counted in ${unit.written} in the text` });
  if (unit === null && t.value !== null)
    notes.push({ zh: `单位「${t.unit}」不在本系统单位之列`, en: `${t.unit} is no unit of the product` });
  const note =
    notes.length === 0
      ? null
      : { zh: notes.map((n) => n.zh).join(";"), en: notes.map((n) => n.en).join("; ") };
  const same =
    twin !== null &&
    twin.by === year &&
    (twin.bound === null
      ? bound === "qualitative"
      : (twin.bound.comparator === SIGNS[bound] || t.comparator === "=") &&
        sameAmount(amount, twin.bound.text, counted));
  const quoted = twin?.quote !== undefined && twin.quote !== null && clean(twin.quote) === clean(quote);
  return {
    id,
    label: twin?.label ?? untranslated(indicatorName(t) === "" ? quote : indicatorName(t)),
    clause,
    indicator,
    bound,
    amount,
    by: year,
    quote,
    owner,
    note,
    read,
    change: twin === null ? "new" : same || (quoted && twin.by === year) ? "same" : "changed",
    before: twin,
  };
}
