/** GET /api/lists/:membership/difference: what entries would change in figures, before anybody signs. Nothing is stored. */
import { createHmac, randomBytes } from "node:crypto";
import type { CompareMove, DifferenceAnswer } from "@lianzhang/contract";
import { statusSchema } from "@lianzhang/contract";
import type { Period } from "@lianzhang/kernel";
import { formatMonth, formatPeriod } from "@lianzhang/kernel";
import type { ListedCase } from "@lianzhang/work";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import { rowFilter } from "../cases/desk.ts";
import type { CaseDesk } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { badQuery, notFound } from "../errors.ts";
import { chainKey, growthIndicator, outputIndicator, rowOutput } from "../output-indicator.ts";
import { figureData, marksOf } from "../present.ts";
import { monthIn } from "../registers/written.ts";
import { compare } from "../routes/compare.ts";
import { isEmbargoed } from "../sight/embargo.ts";
import { withIndicators } from "@lianzhang/engine";
import { leavesIn, textIn } from "./entries.ts";
import { membersIn, namesSeen } from "./members.ts";
import type { ListPlace } from "./place.ts";
import { listFor } from "./place.ts";

/** Who signs has seen the difference in this very run of the program. */
const secret = randomBytes(32);

export interface Shown {
  readonly entries: readonly { readonly id: string; readonly version: string }[];
  readonly from: string;
  readonly period: string;
}

/** Stands for one difference over one state of entries, registers and definitions. */
export const seenToken = (context: Context, frame: Frame, shown: Shown): string =>
  createHmac("sha256", secret)
    .update(
      [
        context.run(frame),
        shown.from,
        shown.period,
        ...shown.entries.map((e) => `${e.id}@${e.version}`).toSorted(),
      ].join("|"),
    )
    .digest("hex")
    .slice(0, 32);

/** The entries, as far as they are there for the one who asks. Throws ApiProblem 404. */
export async function entriesNamed(
  desk: CaseDesk,
  place: ListPlace,
  ids: readonly string[],
): Promise<readonly ListedCase[]> {
  const filter = rowFilter(desk, place.register.id);
  const found: ListedCase[] = [];
  for (const id of new Set(ids)) {
    const listed = await desk.cases.find(id, desk.today, filter);
    if (listed === null || listed.case.procedure !== place.procedure.id)
      throw notFound({ zh: "名录条目", en: "entry" }, id, null);
    found.push(listed);
  }
  return found;
}

/** The `lists:` of a scenario: each subject once; an entry that has its month takes effect then. */
function scenarioOf(place: ListPlace, entries: readonly ListedCase[], from: string) {
  const said: Record<string, { readonly from: string; readonly of: string }> = {};
  for (const e of entries) {
    const subject = textIn(e, place.entries.subject);
    if (said[subject] !== undefined)
      throw badQuery(
        { zh: `「${subject}」有两条所选条目`, en: `two of the entries are of ${subject}` },
        { zh: "一户一次只选一条", en: "choose one entry a firm" },
      );
    const own = textIn(e, place.entries.from).slice(0, "2025-01".length);
    said[subject] = {
      from: own === "" ? from : own,
      of: leavesIn(place, e) ? "none" : textIn(e, place.entries.of),
    };
  }
  return { name: place.membership.label.zh, lists: { [place.membership.id]: said } };
}

/** Indicators the list bears on and that are released: output first, then growth, then those of groups that are looked at by chain. */
function indicatorsOf(context: Context, key: string, period: Period): readonly string[] {
  const { model } = context;
  const output = outputIndicator(model);
  const growth = growthIndicator(model, output);
  const others = [...model.indicators.values()].filter(
    (i) => i.of === null && i.body !== null && i.by.includes(key),
  );
  const shown = [output, growth, ...others].filter(
    (i) => i !== null && !isEmbargoed(model, context.sight, i, period),
  );
  return [...new Set(shown.flatMap((i) => (i === null ? [] : [i.id])))];
}

