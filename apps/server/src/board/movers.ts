/** The firms that moved a chain against the same period a year earlier, with the points each carries. */
import type { ChainBoardAnswer } from "@lianzhang/contract";
import { achievedAYear, withIndicators } from "@lianzhang/engine";
import { quotient, rational, shiftPeriod, textLiteral } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";
import { firmTable } from "../firms.ts";
import { outputIndicator, rowOutput } from "../output-indicator.ts";
import { changeValue, figureData } from "../present.ts";

const MOST = 10;

type Mover = Omit<ChainBoardAnswer["moved"][number], "reason">;

/** Names of the chain's members, by code. */
export async function membersOf(
  context: Context,
  frame: Frame,
  code: string,
): Promise<ReadonlyMap<string, string>> {
  const table = await firmTable(context, frame);
  if (table === null) return new Map();
  const { rows } = await context.runner.query(
    `SELECT code, name FROM ${table.name} WHERE chain = ${textLiteral(code)} ORDER BY code`,
  );
  return new Map(rows.map(([firm, name]) => [String(firm), String(name)]));
}

const size = (v: bigint): bigint => (v < 0n ? -v : v);

/** Largest first; a firm without both figures carries nothing here. */
export async function moversOf(
  context: Context,
  frame: Frame,
  members: ReadonlyMap<string, string>,
): Promise<readonly Mover[]> {
  const row = rowOutput(context.model, outputIndicator(context.model));
  if (row === null) return [];
  const model = withIndicators(context.model, [row]);
  const earlier = { ...frame, period: shiftPeriod(frame.period, -12) };
  const of = async (at: Frame): Promise<ReadonlyMap<string, bigint>> =>
    new Map(
      (await context.figures(at, [row.id], [[]], model)).flatMap((f): [string, bigint][] =>
        f.subject !== null && f.value !== null && members.has(f.subject) ? [[f.subject, f.value]] : [],
      ),
    );
  const [now, before] = [await of(frame), await of(earlier)];
  const whole = [...before.values()].reduce((a, b) => a + b, 0n);
  if (whole <= 0n) return [];
  const found = [...now].flatMap(([code, value]) => {
    const was = before.get(code);
    const change = was === undefined ? null : achievedAYear(value, was, false);
    const carried = was === undefined ? null : quotient(value - was, whole, rational(100n));
    return carried === null || change === null ? [] : [{ code, value, change, carried }];
  });
  const order = (a: (typeof found)[number], b: (typeof found)[number]): number =>
    size(a.carried) > size(b.carried) ? -1 : size(a.carried) < size(b.carried) ? 1 : a.code < b.code ? -1 : 1;
  return found
    .toSorted(order)
    .slice(0, MOST)
    .map(({ code, value, change, carried }) => {
      const name = members.get(code) ?? code;
      const figure = {
        indicator: row.id,
        period: frame.period,
        subject: code,
        group: [],
        value,
        reason: null,
        counters: null,
        additive: true,
      };
      return {
        code,
        name,
        output: figureData({ model, demo: context.instance.demo }, row, figure, { code, name }),
        change: changeValue(change, false),
        contribution: changeValue(carried, true),
      };
    });
}
