/** How an accepted return becomes a fact, is restated, and is taken back. */
import { FOREVER, month } from "@lianzhang/kernel";
import {
  acceptAll,
  acceptedUpTo,
  acceptRows,
  waitingForSubjects,
  withdrawSubmission,
} from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accepted, cell, dayOf, formOf, readRow } from "./support/accepted-returns.ts";
import { load, model, rows } from "./support/returns-city.ts";

let store: Store;
beforeAll(async () => {
  store = await openStore(":memory:", { threads: 2 });
});
afterAll(() => store.close());
beforeEach(async () => {
  await load(store, {
    "registers/firm.csv": ["code,name,county,designated", "A,甲厂,dongpo,1", "B,乙厂,彭山区,否"],
  });
});

const MONTHLY = formOf("monthly");
const PUBLISHED = formOf("published");
const at = (y: number, m: number): bigint => BigInt(month(y, m));
const day = (text: string): bigint => BigInt(dayOf(text));
const END = BigInt(FOREVER);

const accept = (id: string, event: number, known: string, ...list: ReturnType<typeof readRow>[]) =>
  acceptRows(store, model, MONTHLY, accepted(id, event, known), list);
const facts = () =>
  rows(
    store,
    "SELECT subject, m_to, known_from, known_to, v_output, d_output FROM f_monthly ORDER BY m_to, subject, known_from",
  );

test("a return is a fact with its file, sheet, row and column", async () => {
  const done = await acceptRows(
    store,
    model,
    MONTHLY,
    accepted("s1", 5, "2025-03-10", {
      sender: "甲厂",
      heads: [{ file: "return.xlsx", sheet: "表1", column: 3, head: "工业总产值（千元）", unit: "千元" }],
    }),
    [readRow(7, "A", "2025-02", { output: 300n, stock: null })],
  );
  expect(done).toMatchObject({ changed: true, diagnostics: [] });
  expect(
    await rows(
      store,
      `SELECT s.file, s.sheet, s.sha256, s.sender, s.said, s.event, f.row_no, c.head, c.col_no, f.v_output, f.x_stock
         FROM f_monthly f JOIN submission s ON s.id = f.submission
         JOIN submission_column c ON c.submission = s.id AND c.field = 'output'`,
    ),
  ).toEqual([
    ["return.xlsx", "表1", "0".repeat(64), "甲厂", "s1", 5n, 7n, "工业总产值（千元）", 3n, 300n, 2n],
  ]);
  expect((await acceptedUpTo(store)).event).toBe(5n);
});

test("the same acceptance twice is one", async () => {
  const first = await accept("s1", 5, "2025-03-10", readRow(2, "A", "2025-02", { output: 300n }));
  const second = await accept("s1", 5, "2025-03-10", readRow(2, "A", "2025-02", { output: 300n }));
  expect(second).toMatchObject({ changed: false, commit: first.commit });
  expect(await facts()).toHaveLength(1);
});

test("a corrected return restates: both versions stay, and next month's single month follows", async () => {
  await accept("s1", 5, "2025-03-10", readRow(2, "A", "2025-02", { output: 300n }));
  await accept("s2", 6, "2025-04-10", readRow(2, "A", "2025-03", { output: 500n }));
  await accept("s3", 7, "2025-05-01", readRow(2, "A", "2025-02", { output: 350n }));
  expect(await facts()).toEqual([
    [1n, at(2025, 2), day("2025-03-10"), day("2025-05-01"), 300n, null],
    [1n, at(2025, 2), day("2025-05-01"), END, 350n, null],
    [1n, at(2025, 3), day("2025-04-10"), day("2025-05-01"), 500n, 200n],
    [1n, at(2025, 3), day("2025-05-01"), END, 500n, 150n],
  ]);
});

test("two of one day: the later event is what is known; taken back, the earlier one is again", async () => {
  await accept("s1", 5, "2025-03-10", readRow(2, "A", "2025-02", { output: 300n }));
  await accept("s2", 6, "2025-03-10", readRow(2, "A", "2025-02", { output: 310n }));
  expect(await facts()).toEqual([[1n, at(2025, 2), day("2025-03-10"), END, 310n, null]]);
  await withdrawSubmission(store, model, { id: "s2", event: 7n, how: { kind: "purge" } });
  expect(await facts()).toEqual([[1n, at(2025, 2), day("2025-03-10"), END, 300n, null]]);
  expect(await rows(store, "SELECT said FROM submission")).toEqual([["s1"]]);
  expect((await acceptedUpTo(store)).event).toBe(7n);
});

test("returned for change: it was known until that day, and then the earlier version is again", async () => {
  await accept("s1", 5, "2025-03-10", readRow(2, "A", "2025-02", { output: 300n }));
  await accept("s2", 6, "2025-03-20", readRow(2, "A", "2025-02", { output: 999n }));
  const how = { kind: "until", day: dayOf("2025-04-01") } as const;
  await withdrawSubmission(store, model, { id: "s2", event: 7n, how });
  expect(await facts()).toEqual([
    [1n, at(2025, 2), day("2025-03-10"), day("2025-03-20"), 300n, null],
    [1n, at(2025, 2), day("2025-03-20"), day("2025-04-01"), 999n, null],
    [1n, at(2025, 2), day("2025-04-01"), END, 300n, null],
  ]);
  // sent again and accepted: another version of the same submission
  await accept("s2", 8, "2025-04-05", readRow(2, "A", "2025-02", { output: 320n }));
  expect((await facts()).at(-1)).toEqual([1n, at(2025, 2), day("2025-04-05"), END, 320n, null]);
  // the firm takes its consent back: nothing of it is left on any day
  await withdrawSubmission(store, model, { id: "s2", event: 9n, how: { kind: "purge" } });
  expect(await facts()).toEqual([[1n, at(2025, 2), day("2025-03-10"), END, 300n, null]]);
});

