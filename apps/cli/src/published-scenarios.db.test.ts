/** Changes of published rules as scenarios: what order 31 and another grid factor would do, over made-up projects and a firm. */
import { expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const RULES = "decisions/published-rules";

/** Who moved, from what to what. */
async function moved(scenario: string, indicator: string, period: string): Promise<string[]> {
  const terminal = keptTerminal();
  const argv = ["compare", RULES, "--data", `${RULES}/data`, "--period", period, "--indicator", indicator];
  expect(await run([...argv, "--scenario", `${RULES}/scenarios/${scenario}.yaml`, "--json"], terminal)).toBe(
    0,
  );
  const document: unknown = JSON.parse(terminal.lines.join("\n"));
  const found: string[] = [];
  const walk = (x: unknown): void => {
    if (typeof x !== "object" || x === null) return;
    if ("subject" in x && "before" in x && "after" in x)
      found.push(`${String(x.subject)}: ${String(x.before)} -> ${String(x.after)}`);
    else for (const part of Object.values(x)) walk(part);
  };
  walk(document);
  return found.toSorted();
}

// classes by number: 1 no review, 2 the province, 3 city or county, 4 a review, by whom Sichuan's rule says
test("order 31 from January: electricity of 6 GWh needs no review any more, 1,200 t of coal do", async () => {
  expect(await moved("order-31-earlier", "energy_review_class", "2025")).toEqual([
    "demo_coal_1200t: 1 -> 4",
    "demo_electric_6gwh: 3 -> 1",
    "demo_large: 2 -> 4",
  ]);
});

test("without order 31 the same 6 GWh go to city or county in October too", async () => {
  expect(await moved("without-order-31", "energy_review_class", "2025")).toEqual([
    "demo_electric_later: 1 -> 3",
  ]);
});

test.each([
  ["grid-central-region", "the old factor of the Central region", "525.7"],
  ["grid-2021", "the factor of 2021", "125.5"],
  ["grid-southwest", "the factor of the Southwest", "226.8"],
])("1,000 MWh of 2022 under %s (%s) are %s t instead of 140.4", async (scenario, _what, tons) => {
  const found = await moved(scenario, "co2_power", "2022");
  expect(found.map((f) => f.replaceAll(/(\.\d*?)0+(?= |$)/g, "$1"))).toEqual([`demo_firm: 140.4 -> ${tons}`]);
});
