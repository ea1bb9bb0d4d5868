/** Accepted returns against a load of the same, against other orders and splits, and against counting by hand. */
import { parseDay, reasonCode } from "@lianzhang/kernel";
import type { Acceptance } from "@lianzhang/returns";
import { acceptAll, withdrawSubmission } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accepted, readRow } from "./support/accepted-returns.ts";
import { load, model, rows } from "./support/returns-city.ts";

let store: Store;
beforeAll(async () => {
  store = await openStore(":memory:", { threads: 2 });
});
afterAll(() => store.close());

const REGISTERS = { "registers/firm.csv": ["code,name,county,designated", "A,甲,,", "B,乙,,", "C,丙,,"] };
const THOUSAND = 100_000n;
const RUNS = Number(process.env["LIANZHANG_RUNS"] ?? 2);

/** Everything that figures are made of, with its origin but for numbers that the order gives. */
const content = async (form: string): Promise<unknown> =>
  rows(
    store,
    `SELECT x.* EXCLUDE (submission), s.said, s.event, s.file FROM f_${form} x JOIN submission s ON s.id = x.submission ORDER BY ALL`,
  );
const origins = (): Promise<unknown> =>
  rows(
    store,
    "SELECT o.* EXCLUDE (submission), s.said, s.event FROM cell_origin o JOIN submission s ON s.id = o.submission ORDER BY ALL",
  );
const facts = (form: string): Promise<unknown> =>
  rows(store, `SELECT * EXCLUDE (submission, row_no) FROM f_${form} ORDER BY ALL`);

interface Cell {
  readonly firm: string;
  readonly month: number;
  readonly known: number;
  readonly output: number | null;
}

const cell = fc.record({
  firm: fc.constantFrom("A", "B", "C"),
  month: fc.integer({ min: 2, max: 6 }),
  known: fc.integer({ min: 1, max: 9 }),
  output: fc.option(fc.integer({ min: 0, max: 999 }), { nil: null }),
});

const rowOf = (c: Cell, row: number) =>
  readRow(row, c.firm, `2025-0${c.month}`, {
    output: c.output === null ? null : BigInt(c.output) * THOUSAND,
  });

