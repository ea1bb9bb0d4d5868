/** The routes of 文件解析: documents in, findings confirmed, drafts and examples out. */
import { createHash, randomBytes } from "node:crypto";
import {
  newReadingQuery,
  readingMadeSchema,
  readingSaidSchema,
  readingSchema,
  readingsSchema,
  readingVerdictBody,
} from "@lianzhang/contract";
import { documentText, draftFiles, knownDecision, Refusal } from "@lianzhang/reader";
import type { KeptReading, ReadingVerdict } from "@lianzhang/work";
import { may } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { strToU8, zipSync } from "fflate";
import { z } from "zod";
import type { CaseDesk } from "../cases/desk.ts";
import { deskFor } from "../door/desk-of.ts";
import { notAllowed } from "../door/identity.ts";
import type { WorkSide } from "../door/work-side.ts";
import { ApiProblem, badQuery, notFound, wasPurged } from "../errors.ts";
import { characterMaps } from "./character-maps.ts";
import type { Words } from "./findings.ts";
import { BLOCK_WORDS, TARGET_WORDS, TASK_WORDS } from "./findings.ts";
import type { Item } from "./read.ts";
import { bodyOf, bodyText, examplesOut, itemsOf, readingOf, readingOut, rowOut } from "./read.ts";
import { attached } from "../attached.ts";

const params = z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) });

/** A document with pictures; its text is smaller by far. */
const MOST_BYTES = 20 * 1_048_576;

/** Some seven hundred pages: reading them must not keep others waiting for long. */
const MOST_CHARACTERS = 500_000;

type Ask = (request: FastifyRequest, purpose: string) => Promise<CaseDesk>;

interface Found {
  readonly desk: CaseDesk;
  readonly kept: KeptReading;
  readonly verdicts: ReadonlyMap<string, ReadingVerdict>;
}

const tooLong = (characters: number): ApiProblem =>
  new ApiProblem(
    409,
    "LZ8404",
    {
      zh: `文字 ${characters} 个,网页上最多 ${MOST_CHARACTERS} 个`,
      en: `${characters} characters; the page reads ${MOST_CHARACTERS} at most`,
    },
    { zh: "拆成几个文件,或用 lianzhang read 命令", en: "split it, or use the command lianzhang read" },
  );

/** The text of a file; a secret one is refused before anything of it is kept. Throws ApiProblem 409 (LZ84xx). */
async function textIn(body: unknown): Promise<{ readonly text: string; readonly hash: string }> {
  if (!(body instanceof Uint8Array))
    throw badQuery(
      { zh: "没有收到文件", en: "no file was sent" },
      { zh: "选择 docx、pdf、html 或 txt 文件", en: "choose a docx, pdf, html or txt file" },
    );
  try {
    const { text } = await documentText(new Uint8Array(body), characterMaps());
    if (text.length > MOST_CHARACTERS) throw tooLong(text.length);
    return { text, hash: createHash("sha256").update(body).digest("hex") };
  } catch (error) {
    if (error instanceof Refusal) throw new ApiProblem(409, error.code, error.said, error.hint);
    throw error;
  }
}

const SHAPES = { target: TARGET_WORDS, task: TASK_WORDS, responsible: BLOCK_WORDS };

/** Fields as a person wrote them. Throws ApiProblem 400 for one that the kind does not have or that is no such value. */
function correctedIn(item: Item, corrected: Words): Words {
  const read = item.kind === "lint" ? null : SHAPES[item.kind].safeParse(corrected);
  if (read?.success === true) return corrected;
  const fields = read?.error?.issues.map((i) => i.path.join(".")).join("、") ?? "";
  throw badQuery(
    { zh: `更正的内容有误:${fields}`, en: `the correction is not understood: ${fields}` },
    {
      zh: "数值写数字,年份写四位;指标、任务不能为空",
      en: "values are digits, a year has four; indicator and task are not empty",
    },
  );
}

