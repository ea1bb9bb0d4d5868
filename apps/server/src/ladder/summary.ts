/** GET /api/ladder: how many stand on each rung, who is near the next one, what is reviewed, whose data are missing. */
import type { FigureData, LadderAnswer, Rung, Stage } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { periodsOf } from "../evaluation/results.ts";
import { absent, figureData } from "../present.ts";
import { targetRows } from "../routes/targets.ts";
import { hidesFirms } from "../sight/sight.ts";
import { rungOf } from "./present.ts";
import type { Ladder, Rule, Standing } from "./results.ts";
import { ladderOf } from "./results.ts";

/** Days of a year of reviews ahead. */
const AHEAD = 365;
const MOST_MISSING = 8;

function counts(context: Context, ladder: Ladder, rule: Rule): Rung {
  const own = ladder.firms.flatMap((f) => f.standings.filter((s) => s.rule === rule));
  const holders = own.filter((s) => s.held !== null);
  const titled = rule.rung.title !== null;
  const first = ladder.end - AHEAD;
  const many = (list: readonly Standing[], is: (s: Standing) => boolean): number => list.filter(is).length;
  const climbing = own.filter((s) => s.next);
  const in_ = (stage: Stage): number => many(climbing, (s) => s.stage === stage);
  return {
    ...rungOf(context, rule),
    holding: titled ? holders.length : null,
    recognised: titled ? many(holders, (s) => (s.held?.recognised ?? 0) > first) : null,
    expiring: titled
      ? many(holders, (s) => s.held?.until != null && s.held.until <= ladder.end + AHEAD)
      : null,
    short: titled ? many(holders, (s) => s.distance.unmet > 0) : null,
    candidates: rule.rung.kind === "watch" ? in_("risk") : climbing.length,
    ready: in_("ready"),
    near: in_("near"),
    far: in_("far"),
    open: in_("open"),
  };
}

/** Targets of the ladder's clause; `group_` before an indicator's id is the same count by group. */
async function targetsOf(context: Context, ladder: Ladder): Promise<LadderAnswer["targets"]> {
  const clause = ladder.rules[0]?.evaluation.clause;
  const rows = (await targetRows(context, ladder.asked)).filter((t) => t.clause.id === clause);
  const p = { model: context.model, demo: context.instance.demo };
  const groups = rows.flatMap((t) => {
    const id = t.indicator === null ? "" : `group_${t.indicator.id}`;
    return context.model.indicators.has(id) ? [id] : [];
  });
  const figures = groups.length === 0 ? [] : await context.figures({ ...ladder.asked }, groups, [[]]);
  return rows.map((t) => {
    const indicator = context.model.indicators.get(`group_${t.indicator?.id ?? ""}`);
    const found = figures.find((f) => f.indicator === indicator?.id && f.group.length === 0);
    const group: FigureData | null =
      indicator === undefined
        ? null
        : found === undefined
          ? absent(p, indicator, ladder.asked.period, "no_rows")
          : figureData(p, indicator, found);
    return {
      label: t.label,
      bound: t.bound.text,
      by: t.by,
      clause: t.clause,
      now: t.now,
      group,
      marks: t.marks,
    };
  });
}

/** Who holds what candidates lack to be decided, those first whose data most of them wait for. */
function missingOf(ladder: Ladder): LadderAnswer["missing"] {
  const byHolder = new Map<
    string,
    { readonly holder: Label; readonly figures: Map<string, Label>; readonly firms: Set<string> }
  >();
  for (const { firm, standings } of ladder.firms)
    for (const s of standings)
      for (const m of s.next ? s.distance.lacking : []) {
        const own = s.rule.atoms.get(m.atom);
        if (m.status !== "unknown" || own === undefined) continue;
        for (const holder of own.holders) {
          const entry = byHolder.get(holder.zh) ?? { holder, figures: new Map(), firms: new Set() };
          // a sum of points is no data that somebody holds
          if (own.value.stepOf === null) entry.figures.set(own.label.zh, own.label);
          entry.firms.add(firm.code);
          byHolder.set(holder.zh, entry);
        }
      }
  return [...byHolder.values()]
    .map(({ holder, figures, firms }) => ({
      holder,
      figures: [...figures.values()].slice(0, MOST_MISSING),
      firms: firms.size,
    }))
    .toSorted((a, b) => b.firms - a.firms);
}

export async function ladderSummary(context: Context, frame: Frame): Promise<LadderAnswer> {
  const limited = hidesFirms(context.sight);
  const ladder = await ladderOf(context, frame);
  if (ladder === null)
    return { asOf: asOfOf(context, frame), periods: [], rungs: [], targets: [], missing: [], limited };
  const [first] = ladder.rules;
  return {
    asOf: asOfOf(context, ladder.asked),
    periods: first === undefined ? [] : periodsOf(context, first.evaluation).map(formatPeriod),
    rungs: ladder.rules.map((rule) => counts(context, ladder, rule)),
    targets: await targetsOf(context, ladder),
    missing: missingOf(ladder),
    limited,
  };
}