test("accepting everything one by one gives the facts of a load of the same as a data folder", async () => {
  const cells = fc.uniqueArray(cell, {
    selector: (c) => `${c.firm} ${c.month} ${c.known}`,
    minLength: 1,
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(cells, async (list) => {
      const line = (c: Cell): string => `${c.firm},2025-${c.month},2025-0${c.known}-10,${c.output ?? ""}`;
      await load(store, {
        ...REGISTERS,
        "returns/monthly.csv": ["code,period,known,output", ...list.map(line)],
      });
      const loaded = await facts("monthly");
      await load(store, REGISTERS);
      for (const [i, c] of list.entries()) {
        const submission = accepted(`s${i}`, i + 1, `2025-0${c.known}-10`);
        await acceptAll(store, model, [{ form: "monthly", submission, rows: [rowOf(c, i + 2)] }]);
      }
      expect(await facts("monthly")).toEqual(loaded);
    }),
    { numRuns: RUNS },
  );
});

/** Submissions of some rows each; several of one day are told apart by their events. */
const submissions = fc.array(
  fc.record({
    known: fc.integer({ min: 1, max: 4 }),
    rows: fc.uniqueArray(cell, { selector: (c) => `${c.firm} ${c.month}`, minLength: 1, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 10 },
);

const monthly = (list: readonly { readonly known: number; readonly rows: readonly Cell[] }[]): Acceptance[] =>
  list.map((s, i) => ({
    form: "monthly",
    submission: accepted(`s${i}`, i + 1, `2025-0${s.known}-10`),
    rows: s.rows.map((c, n) => rowOf(c, n + 2)),
  }));

const published = (
  list: readonly { readonly known: number; readonly rows: readonly Cell[] }[],
): Acceptance[] =>
  list.map((s, i) => ({
    form: "published",
    submission: accepted(`s${i}`, i + 1, `2025-0${s.known}-10`),
    rows: s.rows.slice(0, 1).map((c, n) =>
      readRow(n + 2, "511400", `2024`, {
        gdp: c.output === null ? null : BigInt(c.output),
        ...(c.month > 4 ? {} : { growth: BigInt(c.month) }),
      }),
    ),
  }));

test("the order of acceptances and their split into batches change nothing", async () => {
  const shuffled = submissions.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(
        list.map((_, i) => i),
        { minLength: list.length },
      ),
      fc.integer({ min: 1, max: 4 }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(shuffled, async ([list, order, size]) => {
      for (const [form, batch] of [
        ["monthly", monthly(list)],
        ["published", published(list)],
      ] as const) {
        await load(store, REGISTERS);
        await acceptAll(store, model, batch);
        const [one, carried] = [await content(form), await origins()];
        await load(store, REGISTERS);
        const other = order.flatMap((i) => batch[i] ?? []);
        for (let i = 0; i < other.length; i += size) await acceptAll(store, model, other.slice(i, i + size));
        expect(await content(form)).toEqual(one);
        expect(await origins()).toEqual(carried);
      }
    }),
    { numRuns: RUNS },
  );
});

type Fate =
  | { readonly kind: "stays" }
  | { readonly kind: "until"; readonly day: number }
  | { readonly kind: "purge" };
const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.constant({ kind: "stays" } as const),
  fc.record({ kind: fc.constant("until" as const), day: fc.integer({ min: 1, max: 6 }) }),
  fc.constant({ kind: "purge" } as const),
);
const dayIn = (n: number): number => parseDay(`2025-0${n}-10`) ?? 0;

async function withdrawAll(batch: readonly Acceptance[], fates: readonly Fate[]): Promise<void> {
  for (const [i, { submission }] of batch.entries()) {
    const f = fates[i] ?? { kind: "stays" };
    if (f.kind === "stays") continue;
    const how = f.kind === "purge" ? f : ({ kind: "until", day: dayIn(f.day) } as const);
    await withdrawSubmission(store, model, { id: submission.id, event: BigInt(100 + i), how });
  }
}

const withFates = submissions.chain((list) =>
  fc.tuple(fc.constant(list), fc.array(fate, { minLength: list.length, maxLength: list.length })),
);

test("on every day what is known is the latest return in force on it, and the single months follow", async () => {
  await fc.assert(
    fc.asyncProperty(withFates, async ([list, fates]) => {
      await load(store, REGISTERS);
      const batch = monthly(list);
      await acceptAll(store, model, batch);
      await withdrawAll(batch, fates);
      for (let n = 1; n <= 6; n++) {
        const today = dayIn(n);
        const inForce = list
          .map((s, i) => ({ ...s, event: i, fate: fates[i] ?? { kind: "stays" } }))
          .filter(
            (s) => s.known <= n && s.fate.kind !== "purge" && !(s.fate.kind === "until" && s.fate.day <= n),
          )
          .toSorted((a, b) => a.known - b.known || a.event - b.event);
        const cumulative = new Map<string, number | null>();
        for (const s of inForce) for (const c of s.rows) cumulative.set(`${c.firm} ${c.month}`, c.output);
        const expected = [...cumulative].map(([key, output]) => {
          const [firm = "", m] = key.split(" ");
          const before = cumulative.get(`${firm} ${Number(m) - 1}`);
          const single = output === null || before === undefined || before === null ? null : output - before;
          const why =
            output === null ? reasonCode("blank") : single === null ? reasonCode("spans_months") : 0;
          return `${firm} ${m} ${output} ${single} ${why}`;
        });
        const found = await rows(
          store,
          `SELECT x.code, f.m_to % 12 + 1, f.v_output, f.d_output, f.y_output FROM f_monthly f JOIN s_firm x USING (subject)
             WHERE known_from <= ${today} AND known_to > ${today}`,
        );
        const plain = (v: unknown): string => (typeof v === "bigint" ? String(v / THOUSAND) : "null");
        expect(found.map(([c, m, v, d, y]) => `${c} ${m} ${plain(v)} ${plain(d)} ${y}`).toSorted()).toEqual(
          expected.toSorted(),
        );
      }
    }),
    { numRuns: RUNS },
  );
});

test("what was purged is as if it had never come, whatever was taken back beside it", async () => {
  await fc.assert(
    fc.asyncProperty(withFates, async ([list, fates]) => {
      for (const [form, batch] of [
        ["monthly", monthly(list)],
        ["published", published(list)],
      ] as const) {
        await load(store, REGISTERS);
        await acceptAll(store, model, batch);
        await withdrawAll(batch, fates);
        const [left, carried] = [await content(form), await origins()];
        await load(store, REGISTERS);
        const never = batch.filter((_, i) => fates[i]?.kind !== "purge");
        await acceptAll(store, model, never);
        await withdrawAll(
          never,
          never.map((b) => fates[batch.indexOf(b)] ?? { kind: "stays" }),
        );
        expect(left).toEqual(await content(form));
        expect(carried).toEqual(await origins());
      }
    }),
    { numRuns: RUNS },
  );
});