export function readerRoutes(app: FastifyInstance, side: WorkSide): void {
  const { readings, model, people } = side;
  const desk = deskFor(side);
  const ask: Ask = async (request, purpose) => {
    const asking = await desk(request, purpose);
    if (!may(model.policy, asking.viewer, "decisions.draft"))
      throw notAllowed({ zh: "文件解析", en: "read documents into drafts" });
    return asking;
  };
  const find = async (request: FastifyRequest, id: string, purpose: string): Promise<Found> => {
    const asking = await ask(request, purpose);
    const kept = await readings.named(id);
    if (kept === null) throw notFound({ zh: "文件", en: "document" }, id, null);
    if (kept.purged) throw wasPurged({ zh: "该文件", en: "this document" });
    return { desk: asking, kept, verdicts: await readings.verdicts(id) };
  };
  const names = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await people.reading.list()).map((p) => [p.id, p.name]));
  pageRoutes(app, side, { ask, find, names });
  fileRoutes(app, side, find);
}

interface Asking {
  readonly ask: Ask;
  readonly find: (request: FastifyRequest, id: string, purpose: string) => Promise<Found>;
  readonly names: () => Promise<ReadonlyMap<string, string>>;
}

function pageRoutes(app: FastifyInstance, { readings, model }: WorkSide, { ask, find, names }: Asking): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/readings", { schema: { response: { 200: readingsSchema } } }, async (r) => {
    await ask(r, "查看文件解析");
    const who = await names();
    const all = await readings.list();
    const rows = await Promise.all(all.map(async (k) => rowOut(k, await readings.verdicts(k.id), who)));
    return { rows };
  });
  api.post(
    "/api/readings",
    {
      bodyLimit: MOST_BYTES,
      schema: { querystring: newReadingQuery, response: { 200: readingMadeSchema } },
    },
    async (r) => {
      const { acting } = await ask(r, "文件解析");
      const { text, hash } = await textIn(r.body);
      const id = randomBytes(6).toString("hex");
      await readings.keep(acting, { id, name: r.query.name, hash, body: bodyText(text) });
      return { id };
    },
  );
  api.get("/api/readings/:id", { schema: { params, response: { 200: readingSchema } } }, async (r) => {
    const { kept, verdicts } = await find(r, r.params.id, "查看文件解析");
    return readingOut(kept, verdicts, await names(), model);
  });
  api.post(
    "/api/readings/:id/verdicts",
    { schema: { params, body: readingVerdictBody, response: { 200: readingSaidSchema } } },
    async (r) => {
      const { desk, kept } = await find(r, r.params.id, "核对解析结果");
      const { document } = readingOf(kept, new Map(), model);
      const { finding, said } = r.body;
      const item = itemsOf(document).find((i) => i.key === finding);
      if (item === undefined) throw notFound({ zh: "解析结果", en: "finding" }, finding, null);
      const corrected = said === "corrected" ? correctedIn(item, r.body.corrected) : {};
      const { kind, start, end, found } = item;
      const quote = document.text.slice(start, end);
      const content = JSON.stringify({ kind, start, end, quote, found, corrected });
      await readings.say(desk.acting, { reading: kept.id, finding, verdict: said, content });
      return { decided: (await readings.verdicts(kept.id)).size };
    },
  );
}

function fileRoutes(app: FastifyInstance, { readings, model }: WorkSide, find: Asking["find"]): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/readings/:id/draft", { schema: { params } }, async (r, reply) => {
    const { desk, kept, verdicts } = await find(r, r.params.id, "下载决定草稿");
    const { draft, settled } = readingOf(kept, verdicts, model);
    const files = draftFiles(draft, settled.document, knownDecision(model));
    await readings.take(desk.acting, kept.id, "draft");
    const zip = zipSync(Object.fromEntries([...files].map(([name, text]) => [name, strToU8(text)])));
    return attached(reply, { name: `决定草稿-${kept.id}.zip`, type: "application/zip", bytes: zip });
  });
  api.get("/api/readings/:id/examples", { schema: { params } }, async (r, reply) => {
    const { desk, kept, verdicts } = await find(r, r.params.id, "下载标注样本");
    await readings.take(desk.acting, kept.id, "examples");
    const text = `${JSON.stringify(examplesOut(kept, verdicts), null, 1)}\n`;
    const title = bodyOf(kept).title.slice(0, 40);
    return attached(reply, {
      name: `标注样本-${title || kept.id}.json`,
      type: "application/json",
      bytes: strToU8(text),
    });
  });
}
