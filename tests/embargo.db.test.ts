/**
 * Figures fed back by the statistics bureau before the day of their release: whoever works with them sees them, for
 * everybody else there is nothing but that they will be. Held against the calendar read once more by hand.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AfterAnswer, FigureData, IndicatorAnswer, TraceAnswer } from "@lianzhang/contract";
import { writeCity } from "@lianzhang/demo";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { parsePeriod } from "@lianzhang/kernel";
import { buildApp, Context, openInstance, openWorkSide } from "@lianzhang/server";
import type { NewPost } from "@lianzhang/work";
import { CITY, noServerFor, PLATFORM } from "@lianzhang/work";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workPlace } from "./support/prepared-stores.ts";

const MEISHAN = new URL("../decisions/meishan-2023", import.meta.url).pathname;
const without = noServerFor(PLATFORM) !== null;

/** Other figures that rest on what is fed back: by a field, and by another indicator. */
const MORE = `indicators:
  feedback_share:
    label: { zh: 反馈产值占两年之比, en: Output fed back over both years }
    unit: "%"
    formula: "feedback_output / (feedback_output + feedback_output_prior)"
    assumed: true
  feedback_twice:
    label: { zh: 反馈增速的两倍, en: Twice the growth fed back }
    unit: "%"
    formula: "feedback_growth * 2"
    assumed: true
`;
const RETURNS = `code,period,feedback_output,feedback_output_prior
511400,2024-01..02,3000000,2800000
511400,2024-01..03,4600000,4200000
511400,2024-01..04,6300000,5700000
511400,2024-01..05,8000000,7300000
511400,2024-01..06,9900000,9000000
`;

const CALENDAR: readonly (readonly [string, string])[] = readFileSync(
  join(MEISHAN, "forms", "releases.csv"),
  "utf8",
)
  .trim()
  .split(/\r?\n/u)
  .slice(1)
  .map((line) => {
    const [, period = "", , day = ""] = line.split(",");
    return [period, day];
  });

/** By hand: every month of the calendar that ends within the year up to the period has had its day. */
const out = (period: string, today: string): boolean => {
  const last = (text: string): number => parsePeriod(text)?.to ?? 0;
  return CALENDAR.every(([p, day]) => last(p) > last(period) || day <= today);
};

let today = "2024-06-10";
let model: Model;
let app: Awaited<ReturnType<typeof buildApp>>;
let person: (name: string, ...posts: readonly NewPost[]) => Promise<string>;
const closing: (() => Promise<void>)[] = [];
const folders: string[] = [];

const county: NewPost = { role: "county_office", scope: { kind: "county", id: "511402" } };
/** Who asks, and whether the posts open figures before their release. */
const ASKING: readonly (readonly [string, boolean, readonly NewPost[]])[] = [
  ["analyst", true, [{ role: "analyst", scope: CITY }]],
  ["statistics", true, [{ role: "statistics_office", scope: CITY }]],
  ["head", true, [{ role: "section_head", scope: CITY }]],
  ["leader", true, [{ role: "bureau_leader", scope: CITY }]],
  ["county", false, [county]],
  ["investment", false, [{ role: "investment_office", scope: CITY }]],
  ["chain", false, [{ role: "chain_office", scope: CITY }]],
  ["auditor", false, [{ role: "auditor", scope: CITY }]],
  ["both", true, [county, { role: "analyst", scope: CITY }]],
];
const cookies = new Map<string, string>();

