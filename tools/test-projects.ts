/** The kinds of tests. tests/architecture.test.ts checks that every test file is in exactly one of them. */
export interface TestProject {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly testTimeout?: number;
  readonly globalSetup?: string;
}

const database = ["**/*.db.test.ts"];
const people = ["packages/work/src/**/*.db.test.ts"];

export const projects: readonly TestProject[] = [
  // Pure functions, no input or output but their own fixtures.
  {
    name: "unit",
    include: ["packages/*/src/**/*.test.ts", "apps/{cli,server}/src/**/*.test.ts"],
    exclude: database,
    // properties over many cases, on machines that do other things as well
    testTimeout: 60_000,
  },
  // A real DuckDB in memory, one a file; two files run at a time.
  {
    name: "db",
    include: ["{packages,apps}/*/src/**/*.db.test.ts", "tests/**/*.db.test.ts"],
    exclude: people,
    testTimeout: 60_000,
    globalSetup: "tests/support/prepared-setup.ts",
  },
  // The people's half: one PostgreSQL for all files, a database each.
  {
    name: "postgres",
    include: people,
    exclude: [],
    testTimeout: 60_000,
    globalSetup: "packages/work/src/testing/postgres.ts",
  },
  // The repository itself: fence, documents, decision folders.
  { name: "content", include: ["tests/*.test.ts"], exclude: database, testTimeout: 60_000 },
  // Programs of the formula language with their expected answers.
  { name: "lang", include: ["tests/lang/**/*.test.ts"], exclude: database },
  // The page's pure parts: state, layout, text.
  { name: "web", include: ["apps/web/src/**/*.test.{ts,tsx}"], exclude: database },
];
