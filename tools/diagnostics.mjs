// Writes docs/diagnostics.md from the built packages' catalogues: npm run build:node && node tools/diagnostics.mjs
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosticsPage } from "./lib/diagnostics-page.mjs";
import { root } from "./lib/run.mjs";

const catalogues = {
  "packages/formula": "formulaCatalogue",
  "packages/definitions": "definitionsCatalogue",
  "packages/store": "storeCatalogue",
  "packages/returns": "returnsCatalogue",
  "packages/intake": "intakeCatalogue",
  "packages/engine": "engineCatalogue",
  "apps/server": "serverCatalogue",
  "packages/work": "workCatalogue",
  "packages/report": "reportCatalogue",
  "packages/reader": "readerCatalogue",
};
const entries = [];
const chinese = {};
for (const [folder, name] of Object.entries(catalogues)) {
  const built = await import(join(root, folder, "dist", "index.js"));
  if (!Array.isArray(built[name])) throw new Error(`${folder} does not export ${name}: build it first`);
  entries.push(...built[name]);
  Object.assign(chinese, built[name.replace("Catalogue", "Chinese")]);
}
writeFileSync(join(root, "docs", "diagnostics.md"), diagnosticsPage(entries, chinese));
