/** The desk of returns of the one who asks. */
import type { SheetsRead } from "@lianzhang/intake";
import { dayNow, FIRM, noSubmission } from "@lianzhang/work";
import { LRUCache } from "lru-cache";
import { Context } from "../context.ts";
import { closeArrived } from "../operation/asks.ts";
import type { ReturnDesk } from "../returns/desk.ts";
import { sheetsOfKept } from "../returns/sheets-of.ts";
import type { ReturnDeskOf } from "../returns/routes.ts";
import type { WaitingCounts } from "../returns/waiting.ts";
import { actingOf, enterpriseOf, personOf } from "./identity.ts";
import { sightOf } from "./sight.ts";
import type { WorkSide } from "./work-side.ts";

/** Files whose sheets are kept while somebody works on them, and how long, ms. */
const SHEETS = 4;
const WHILE = 300_000;
/** Returns whose counts are kept. */
const COUNTS = 1000;
/** Links of one return that are looked through. */
const STORY = 200;

/** Returns whose content is of a firm: a look at somebody else's is told. */
const CONFIDENTIAL: ReadonlySet<string> = new Set(["own_copy", "survey", "records"]);

export function returnDeskFor(
  side: WorkSide,
  context: Context,
  fault: (error: unknown) => void,
): ReturnDeskOf {
  const sheets = new LRUCache<string, Promise<SheetsRead>>({ max: SHEETS, ttl: WHILE });
  const counts = new LRUCache<string, Promise<WaitingCounts>>({ max: COUNTS });
  return async (request, purpose): Promise<ReturnDesk> => {
    const person = await personOf(side, request);
    const { viewer } = person;
    const acting = actingOf(person, purpose);
    const today = dayNow(side.clock);
    const firm = enterpriseOf(viewer);
    const sight = await sightOf(context, person, today);
    const { trail } = side.work;
    return {
      model: context.instance.cleared,
      figures: sight === null || sight.extent === "own" ? null : new Context(context, sight),
      context,
      returns: side.returns,
      viewer,
      acting,
      today,
      firm,
      followed: async () => {
        const moved = (await side.returnFacts?.refresh()) ?? false;
        if (moved) await closeArrived(context, { ...side, today });
        return moved;
      },
      fault,
      tellReading: async ({ id, input, sender }, asked) => {
        const own = viewer.posts.some(
          ({ scope }) => scope.kind === sender.kind && scope.kind !== "city" && scope.id === sender.id,
        );
        if (own || !CONFIDENTIAL.has(input)) return;
        // a firm reads in its own record of uses who looked at its return
        const subject =
          sender.kind === "enterprise" ? { kind: FIRM, id: sender.id } : { kind: "submission", id };
        const what = { action: "return.read", subject, asked: { submission: id, ...asked } };
        await trail.reading(acting, what, () => Promise.resolve());
      },
      names: async () => new Map((await side.people.reading.list()).map((p) => [p.id, p.name])),
      story: (id) => trail.history({ kind: "submission", id }, { limit: STORY }),
      countedOnce: ({ id, version }, count) => {
        const key = `${id} ${version} ${today}`;
        const known = counts.get(key);
        if (known !== undefined) return known;
        const made = count();
        counts.set(key, made);
        made.catch(() => counts.delete(key));
        return made;
      },
      sheetsOf: (id, file) => {
        const key = `${file.hash} ${file.kind} ${file.name}`;
        const known = sheets.get(key);
        if (known !== undefined) return known;
        const read = sheetsOfKept(file, async () => {
          const bytes = await side.returns.file(viewer, id, file.hash);
          if (bytes === null) throw noSubmission(id);
          return bytes;
        });
        sheets.set(key, read);
        read.catch(() => sheets.delete(key));
        return read;
      },
    };
  };
}