test("rows that become no fact are told with their place and kept", async () => {
  const done = await accept(
    "s1",
    5,
    "2025-03-10",
    readRow(2, "C", "2025-02", { output: 1n }),
    readRow(3, null, "2025-02", { output: 1n }),
    readRow(4, "A", "2025-01", { output: 1n }),
    readRow(5, "B", "2025-02", { output: 2n }),
    readRow(6, "B", "2025-02", { output: 3n }),
  );
  expect(done.diagnostics.map((d) => [d.code, d.file, d.line, d.column])).toEqual([
    ["LZ4011", "return.xlsx", 2, 1],
    ["LZ4010", "return.xlsx", 3, 1],
    ["LZ4012", "return.xlsx", 4, 1],
    ["LZ4014", "return.xlsx", 6, 1],
  ]);
  expect(await rows(store, "SELECT row_no FROM refused ORDER BY 1")).toEqual([[2n], [3n], [4n], [6n]]);
  expect(await facts()).toEqual([[2n, at(2025, 2), day("2025-03-10"), END, 2n, null]]);
});

test("a firm registered after its return was accepted: the return becomes a fact then", async () => {
  const batch = [
    {
      form: "monthly",
      submission: accepted("s1", 5, "2025-03-10"),
      rows: [readRow(2, "C", "2025-02", { output: 1n })],
    },
  ];
  await acceptAll(store, model, batch);
  expect(await waitingForSubjects(store, model)).toEqual([]);
  await store.execute("INSERT INTO s_firm VALUES (3, 'C')");
  expect(await waitingForSubjects(store, model)).toEqual(["s1"]);
  expect(await acceptAll(store, model, batch, true)).toMatchObject({ changed: true, diagnostics: [] });
  expect(await facts()).toEqual([[3n, at(2025, 2), day("2025-03-10"), END, 1n, null]]);
  expect(await rows(store, "SELECT count(*) FROM refused")).toEqual([[0n]]);
});

test("a wide sheet has a month a column: every fact keeps its own column", async () => {
  const base = readRow(4, "A", "2025-02", {});
  const wide = [
    { ...base, cells: new Map([["output", cell(3, 10n)]]) },
    { ...readRow(4, "A", "2025-03", {}), cells: new Map([["output", cell(4, 25n)]]) },
  ];
  await accept("s1", 5, "2025-04-10", ...wide);
  expect(
    await rows(
      store,
      "SELECT f.m_to, f.row_no, c.col_no FROM f_monthly f JOIN submission_column c USING (submission) ORDER BY 1",
    ),
  ).toEqual([
    [at(2025, 2), 4n, 3n],
    [at(2025, 3), 4n, 4n],
  ]);
});

test("published figures: a flash is carried until a final replaces it, field by field", async () => {
  const publish = (id: string, event: number, known: string, values: Record<string, bigint | null>) =>
    acceptRows(store, model, PUBLISHED, accepted(id, event, known), [readRow(2, "511400", "2024", values)]);
  const all = () =>
    rows(store, "SELECT known_from, known_to, v_gdp, v_growth FROM f_published ORDER BY known_from");
  await publish("s1", 5, "2025-01-25", { gdp: 17n, growth: 5n });
  await publish("s2", 6, "2025-11-10", { gdp: 18n, growth: null });
  await publish("s3", 7, "2025-11-10", { growth: 6n });
  expect(await all()).toEqual([
    [day("2025-01-25"), day("2025-11-10"), 17n, 5n],
    [day("2025-11-10"), END, 18n, 6n],
  ]);
  await withdrawSubmission(store, model, { id: "s3", event: 8n, how: { kind: "purge" } });
  expect(await all()).toEqual([
    [day("2025-01-25"), day("2025-11-10"), 17n, 5n],
    [day("2025-11-10"), END, 18n, 5n],
  ]);
  expect(
    await rows(store, "SELECT o.field, s.said FROM cell_origin o JOIN submission s ON s.id = o.submission"),
  ).toEqual([["growth", "s1"]]);
});

test("a large return gives the same facts as many small ones", async () => {
  const years = Array.from({ length: 12 }, (_, i) => 2012 + i);
  const months = ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
  const list = years
    .flatMap((y) => months.map((m) => `${y}-${m}`))
    .flatMap((period, i) => [
      readRow(2 * i + 2, "A", period, { output: i % 7 === 3 ? null : BigInt(i) * 10n ** 12n, stock: -5n }),
      readRow(2 * i + 3, "B", period, { output: BigInt(i) - 40n, stock: null }),
    ]);
  const cells = () =>
    rows(
      store,
      "SELECT subject, m_to, known_from, known_to, row_no, v_output, x_output, d_output, y_output, v_stock, x_stock FROM f_monthly ORDER BY ALL",
    );
  await accept("s1", 5, "2025-03-10", ...list);
  const large = await cells();
  expect(large).toHaveLength(list.length);
  await load(store, {
    "registers/firm.csv": ["code,name,county,designated", "A,甲厂,dongpo,1", "B,乙厂,彭山区,否"],
  });
  for (let i = 0; i < list.length; i += 100)
    await accept(`p${i}`, 5 + i, "2025-03-10", ...list.slice(i, i + 100));
  expect(await cells()).toEqual(large);
});
