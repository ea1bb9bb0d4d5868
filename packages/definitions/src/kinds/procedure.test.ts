/** A request of a firm (诉求) as a procedure over the valid folder, and one mistake at a time planted in it. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lintModel } from "../lint/lint.ts";
import { loadDecision } from "../load.ts";
import type { LoadResult } from "../load.ts";

const valid = fileURLToPath(new URL("../../../../tests/fixtures/definitions/valid", import.meta.url));

async function added(text: string, csv?: string): Promise<LoadResult> {
  const folder = await mkdtemp(join(tmpdir(), "procedures-"));
  try {
    await cp(valid, folder, { recursive: true });
    await writeFile(join(folder, "work.yaml"), text);
    if (csv !== undefined) await writeFile(join(folder, "days.csv"), csv);
    return await loadDecision(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const WORK = `calendars:
  year_2025: { label: { zh: 2025年工作日历, en: Working days of 2025 }, source: 通知, from: 2025-01-01, to: 2025-12-31, days: { 2025-10-01: off, 2025-10-11: worked } }
roles:
  chief: { label: { zh: 局长, en: Chief }, scopes: [city], signs_in: false }
  secretary: { label: { zh: 秘书, en: Secretary }, scopes: [city], acts_for: [chief] }
  county_office: { label: { zh: 县区, en: County }, scopes: [county] }
  firm: { label: { zh: 企业, en: Firm }, scopes: [enterprise] }
  guest: { label: { zh: 合作方, en: Partner }, scopes: [city], reads_only: true }
  keeper: { label: { zh: 系统管理员, en: System }, scopes: [city], administers: system }
registers:
  request:
    label: { zh: 诉求, en: Requests }
    identity: code
    holder: bureau
    basis: 登记
    uses: [analysis, gate]
    attributes:
      asked_by: { label: { zh: 提出企业, en: Asked by }, type: subject enterprise }
      asked_in: { label: { zh: 诉求所在县区, en: County of the request }, type: code county }
      handler: { label: { zh: 承办人, en: Handler }, type: text }
      came_on: { label: { zh: 提出日期, en: Came on }, type: date }
      answered_on: { label: { zh: 答复日期, en: Answered on }, type: date }
      agreed: { label: { zh: 企业认可, en: Agreed }, type: boolean }
      worth: { label: { zh: 涉及金额, en: Worth }, type: number, unit: 万元, uses: [analysis] }
procedures:
  request:
    label: { zh: 诉求办理, en: Handling a request }
    clause: 1/2
    of: request
    scope: { county: asked_in }
    states:
      new: { zh: 待受理, en: New, kind: initial, within: 1 working day }
      open: { zh: 办理中, en: Being handled, within: { term: 20 日内, from: came_on, holiday: moves, basis: 暂行办法 } }
      refused: { zh: 不予受理, en: Refused, kind: final_failure }
      closed: { zh: 已办结, en: Closed, kind: final_success }
    moves:
      - { from: new, to: open, by: county_office, asks: [handler], visit: true }
      - { from: new, to: refused, by: chief, on_behalf: true, reason: true, document: { label: { zh: 告知书, en: Notice }, number: "清诉告〔{year}〕{n}号" } }
      - { from: open, to: new, by: county_office, returns: true }
      - { from: open, to: closed, by: [county_office, chief], on_behalf: true, countersign: chief, evidence: reply, gate: [agreed, { if: not missing(answered_on), say: { zh: 须有答复日期, en: An answer is needed } }] }
    evidence:
      reply: { zh: 答复函, en: Reply }
    lists:
      unanswered: { zh: 未答复, en: Unanswered, when: missing(answered_on) }
    clocks:
      reply: { zh: 答复时限, en: Time to reply, within: { term: 1 个月, from: came_on }, until: answered_on }
    batches:
      spring: { zh: 春季, en: Spring, opens: 2025-03-01, closes: 2025-03-31 }
`;

const codes = ({ diagnostics }: LoadResult): string[] => diagnostics.map((d) => d.code);

describe("a procedure that is right", () => {
  test("loads without a word", async () => {
    const { model, diagnostics } = await added(WORK);
    expect(diagnostics).toEqual([]);
    const request = model?.procedures.get("request");
    expect(request).toMatchObject({ of: "request", initial: "new", calendar: "year_2025", reminders: false });
    expect([...(request?.states.keys() ?? [])]).toEqual(["new", "open", "refused", "closed"]);
    expect(request?.states.get("open")?.deadline).toMatchObject({
      term: { count: 20, of: "days" },
      from: "came_on",
      onHoliday: "moves",
      basis: "暂行办法",
    });
  });

  test("a chief who does not sign in is acted for by the secretary; a move back asks for a reason", async () => {
    const request = (await added(WORK)).model?.procedures.get("request");
    const makers = request?.moves.map((m) => m.makers.map((k) => [k.role, ...k.actsFor].join(" for ")));
    expect(makers).toEqual([
      ["county_office"],
      ["secretary for chief"],
      ["county_office"],
      ["county_office", "secretary for chief"],
    ]);
    expect(request?.moves.map((m) => m.reason)).toEqual([false, true, true, false]);
    expect(request?.moves[3]?.gates.map((g) => [g.touches, g.say?.zh ?? null])).toEqual([
      [["request.agreed"], null],
      [["request.answered_on"], "须有答复日期"],
    ]);
  });

  test("a calendar may lie in a csv file beside", async () => {
    const csv = "date,kind,holiday,source\n2025-10-01,off,国庆节,通知\n2025-10-11,worked,国庆节,通知\n";
    const { model, diagnostics } = await added(
      WORK.replace("days: { 2025-10-01: off, 2025-10-11: worked }", "days: file days.csv"),
      csv,
    );
    expect(diagnostics).toEqual([]);
    expect(model?.calendars.get("year_2025")?.exceptions.map((e) => [e.kind, e.holiday])).toEqual([
      ["off", "国庆节"],
      ["worked", "国庆节"],
    ]);
  });
});

/** Each: what is planted, text and its replacement, the one code, the text at whose place it is reported. */
const PLANTED: readonly (readonly [what: string, from: string, to: string, code: string, at: string])[] = [
  ["a state nobody defined", "to: open, by", "to: opened, by", "LZ2009", "opened, by"],
  [
    "a role nobody defined",
    "to: open, by: county_office",
    "to: open, by: county_ofice",
    "LZ2009",
    "county_ofice",
  ],
  ["a register nobody defined", "of: request", "of: requests", "LZ2009", "requests"],
  ["an attribute nobody defined", "asks: [handler]", "asks: [handlers]", "LZ2009", "handlers"],
  ["an evidence nobody defined", "evidence: reply,", "evidence: letter,", "LZ2009", "letter,"],
  ["a scope by no attribute", "county: asked_in", "county: asked_on", "LZ2009", "asked_on"],
  [
    "a calendar nobody defined",
    "of: request\n",
    "of: request\n    calendar: year_2026\n",
    "LZ2009",
    "year_2026",
  ],
  ["somebody nobody defined to act for", "acts_for: [chief]", "acts_for: [chef]", "LZ2009", "chef]"],
  [
    "a role that acts for itself",
    "acts_for: [chief]",
    "acts_for: [chief, secretary]",
    "LZ2051",
    "secretary]",
  ],
  ["no initial state", "kind: initial, within", "within", "LZ2060", "states:"],
  ["two initial states", "en: Being handled,", "en: Being handled, kind: initial,", "LZ2060", "open: { zh"],
  [
    "a state no way leads to",
    "      closed: { zh",
    "      lost: { zh: 失联, en: Lost, kind: final_failure }\n      closed: { zh",
    "LZ2061",
    "lost: {",
  ],
  ["a dead end", ", kind: final_failure }", " }", "LZ2062", "refused: {"],
  ["a move without a role", "to: open, by: county_office,", "to: open,", "LZ2063", "{ from: new, to: open"],
  ["a move by who only reads", "to: open, by: county_office", "to: open, by: guest", "LZ2063", "guest, asks"],
  [
    "a move by who has no scope here",
    "to: open, by: county_office",
    "to: open, by: firm",
    "LZ2063",
    "firm, asks",
  ],
  [
    "a move by an administrator",
    "to: open, by: county_office",
    "to: open, by: keeper",
    "LZ2063",
    "keeper, asks",
  ],
  ["a chief for whom nobody may act", "by: chief, on_behalf: true,", "by: chief,", "LZ2063", "chief, reason"],
  ["a signature nobody can give", "countersign: chief", "countersign: guest", "LZ2063", "guest, evidence"],
  ["a term that is none", "within: 1 working day }", "within: soon }", "LZ2006", "soon }"],
  [
    "a clock by what is no date",
    "from: came_on, holiday",
    "from: handler, holiday",
    "LZ2065",
    "handler, holiday",
  ],
  [
    "a clock without a start",
    "{ term: 1 个月, from: came_on }",
    "{ term: 1 个月 }",
    "LZ2065",
    "within: { term: 1 个月",
  ],
  ["a clock stopped by what is no date", "until: answered_on", "until: agreed", "LZ2065", "agreed }"],
  ["a deadline on a final state", "en: Closed,", "en: Closed, within: 3 days,", "LZ2052", "3 days,"],
  [
    "two moves between the same states",
    "    evidence:\n",
    "      - { from: new, to: open, by: secretary }\n    evidence:\n",
    "LZ2066",
    "{ from: new, to: open, by: secretary",
  ],
  [
    "a gate that cannot be true",
    "gate: [agreed,",
    "gate: [agreed and not agreed,",
    "LZ2067",
    "agreed and not",
  ],
  ["gates that exclude each other", "gate: [agreed, {", "gate: [agreed, not agreed, {", "LZ2067", "gate: ["],
  [
    "a list that is always empty",
    "when: missing(answered_on)",
    "when: came_on < 2025-01-01 and came_on > 2025-02-01",
    "LZ2067",
    "came_on < 2025",
  ],
  ["a gate that is no condition", "gate: [agreed,", "gate: [worth,", "LZ1070", "worth,"],
  ["a gate on an unknown name", "gate: [agreed,", "gate: [agred,", "LZ1010", "agred,"],
  [
    "a gate on a field not cleared for gates",
    "gate: [agreed,",
    "gate: [worth > 5 万元,",
    "LZ2020",
    "worth > 5",
  ],
  [
    "a visit with five fields",
    "asks: [handler]",
    "asks: [handler, came_on, answered_on, agreed, worth]",
    "LZ2068",
    "[handler, came_on",
  ],
  [
    "a move out of a final state",
    "{ from: open, to: new",
    "{ from: [open, refused], to: new",
    "LZ2070",
    "{ from: [open, refused]",
  ],
  ["a day off on a Sunday", "2025-10-01: off", "2025-10-12: off", "LZ2071", "2025-10-12"],
  ["a weekday made up", "2025-10-01: off", "2025-10-09: worked", "LZ2071", "2025-10-09"],
  ["a day beyond the calendar", "2025-10-01: off", "2026-01-01: off", "LZ2071", "2026-01-01"],
  [
    "a calendar that ends before it begins",
    "to: 2025-12-31, days: { 2025-10-01: off, 2025-10-11: worked }",
    "to: 2024-12-31, days: {}",
    "LZ2011",
    "2024-12-31",
  ],
  ["an id that is none", "reply: { zh: 答复时限", "reply-time: { zh: 答复时限", "LZ2008", "reply-time"],
  ["a 文号 without its number", "〕{n}号", "〕号", "LZ2072", '"清诉告'],
  [
    "a window that closes before it opens",
    "closes: 2025-03-31",
    "closes: 2025-02-28",
    "LZ2011",
    "2025-02-28",
  ],
];

