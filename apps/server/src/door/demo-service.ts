/**
 * Made-up work (演示数据) for the demo people to find: tasks, requests, visits, arrears, applications for titles, open
 * challenges, in different states, a few overdue. Everything is entered once, by the people whose work it is.
 */
import type { DemoGround, DemoStory } from "./demo-player.ts";
import { openPlayer } from "./demo-player.ts";
import { awardStories, challengeStories } from "./demo-titles.ts";
import { enterTasks } from "./demo-tasks.ts";
import { monthOf } from "./month.ts";
import { arrearsStories, requestStories, visitStories } from "./demo-firms.ts";

export interface DemoFirm {
  readonly code: string;
  readonly county: string;
}

/** The firm one of the demo people works for, and a few others of the first county. */
async function firmsIn({ registers, people }: DemoGround): Promise<readonly DemoFirm[]> {
  const own = (await people.reading.profiles())
    .filter(({ person }) => person.demo)
    .flatMap(({ posts }) => posts.flatMap(({ scope: s }) => (s.kind === "enterprise" ? [s.id] : [])));
  const where = { month: monthOf(new Date()), where: [], limit: FIRMS };
  const listed = await registers.list("enterprise", where);
  if (listed.kind !== "page") return [];
  const found = await Promise.all(own.map((code) => registers.find("enterprise", { code })));
  const countyOf = (values: Readonly<Record<string, unknown>> | undefined): string => {
    const county = values?.["county"];
    return typeof county === "string" ? county : "511402";
  };
  const firms = [
    ...found.flatMap((r) =>
      r === null ? [] : [{ code: r.code, county: countyOf(r.spells.at(-1)?.values) }],
    ),
    ...listed.records.map((r) => ({ code: r.code, county: countyOf(r.values) })),
  ];
  return [...new Map(firms.map((f) => [f.code, f])).values()];
}

/** Firms that something is made up about. */
const FIRMS = 12;

/** Enters what is not there yet: a register that has had a record is left alone. */
export async function demoService(ground: DemoGround): Promise<void> {
  const { model, registers } = ground;
  const player = await openPlayer(ground);
  if (model.procedures.has("task")) await enterTasks(ground, player);
  const firms = await firmsIn(ground);
  const [own] = firms;
  if (own === undefined) return;
  const told = { own, other: (i: number) => firms[1 + (i % Math.max(1, firms.length - 1))] ?? own };
  const stories: readonly DemoStory[] = [
    ...requestStories(player, told),
    ...visitStories(player, told),
    ...arrearsStories(player, told),
    ...awardStories(player, told),
    ...challengeStories(player, told),
  ];
  const begun = new Set<string>();
  for (const { id, of } of model.procedures.values())
    if ((await registers.lastEvent(of)) !== null) begun.add(id);
  for (const story of stories)
    if (model.procedures.has(story.procedure) && !begun.has(story.procedure)) await player.play(story);
}
