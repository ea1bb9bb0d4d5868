/**
 * A program that writes until it is killed: `node kill-writer.mjs FOLDER RUN`, bundled from the sources. Prints one line a
 * change that was acknowledged: `<run>-<number>`, after it was. Every change touches two tables and the audit chain, so that
 * half of one would show.
 */
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { openWork } from "@lianzhang/work";

const [folder = "", run = ""] = process.argv.slice(2);
const work = await openWork({
  place: { kind: "folder", folder, create: true },
  clock: () => new Date(),
  random: randomBytes,
});
writeSync(1, "open\n");

const acting = { user: `hand ${run}`, onBehalfOf: null, unit: null, purpose: "kill test" };
const write = (id: string): Promise<void> =>
  work.trail.change(acting, async (change) => {
    await change.rows("INSERT INTO public.debit VALUES ($1)", [id]);
    change.record({ action: "move", subject: { kind: "move", id }, before: null, after: { id } });
    await change.rows("INSERT INTO public.credit VALUES ($1)", [id]);
  });

async function hand(name: string): Promise<void> {
  for (let i = 0; ; i++) {
    const id = `${run}-${name}-${i}`;
    try {
      await write(id);
      writeSync(1, `${id}\n`);
    } catch (error) {
      // the outcome of a COMMIT under the kill is unknown: go on with the next one
      if (!(error instanceof Error && "code" in error && error.code === "LZ7012")) throw error;
    }
  }
}

await Promise.all(["a", "b", "c", "d"].map(hand));
