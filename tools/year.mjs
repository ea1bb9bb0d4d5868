/**
 * The year 2025 of the made-up city (演示数据) as the bureau works through it, over HTTP on a product of its own: estimate,
 * meeting with what it decides, official figures with a reason, signature, documents. Prints what was expected of each
 * month beside what came, and leaves the documents under var/year. January and February, which come as one return, are one
 * month without an estimate; the demo city begins with November signed and December estimated, and they are gone on with.
 *   npm run year            MONTHS=10,11 npm run year
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, bytesOf, signIn, started } from "./lib/product.mjs";
import { root } from "./lib/run.mjs";
import { guarded, say } from "./lib/say.mjs";

const YEAR = 2025;
const RETURNS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const MONTHS = process.env.MONTHS?.split(",").map(Number) ?? RETURNS;
const OUT = join(root, "var/year");

const two = (n) => String(n).padStart(2, "0");
const nameOf = (month) => `${YEAR}-${two(month)}`;
const after = (month, day) =>
  month === 12 ? `${YEAR + 1}-01-${two(day)}` : `${YEAR}-${two(month + 1)}-${two(day)}`;

async function people() {
  const { demo } = await ask("", "/api/door");
  const enter = (words) => signIn(demo.find((p) => p.name.includes(words)).id);
  const liaison = await enter("联络员");
  const { who } = await ask(liaison, "/api/door");
  const leader = (post) => ({
    cookie: liaison,
    leader: who.leaders.find((l) => l.posts.some((p) => p.zh === post)).id,
  });
  const own = async (words) => ({ cookie: await enter(words), leader: null });
  return {
    analyst: await own("分析人员"),
    section: await own("科长"),
    deputy: leader("分管副局长"),
    boss: leader("局领导"),
  };
}

const get = (who, path) => ask(who.cookie, path, undefined, who.leader);
async function post(who, path, body) {
  const answer = await ask(who.cookie, path, body, who.leader);
  if (answer.kind !== undefined && answer.kind !== "kept" && answer.run === undefined)
    throw new Error(`${path}: ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}

async function moved(who, id, to, step = {}) {
  const { case: row } = await get(who, `/api/cases/${id}`);
  await post(who, `/api/cases/${id}/move`, { version: row.version, to, forLeader: who.leader, ...step });
}

/** What came of a month: the year's output up to it less that up to the return before, in 亿元. */
async function cameOf({ analyst }, month) {
  const until = async (m) => {
    const { figure } = await get(analyst, `/api/indicators/industrial_output?period=${YEAR}-01..${two(m)}`);
    return Number(figure.value.text);
  };
  const before = RETURNS[RETURNS.indexOf(month) - 1];
  return (await until(month)) - (before === undefined ? 0 : await until(before));
}

/** The meeting: the first of those to call is called, one item is decided and becomes a task under the minutes; how many did. */
async function meet({ section, deputy }, id, month) {
  const path = `/api/operation/${nameOf(month)}`;
  const { calls } = await get(section, `/api/operation/meeting?month=${nameOf(month)}`);
  const enterprise = calls[0]?.code ?? null;
  const call = { enterprise, said: "演示·订单推迟到下月交付", reason: "1", recovers: null };
  if (enterprise !== null) await post(section, `${path}/calls`, call);
  await post(deputy, `${path}/items`, {
    text: "演示·协调用电负荷",
    enterprise,
    project: null,
    county: null,
    chain: null,
    department: "development_reform",
    due: after(month, 28),
  });
  const paper = `眉经信会纪〔${YEAR}〕演示${month}号`;
  await moved(section, id, "met", {
    values: { month_meeting_day: `${nameOf(month)}-25`, month_meeting_place: "演示·三楼会议室" },
    document: { number: paper, title: `${month}月调度会纪要(演示)`, on: `${nameOf(month)}-26` },
  });
  const { opened } = await ask(section.cookie, `${path}/tasks`, { paper });
  return opened.length;
}

