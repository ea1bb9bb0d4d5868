/** The rules of accessibility, run in the page itself. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page as it stands, by rule and place; `rules` narrows it to these. */
export async function violations(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // read once a page: it is looked at more than once
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(SOURCE);
  return page.evaluate(
    async (only) => {
      if (window.axe === undefined) throw new Error("axe was not read");
      const { violations: found } = await window.axe.run(document, {
        resultTypes: ["violations"],
        ...(only.length === 0 ? {} : { runOnly: { type: "rule", values: only } }),
      });
      return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
    },
    [...rules],
  );
}
