// Files of clerks as sheets: xlsx of 3,000 x 60 and 100,000 x 40 and a csv, each read in a process of its own, every
// cell looked at once; then hucre's own reader on the same workbooks. CSV_ROWS=480000 asks for the csv of a whole city.
// SIZES=3000x60,100000x40 changes the workbooks.
import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { LIMITS, readSheets } from "@lianzhang/intake";
import { Zip, ZipDeflate } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { against, machine, median, peakMemory, since, spread } from "./machine.mjs";

const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const letters = (n) =>
  (n > 26 ? letters(Math.floor((n - 1) / 26)) : "") + String.fromCharCode(65 + ((n - 1) % 26));

/** A code, a name, a day, a share, then money of two decimals: a table as bureaus send them, texts in the shared table. */
function cell(r, c, ref) {
  if (c === 1) return `<c r="${ref}" t="s"><v>${2 * (r - 2)}</v></c>`;
  if (c === 2) return `<c r="${ref}" t="s"><v>${2 * (r - 2) + 1}</v></c>`;
  if (c === 3) return `<c r="${ref}" s="1"><v>${45000 + (r % 700)}</v></c>`;
  if (c === 4) return `<c r="${ref}" s="2"><v>${(r % 1000) / 1000}</v></c>`;
  return `<c r="${ref}" s="3"><v>${((r * 7919 + c * 104729) % 1e9) / 100}</v></c>`;
}

async function writeBook(file, rows, columns) {
  const out = createWriteStream(file);
  const zip = new Zip((error, chunk, last) => {
    if (error) throw error;
    out.write(chunk);
    if (last) out.end();
  });
  const part = (name) => {
    const entry = new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    return (text, last) => entry.push(new TextEncoder().encode(text), last ?? false);
  };
  part("[Content_Types].xml")("<Types/>", true);
  part("_rels/.rels")(
    `<Relationships><Relationship Id="a" Type="${R}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    true,
  );
  part("xl/workbook.xml")(
    `<workbook xmlns:r="${R}"><sheets><sheet name="报表" sheetId="1" r:id="a"/></sheets></workbook>`,
    true,
  );
  part("xl/_rels/workbook.xml.rels")(
    `<Relationships><Relationship Id="a" Type="${R}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="${R}/styles" Target="styles.xml"/><Relationship Id="c" Type="${R}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    true,
  );
  part("xl/styles.xml")(
    '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="4"/></cellXfs></styleSheet>',
    true,
  );
  const texts = part("xl/sharedStrings.xml");
  texts("<sst>");
  for (let r = 2; r <= rows + 1; r++)
    texts(`<si><t>9151${String(r).padStart(13, "0")}X</t></si><si><t>眉山市第${r}机械制造有限公司</t></si>`);
  texts("</sst>", true);
  const sheet = part("xl/worksheets/sheet1.xml");
  sheet("<worksheet><sheetData>");
  const names = Array.from({ length: columns }, (_, i) => letters(i + 1));
  sheet(`<row r="1">${names.map((l) => `<c r="${l}1" t="str"><v>指标${l}</v></c>`).join("")}</row>`);
  for (let r = 2; r <= rows + 1; r++)
    sheet(`<row r="${r}">${names.map((l, i) => cell(r, i + 1, `${l}${r}`)).join("")}</row>`);
  sheet("</sheetData></worksheet>", true);
  zip.end();
  await finished(out);
}

async function writeCsv(file, rows, columns) {
  const out = createWriteStream(file);
  for (let r = 0; r < rows; r++) {
    const money = Array.from({ length: columns - 2 }, (_, c) => ((r * 7919 + c * 104729) % 1e9) / 100);
    const line = `9151${String(r).padStart(13, "0")}X,眉山市第${r}机械制造有限公司,${money.join(",")}\n`;
    if (!out.write(line)) await new Promise((done) => out.once("drain", done));
  }
  out.end();
  await finished(out);
}

/** In the child: reads and looks at every cell. */
async function measure(file, by) {
  const bytes = readFileSync(file);
  const started = process.hrtime.bigint();
  let [cells, characters, findings] = [0, 0, 0];
  let read;
  if (by === "intake") {
    const result = await readSheets(file, bytes, { ...LIMITS, fileBytes: 4e9, cells: 1e9 });
    read = since(started);
    findings = result.findings.length;
    for (const sheet of result.sheets)
      for (const row of sheet.rows)
        for (const { text } of row) {
          cells++;
          characters += text.length;
        }
  } else {
    const book = await readXlsx(bytes, { readStyles: true });
    read = since(started);
    for (const sheet of book.sheets)
      for (const row of sheet.rows)
        for (const value of row) {
          cells++;
          characters += String(value).length;
        }
  }
  console.log(JSON.stringify({ read, all: since(started), peak: peakMemory(), cells, characters, findings }));
}

function runs(file, by, times) {
  return Array.from({ length: times }, () => {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "measure", file, by], {
      encoding: "utf8",
      maxBuffer: 1e7,
    });
    if (child.status !== 0) return null;
    return JSON.parse(child.stdout);
  });
}

function tell(name, list) {
  const done = list.filter((r) => r !== null);
  if (done.length === 0) {
    console.log(`  ${name}: did not finish (out of memory)`);
    return null;
  }
  const peak = median(done.map((r) => r.peak));
  console.log(
    `  ${name}: read ${spread(done.map((r) => r.read))}, with a look at every cell ${spread(done.map((r) => r.all))}, peak ${peak.toFixed(0)} MB, ${done[0].cells} cells, ${done[0].findings} findings`,
  );
  return { read: median(done.map((r) => r.read)), all: median(done.map((r) => r.all)), peak };
}

async function main() {
  console.log(machine());
  const work = mkdtempSync(join(tmpdir(), "intake-bench-"));
  try {
    for (const size of (process.env.SIZES ?? "3000x60,100000x40").split(",")) {
      const [rows, columns] = size.split("x").map(Number);
      const file = join(work, `${size}.xlsx`);
      await writeBook(file, rows, columns);
      console.log(` xlsx ${rows} x ${columns}, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
      const ours = tell("intake", runs(file, "intake", rows > 20_000 ? 2 : 5));
      tell("hucre readXlsx with styles", runs(file, "hucre", rows > 20_000 ? 1 : 5));
      if (ours && size === "3000x60") against("3,000 x 60 read", ours.read / 1000, 1, "s");
      if (ours && size === "100000x40") {
        against("100,000 x 40 read and looked at", ours.all / 1000, 12, "s");
        against("100,000 x 40 peak", ours.peak, 300, "MB");
      }
    }
    const rows = Number(process.env.CSV_ROWS ?? 48_000);
    const file = join(work, "city.csv");
    await writeCsv(file, rows, 60);
    console.log(` csv ${rows} x 60, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
    tell("intake", runs(file, "intake", 1));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[2] === "measure") await measure(process.argv[3], process.argv[4]);
else await main();
