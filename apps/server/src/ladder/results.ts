/** Where every firm that a viewer sees stands on each rung, and how far it is from it: made once a question. */
import type { Evaluation, Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { withIndicators } from "@lianzhang/engine";
import type { Day, Value } from "@lianzhang/kernel";
import { lastDay, missing, present, RATIO_ONE } from "@lianzhang/kernel";
import type { Stage } from "@lianzhang/contract";
import type { Frame } from "../asked.ts";
import type { Context, LadderRung } from "../context.ts";
import { keyOf } from "../context.ts";
import type { Firm } from "../evaluation/results.ts";
import { askedFor, seenFirms } from "../evaluation/results.ts";
import type { FirmTable } from "../firms.ts";
import { firmTable } from "../firms.ts";
import type { AtomFigures } from "./atoms.ts";
import { figuresOfAtom } from "./atoms.ts";
import type { Distance } from "./distance.ts";
import { distance, measure } from "./distance.ts";
import type { Atom, Requirement } from "./requirements.ts";
import { atomsOf, linesOf } from "./requirements.ts";
import type { Title } from "./titles.ts";
import { titlesOf } from "./titles.ts";

export interface Rule {
  readonly rung: LadderRung;
  readonly evaluation: Evaluation;
  readonly lines: readonly Requirement[];
  readonly atoms: ReadonlyMap<Atom, AtomFigures>;
}

/** One firm on one rung. */
export interface Standing {
  readonly rule: Rule;
  readonly held: Title | null;
  /** The rung it would climb next on its track; of a watch: it is watched. */
  readonly next: boolean;
  readonly stage: Stage;
  readonly distance: Distance;
}

export interface LadderFirmResult {
  readonly firm: Firm;
  readonly titles: readonly Title[];
  readonly standings: readonly Standing[];
  readonly figures: ReadonlyMap<string, Figure>;
}

export interface Ladder {
  readonly asked: Frame;
  readonly table: FirmTable;
  readonly rules: readonly Rule[];
  readonly firms: readonly LadderFirmResult[];
  /** The last day of the period. */
  readonly end: Day;
}

/** A firm that lacks this much at most is near its next rung. */
const NEAR = 2;

function rulesOf(context: Context, asked: Frame): readonly Rule[] {
  return context.instance.facts.ladder.flatMap((rung) => {
    const evaluation = context.model.evaluations.get(rung.evaluation);
    if (evaluation === undefined) return [];
    const lines = linesOf(context.model, evaluation);
    const atoms = new Map<Atom, AtomFigures>();
    for (const [i, atom] of lines.flatMap(atomsOf).entries()) {
      const found = figuresOfAtom(context, evaluation, { atom, at: i }, asked);
      if (found !== null) atoms.set(atom, found);
    }
    return [{ rung, evaluation, lines, atoms }];
  });
}

const valueOf = (f: Figure | undefined): Value =>
  f === undefined
    ? missing("no_rows")
    : f.value === null
      ? missing(f.reason ?? "incomplete")
      : present(f.value);

/** Every figure of every rule by firm, in one run. */
async function figuresOf(
  context: Context,
  rules: readonly Rule[],
  asked: Frame,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Figure>>> {
  const needed = new Map<string, Indicator>();
  const ids = new Set<string>();
  for (const { evaluation, atoms } of rules) {
    // class and place are not asked for: the conditions say who meets the rule
    const { graded, score } = evaluation.figures;
    for (const id of [
      graded,
      ...(score === null ? [] : [score]),
      ...evaluation.criteria.map((c) => c.points),
    ])
      ids.add(id);
    for (const { value, need, named } of atoms.values()) {
      ids.add(value.id);
      if (!named) needed.set(value.id, value);
      if (need !== null && need.fixed === null) needed.set(need.indicator.id, need.indicator);
    }
  }
  for (const id of needed.keys()) ids.add(id);
  const model = withIndicators(context.model, [...needed.values()]);
  const figures = await context.figures(asked, [...ids], [[]], model);
  const out = new Map<string, Map<string, Figure>>();
  for (const f of figures) {
    if (f.subject === null) continue;
    const own = out.get(f.subject) ?? new Map<string, Figure>();
    out.set(f.subject, own.set(f.indicator, f));
  }
  return out;
}

function stageOf(rule: Rule, held: Title | null, d: Distance): Stage {
  if (rule.rung.kind === "watch") return d.unmet > 0 ? "risk" : d.unknown > 0 ? "open" : "ready";
  if (held !== null) return "holding";
  if (d.lacking.length === 0) return "ready";
  if (d.unmet === 0) return "open";
  return d.lacking.length <= NEAR ? "near" : "far";
}

function standingsOf(
  rules: readonly Rule[],
  titles: readonly Title[],
  figures: ReadonlyMap<string, Figure>,
): Standing[] {
  const heldOn = (rule: Rule): Title | null =>
    titles.find((t) => t.valid && t.kind === rule.rung.title) ?? null;
  const inside = ({ evaluation }: Rule): boolean => {
    const v = valueOf(figures.get(evaluation.figures.graded));
    return v.ok && v.value === RATIO_ONE;
  };
  const tracks = new Map<string, number>();
  for (const [i, rule] of rules.entries())
    if (rule.rung.kind === "rung" && heldOn(rule) !== null) tracks.set(rule.rung.track, i);
  const climbed = new Set<string>();
  return rules.flatMap((rule, i): Standing[] => {
    const held = heldOn(rule);
    if (held === null && !inside(rule)) return [];
    const { track, kind } = rule.rung;
    const above = i > (tracks.get(track) ?? -1);
    const next = kind === "watch" || (held === null && above && !climbed.has(track));
    if (next && kind === "rung") climbed.add(track);
    const d = distance(rule.lines, (atom) => {
      const own = rule.atoms.get(atom);
      if (own === undefined) return measure(atom, missing("incomplete"), null);
      const need = own.need === null ? null : (own.need.fixed ?? valueOf(figures.get(own.need.indicator.id)));
      return measure(atom, valueOf(figures.get(own.value.id)), need);
    });
    return [{ rule, held, next, stage: stageOf(rule, held, d), distance: d }];
  });
}

/** Null when the decision has no ladder or no enterprises. */
export async function ladderOf(context: Context, frame: Frame): Promise<Ladder | null> {
  const [first] = context.instance.facts.ladder;
  const evaluation = context.model.evaluations.get(first?.evaluation ?? "");
  if (evaluation === undefined) return null;
  const asked = askedFor(context, evaluation, frame);
  const table = await firmTable(context, asked);
  if (table === null) return null;
  const scope = asked.scope.map((c) => `${c.key}:${c.code ?? ""}`).join("+");
  return context.once(`ladder|${keyOf(asked)}|${scope}`, async () => {
    // conditions are told apart by what they are, so the rules made here go along with the result
    const rules = rulesOf(context, asked);
    const figures = await figuresOf(context, rules, asked);
    const titles = await titlesOf(context, asked);
    const firms = (await seenFirms(context, table, asked)).flatMap((firm): LadderFirmResult[] => {
      const own = figures.get(firm.code) ?? new Map<string, Figure>();
      const held = titles.get(firm.code) ?? [];
      const standings = standingsOf(rules, held, own);
      return standings.length === 0 ? [] : [{ firm, titles: held, standings, figures: own }];
    });
    return { asked, table, rules, firms, end: lastDay(asked.period) };
  });
}
