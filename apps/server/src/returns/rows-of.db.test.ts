/** A return sent as csv and accepted: the figure moves, its trace leads to the file's cell, and a restart or a lost store changes nothing. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TraceNode } from "@lianzhang/contract";
import { parsePeriod } from "@lianzhang/kernel";
import type { Acting, Held, Viewer } from "@lianzhang/work";
import { dayNow, noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, expect, test } from "vitest";
import type { Product } from "../product.ts";
import { openProduct } from "../product.ts";
import { trace } from "../routes/trace.ts";

const MEISHAN = new URL("../../../../decisions/meishan-2023", import.meta.url).pathname;
const without = noServerFor(PLATFORM) !== null;
const FIRM = "91511402DEM000006C";
const folder = mkdtempSync(join(tmpdir(), "lianzhang-reading-"));
// under root the server runs as another user, who passes through
chmodSync(folder, 0o711);
const data = join(folder, "data");
mkdirSync(join(data, "registers"), { recursive: true });
writeFileSync(join(data, "folder.yaml"), "demo: true\n");
writeFileSync(
  join(data, "registers/enterprise.csv"),
  `code,name,county,designated_size,since,until\n${FIRM},演示·青衣碳材有限公司,511402,1,2023-01,\n`,
);
const store = join(folder, "store");
let product: Product | null = null;
const open = async (): Promise<Product> =>
  (product = await openProduct({ decision: MEISHAN, data: [data], store }));
afterAll(async () => {
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

const MAY = parsePeriod("2025-05") ?? { from: 0, to: 0 };
const YEAR = "2025-01..05";

const figure = async ({ context }: Product): Promise<bigint | null> => {
  const period = parsePeriod(YEAR) ?? MAY;
  const [found] = await context.figures({ period, known: null }, ["industrial_output"], [[]]);
  return found?.value ?? null;
};

/** Where the figures at the ends of a trace come from. */
const ends = (node: TraceNode): TraceNode["origins"] => [
  ...node.origins,
  ...node.children.flatMap((child) => ends(child)),
];

interface Somebody {
  readonly acting: Acting;
  readonly viewer: Viewer;
}
async function person({ side }: Product, name: string, held: Omit<Held, "leader">): Promise<Somebody> {
  const posts = [{ role: held.role, scope: held.scope }];
  const [made] = await side.people.console.makeDemoPeople(true, [
    { name: `演示·${name}`, signInName: `reading.${name}`, unit: null, posts },
  ]);
  const id = made?.id ?? "";
  return {
    acting: { user: id, onBehalfOf: null, unit: null, purpose: "报表" },
    viewer: { person: id, name, unit: null, posts: [{ ...held, leader: null }] },
  };
}

test.skipIf(without)(
  "from a csv to the figure and back to its cell",
  async () => {
    const first = await open();
    const { returns, clock, returnFacts } = first.side;
    const firm = await person(first, "firm", {
      role: "enterprise_user",
      scope: { kind: "enterprise", id: FIRM },
    });
    const bureau = await person(first, "bureau", { role: "section_head", scope: { kind: "city" } });
    expect(await figure(first)).toBeNull();
    const today = dayNow(clock);
    await returns.giveConsent(firm.acting, firm.viewer, {
      firm: FIRM,
      form: "output_copy",
      purposes: ["analysis"],
      since: today,
    });
    const begun = await returns.begin(firm.acting, firm.viewer, {
      form: "output_copy",
      period: MAY,
      sender: { kind: "enterprise", id: FIRM },
    });
    const csv = `2025年1-5月产销总值(演示数据),,\n统一社会信用代码,企业名称,工业总产值(万元)\n${FIRM},演示·青衣碳材有限公司,"1,234.5"\n`;
    let version = await returns.addFile(firm.acting, firm.viewer, {
      ...begun,
      name: "五月.csv",
      kind: "file",
      bytes: Buffer.from(csv),
    });
    const checked = { must: 0, unexplained: 0 };
    version = await returns.send(firm.acting, firm.viewer, { id: begun.id, version, checked });
    await returns.accept(bureau.acting, bureau.viewer, { id: begun.id, version, checked, day: today });
    expect(await returnFacts?.refresh()).toBe(true);
    // 1 234.5 万元 in 分
    expect(await figure(first)).toBe(1_234_500_000n);
    const { trace: root, agrees } = await trace(first.context, {
      indicator: "industrial_output",
      period: YEAR,
    });
    expect(agrees).toBe(true);
    const cell = { file: "五月.csv", sheet: null, row: 3, column: "C", head: "工业总产值(万元)" };
    expect(ends(root)).toEqual([expect.objectContaining(cell)]);
    await first.close();

    const again = await open();
    expect(await figure(again)).toBe(1_234_500_000n);
    const facts = join(again.folder, "facts.duckdb");
    await again.close();

    for (const file of [facts, `${facts}.wal`]) rmSync(file, { force: true });
    const anew = await open();
    expect(await figure(anew)).toBe(1_234_500_000n);
    const { trace: same } = await trace(anew.context, { indicator: "industrial_output", period: YEAR });
    expect(ends(same)).toEqual(ends(root));
  },
  180_000,
);
