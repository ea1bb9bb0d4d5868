/** A small office that takes returns: PostgreSQL, a folder of files, a store that follows. Used by tests and by a program that is killed. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { ReadRow } from "@lianzhang/intake";
import { parsePeriod } from "@lianzhang/kernel";
import type { KeptFacts, Opened, ReturnFacts, RowsOf } from "@lianzhang/server";
import { Context, followRegisters, followReturns, openInstance } from "@lianzhang/server";
import type { Database, KeptFiles, Work } from "@lianzhang/work";
import { connect, openRegisters, openWork, startServer } from "@lianzhang/work";
import { root } from "./files.ts";

export const MEISHAN: string = join(root, "decisions/meishan-2023");

export async function meishanModel(): Promise<Model> {
  const { model } = await loadDecision(MEISHAN);
  if (model === null) throw new Error("no model");
  return model;
}

/** Rows of a file of these tests: JSON, `{ "<code>": <whole number> }`, of the return's period; `unit` is 分 in one. */
export const rowsIn =
  (files: KeptFiles, field = "gross_output", unit = 100_000n): RowsOf =>
  async (accepted) => {
    const rows: ReadRow[] = [];
    for (const { hash, name } of accepted.files) {
      const read: unknown = JSON.parse(Buffer.from(await files.read(hash)).toString());
      if (typeof read !== "object" || read === null) throw new Error(name);
      for (const [i, [subject, amount]] of Object.entries(read).entries())
        rows.push({
          file: name,
          sheet: null,
          row: i + 2,
          subject,
          subjectName: null,
          period: parsePeriod(accepted.period),
          cells: new Map([
            [
              field,
              {
                column: 2,
                text: String(amount),
                value: BigInt(Number(amount)) * unit,
                missing: null,
                changed: [],
              },
            ],
          ]),
        });
    }
    return { rows };
  };

export interface Office {
  readonly work: Work;
  readonly owner: Database;
  close(): Promise<void>;
}

/** The people's half of a folder, with its owner beside it. */
export async function openOffice(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<Office> {
  const random = randomBytes;
  const place = { kind: "folder", folder, create: true, settings } as const;
  const work = await openWork({ place, clock: () => new Date(), random });
  const server = await startServer({ folder, create: false, random });
  const owner = connect({ url: () => server.ownerUrl(), as: "owner", connections: 2 });
  return {
    work,
    owner,
    close: async () => {
      await owner.close();
      await server.stop();
      await work.close();
    },
  };
}

export interface Books {
  readonly context: Context;
  readonly kept: KeptFacts;
  readonly facts: ReturnFacts;
  close(): Promise<void>;
}

/** The store of facts in `folder` as data folders fill it. */
export const openFacts = (
  folder: string,
  data: readonly string[],
  decision: string = MEISHAN,
): Promise<Opened> =>
  openInstance({
    decision,
    data,
    file: join(folder, "facts.duckdb"),
    appVersion: "test",
    progress: () => undefined,
  });

/** The store of facts in `folder`, brought up to what was accepted. */
export async function openBooks(
  folder: string,
  office: Office,
  model: Model,
  returns: Parameters<typeof followReturns>[0]["returns"],
  rowsOf: RowsOf,
  opened?: Opened,
): Promise<Books> {
  const { instance, store, anew } = opened ?? (await openFacts(folder, []));
  const context = new Context(instance);
  const facts = followReturns({ context, returns, rowsOf, anew });
  const registers = openRegisters({
    model,
    database: office.work.database,
    trail: office.work.trail,
    random: randomBytes,
  });
  const kept = followRegisters({
    context,
    registers,
    folder: join(folder, "kept"),
    delay: 1,
    fault: (error) => {
      throw error;
    },
    renewed: () => facts.registered(),
  });
  const close = async (): Promise<void> => {
    await kept.close();
    await facts.close();
    await store.close();
  };
  await facts.begin();
  await kept.refresh();
  await facts.refresh();
  return { context, kept, facts, close };
}

/** Every fact of the form as a person counts it: code, month, known from and to, 千元. */
export async function factsOf({ context }: Books): Promise<readonly string[]> {
  const { rows } = await context.runner.query(
    `SELECT s.code, f.m_to % 12 + 1, f.known_from, f.known_to, f.v_gross_output // 100000, f.d_gross_output // 100000
       FROM f_output_copy f JOIN s_enterprise s USING (subject) ORDER BY ALL`,
  );
  return rows.map((r) => r.join(" "));
}
