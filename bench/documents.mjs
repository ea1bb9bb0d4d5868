// Looks at the documents of a decision folder as LibreOffice draws them: each template filled with made-up data, as PDF and
// PNG, the pages counted; then saved by LibreOffice as docx and refreshed, to see that figures are found again.
// Usage: npm run build:node && node bench/documents.mjs [OUT] [FOLDER]; needs soffice, and pdftoppm for pictures.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { fillTemplate, refreshDocument, DOCUMENT_KINDS, SAMPLE_DATA } from "@lianzhang/report";

const [out = mkdtempSync(join(tmpdir(), "documents-")), folder = "decisions/meishan-2023"] =
  process.argv.slice(2);
const has = (program) => spawnSync(program, ["--version"]).error === undefined;
if (!has("soffice")) {
  console.error("soffice is not installed: nothing was looked at (apt-get install libreoffice-writer)");
  process.exit(3);
}
mkdirSync(out, { recursive: true });
const convert = (to, path, target) =>
  spawnSync("soffice", ["--headless", "--convert-to", to, "--outdir", target, path], { encoding: "utf8" });

let wrong = 0;
const tell = (ok, text) => {
  if (!ok) wrong++;
  console.log(`${ok ? "ok   " : "WRONG"} ${text}`);
};
for (const kind of DOCUMENT_KINDS) {
  const data = SAMPLE_DATA.get(kind.id);
  const filled = fillTemplate(kind.template, readFileSync(join(folder, "templates", kind.template)), data);
  if (!filled.ok) {
    tell(false, `${kind.id}: ${filled.findings.map((f) => f.zh?.message).join("; ")}`);
    continue;
  }
  const path = join(out, kind.template);
  writeFileSync(path, filled.docx);
  convert("pdf", path, out);
  const pdf = path.replace(/docx$/, "pdf");
  if (has("pdftoppm")) spawnSync("pdftoppm", ["-r", "60", "-png", pdf, pdf.replace(/\.pdf$/, "")]);
  const pages = [...readFileSync(pdf, "latin1").matchAll(/\/Type\s*\/Page\b/g)].length;
  tell(!kind.onePage || pages === 1, `${kind.id}: ${pages} page(s)${kind.onePage ? ", must be one" : ""}`);
  const saved = join(out, "saved");
  convert("docx", path, saved);
  const back = refreshDocument(kind.template, readFileSync(join(saved, kind.template)), data);
  const traces = back.ok ? back.traces.length : 0;
  tell(
    back.ok && traces === filled.traces.length && back.kept.length === 0 && back.gone.length === 0,
    `${kind.id}: ${traces} of ${filled.traces.length} traces found after saving; ${back.ok ? `${back.changed.length} changed, ${back.kept.length} kept, ${back.gone.length} gone, ${back.added.length} added` : "refused"}`,
  );
}

// A person opened the analysis in LibreOffice, put words into a sentence and a line below, and saved; then figures moved.
const analysis = DOCUMENT_KINDS[0];
const before = unzipSync(readFileSync(join(out, "saved", analysis.template)));
const typed = strFromU8(before["word/document.xml"])
  .replace("同比增长", "同比实现增长")
  .replace("</w:p>", "<w:r><w:t>(人工补充)</w:t></w:r></w:p>");
const edited = zipSync({ ...before, "word/document.xml": strToU8(typed) });
const data = structuredClone(SAMPLE_DATA.get(analysis.id));
data.lists["产业情况"].rows[0].figures["产值"].value = "400.1";
const at = performance.now();
const moved = refreshDocument(analysis.template, edited, data);
const took = Math.round(performance.now() - at);
const text = moved.ok ? strFromU8(unzipSync(moved.docx)["word/document.xml"]) : "";
tell(
  moved.ok && moved.changed.length === 1 && moved.kept.length === 1 && moved.gone.length === 0,
  `an edited analysis: ${JSON.stringify(moved.ok ? [moved.changed, moved.kept.map((k) => k.name)] : moved)}, ${took} ms`,
);
tell(
  text.includes("同比实现增长") && text.includes("(人工补充)") && text.includes("400.1"),
  "words stay, the figure moves",
);
if (moved.ok) {
  writeFileSync(join(out, "refreshed.docx"), moved.docx);
  convert("pdf", join(out, "refreshed.docx"), out);
  if (has("pdftoppm"))
    spawnSync("pdftoppm", ["-r", "60", "-png", join(out, "refreshed.pdf"), join(out, "refreshed")]);
}
console.log(`${out}: ${readdirSync(out).length} files; look at every page`);
process.exitCode = wrong === 0 ? 0 : 1;
