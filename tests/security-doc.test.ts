/** docs/security.md answers every point of docs/security/points.csv once, and names tests that exist. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/security.md"), "utf8");

type Kind = "tested" | "untested" | "not yet" | "not ours";

interface Answer {
  readonly number: string;
  readonly kind: Kind;
  /** End of a path and title, as the page names them. */
  readonly tests: readonly (readonly [string, string])[];
}

const NAMED = /`([^`]+\.(?:test|spec)\.ts)` "([^"]+)"/gu;

const kindOf = (last: string): Kind => {
  if (last.startsWith("**not yet**: ")) return "not yet";
  if (last.startsWith("**not of this product**: ")) return "not ours";
  return last === "no test" ? "untested" : "tested";
};

const answers: readonly Answer[] = page
  .split("\n")
  .filter((line) => /^\| (?:V\d|8\.1\.)/u.test(line))
  .map((line) => {
    const [number = "", , , last = ""] = line.slice(2, -2).split(" | ");
    const tests = [...last.matchAll(NAMED)].map(([, path = "", title = ""]) => [path, title] as const);
    return { number, kind: kindOf(last), tests };
  });

const points: readonly string[] = readFileSync(join(root, "docs/security/points.csv"), "utf8")
  .split("\n")
  .slice(1)
  .filter((line) => line !== "")
  .map((line) => line.split(",")[0] ?? "");

const under = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /^(?:node_modules|dist)$/u.test(entry.name) ? [] : under(path);
    return /\.(?:test|spec)\.ts$/u.test(entry.name) ? [path] : [];
  });

const files = ["packages", "apps", "tests", "e2e"].flatMap(under);

describe("docs/security.md", () => {
  test("answers every point once, and no other", () => {
    expect(answers.map((a) => a.number).toSorted()).toEqual(points.toSorted());
    expect(new Set(points).size).toBe(points.length);
    // ASVS 5.0.0 has 253 requirements of levels 1 and 2
    expect(points.filter((p) => p.startsWith("V"))).toHaveLength(253);
  });

  test("names tests that exist", () => {
    const missing = answers.flatMap(({ number, tests, kind }) => {
      if (kind === "tested" && tests.length === 0) return [`${number}: no test is named`];
      return tests.flatMap(([path, title]) => {
        const found = files.filter((file) => `/${file}`.endsWith(`/${path}`));
        const [file] = found;
        if (file === undefined || found.length > 1)
          return [`${number}: ${found.length} files end in ${path}`];
        const source = readFileSync(join(root, file), "utf8");
        return [`"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted))
          ? []
          : [`${number}: ${path} has no "${title}"`];
      });
    });
    expect(missing).toEqual([]);
  });

  test("counts its answers rightly", () => {
    const line = (name: string, prefix: string): string => {
      const own = answers.filter((a) => a.number.startsWith(prefix));
      const kinds: readonly Kind[] = ["tested", "untested", "not yet", "not ours"];
      const counts = kinds.map((kind) => own.filter((a) => a.kind === kind).length);
      return `| ${[name, ...counts, own.length].join(" | ")} |`;
    };
    expect(page).toContain(line("等保 level 3", "8.1."));
    expect(page).toContain(line("ASVS levels 1 and 2", "V"));
  });
});
