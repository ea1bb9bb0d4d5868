// Writes the base templates of documents into a decision folder, once: from then on the files are edited in Word or WPS and
// are the truth. A file that was edited is never written over.
// Usage: node tools/templates.mjs [--check] [FOLDER], default decisions/meishan-2023
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Packer } from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { LINE } from "./lib/templates/page.mjs";
import { monthlyAnalysis, specialReport } from "./lib/templates/reports.mjs";
import { chainBrief, fundingTable, perMu, supervisionNotice } from "./lib/templates/sheets.mjs";

const MADE = {
  "monthly-analysis.docx": monthlyAnalysis,
  "chain-brief.docx": chainBrief,
  "special-report.docx": specialReport,
  "supervision-notice.docx": supervisionNotice,
  "per-mu.docx": perMu,
  "funding-table.docx": fundingTable,
};
const SEAL = "docProps/custom.xml";
const DAY = "2025-01-01T00:00:00Z";

/** Over all parts but the one that holds the digest. */
function digest(parts) {
  const hash = createHash("sha256");
  for (const name of Object.keys(parts).toSorted())
    if (name !== SEAL) hash.update(name).update("\0").update(parts[name]).update("\0");
  return hash.digest("hex");
}

/** Lines that are closer than the page's 22 are not pulled onto its grid; the library cannot say so of a paragraph. */
const offGrid = (xml) =>
  xml.replace(/<w:spacing [^>]*w:line="(\d+)"[^>]*\/>/g, (spacing, line) =>
    Number(line) < LINE ? `<w:snapToGrid w:val="false"/>${spacing}` : spacing,
  );

/** The file, the same bytes every time, with the digest of its own parts. */
async function sealed(document) {
  const parts = unzipSync(new Uint8Array(await Packer.toBuffer(document)));
  const core = strFromU8(parts["docProps/core.xml"]).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, DAY);
  parts["docProps/core.xml"] = strToU8(core);
  parts["word/document.xml"] = strToU8(offGrid(strFromU8(parts["word/document.xml"])));
  parts[SEAL] = strToU8(strFromU8(parts[SEAL]).replace("0".repeat(64), digest(parts)));
  return zipSync(parts, { mtime: new Date(1980, 0, 1) });
}

/** Whether a file is still what this tool wrote. */
export function untouched(bytes) {
  const parts = unzipSync(bytes);
  const seal = parts[SEAL] === undefined ? "" : strFromU8(parts[SEAL]);
  return seal.includes(digest(parts));
}

const check = process.argv.includes("--check");
const folder = process.argv.slice(2).find((arg) => !arg.startsWith("--")) ?? "decisions/meishan-2023";
const target = join(folder, "templates");
if (!check) mkdirSync(target, { recursive: true });
for (const [name, make] of Object.entries(MADE)) {
  const path = join(target, name);
  const there = existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
  const edited = there !== null && !untouched(there);
  if (check || edited) {
    console.log(
      `${path}: ${there === null ? "missing" : edited ? "edited, left alone" : "as this tool wrote it"}`,
    );
    continue;
  }
  const bytes = await sealed(make());
  if (there !== null && Buffer.from(there).equals(Buffer.from(bytes))) console.log(`${path}: the same`);
  else {
    writeFileSync(path, bytes);
    console.log(`${path}: written`);
  }
}
