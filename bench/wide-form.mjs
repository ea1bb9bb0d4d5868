// A decision with one wide form, its register and its returns: made up for benchmarks of importing.
import { cpSync, createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { loadDecision } from "@lianzhang/definitions";

const SAMPLE = fileURLToPath(new URL("../decisions/sample", import.meta.url));
export const FIELDS = 58;
const label = (i) => `指标${String.fromCodePoint(0x7532 + i)}`;

/** The sample city with a monthly form of 58 items, each with a check against its neighbour now and then. */
export async function wideModel() {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-wide-"));
  cpSync(SAMPLE, folder, { recursive: true });
  const field = (_, i) =>
    `      item_${i}: { label: { zh: ${label(i)}, en: Item ${i} }, unit: 千元, as: flow, price: current${i < 4 ? ", required: true" : ""} }`;
  const fields = Array.from({ length: FIELDS }, field).join("\n");
  writeFileSync(
    join(folder, "wide.yaml"),
    `forms:\n  wide:\n    label: { zh: 宽表, en: Wide }\n    subject: enterprise\n    input: records\n    holder: tax_office\n    basis: 演示\n    uses: [analysis]\n    every: month\n    restates: rows\n    fields:\n${fields}\n    checks:\n      - must: item_1 <= item_0\n        say: { zh: 其中项不大于总计, en: A part is at most the whole }\n`,
  );
  const { model, diagnostics } = await loadDecision(folder);
  rmSync(folder, { recursive: true });
  if (model === null)
    throw new Error(
      JSON.stringify(
        diagnostics.filter((d) => d.severity === "error"),
        null,
        1,
      ),
    );
  return model;
}

export const code = (n) => `F${String(n).padStart(6, "0")}`;
const MONTHS = 12;
export const HEAD = ["code", "报告期", ...Array.from({ length: FIELDS }, (_, i) => `${label(i)}(千元)`)];

/** Row `r`: twelve months of a firm, one after the other; some cells are blank, one row in a thousand has a part above its whole. */
export function rowOf(r) {
  const money = Array.from({ length: FIELDS }, (_, c) =>
    c > 3 && (r + c) % 17 === 0 ? "" : String((((r * 7919 + c * 104729) % 1e7) + (c === 0 ? 1e7 : 0)) / 100),
  );
  if (r % 1000 === 999) money[1] = "999999999";
  return [code(Math.floor(r / MONTHS)), `2024-${String((r % MONTHS) + 1).padStart(2, "0")}`, ...money];
}

export async function writeCsv(file, rows) {
  const out = createWriteStream(file);
  out.write(`${HEAD.join(",")}\n`);
  for (let r = 0; r < rows; r += 500) {
    const lines = Array.from({ length: Math.min(500, rows - r) }, (_, i) => rowOf(r + i).join(","));
    if (!out.write(`${lines.join("\n")}\n`)) await new Promise((done) => out.once("drain", done));
  }
  out.end();
  await finished(out);
}

/** A data folder whose register has the firms of so many rows. */
export function registerCsv(rows) {
  const firms = Math.ceil(rows / MONTHS);
  const lines = Array.from({ length: firms }, (_, n) => `${code(n)},演示${n}厂,东区,是,2020-01,`);
  return `code,企业名称,所在县区,规模以上,since,until\n${lines.join("\n")}\n`;
}
