// 50 senders on a running product, each with a csv of 500 rows for another month: begun, the file kept, its report read as
// the page does, sent; then accepted, which answers when the figures have followed. First as a day brings them, one after
// the other within SECONDS, then all at one moment; then one return with a month of every row there is, some 65,000.
// While all of it runs, somebody looks at pages.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { against, machine, quantileOf } from "./machine.mjs";
import { ask, latencies, signIn, started } from "../tools/lib/product.mjs";

const [SENDERS, ROWS] = [Number(process.env.SENDERS ?? 50), Number(process.env.ROWS ?? 500)];
const SECONDS = Number(process.env.SECONDS ?? 60);
const FORM = "power_records";
const SENDER = { kind: "department", id: "power_supplier" };
const PAGES = [
  "/api/overview",
  "/api/chains",
  "/api/registers/request/records?page=1",
  "/api/enterprises?size=50",
];

const months = Array.from({ length: SENDERS }, (_, i) => {
  const n = 2021 * 12 + 10 + i;
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;
});
const allRows = new Map();
/** The first rows of each month as the demo city has them, in the words of a sender. */
function returnsOf() {
  const lines = readFileSync(join(import.meta.dirname, "../var/demo/returns", `${FORM}.csv`), "utf8").split(
    "\n",
  );
  const by = new Map(months.map((m) => [m, new Map()]));
  // a firm's last row of a month: earlier ones may be the slips it mended
  for (const line of lines) {
    const [code, month, , , , amount] = line.split(",");
    by.get(month)?.set(code, Number(amount));
    if (/^\d{4}-\d{2}$/.test(month ?? "")) allRows.set(`${code} ${month}`, Number(amount));
  }
  return new Map([...by].map(([month, rows]) => [month, [...rows]]));
}
const rowsBy = returnsOf();
const csvOf = (month, more) =>
  Buffer.from(
    `统一社会信用代码,用电量(千瓦时)\n${rowsBy
      .get(month)
      .slice(0, ROWS)
      .map(([code, amount]) => `${code},${amount + more}`)
      .join("\n")}\n`,
  ).toString("base64");

/** Every row of six years, each with its month. */
const wholeCsv = () =>
  Buffer.from(
    `统一社会信用代码,报告期,用电量(千瓦时)\n${[...allRows]
      .filter(([key]) => allRows.has(`${key.slice(0, key.indexOf(" "))} 2025-12`))
      .map(([key, amount]) => `${key.replace(" ", ",")},${amount + 3}`)
      .join("\n")}\n`,
  ).toString("base64");

const PARTS = ["begun", "file kept", "report read", "sent", "accepted, figures fresh"];

/** One return from beginning to figures; the ms of each part. */
async function submit(cookie, month, content) {
  const parts = [];
  const timed = async (work) => {
    const start = performance.now();
    const answer = await work();
    parts.push(performance.now() - start);
    return answer;
  };
  const { id, ...begun } = await timed(() =>
    ask(cookie, "/api/returns", { form: FORM, period: month, sender: SENDER }),
  );
  const kept = await timed(() =>
    ask(cookie, `/api/returns/${id}/files`, {
      ...begun,
      name: `用电-${month}.csv`,
      content,
    }),
  );
  const { tables, findings } = await timed(() => ask(cookie, `/api/returns/${id}/report`));
  const open = findings.filter((f) => f.strength === "explain");
  if (tables?.length !== 1) throw new Error(`${month}: ${JSON.stringify(findings).slice(0, 300)}`);
  const remarks = open.map(({ code, check = code, file, sheet, row, field, subject }) => ({
    check,
    file,
    sheet,
    row,
    field,
    subject,
    said: "演示",
  }));
  let { version } = kept;
  if (remarks.length > 0)
    ({ version } = await ask(cookie, `/api/returns/${id}/remarks`, { version, remarks }));
  const sent = await timed(() => ask(cookie, `/api/returns/${id}/send`, { version }));
  const { waits } = await timed(() => ask(cookie, `/api/returns/${id}/accept`, { version: sent.version }));
  if (waits !== null) throw new Error(`${month}: the figures did not follow: ${waits}`);
  return parts;
}

/** Somebody looks at one page after the other while the work runs; ms of each look. */
async function lookedAt(cookie, work) {
  const pages = [];
  let done = false;
  const looking = (async () => {
    for (let i = 0; !done; i++) {
      const start = performance.now();
      await ask(cookie, PAGES[i % PAGES.length]);
      pages.push(performance.now() - start);
      await new Promise((next) => setTimeout(next, 250));
    }
  })();
  try {
    return { all: await work(), pages };
  } finally {
    done = true;
    await looking;
  }
}

async function phase(name, cookie, more, seconds) {
  const { all, pages } = await lookedAt(cookie, () =>
    Promise.all(
      months.map(async (month, i) => {
        await new Promise((next) => setTimeout(next, (seconds * 1000 * i) / SENDERS));
        return submit(cookie, month, csvOf(month, more));
      }),
    ),
  );
  console.log(`${name}: ${SENDERS} senders x ${ROWS} rows`);
  for (const [i, part] of PARTS.entries())
    latencies(
      `  ${part}`,
      all.map((parts) => parts[i]),
    );
  latencies("  pages meanwhile", pages);
  return all;
}

console.log(machine());
const product = await started("bench-senders");
try {
  const { demo } = await ask("", "/api/door");
  const cookie = await signIn(demo.find((p) => /科室|科长|处室/.test(p.name)).id);
  await submit(cookie, months[0], csvOf(months[0], 5));
  const spread = await phase(`within ${SECONDS} s`, cookie, 1, SECONDS);
  const sent = spread.map((parts) => Math.max(...parts.slice(0, 4)));
  against("each request of a sender, p95", quantileOf(sent, 0.95) / 1000, 0.3, "s");
  const fresh = spread.map((parts) => parts[4]);
  against("accepted to fresh, p95", quantileOf(fresh, 0.95) / 1000, 1, "s");
  await phase("at one moment", cookie, 2, 0);
  const content = wholeCsv();
  const { all, pages } = await lookedAt(cookie, () => submit(cookie, "2020-01..2025-12", content));
  const told = PARTS.map((part, i) => `${part} ${(all[i] / 1000).toFixed(1)} s`).join(", ");
  console.log(`one return of ${content.length} characters, six years of every firm: ${told}`);
  latencies("  pages meanwhile", pages);
} finally {
  await product.stop();
}
