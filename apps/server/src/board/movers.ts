/**
 * The firms that moved a chain, or the city, with the points each carries of its growth. Growth is over the same-period column of the
 * same returns, of firms that the output counts and that give both; so is each firm's part, and all of them add up to it.
 */
import type { ChainBoardAnswer } from "@lianzhang/contract";
import type { Indicator, Model } from "@lianzhang/definitions";
import { achievedAYear, withIndicators } from "@lianzhang/engine";
import { quotient, rational, textLiteral } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";
import { firmTable } from "../firms.ts";
import { outputIndicator, rowOutput, rowPair } from "../output-indicator.ts";
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

/** Names of all firms, by code. */
export async function everyFirm(context: Context, frame: Frame): Promise<ReadonlyMap<string, string>> {
  const table = await firmTable(context, frame);
  if (table === null) return new Map();
  const { rows } = await context.runner.query(`SELECT code, name FROM ${table.name} ORDER BY code`);
  return new Map(rows.map(([firm, name]) => [String(firm), String(name)]));
}

const size = (v: bigint): bigint => (v < 0n ? -v : v);

interface Sides {
  readonly now: ReadonlyMap<string, bigint>;
  readonly prior: ReadonlyMap<string, bigint>;
}

/** Both sides of the members' growth, as far as this context sees firms. */
async function sidesOf(
  context: Context,
  frame: Frame,
  { now, prior, model }: { readonly now: Indicator; readonly prior: Indicator; readonly model: Model },
  members: ReadonlyMap<string, string>,
): Promise<Sides> {
  const figures = await context.figures(frame, [now.id, prior.id], [[]], model);
  const of = (id: string): ReadonlyMap<string, bigint> =>
    new Map(
      figures.flatMap((f): [string, bigint][] =>
        f.indicator === id && f.subject !== null && f.value !== null && members.has(f.subject)
          ? [[f.subject, f.value]]
          : [],
      ),
    );
  return { now: of(now.id), prior: of(prior.id) };
}

/** Largest first; a firm without both figures carries nothing here. */
export async function moversOf(
  context: Context,
  frame: Frame,
  members: ReadonlyMap<string, string>,
): Promise<readonly Mover[]> {
  const output = outputIndicator(context.model);
  const [row, pair] = [rowOutput(context.model, output), rowPair(context.model, output)];
  if (row === null || pair === null) return [];
  const model = withIndicators(context.model, [pair.now, pair.prior]);
  const { now, prior: before } = await sidesOf(context, frame, { ...pair, model }, members);
  // the growth is everybody's to know, so its base is taken over all firms
  const all = await sidesOf(context.whole, frame, { ...pair, model }, members);
  const whole = [...all.prior].reduce((sum, [code, v]) => (all.now.has(code) ? sum + v : sum), 0n);
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
