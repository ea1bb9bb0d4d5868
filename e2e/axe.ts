import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds wrong with the page as it stands, by rule and place; `rules` narrows it to these. */
export async function violations(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  // no page has a frame, so axe need not gather its answers on a page of its own: the rules are the same
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const found = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`);
}