export interface DifferenceAsked {
  readonly entries: readonly string[];
  readonly from?: string | undefined;
}

export async function difference(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  id: string,
  asked: DifferenceAsked,
): Promise<DifferenceAnswer> {
  const place = listFor(desk, id);
  const from = formatMonth(asked.from === undefined ? frame.period.from : monthIn(asked.from));
  const period = formatPeriod(frame.period);
  const entries = await entriesNamed(desk, place, asked.entries);
  const key = place.membership.primaryAs ?? chainKey(context.model) ?? place.membership.id;
  const compared = await compare(context, {
    scenario: scenarioOf(place, entries, from),
    period,
    indicators: [...indicatorsOf(context, key, frame.period)],
    by: [[key]],
    targets: true,
    limit: 200,
  });
  const versions = entries.map((e) => ({ id: e.case.id, version: String(e.case.version) }));
  return {
    asOf: asOfOf(context, frame),
    from,
    entries: await movers(context, desk, frame, place, entries),
    rows: compared.indicators.flatMap(({ indicator, moved }) =>
      moved.flatMap((m) => rowOf(context, place, period, indicator, m)),
    ),
    targets: compared.targets
      .filter((t) => t.before !== t.after)
      .map((t) => ({ ...t, before: statusSchema.parse(t.before), after: statusSchema.parse(t.after) })),
    same: compared.indicators.reduce((n, i) => n + i.same, 0),
    seen: seenToken(context, frame, { entries: versions, from, period }),
  };
}

const NOTHING = { text: null, numeric: "exact", decimals: 0, reason: "no_rows" } as const;

function rowOf(
  context: Context,
  place: ListPlace,
  period: string,
  indicator: DifferenceAnswer["rows"][number]["indicator"],
  move: CompareMove,
): DifferenceAnswer["rows"] {
  const definition = context.model.indicators.get(indicator.id);
  if (definition === undefined) return [];
  const none = { ...NOTHING, unit: definition.unit.text };
  const code = move.group[0]?.code ?? null;
  // a cell of firms on no list is nobody's chain
  if (move.group.length > 0 && code === null) return [];
  return [
    {
      indicator,
      of: code === null ? null : place.labelOf(code),
      before: {
        indicator: indicator.id,
        label: indicator.label,
        value: move.before ?? none,
        period,
        subject: null,
        group: move.group,
        counters: null,
        marks: marksOf(context.model, context.instance.demo, definition),
      },
      after: move.after ?? none,
      by: move.by,
      percent: move.percent,
    },
  ];
}

/** Who moves: from which list to which, and how large. */
async function movers(
  context: Context,
  desk: CaseDesk,
  frame: Frame,
  place: ListPlace,
  entries: readonly ListedCase[],
): Promise<DifferenceAnswer["entries"]> {
  const { model } = context;
  const subjects = entries.map((e) => textIn(e, place.entries.subject));
  const names = await namesSeen(desk, place.membership.register, subjects);
  const now = await membersIn(context, place.membership, frame.period.to);
  const on = new Map(now.flatMap((m): [string, string][] => (m.primary ? [[m.subject, m.of]] : [])));
  const output = rowOutput(model, outputIndicator(model));
  const figures =
    output === null ? [] : await context.figures(frame, [output.id], [[]], withIndicators(model, [output]));
  return entries.map((e) => {
    const code = textIn(e, place.entries.subject);
    const name = names.get(code) ?? code;
    const was = on.get(code);
    const figure = figures.find((f) => f.subject === code);
    return {
      id: e.case.id,
      version: String(e.case.version),
      name,
      was: was === undefined ? null : place.labelOf(was),
      will: leavesIn(place, e) ? null : place.labelOf(textIn(e, place.entries.of)),
      output:
        output === null || figure === undefined
          ? null
          : figureData({ model, demo: context.instance.demo }, output, figure, { code, name }),
    };
  });
}
