/** 文件解析 over HTTP: a document is read, confirmed, held against the decision in force, and taken as draft and examples. */
import {
  readingMadeSchema,
  readingSaidSchema,
  readingSchema,
  readingsSchema,
  type ReadingAnswer,
} from "@lianzhang/contract";
import { loadDecision } from "@lianzhang/definitions";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { strFromU8, strToU8, unzipSync } from "fflate";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DoorCity } from "./support/door-city.ts";
import { doorCity, OWN, post } from "./support/door-city.ts";

const without = noServerFor(PLATFORM) !== null;
let city: DoorCity;
let analyst = "";

beforeAll(async () => {
  if (without) return;
  city = await doorCity({ demoPeople: false });
  analyst = (await city.person("分析", post("analyst"))).cookie;
}, 180_000);
afterAll(() => city?.close());

/** GET; with a body POST, of bytes as they are. */
function ask(url: string, body?: unknown, cookie = analyst) {
  const bytes = body instanceof Uint8Array;
  return city.app.inject({
    method: body === undefined ? "GET" : "POST",
    url,
    headers: { ...OWN, ...(bytes ? { "content-type": "application/octet-stream" } : {}), cookie },
    ...(body === undefined ? {} : { payload: bytes ? Buffer.from(body) : JSON.stringify(body) }),
  });
}

const scheme = `演示市锂电产业行动方案
一、目标
到2027年，锂电产业规模达到1600亿元以上，新建检测平台6个。
二、任务
（一）强化创新。支持企业建设研发中心，攻克关键技术10项。（市科技局牵头，市财政局配合）`;

const send = (text: string, cookie = analyst) =>
  ask(`/api/readings?name=${encodeURIComponent("方案.txt")}`, strToU8(text), cookie);
const look = async (id: string): Promise<ReadingAnswer> =>
  readingSchema.parse((await ask(`/api/readings/${id}`)).json());
const say = (id: string, finding: string, said: string, corrected: Readonly<Record<string, string>> = {}) =>
  ask(`/api/readings/${id}/verdicts`, { finding, said, corrected });
const target = (read: ReadingAnswer, words: string) =>
  read.findings.find((f) => f.kind === "target" && f.quote.includes(words));

describe.skipIf(without)("a document", () => {
  let id = "";
  test("is read and held against the decision in force", async () => {
    id = readingMadeSchema.parse((await send(scheme)).json()).id;
    const read = await look(id);
    expect(target(read, "锂电")).toMatchObject({
      clause: "1",
      change: "changed",
      found: { indicator: "锂电产业规模", comparator: ">=", value: "1600", unit: "亿元", year: "2027" },
      before: { zh: "锂电产业规模目标 1400 亿元 2027" },
      verdict: null,
    });
    expect(read.findings.map((f) => f.kind)).toContain("responsible");
    expect(read.gone.targets.length).toBeGreaterThan(10);
  });

  test("what people say of it is kept; the last word counts", async () => {
    const read = await look(id);
    const [key, other] = [target(read, "锂电")?.key ?? "", target(read, "平台")?.key ?? ""];
    expect((await say(id, key, "corrected", { value: "1500" })).statusCode).toBe(200);
    expect((await say(id, other, "accepted")).statusCode).toBe(200);
    await say(id, other, "open");
    const answer = await say(id, other, "rejected");
    expect(readingSaidSchema.parse(answer.json())).toEqual({ decided: 2 });
    const now = await look(id);
    expect(target(now, "锂电")?.verdict).toMatchObject({ said: "corrected", corrected: { value: "1500" } });
    // what was rejected is compared with nothing
    expect(target(now, "平台")).toMatchObject({ verdict: { said: "rejected" }, change: null });
    const list = readingsSchema.parse((await ask("/api/readings")).json());
    expect(list.rows).toMatchObject([{ id, title: "演示市锂电产业行动方案", decided: 2 }]);
  });

  test("a correction that is no value is refused", async () => {
    const key = target(await look(id), "锂电")?.key ?? "";
    const answer = await say(id, key, "corrected", { year: "明年" });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, "LZ6101"]);
    expect(target(await look(id), "锂电")?.verdict?.corrected).toEqual({ value: "1500" });
  });

  test("the draft is as people left it, and loads", async () => {
    const answer = await ask(`/api/readings/${id}/draft`);
    const files = unzipSync(new Uint8Array(answer.rawPayload));
    const folder = mkdtempSync(join(tmpdir(), "draft-"));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const { model, diagnostics } = await loadDecision(folder);
    rmSync(folder, { recursive: true });
    expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    expect([...(model?.targets.values() ?? [])].map((t) => [t.id, t.indicator, t.by])).toEqual([
      ["lithium-scale-2027", "lithium_output", 2027],
    ]);
    expect(strFromU8(files["targets.yaml"] ?? new Uint8Array())).toContain("at_least: 1500 亿元");
  });

  test("what people said goes out as labelled examples, naming nobody", async () => {
    const answer = await ask(`/api/readings/${id}/examples`);
    const { text, examples } = answer.json<{
      text: string;
      examples: { said: string; start: number; end: number }[];
    }>();
    expect(text).toBe(scheme);
    expect(examples).toMatchObject([
      {
        kind: "target",
        said: "corrected",
        found: { value: "1600" },
        corrected: { value: "1500", unit: "亿元" },
      },
      { kind: "target", said: "rejected", quote: "新建检测平台6个" },
    ]);
    expect(Object.keys(examples[0] ?? {}).toSorted()).toEqual([
      "corrected",
      "end",
      "found",
      "kind",
      "quote",
      "said",
      "start",
    ]);
  });

  test("a secret one is refused and nothing of it is kept", async () => {
    const answer = await send(`机密★5年\n${scheme}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "LZ8401"]);
    expect(await city.side.readings.list()).toHaveLength(1);
    const files = await city.side.work.database.read((q) => q.rows("SELECT body FROM reading"));
    expect(JSON.stringify(files)).not.toContain("机密");
  });

  test("one too long for the page is refused", async () => {
    const answer = await send("到2027年，产业规模达到500亿元。\n".repeat(30_000));
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "LZ8404"]);
  });

  test("only who drafts decisions may", async () => {
    const head = (await city.person("科长", post("section_head"))).cookie;
    expect((await ask("/api/readings", undefined, head)).statusCode).toBe(403);
    expect((await send(scheme, head)).statusCode).toBe(403);
  });

  test("purged by order, text and words are gone", async () => {
    const { trail } = city.side.work;
    const told = await city.side.work.database.read((q) =>
      q.rows("SELECT event FROM reading WHERE id = $1", [id]),
    );
    const event = told[0]?.["event"];
    if (typeof event !== "bigint") throw new Error("no event");
    const by = { user: "li.na", onBehalfOf: null, unit: null, purpose: "purge" };
    await trail.purge(by, { numbers: [event], reason: "误录", orderedBy: "保密办 2026-4 号" });
    expect((await ask(`/api/readings/${id}`)).json<{ code: string }>().code).toBe("LZ6162");
    const rows = await city.side.work.database.read((q) =>
      q.rows("SELECT body FROM reading UNION ALL SELECT content FROM reading_verdict"),
    );
    expect(new Set(rows.map((r) => r["body"]))).toEqual(new Set([""]));
  });
});
