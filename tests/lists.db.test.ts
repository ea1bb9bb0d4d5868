/** The signed list from what codes propose to the month of effect, over HTTP, as the right people. */
import {
  chainBoardSchema,
  chainBoardsSchema,
  chainSchema,
  differenceSchema,
  doorSchema,
  errorSchema,
  listActSchema,
  proposalsSchema,
  returnCoverageSchema,
  signedListSchema,
} from "@lianzhang/contract";
import type { ListEntry } from "@lianzhang/contract";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DemoOffice } from "./support/demo-office.ts";
import { demoOffice } from "./support/demo-office.ts";

const OWN = { origin: "http://city.example", host: "city.example", "content-type": "application/json" };
const without = noServerFor(PLATFORM) !== null;
let product: DemoOffice;
beforeAll(async () => {
  if (!without) product = await demoOffice({ clock: () => new Date() });
}, 120_000);
afterAll(async () => {
  if (!without) await product.close();
});

/** The answer by its schema; what is another answer says itself. */
interface Schema<T> {
  safeParse(body: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}
function parsed<T>(schema: Schema<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new Error(JSON.stringify(body).slice(0, 600));
}

/** What one demo person asks and does. */
async function as(role: string, membership = "chain_members") {
  const door = parsed(doorSchema, (await product.app.inject({ url: "/api/door" })).json());
  const person = door.demo.find((d) => d.name.includes(role))?.id ?? "";
  const signed = await product.app.inject({
    method: "POST",
    url: "/api/demo-sign-in",
    payload: { person },
    headers: OWN,
  });
  const cookie = String(signed.headers["set-cookie"]).split(";")[0] ?? "";
  const own = parsed(
    doorSchema,
    (await product.app.inject({ url: "/api/door", headers: { cookie } })).json(),
  );
  const leader = own.who?.leaders.find((l) => l.posts.some((p) => p.zh.includes("局领导")))?.id;
  const headers: Readonly<Record<string, string>> = {
    cookie,
    ...(leader === undefined ? {} : { "x-on-behalf-of": leader }),
  };
  const get = async (url: string): Promise<unknown> => (await product.app.inject({ url, headers })).json();
  const post = async (url: string, payload: object): Promise<unknown> =>
    (await product.app.inject({ method: "POST", url, payload, headers: { ...OWN, ...headers } })).json();
  const entries = async (): Promise<readonly ListEntry[]> =>
    parsed(signedListSchema, await get(`/api/lists/${membership}`)).entries;
  const act = async (to: string | null, more: object = {}): Promise<unknown> => {
    const chosen = (await entries()).filter((e) =>
      to === null ? e.maySign : e.may.some((m) => m.to === to),
    );
    const asked = chosen.map(({ id, version }) => ({ id, version }));
    return post(`/api/lists/${membership}/act`, { entries: asked, to, ...more });
  };
  return { get, post, entries, act, leader: leader ?? null };
}

const PERIOD = "2025";
const FROM = "2025-01";
const document = { number: "眉经信〔2026〕7号", title: "入链企业名录(2025年)", on: "2025-01-10" };

describe.skipIf(without)("the signed list", () => {
  test("codes only propose, several chains for one code; what is signed was seen, and becomes the figure", async () => {
    const section = await as("科长");
    const answer = parsed(
      proposalsSchema,
      await section.get(`/api/lists/chain_members/proposals?period=${PERIOD}&view=all`),
    );
    expect(answer.rows.every((r) => r.fits.every((f) => f.of.code !== r.on?.code))).toBe(true);
    const several = answer.rows.find((r) => r.industry.code === "3985");
    expect(several?.fits.map((f) => f.of.code).length).toBeGreaterThan(1);
    const chosen = answer.rows.filter((r) => r.output?.value.text != null).slice(0, 2);
    const proposed = chosen.map((r) => ({ subject: r.code, of: r.fits[0]?.of.code ?? "" }));
    const list = async () =>
      parsed(signedListSchema, await section.get("/api/lists/chain_members?month=2025-12"));
    const before = await list();
    const made = await section.post("/api/lists/chain_members/proposals", {
      entries: proposed,
      reason: "年度入链名录",
    });
    expect(parsed(listActSchema, made)).toMatchObject({
      done: [{}, {}].map(() => expect.any(String)),
      refused: [],
    });
    await product.side.kept.refresh();
    expect((await list()).rows).toEqual(before.rows); // nothing is added by itself

    const checked = await section.act("checked", { values: { entry_checked: true } });
    expect(parsed(listActSchema, checked).done).toHaveLength(2);
    const liaison = await as("联络员");
    const ids = (await liaison.entries()).filter((e) => e.state === "checked").map((e) => e.id);
    const look = async (who: typeof liaison) =>
      parsed(
        differenceSchema,
        await who.get(
          `/api/lists/chain_members/difference?entries=${ids.join(",")}&from=${FROM}&period=${PERIOD}`,
        ),
      );
    // not without having seen it, and not on the case's own page either
    const unseen = await liaison.act("signed", { document, forLeader: liaison.leader });
    expect(parsed(errorSchema, unseen).code).toBe("LZ6130");
    const entry = (await liaison.entries())[0];
    const byCase = await liaison.post(`/api/cases/${entry?.id ?? ""}/move`, {
      version: entry?.version,
      to: "signed",
      document,
      forLeader: liaison.leader,
    });
    expect(parsed(errorSchema, byCase).code).toBe("LZ6130");

    const shown = await look(liaison);
    const changed = shown.rows.filter((r) => r.indicator.id === "industrial_output" && r.of !== null);
    expect(new Set(changed.map((r) => r.of?.code))).toEqual(
      new Set([...proposed.map((p) => p.of), ...chosen.flatMap((r) => r.on?.code ?? [])]),
    );
    const seen = { token: shown.seen, from: FROM, period: PERIOD };
    const signed = await liaison.act("signed", { document, forLeader: liaison.leader, seen });
    expect(parsed(listActSchema, signed)).toMatchObject({
      refused: [],
      done: [expect.anything(), expect.anything()],
    });
    const statistics = await as("统计部门");
    // the state has moved on since: it is looked at again
    const late = await statistics.act(null, { seen });
    expect(parsed(errorSchema, late).code).toBe("LZ6130");
    const again = await look(statistics);
    const countersigned = await statistics.act(null, { seen: { ...seen, token: again.seen } });
    expect(parsed(listActSchema, countersigned).done).toHaveLength(2);
    const office = await as("链长制办公室");
    const effective = await office.act("effective", { values: { entry_effective: `${FROM}-01` } });
    expect(parsed(listActSchema, effective)).toMatchObject({ refused: [] });
    await product.side.kept.refresh();

    // what was shown is what the figures are now
    for (const row of changed) {
      const chain = parsed(
        chainSchema,
        await office.get(`/api/chains/${row.of?.code ?? ""}?period=${PERIOD}`),
      );
      expect(chain.chain.output?.value.text).toBe(row.after.text);
    }
    const after = await list();
    const own = after.rows.filter((r) => proposed.some((p) => p.subject === r.code && p.of === r.of.code));
    expect(own.map((r) => [r.document, r.since, r.signedBy.length])).toEqual([
      [document.number, FROM, 2],
      [document.number, FROM, 2],
    ]);
    const against = parsed(
      signedListSchema,
      await office.get("/api/lists/chain_members?month=2025-12&against=2024-12"),
    );
    expect(against.rows.filter((r) => r.change !== null).length).toBeGreaterThanOrEqual(2);
    const csv = await office
      .get("/api/lists/chain_members/export?month=2025-12&format=csv")
      .catch(() => null);
    expect(csv).toBeNull(); // a table, not JSON
  }, 60_000);

  test("a firm leaves by an entry that says so", async () => {
    const section = await as("科长");
    const [row] = parsed(signedListSchema, await section.get("/api/lists/chain_members?month=2025-12")).rows;
    const entries = [{ subject: row?.code ?? "", of: row?.of.code ?? "", leaves: true }];
    await section.post("/api/lists/chain_members/proposals", { entries, reason: "注销" });
    const entry = (await section.entries()).find((e) => e.leaves);
    const shown = parsed(
      differenceSchema,
      await section.get(`/api/lists/chain_members/difference?entries=${entry?.id ?? ""}&period=${PERIOD}`),
    );
    expect(shown.entries).toMatchObject([{ was: { code: row?.of.code }, will: null }]);
    expect(shown.from).toBe(FROM);
  });

  test("whom the survey asks is proposed by output, signed by the same two, and asked from the month of effect", async () => {
    const LIST = "/api/lists/survey_firms";
    const [section, liaison, statistics] = [
      await as("科长", "survey_firms"),
      await as("联络员", "survey_firms"),
      await as("统计部门", "survey_firms"),
    ];
    const proposed = async (view: string) =>
      parsed(proposalsSchema, await section.get(`${LIST}/proposals?period=${PERIOD}&view=${view}`));
    const all = await proposed("all");
    // four fifths of the output, those first that make most
    const through = all.rows.map((r) =>
      Number(/累计占 ([\d.]+)%/.exec(r.fits[0]?.segments[0]?.zh ?? "")?.[1]),
    );
    expect(through).toEqual(through.toSorted((x, y) => x - y));
    expect(through.at(-2)).toBeLessThan(80);
    expect(through.at(-1)).toBeGreaterThanOrEqual(80);
    expect(all.rows[0]?.fits[0]?.segments[0]?.zh).toMatch(/^2025产值第 1,累计占 \d+\.\d%$/);
    // a person may add whom output does not propose
    const on = new Set(
      parsed(signedListSchema, await section.get(`${LIST}?month=2025-12`)).rows.map((r) => r.code),
    );
    const chains = parsed(signedListSchema, await section.get("/api/lists/chain_members?month=2025-12"));
    const firm = chains.rows.find((r) => !on.has(r.code) && r.change === null);
    if (firm === undefined) throw new Error("every firm is asked");

    const expected = async (): Promise<number | undefined> => {
      const url = "/api/returns/coverage?form=short_survey&from=2025-12&to=2025-12";
      const { months } = parsed(returnCoverageSchema, await section.get(url));
      return months[0]?.groups.find((g) => g.code === null)?.expected;
    };
    const before = await expected();
    const entries = [{ subject: firm.code, of: "short_survey" }];
    const made = await section.post(`${LIST}/proposals`, { entries, reason: "年度名单" });
    expect(parsed(listActSchema, made)).toMatchObject({ refused: [] });
    await section.act("checked", { values: { surveyed_checked: true } });
    const look = async (who: typeof liaison) => {
      const ids = (await who.entries()).map((e) => e.id).join(",");
      return parsed(
        differenceSchema,
        await who.get(`${LIST}/difference?entries=${ids}&from=2025-12&period=2025-12`),
      );
    };
    const seen = async (who: typeof liaison) => ({
      seen: { token: (await look(who)).seen, from: "2025-12", period: "2025-12" },
    });
    const paper = { number: "眉经信〔2026〕9号", title: "快速调查企业名单", on: "2025-11-20" };
    const signing = { document: paper, forLeader: liaison.leader, ...(await seen(liaison)) };
    expect(parsed(listActSchema, await liaison.act("signed", signing)).done).toHaveLength(1);
    expect(parsed(listActSchema, await statistics.act(null, await seen(statistics))).done).toHaveLength(1);
    expect(await expected()).toBe(before);
    await section.act("effective", { values: { surveyed_from: "2025-12-01" } });
    await product.side.kept.refresh();
    expect(await expected()).toBe((before ?? 0) + 1);
    const row = parsed(signedListSchema, await section.get(`${LIST}?month=2025-12`)).rows.find(
      (r) => r.code === firm.code,
    );
    expect(row).toMatchObject({ since: "2025-12", document: paper.number });
  }, 60_000);

  test("who acts for a firm only sees no list", async () => {
    const firm = await as("企业经办");
    expect(parsed(errorSchema, await firm.get("/api/lists/chain_members")).code).toBe("LZ6123");
  });

  test("the board of a chain gives its figures, people, open work, and says what is not entered", async () => {
    const office = await as("链长制办公室");
    const board = parsed(chainBoardSchema, await office.get(`/api/chain-board/lithium?period=${PERIOD}`));
    expect(board.figures.find((f) => f.what === "output")?.figure?.value.text).toBeDefined();
    const chiefs = parsed(chainBoardsSchema, await office.get(`/api/chain-board?period=${PERIOD}`)).chains;
    expect(chiefs.filter((c) => c.chief.length > 0)).not.toHaveLength(0);
    expect(board.people.find((p) => p.what === "total_chief")?.persons).toEqual([]);
    expect(board.moved.length).toBeGreaterThan(0);
    const asked = await office.post("/api/chain-board/lithium/asks", { text: "请求协调用地指标 200 亩" });
    expect(asked).toMatchObject({ kind: "kept" });
    const again = parsed(chainBoardSchema, await office.get(`/api/chain-board/lithium?period=${PERIOD}`));
    expect(again.asks.map((a) => a.text)).toEqual(["请求协调用地指标 200 亩"]);
  });
});
