/** What moved against the same period a year earlier, largest first, with the points each carries (拉动). */
import type { Moved } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import { achievedAYear, changesByPoints, withIndicators } from "@lianzhang/engine";
import { quotient, rational, shiftPeriod, textLiteral } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { present } from "../asked.ts";
import type { Context } from "../context.ts";
import { firmTable } from "../firms.ts";
import { chainKey, outputIndicator, rowOutput } from "../output-indicator.ts";
import { changeValue, codeLabel, figureData, keyClassification } from "../present.ts";

const MOST = 12;
const MOST_FIRMS = 4;

interface Change {
  readonly row: Moved;
  /** Size for sorting: points carried, 10^-8. */
  readonly size: bigint;
}

const size = (v: bigint): bigint => (v < 0n ? -v : v);

/** Points of the whole's growth: (now - before) over the whole's figure of a year earlier. */
const points = (now: bigint, before: bigint, whole: bigint): bigint | null =>
  whole <= 0n ? null : quotient(now - before, whole, rational(100n));

const cell = (f: Figure): string => f.group.map((g) => `${g.key}=${g.code ?? ""}`).join("+");

async function groupChanges(context: Context, frame: Frame, output: Indicator): Promise<Change[]> {
  const chain = chainKey(context.model);
  const keys = ["county", ...(chain === null ? [] : [chain])].filter(
    (k) => output.by.includes(k) || k === chain,
  );
  const groupings = [[], ...keys.map((k) => [k])];
  const now = await context.figures(frame, [output.id], groupings);
  const before = new Map(
    (await context.figures({ ...frame, period: shiftPeriod(frame.period, -12) }, [output.id], groupings)).map(
      (f) => [cell(f), f],
    ),
  );
  const whole = before.get("")?.value ?? null;
  return now.flatMap((f): Change[] => {
    const earlier = before.get(cell(f))?.value ?? null;
    const key = f.group[0];
    if (f.value === null || earlier === null || key === undefined || key.code === null) return [];
    const change = achievedAYear(f.value, earlier, false);
    const carried = whole === null ? null : points(f.value, earlier, whole);
    if (change === null || carried === null) return [];
    const label = codeLabel(context.model, keyClassification(context.model, key.key), key.code);
    return [
      {
        size: size(carried),
        row: {
          kind: key.key === chain ? "chain" : "county",
          label,
          figure: present(context, frame, output, f),
          change: changeValue(change, false),
          contribution: changeValue(carried, true),
        },
      },
    ];
  });
}

/** The firms that carry most, from two runs of output by firm. */
async function firmChanges(context: Context, frame: Frame, output: Indicator): Promise<Change[]> {
  const row = rowOutput(context.model, output);
  const table = await firmTable(context, frame);
  if (row === null || table === null) return [];
  const model = withIndicators(context.model, [row]);
  const earlier = { ...frame, period: shiftPeriod(frame.period, -12) };
  const before = new Map(
    (await context.figures(earlier, [row.id], [[]], model)).map((f) => [f.subject, f.value]),
  );
  const whole =
    (await context.figures(earlier, [output.id], [[]])).find((f) => f.group.length === 0)?.value ?? null;
  if (whole === null) return [];
  const found = (await context.figures(frame, [row.id], [[]], model)).flatMap((f) => {
    const was = before.get(f.subject) ?? null;
    const carried = f.value === null || was === null ? null : points(f.value, was, whole);
    const change = f.value === null || was === null ? null : achievedAYear(f.value, was, false);
    return carried === null || change === null ? [] : [{ f, carried, change }];
  });
  const top = found
    .toSorted((a, b) =>
      size(a.carried) > size(b.carried)
        ? -1
        : size(a.carried) < size(b.carried)
          ? 1
          : (a.f.subject ?? "") < (b.f.subject ?? "")
            ? -1
            : 1,
    )
    .slice(0, MOST_FIRMS);
  const names = await namesOf(
    context,
    table.name,
    top.flatMap((t) => t.f.subject ?? []),
  );
  const p = { model: context.model, demo: context.instance.demo };
  return top.map(({ f, carried, change }) => {
    const code = f.subject ?? "";
    const name = names.get(code) ?? code;
    return {
      size: size(carried),
      row: {
        kind: "enterprise",
        label: { zh: name, en: name },
        figure: figureData(p, row, f, { code, name }),
        change: changeValue(change, false),
        contribution: changeValue(carried, true),
      },
    };
  });
}

async function namesOf(
  context: Context,
  table: string,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const { rows } = await context.runner.query(
    `SELECT code, name FROM ${table} WHERE code IN (${codes.map(textLiteral).join(", ")}) ORDER BY code`,
  );
  return new Map(rows.map(([code, name]) => [String(code), String(name)]));
}

/** Largest first, by the points carried. */
export async function moved(context: Context, frame: Frame): Promise<Moved[]> {
  const output = outputIndicator(context.model);
  if (output === null || changesByPoints(output)) return [];
  const all = await context.once(
    `moved|${frame.period.from}|${frame.period.to}|${frame.known ?? ""}`,
    async () => [
      ...(await groupChanges(context, frame, output)),
      ...(await firmChanges(context, frame, output)),
    ],
  );
  return all
    .toSorted((a, b) =>
      a.size > b.size ? -1 : a.size < b.size ? 1 : a.row.label.zh < b.row.label.zh ? -1 : 1,
    )
    .slice(0, MOST)
    .map((c) => c.row);
}