beforeAll(async () => {
  if (without) return;
  const [root = "", database = ""] = ["city", "work"].map((n) =>
    mkdtempSync(join(tmpdir(), `lianzhang-embargo-${n}-`)),
  );
  folders.push(root, database);
  const decision = join(root, "decision");
  cpSync(MEISHAN, decision, { recursive: true });
  writeFileSync(join(decision, "indicators", "more.yaml"), MORE);
  const loaded = await loadDecision(decision);
  if (loaded.model === null)
    throw new Error(loaded.diagnostics.map((d) => `${d.file}:${d.line} ${d.code} ${d.message}`).join("\n"));
  model = loaded.model;
  const data = join(root, "data");
  await writeCity({ model, firms: 100, months: 24, seed: 3, out: data });
  mkdirSync(join(data, "returns"), { recursive: true });
  writeFileSync(join(data, "returns", "industrial_feedback.csv"), RETURNS);
  const { instance, store } = await openInstance({
    decision,
    data: [data],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  const fault = (error: unknown): void => {
    throw error;
  };
  const context = new Context(instance);
  const work = await openWorkSide({
    context,
    place: await workPlace(database),
    keyFile: join(root, "work.key"),
    data: [data],
    kept: join(root, "kept"),
    demoPeople: false,
    signOn: null,
    progress: () => undefined,
    fault,
    clock: () => new Date(`${today}T09:30:00+08:00`),
  });
  app = await buildApp(context, { web: null, work, fault });
  closing.push(
    () => app.close(),
    () => work.close(),
    () => store.close(),
  );
  person = async (name, ...posts) => {
    const [made] = await work.people.console.makeDemoPeople(true, [
      { name: `演示·${name}`, signInName: `early.${name}.${today}`, unit: null, posts },
    ]);
    const { token } = await work.people.door.enterAsDemo(made?.id ?? "", "10.20.30.40");
    return `lianzhang_session=${token}`;
  };
}, 120_000);

afterAll(async () => {
  for (const close of closing) await close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The day everybody signs in on; a session does not outlast it. */
async function on(day: string): Promise<void> {
  today = day;
  for (const [name, , posts] of ASKING) cookies.set(name, await person(name, ...posts));
}

async function ask(
  name: string,
  url: string,
  body: unknown = null,
): Promise<{ status: number; text: string }> {
  const answer = await app.inject({
    method: body === null ? "GET" : "POST",
    url,
    headers: { cookie: cookies.get(name) ?? "", origin: "http://localhost", host: "localhost" },
    ...(body === null ? {} : { payload: body as object }),
  });
  return { status: answer.statusCode, text: answer.body };
}
const asked = async <T>(name: string, url: string): Promise<T> =>
  JSON.parse((await ask(name, url)).text) as T;

const restsOnFeedback = (id: string): boolean =>
  model.indicators.get(id)?.touches.some((t) => t.startsWith("industrial_feedback.")) === true;

/** Every figure anywhere in an answer. */
function figuresIn(json: unknown): FigureData[] {
  if (typeof json !== "object" || json === null) return [];
  const below = Object.values(json).flatMap(figuresIn);
  const is = "indicator" in json && "value" in json && "period" in json && "marks" in json;
  return is ? [json as FigureData, ...below] : below;
}

describe.skipIf(without)("before the day of the release", () => {
  test("who works with the figure sees it, with its day; everybody else that it is not released yet", async () => {
    await on("2024-06-10");
    const url = "/api/indicators/feedback_growth?period=2024-01..05";
    for (const [name, early] of ASKING) {
      const { figure } = await asked<IndicatorAnswer>(name, url);
      expect([name, figure.value.text, figure.value.reason, figure.releasedOn]).toEqual(
        early ? [name, "9.5890411", null, "2024-06-17"] : [name, null, "embargoed", "2024-06-17"],
      );
    }
  });

  test("the month before is out, and everybody sees it", async () => {
    for (const [name] of ASKING) {
      const { figure } = await asked<IndicatorAnswer>(
        name,
        "/api/indicators/feedback_growth?period=2024-01..04",
      );
      expect(figure.value.text, name).toBe("10.52631579");
    }
  });

  test("the page of the month holds it back as well", async () => {
    const url = "/api/operation/after?month=2024-05";
    for (const [name, early] of ASKING) {
      const { official } = await asked<AfterAnswer>(name, url);
      const said = [official?.value.text ?? null, official?.value.reason ?? null];
      expect([name, ...said]).toEqual(early ? [name, "9.5890411", null] : [name, null, "embargoed"]);
    }
  });

  test("neither the trace, the difference to another month, the export nor a scenario tells of it", async () => {
    const q = "indicator=feedback_growth&period=2024-01..05";
    const { trace, agrees } = await asked<TraceAnswer>("county", `/api/trace?${q}`);
    expect(agrees).toBe(true);
    expect([trace.reason, trace.value, trace.children, trace.origins]).toEqual(["embargoed", null, [], []]);
    expect((await asked<TraceAnswer>("analyst", `/api/trace?${q}`)).trace.children).not.toEqual([]);
    for (const url of [
      `/api/bridge?${q}&against_period=2024-01..04`,
      "/api/bridge?indicator=feedback_growth&period=2024-01..04&against_period=2024-01..05",
      `/api/export?what=indicator&id=feedback_growth&period=2024-01..05&format=csv`,
    ])
      for (const name of ["county", "investment", "auditor"])
        expect((await ask(name, url)).text, url).not.toMatch(/9\.58|9\.6|8000000|7300000/u);
    const scenario = {
      indicators: ["feedback_growth"],
      period: "2024-01..05",
      scenario: { name: "x", changes: [] },
    };
    const refused = await ask("chain", "/api/compare", scenario);
    expect([refused.status, refused.text.includes("未到发布日")]).toEqual([400, true]);
  });

  test("who may run scenarios cannot read it by a formula of one's own", async () => {
    const formula = { name: "x", indicators: { industrial_output: { formula: "feedback_output" } } };
    const body = { indicators: ["industrial_output"], period: "2024-01..05", scenario: formula };
    expect((await ask("chain", "/api/compare", body)).status).toBe(400);
    expect((await ask("chain", "/api/compare", { ...body, period: "2024-01..04" })).status).toBe(400);
    expect((await ask("analyst", "/api/compare", body)).text).not.toContain("未到发布日");
  });

  test("on the day itself it is everybody's, without a restart", async () => {
    await on("2024-06-17");
    for (const [name] of ASKING) {
      const { figure } = await asked<IndicatorAnswer>(
        name,
        "/api/indicators/feedback_growth?period=2024-01..05",
      );
      expect(figure.value.text, name).toBe("9.5890411");
    }
  });

  test("whoever asks whatever on whatever day: no value without its day or the right to it", async () => {
    const ids = ["feedback_growth", "feedback_share", "feedback_twice", "industrial_output"];
    const periods = [
      "2024-01..02",
      "2024-01..03",
      "2024-01..04",
      "2024-01..05",
      "2024-05",
      "2024-01..06",
      "2024",
    ];
    const urls = [
      (id: string, p: string) => `/api/indicators/${id}?period=${p}`,
      (id: string, p: string) => `/api/trace?indicator=${id}&period=${p}`,
      (_: string, p: string) => `/api/overview?period=${p}`,
      (_: string, p: string) => `/api/indicators?period=${p}`,
    ];
    for (const day of ["2024-03-17", "2024-05-17", "2024-07-14"]) {
      await on(day);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...ASKING),
          fc.constantFrom(...ids),
          fc.constantFrom(...periods),
          fc.constantFrom(...urls),
          async ([name, early], id, period, url) => {
            const { status, text } = await ask(name, url(id, period));
            if (status !== 200) return;
            for (const f of figuresIn(JSON.parse(text))) {
              const kept = restsOnFeedback(f.indicator) && !early && !out(f.period, day);
              if (kept) expect([f.indicator, f.period, f.value.text]).toEqual([f.indicator, f.period, null]);
              else expect(f.value.reason).not.toBe("embargoed");
            }
          },
        ),
        { numRuns: 60 },
      );
    }
  });
});
