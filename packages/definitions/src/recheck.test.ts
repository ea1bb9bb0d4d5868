/** A change of one formula gives what a load of the whole folder gives. */
import { mkdtemp, readFile, rm, writeFile, cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDecision } from "./load.ts";
import type { Model } from "./model.ts";
import { Recheck } from "./recheck.ts";

const sample = join(import.meta.dirname, "..", "..", "..", "decisions", "sample");
let model: Model;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lianzhang-recheck-"));
  await cp(sample, folder, { recursive: true });
  await writeFile(
    join(folder, "more.yaml"),
    `indicators:
  first: { label: { zh: 甲指标, en: First }, unit: "%", formula: "growth(sum(gross_output))", by: [] }
  second: { label: { zh: 乙指标, en: Second }, unit: "百分点", formula: "change(third)", by: [] }
  third: { label: { zh: 丙指标, en: Third }, unit: "%", formula: "first", by: [] }
`,
  );
  const loaded = await loadDecision(folder);
  if (!loaded.model) throw new Error(JSON.stringify(loaded.diagnostics));
  model = loaded.model;
});
afterAll(() => rm(folder, { recursive: true }));

describe("one changed formula", () => {
  it("is checked with everything made of it, as a load of the folder would", async () => {
    const {
      model: changed,
      affected,
      problems,
    } = new Recheck(model).change("first", "growth(sum(gross_output), basis: stored)");
    expect(problems).toEqual([]);
    expect([...affected].sort()).toEqual(["first", "second", "third"]);
    const path = join(folder, "more.yaml");
    const text = await readFile(path, "utf8");
    await writeFile(
      path,
      text.replace("growth(sum(gross_output))", "growth(sum(gross_output), basis: stored)"),
    );
    const again = await loadDecision(folder);
    for (const id of affected) {
      expect(changed?.indicators.get(id)?.body).toEqual(again.model?.indicators.get(id)?.body);
      expect(changed?.indicators.get(id)?.growthBasis).toEqual(again.model?.indicators.get(id)?.growthBasis);
      expect(changed?.indicators.get(id)?.touches).toEqual(again.model?.indicators.get(id)?.touches);
    }
    expect(changed?.key).not.toBe(model.key);
  });

  it("keeps the model when the formula is wrong, and says where", () => {
    const session = new Recheck(model);
    const { model: changed, problems } = session.change("first", "growth(sum(gross_outptu))");
    expect(changed).toBeNull();
    expect(session.model).toBe(model);
    expect(problems[0]?.problem.code).toBe("LZ1010");
    expect(problems[0]?.problem.span.start).toBe("growth(sum(".length);
    // mended at once
    expect(session.change("first", "growth(sum(gross_output))").model).not.toBeNull();
  });

  it("finds a circle that the change closes", () => {
    const { model: changed, problems } = new Recheck(model).change("first", "third");
    expect(changed).toBeNull();
    expect(problems.map((p) => p.problem.code)).toContain("LZ1017");
  });
});
