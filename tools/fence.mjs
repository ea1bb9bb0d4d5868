// The import table: the one place that says which package may import which. `node tools/fence.mjs` writes
// the TypeScript references and the lint rules from it; tests/architecture.test.ts checks they agree.
import { readFileSync, writeFileSync } from "node:fs";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** folder -> { imports: workspace packages it may import, node: whether it may touch Node's own modules } */
export const table = {
  "packages/kernel": { imports: [], node: false },
  "packages/formula": { imports: ["kernel"], node: false },
  "packages/definitions": { imports: ["kernel", "formula"], node: true },
  "packages/store": { imports: ["kernel"], node: true },
  "packages/returns": { imports: ["kernel", "formula", "definitions"], node: true },
  "packages/engine": { imports: ["kernel", "formula", "definitions"], node: false },
  "packages/contract": { imports: ["kernel"], node: false },
  "packages/demo": { imports: ["kernel", "definitions"], node: true },
  "apps/server": { imports: ["kernel", "formula", "definitions", "store", "returns", "engine", "contract", "demo"], node: true },
  "apps/cli": { imports: ["kernel", "formula", "definitions", "store", "returns", "engine", "contract", "demo", "server"], node: true },
  "apps/web": { imports: ["kernel", "formula", "contract"], node: false },
};

const folderOf = Object.fromEntries(Object.keys(table).map((f) => [f.split("/")[1], f]));
const json = (value) => JSON.stringify(value, null, 2) + "\n";

/** The tsconfig of one package, as text. */
export function tsconfig(folder) {
  const entry = table[folder];
  if (folder === "apps/web") return null;
  return json({
    extends: "../../tsconfig.base.json",
    compilerOptions: { rootDir: "src", outDir: "dist", tsBuildInfoFile: "dist/.tsbuildinfo", types: entry.node ? ["node"] : [] },
    include: ["src"],
    exclude: ["src/**/*.test.ts"],
    references: entry.imports.map((name) => ({ path: `../../${folderOf[name]}` })),
  });
}

/** The lint overrides that enforce the table. */
export function overrides() {
  return Object.entries(table).map(([folder, entry]) => {
    const name = folder.split("/")[1];
    const patterns = [
      {
        group: ["@lianzhang/*", ...entry.imports.map((i) => `!@lianzhang/${i}`)],
        message: `${name} may import ${entry.imports.join(", ") || "nothing"} only (ARCHITECTURE.md, import table).`,
      },
      { regex: "^(\\.\\./){2,}(packages|apps|kernel|formula|definitions|store|returns|engine|contract|demo|server|cli|web)/", message: "Import the package by name." },
    ];
    if (folder !== "packages/store") patterns.push({ group: ["@duckdb/*"], message: "Only packages/store talks to DuckDB; use the SqlRunner port." });
    if (!entry.node) patterns.push({ group: ["node:*"], message: `${name} is pure: no Node modules here.` });
    return { files: [`${folder}/src/**`], rules: { "no-restricted-imports": ["error", { patterns }] } };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const folder of Object.keys(table)) {
    const text = tsconfig(folder);
    if (text) writeFileSync(join(root, folder, "tsconfig.json"), text);
  }
  writeFileSync(join(root, "tsconfig.json"), json({ files: [], references: Object.keys(table).filter((f) => f !== "apps/web").map((path) => ({ path })) }));
  const lintFile = join(root, ".oxlintrc.json");
  const lint = JSON.parse(readFileSync(lintFile, "utf8"));
  const ours = (o) => o.files.length === 1 && o.files[0].endsWith("/src/**") && o.files[0].slice(0, -7) in table;
  lint.overrides = [...(lint.overrides ?? []).filter((o) => !ours(o)), ...overrides()];
  writeFileSync(lintFile, json(lint));
}
