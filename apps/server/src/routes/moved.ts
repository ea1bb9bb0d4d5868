/**
 * What moved against the same period a year earlier, largest first, with the points each carries (拉动): of counties, chains
 * and firms alike on the base of the growth the page shows, so that no two figures of one county differ.
 */
import type { Moved } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import type { Frame } from "../asked.ts";
import { present } from "../asked.ts";
import { everyFirm, moversOf } from "../board/movers.ts";
import type { Context } from "../context.ts";
import { chainKey, contributionIndicator, growthIndicator, outputIndicator } from "../output-indicator.ts";
import { changeValue, codeLabel, keyClassification } from "../present.ts";

const MOST = 12;
const MOST_FIRMS = 4;

const size = ({ contribution }: Moved): number => Math.abs(Number(contribution?.text ?? 0));

const cell = (f: Figure): string => f.group.map((g) => `${g.key}=${g.code ?? ""}`).join("+");

async function groupChanges(context: Context, frame: Frame, output: Indicator): Promise<Moved[]> {
  const { model } = context;
  const [growth, points] = [growthIndicator(model, output), contributionIndicator(model, output)];
  if (growth === null || points === null) return [];
  const chain = chainKey(model);
  const keys = ["county", ...(chain === null ? [] : [chain])].filter((k) =>
    [output, growth, points].every((i) => i.by.includes(k)),
  );
  const groupings = keys.map((k) => [k]);
  const figures = await context.figures(frame, [output.id, growth.id, points.id], groupings);
  const of = (id: string): ReadonlyMap<string, Figure> =>
    new Map(figures.filter((f) => f.indicator === id).map((f) => [cell(f), f]));
  const [grown, carried] = [of(growth.id), of(points.id)];
  return [...of(output.id)].flatMap(([at, f]): Moved[] => {
    const key = f.group[0];
    const [change, contribution] = [grown.get(at)?.value ?? null, carried.get(at)?.value ?? null];
    if (f.value === null || change === null || contribution === null) return [];
    if (key === undefined || key.code === null) return [];
    return [
      {
        kind: key.key === chain ? "chain" : "county",
        label: codeLabel(model, keyClassification(model, key.key), key.code),
        figure: present(context, frame, output, f),
        change: changeValue(change, false),
        contribution: changeValue(contribution, true),
      },
    ];
  });
}

/** The firms that carry most. */
async function firmChanges(context: Context, frame: Frame): Promise<Moved[]> {
  const found = await moversOf(context, frame, await everyFirm(context, frame));
  return found.slice(0, MOST_FIRMS).map(({ name, output, change, contribution }) => ({
    kind: "enterprise",
    label: { zh: name, en: name },
    figure: output,
    change,
    contribution,
  }));
}

/** Largest first, by the points carried. */
export async function moved(context: Context, frame: Frame): Promise<Moved[]> {
  const output = outputIndicator(context.model);
  if (output === null) return [];
  const all = await context.once(
    `moved|${frame.period.from}|${frame.period.to}|${frame.known ?? ""}`,
    async () => [...(await groupChanges(context, frame, output)), ...(await firmChanges(context, frame))],
  );
  return all.toSorted((a, b) => size(b) - size(a) || (a.label.zh < b.label.zh ? -1 : 1)).slice(0, MOST);
}