/** A month from where it stands to its signature: what was expected of it, and how many tasks its meeting gave. */
async function runMonth(who, month) {
  const { analyst, deputy, boss } = who;
  const path = `/api/operation/${nameOf(month)}`;
  const head = () => get(analyst, `/api/operation?month=${nameOf(month)}`);
  let { state, case: id } = await head();
  if (state === null) {
    ({ id } = await post(analyst, `${path}/begin`, {}));
    state = "collecting";
  }
  if (state === "collecting") {
    await moved(analyst, id, "estimated", { values: { month_estimate_day: `${nameOf(month)}-22` } });
    state = "estimated";
  }
  const { estimate } = (await head()).whole;
  if (state === "closed") return { estimate, tasks: 0 };
  const tasks = await meet(who, id, month);
  await moved(analyst, id, "explained", { values: { month_official_day: after(month, 17) } });
  const [off] = (await get(analyst, `/api/operation/after?month=${nameOf(month)}`)).firms;
  await post(analyst, `${path}/reasons`, {
    enterprise: off?.code ?? null,
    county: null,
    chain: null,
    text: "演示·月末集中开票",
  });
  await moved(deputy, id, "reviewed");
  const { case: row } = await get(boss, `/api/cases/${id}`);
  await post(boss, `${path}/close`, {
    version: row.version,
    number: `眉经信运行〔${YEAR}〕演示${month}号`,
    title: `${month}月工业运行分析(演示)`,
    forLeader: boss.leader,
  });
  return { estimate, tasks };
}

/** Every document of the month, one for each subject it is offered for; how many. */
async function documentsOf({ analyst }, at) {
  const month = nameOf(at);
  const folder = join(OUT, month);
  mkdirSync(folder, { recursive: true });
  const { offers, signed } = await get(analyst, `/api/documents?month=${month}`);
  let made = 0;
  for (const { kind, subjects } of offers)
    for (const subject of subjects === null ? [null] : subjects.map((s) => s.id)) {
      const paper = await ask(analyst.cookie, "/api/documents", { kind, subject, texts: {}, month });
      if (paper.run !== signed.hash) throw new Error(`${month}: ${paper.name} is not of the signed run`);
      writeFileSync(
        join(folder, paper.name),
        await bytesOf(analyst.cookie, `/api/documents/${paper.id}/file`),
      );
      made++;
    }
  return made;
}

const percent = (n) => `${n > 0 ? "+" : ""}${n.toFixed(2)}%`;

await guarded(async () => {
  rmSync(OUT, { recursive: true, force: true });
  say({ zh: "演示城市的 2025 年(演示数据)", en: "the year 2025 of the made-up city (演示数据)" });
  const product = await started("year-store");
  try {
    const who = await people();
    const errors = [];
    console.log("month     expected    growth      came     error  tasks  documents   (亿元; 演示数据)");
    for (const month of MONTHS) {
      const { estimate, tasks } = await runMonth(who, month);
      const made = await documentsOf(who, month);
      const came = await cameOf(who, month);
      const said = estimate === null ? null : Number(estimate.figure.value.text);
      const error = said === null ? null : (said / came - 1) * 100;
      if (error !== null) errors.push(Math.abs(error));
      const shown = (n, text) => (n === null ? "—" : text(n));
      const cells = [
        shown(said, (n) => n.toFixed(1)),
        shown(estimate, (e) => percent(Number(e.growth.text))),
        came.toFixed(1),
        shown(error, percent),
      ];
      console.log(
        `${nameOf(month)} ${cells.map((c) => c.padStart(10)).join("")} ${String(tasks).padStart(6)} ${String(made).padStart(10)}`,
      );
    }
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    console.log(`mean absolute error of the estimate: ${mean.toFixed(2)}%; documents in ${OUT}`);
  } finally {
    await product.stop();
  }
});
