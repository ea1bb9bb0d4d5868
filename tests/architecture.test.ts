/**
 * The import table is law: package.json, TypeScript references, lint rules and ARCHITECTURE.md say the same,
 * and a planted violation of each rule is really reported (two of the tools tried for this passed green
 * while checking nothing).
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  isOurs,
  overrides,
  rootTsconfig,
  table,
  tsconfig,
  withTable,
  type LintOverride,
} from "../tools/fence.mjs";
import { projects } from "../tools/test-projects.ts";
import { filesUnder, root } from "./support/files.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const folders = Object.keys(table);

interface PackageFile {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const packageFile = (folder: string): PackageFile =>
  JSON.parse(read(`${folder}/package.json`)) as PackageFile;

describe("the import table and its copies", () => {
  test("every folder of packages/ and apps/ is in the table", () => {
    const found = filesUnder("packages", "apps")
      .filter((file) => /^[^/]+\/[^/]+\/package\.json$/.test(file))
      .map((file) => dirname(file));
    expect(found.toSorted()).toEqual(folders.toSorted());
  });

  test.each(folders)("%s: package.json depends on the table's packages and no others", (folder) => {
    const dependencies = Object.keys(packageFile(folder).dependencies ?? {});
    const workspace = dependencies.filter((name) => name.startsWith("@lianzhang/"));
    const allowed = (table[folder]?.imports ?? []).map((name) => `@lianzhang/${name}`);
    expect(workspace.toSorted()).toEqual(allowed.toSorted());
  });

  test.each(folders.filter((f) => f !== "apps/web"))(
    "%s: TypeScript references are the table's",
    (folder) => {
      expect(read(`${folder}/tsconfig.json`), "run `node tools/fence.mjs`").toBe(tsconfig(folder));
    },
  );

  test("the root tsconfig builds every package", () => {
    expect(read("tsconfig.json"), "run `node tools/fence.mjs`").toBe(rootTsconfig());
  });

  test("the lint rules are the table's", () => {
    const lint = JSON.parse(read(".oxlintrc.json")) as { overrides: LintOverride[] };
    expect(lint.overrides.filter(isOurs), "run `node tools/fence.mjs`").toEqual(overrides());
  });

  test("ARCHITECTURE.md prints the table", () => {
    const text = read("ARCHITECTURE.md");
    expect(text, "run `node tools/fence.mjs`").toBe(withTable(text));
  });

  test("the table has no way back: a package imports only what stands above it", () => {
    for (const [i, folder] of folders.entries()) {
      const above = folders.slice(0, i).map((f) => f.split("/")[1]);
      for (const name of table[folder]?.imports ?? []) expect(above).toContain(name);
    }
  });
});

describe("one door a package", () => {
  test.each(folders.filter((f) => f !== "apps/web"))("%s exports only its index", (folder) => {
    const { exports } = packageFile(folder);
    expect(Object.keys(exports ?? {})).toEqual(["."]);
  });

  test("Node refuses a deep import", () => {
    const require = createRequire(join(root, "packages/formula/package.json"));
    for (const path of ["src/number.ts", "dist/number.js"])
      expect(() => require.resolve(`@lianzhang/kernel/${path}`)).toThrow(/is not defined by "exports"/);
  });

  test("no relative import leaves its package", () => {
    const leaving: string[] = [];
    for (const folder of folders)
      for (const file of filesUnder(`${folder}/src`))
        for (const [, target] of read(file).matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
          const to = relative(join(root, folder, "src"), resolve(root, dirname(file), target ?? ""));
          if (to.startsWith("..")) leaving.push(`${file}: ${target}`);
        }
    expect(leaving).toEqual([]);
  });
});

interface Planted {
  readonly title: string;
  readonly file: string;
  readonly source: string;
  readonly code: string;
  readonly says?: string;
}

const planted: readonly Planted[] = [
  {
    title: "a package outside the table, by name",
    file: "packages/engine/src/a.ts",
    source: 'import { openStore } from "@lianzhang/store";\nexport const a: unknown = openStore;\n',
    code: "no-restricted-imports",
    says: "engine may import kernel, formula, definitions only",
  },
  {
    title: "a type of a package outside the table",
    file: "packages/formula/src/a.ts",
    source: 'import type { Model } from "@lianzhang/definitions";\nexport const a: Model | null = null;\n',
    code: "no-restricted-imports",
    says: "formula may import kernel only",
  },
  {
    title: "the kernel importing anything",
    file: "packages/kernel/src/a.ts",
    source: 'import { parseFormula } from "@lianzhang/formula";\nexport const a: unknown = parseFormula;\n',
    code: "no-restricted-imports",
    says: "kernel may import nothing only",
  },
  {
    title: "the page importing the store",
    file: "apps/web/src/pages/a.tsx",
    source: 'import { openStore } from "@lianzhang/store";\nexport const a: unknown = openStore;\n',
    code: "no-restricted-imports",
    says: "web may import kernel, formula, intake, contract only",
  },
  {
    title: "a deep relative import of another package",
    file: "packages/engine/src/sql/a.ts",
    source:
      'import { openStore } from "../../../store/src/index.ts";\nexport const a: unknown = openStore;\n',
    code: "no-restricted-imports",
    says: "Import the package by name",
  },
  {
    title: "a deep relative import by way of packages/",
    file: "apps/server/src/a.ts",
    source: 'import { unit } from "../../../packages/kernel/src/unit.ts";\nexport const a: unknown = unit;\n',
    code: "no-restricted-imports",
    says: "Import the package by name",
  },
  {
    title: "a deep import by name",
    file: "packages/formula/src/b.ts",
    source: 'import { unit } from "@lianzhang/kernel/src/unit.ts";\nexport const a: unknown = unit;\n',
    code: "no-restricted-imports",
    says: "one door",
  },
  {
    title: "DuckDB outside packages/store",
    file: "packages/returns/src/a.ts",
    source: 'import { DuckDBInstance } from "@duckdb/node-api";\nexport const a: unknown = DuckDBInstance;\n',
    code: "no-restricted-imports",
    says: "Only packages/store talks to DuckDB",
  },
  {
    title: "DuckDB in a test of the server",
    file: "apps/server/src/a.test.ts",
    source: 'import { DuckDBInstance } from "@duckdb/node-api";\nexport const a: unknown = DuckDBInstance;\n',
    code: "no-restricted-imports",
    says: "Only packages/store talks to DuckDB",
  },
  {
    title: "a Node module in a pure package",
    file: "packages/engine/src/b.ts",
    source: 'import { readFileSync } from "node:fs";\nexport const a: unknown = readFileSync;\n',
    code: "no-restricted-imports",
    says: "engine is pure",
  },
  {
    title: "a random number without a seed",
    file: "packages/demo/src/a.ts",
    source: "export const a: number = Math.random();\n",
    code: "no-restricted-properties",
    says: "Pass a seeded generator",
  },
  {
    title: "the time of day inside the code",
    file: "packages/engine/src/c.ts",
    source: "export const a: number = Date.now();\n",
    code: "no-restricted-properties",
    says: "Pass the clock in",
  },
  {
    title: "a cycle of imports",
    file: "packages/kernel/src/c1.ts",
    source: 'import { b } from "./c2.ts";\nexport const a = (): unknown => b;\n',
    code: "no-cycle",
  },
  {
    title: "any",
    file: "packages/kernel/src/d.ts",
    source: "export const a = (x: any): unknown => x;\n",
    code: "no-explicit-any",
  },
  {
    title: "a promise nobody waits for",
    file: "packages/store/src/a.ts",
    source: "const go = async (): Promise<void> => {};\nexport const a = (): void => {\n  go();\n};\n",
    code: "no-floating-promises",
  },
  {
    title: "a switch that forgets a case",
    file: "packages/kernel/src/e.ts",
    source:
      'export function a(kind: "exact" | "ratio"): number {\n  switch (kind) {\n    case "exact":\n      return 1;\n  }\n  return 0;\n}\n',
    code: "switch-exhaustiveness-check",
  },
  {
    title: "a hook under a condition",
    file: "apps/web/src/pages/b.tsx",
    source:
      'import { useState } from "react";\nexport function Page({ on }: { on: boolean }): unknown {\n  if (on) return useState(0)[0];\n  return null;\n}\n',
    code: "rules-of-hooks",
  },
  {
    title: "a picture without text",
    file: "apps/web/src/pages/c.tsx",
    source: 'export const Picture = (): unknown => <img src="a.png" />;\n',
    code: "alt-text",
  },
];

interface LintReport {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly message: string;
    readonly help?: string;
    readonly filename: string;
  }[];
}

describe("the linter sees every planted violation", () => {
  let folder = "";
  let report: LintReport = { diagnostics: [] };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "fence-"));
    for (const file of [".oxlintrc.json", "tsconfig.base.json", "tsconfig.json", "package.json"])
      cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const { file, source } of planted) plant(file, source);
    plant("packages/kernel/src/c2.ts", 'import { a } from "./c1.ts";\nexport const b = (): unknown => a;\n');
    plant(
      "packages/engine/src/right.ts",
      'import { unit } from "@lianzhang/kernel";\nexport const a: unknown = unit;\n',
    );
    const run = spawnSync(
      process.execPath,
      [join(root, "node_modules/oxlint/bin/oxlint"), "--type-aware", "--format", "json", "packages", "apps"],
      { cwd: folder, encoding: "utf8" },
    );
    report = JSON.parse(run.stdout) as LintReport;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function plant(file: string, source: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source);
    const [kind, name] = file.split("/");
    cpSync(
      join(root, kind ?? "", name ?? "", "tsconfig.json"),
      join(folder, kind ?? "", name ?? "", "tsconfig.json"),
    );
  }

  test.each(planted)("$title", ({ file, code, says }) => {
    const found = report.diagnostics.filter((d) => d.filename === file && d.code.includes(code));
    expect(found.length, `${file} should be reported by ${code}`).toBeGreaterThan(0);
    if (says) expect(found.map((d) => `${d.message} ${d.help ?? ""}`).join("\n")).toContain(says);
  });

  test("and leaves a lawful import alone", () => {
    expect(report.diagnostics.filter((d) => d.filename === "packages/engine/src/right.ts")).toEqual([]);
  });
});

describe("what the linter cannot see", () => {
  const pure = folders.filter((f) => table[f]?.node === false && f !== "apps/web");
  test("no pure package reads the clock, the environment or the console", () => {
    const found: string[] = [];
    for (const folder of pure)
      for (const file of filesUnder(`${folder}/src`)) {
        if (file.endsWith(".test.ts")) continue;
        const hit = /new Date\(\)|performance\.now|process\.env|console\.|setTimeout\(/.exec(read(file));
        if (hit) found.push(`${file}: ${hit[0]}`);
      }
    expect(found).toEqual([]);
  });

  test("nothing is switched off without a reason on the line", () => {
    const found: string[] = [];
    for (const file of filesUnder("packages", "apps", "tests", "e2e", "tools")) {
      if (!/\.(?:tsx?|mjs)$/.test(file) || file.includes("architecture.test")) continue;
      for (const line of read(file).split("\n"))
        if (
          /(?:oxlint|eslint)-disable|@ts-(?:ignore|expect-error|nocheck)/.test(line) &&
          !/ -- \S|expect-error \S/.test(line)
        )
          found.push(`${file}: ${line.trim()}`);
    }
    expect(found).toEqual([]);
  });
});

describe("no test can fall out of the run", () => {
  test("every test file is in exactly one project", () => {
    const list = spawnSync(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), "list", "--filesOnly", "--json"],
      { cwd: root, encoding: "utf8" },
    );
    const listed = JSON.parse(list.stdout) as { file: string; projectName: string }[];
    const homes = new Map<string, { projectName: string }[]>();
    for (const entry of listed) {
      const file = relative(root, entry.file);
      homes.set(file, [...(homes.get(file) ?? []), entry]);
    }
    const files = filesUnder("packages", "apps", "tests", "bench", "tools", "e2e").filter((file) =>
      /\.test\.[a-z]+$/.test(file),
    );
    const wrong = files
      .map((file) => ({ file, projects: (homes.get(file) ?? []).map((home) => home.projectName) }))
      .filter((entry) => entry.projects.length !== 1);
    expect(wrong, "see tools/test-projects.ts").toEqual([]);
    expect(files.length).toBe(listed.length);
    for (const { projectName } of listed) expect(projects.map((p) => p.name)).toContain(projectName);
  });
});