/** Line and column of a text that stands once. */
function placeOf(text: string, whole: string): string {
  const before = whole.slice(0, whole.indexOf(text)).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

describe("one mistake gives one diagnostic, at its place", () => {
  test.each(PLANTED)("%s", async (_, from, to, code, at) => {
    expect(WORK).toContain(from);
    const text = WORK.replace(from, to);
    const { diagnostics, model } = await added(text);
    expect(diagnostics.map((d) => `${d.code} ${d.line}:${d.column}`)).toEqual([
      `${code} ${placeOf(at, text)}`,
    ]);
    expect(diagnostics[0]?.hint).toBeTruthy();
    expect(model).toBeNull();
  });

  test("a folder without any calendar cannot count working days", async () => {
    const without = WORK.replace(/^calendars:\n.*\n/, "");
    expect(codes(await added(without))).toEqual(["LZ2065", "LZ2065"]);
    const natural = without.replace("within: 1 working day", "within: 1 day").replace("holiday: moves, ", "");
    expect(codes(await added(natural))).toEqual([]);
  });

  test("a circle that never ends is one finding", async () => {
    const circle = WORK.replace(
      "by: county_office, returns: true }",
      "by: county_office, returns: true }\n      - { from: new, to: waiting, by: secretary }\n      - { from: waiting, to: asking, by: secretary }\n      - { from: asking, to: waiting, by: secretary }",
    ).replace(
      "      refused: {",
      "      waiting: { zh: 等待, en: Waiting }\n      asking: { zh: 询问, en: Asking }\n      refused: {",
    );
    const { diagnostics } = await added(circle);
    expect(diagnostics.map((d) => [d.code, d.message])).toEqual([
      ["LZ2064", "records go round in waiting, asking and never reach a final state"],
    ]);
  });

  test("a status of the system is no state of a folder", async () => {
    const { diagnostics } = await added(
      WORK.replace("closed: {", "overdue: {").replace("to: closed", "to: overdue"),
    );
    expect(diagnostics.map((d) => [d.code, d.message])).toEqual([
      ["LZ2069", '"overdue" is reserved: it is derived from the clock'],
    ]);
  });
});

test.each([
  ["a day that is none", "date,kind\n2025-13-01,off\n", "2:1"],
  ["a kind that is none", "date,kind\n2025-10-01,off\n2025-10-11,open\n", "3:1"],
  ["a day twice", "date,kind\n2025-10-01,off\n2025-10-01,off\n", "3:1"],
  ["a file without its columns", "day,kind\n2025-10-01,off\n", "1:1"],
])("a calendar's csv with %s says so on its line", async (_, csv, at) => {
  const text = WORK.replace("days: { 2025-10-01: off, 2025-10-11: worked }", "days: file days.csv");
  const { diagnostics } = await added(text, csv);
  expect(diagnostics.map((d) => `${d.code} ${d.file.split("/").at(-1)} ${d.line}:${d.column}`)).toEqual([
    `LZ2071 days.csv ${at}`,
  ]);
});

test("whatever is cut out of a procedure, loading answers with diagnostics and never throws", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(WORK.length),
      fc.nat(40),
      fc.constantFrom("", "[", "x", ": ", "\n"),
      async (at, cut, put) => {
        const { model, diagnostics } = await added(WORK.slice(0, at) + put + WORK.slice(at + cut));
        expect(model === null).toBe(diagnostics.some((d) => d.severity === "error"));
        for (const d of diagnostics) expect(d.line > 0 && d.column > 0 && d.message.length > 0).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

describe("lights, scores, windows and dates", () => {
  const judged = (text: string): Promise<LoadResult> =>
    added(WORK.replace("    evidence:\n", `${text}    evidence:\n`));
  const LIGHTS = "    lights: { red_after: 1 working day, yellow_within: 5 个工作日, assumed: true }\n";
  const SCORE = "    score: { due: came_on, done: open, late: 2, returned: 5, least: 60 }\n";

  test("are read as written, and absent when nothing is written", async () => {
    const { model, diagnostics } = await judged(`${LIGHTS}${SCORE}    dates: [came_on, answered_on]\n`);
    expect(diagnostics).toEqual([]);
    expect(model?.procedures.get("request")).toMatchObject({
      lights: {
        redAfter: { count: 1, of: "working_days" },
        yellowWithin: { count: 5, of: "working_days" },
        assumed: true,
      },
      score: { due: "came_on", done: "open", full: 100, late: 2, returned: 5, least: 60, assumed: false },
      dates: ["came_on", "answered_on"],
    });
    expect((await added(WORK)).model?.procedures.get("request")).toMatchObject({
      lights: null,
      score: null,
      dates: [],
    });
  });

  test.each([
    ["a light in months", "    lights: { yellow_within: 1 month }\n", "LZ2083"],
    ["a score that takes nothing off", "    score: { due: came_on }\n", "LZ2083"],
    ["a score that never falls", "    score: { due: came_on, late: 1, least: 100 }\n", "LZ2083"],
    ["a score by what is no date", "    score: { due: handler, late: 1 }\n", "LZ2065"],
    ["a score until no state", "    score: { due: came_on, late: 1, done: opne }\n", "LZ2009"],
    ["a date that is none", "    dates: handler\n", "LZ2065"],
  ])("%s is refused", async (_, text, code) => {
    expect(codes(await judged(text))).toEqual([code]);
  });

  test("a move that waits for a window needs one", async () => {
    const waiting = WORK.replace("visit: true }", "visit: true, in_batch: true }");
    expect((await added(waiting)).model?.procedures.get("request")?.moves[0]?.inBatch).toBe(true);
    const none = waiting.replace(/    batches:\n.*\n/, "");
    expect(codes(await added(none))).toEqual(["LZ2084"]);
  });
});

describe("the lint of procedures", () => {
  const lint = async (from: string, to: string): Promise<string[]> => {
    const { model } = await added(WORK.replace(from, to));
    return model === null ? ["no model"] : lintModel(model).map((d) => `${d.code} ${d.message}`);
  };

  test("a role named in vain beside others is a warning", async () => {
    expect(await lint("to: open, by: county_office", "to: open, by: [county_office, firm]")).toContain(
      "LZ3017 request: firm is named and can never make the move to open",
    );
  });

  test("reminders and photos are counted", async () => {
    expect(
      await lint(
        "    evidence:\n",
        "    reminders: true\n    evidence:\n      site: { zh: 现场照片, en: Site, kind: photo }\n",
      ),
    ).toContain("LZ3018 request turns on reminders, photos (site)");
    expect((await lint("", "")).filter((d) => d.startsWith("LZ3017") || d.startsWith("LZ3018"))).toEqual([]);
  });
});
