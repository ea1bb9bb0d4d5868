// 200 people at once on a running product: how long a reading and a change take, and whether any fails. Each person asks,
// waits a few seconds as people do, and asks again; then the same without any pause, to see where it ends.
import { machine } from "./machine.mjs";
import { ask, latencies, signIn, started } from "../tools/lib/product.mjs";

const PEOPLE = Number(process.env.PEOPLE ?? 200);
const SECONDS = Number(process.env.SECONDS ?? 60);
/** One request of five changes something, two look at figures, two at records. */
const CHANGES = 0.2;
const FIGURE_SHARE = 0.5;
/** ms between two requests of one person: 2 to 6 seconds. */
const pause = () => 2000 + Math.random() * 4000;

const READS = [
  () => "/api/registers/enterprise/records?size=50",
  () => `/api/registers/enterprise/records?q=${encodeURIComponent("锂")}`,
  () => `/api/registers/request/records?page=${1 + Math.floor(Math.random() * 3)}`,
  () => "/api/door",
  () => "/api/registers/request",
  () => "/api/procedures/request/cases?size=50",
];
const FIGURES = [
  () => "/api/overview",
  () => "/api/chains",
  () => "/api/enterprises?size=50",
  () => "/api/indicators/industrial_output?by=county&period=2025",
];
const one = (list) => list[Math.floor(Math.random() * list.length)]();

/** People who work on requests: of counties, parks and sections. */
const workers = (people) => people.filter((p) => /县区经办|园区经办/.test(p.name));

let made = 0;
async function change(person, county) {
  const code = `B${process.pid}-${++made}`;
  const month = new Date().toISOString().slice(0, 7);
  const values = { request_title: `诉求 ${code}`, request_county: county, request_came_on: `${month}-01` };
  const { kind } = await ask(person.cookie, "/api/registers/request/records", {
    code,
    since: month,
    values,
    reason: "压力测试",
  });
  if (kind !== "kept") throw new Error(`a change was ${kind}`);
}

async function phase(name, people, seconds, wait) {
  const until = Date.now() + seconds * 1000;
  const times = { records: [], figures: [], changes: [] };
  const failures = { records: 0, figures: 0, changes: 0 };
  await Promise.all(
    people.map(async (person) => {
      if (wait) await new Promise((done) => setTimeout(done, Math.random() * 4000));
      while (Date.now() < until) {
        const what =
          person.county !== null && Math.random() < CHANGES
            ? "changes"
            : Math.random() < FIGURE_SHARE
              ? "figures"
              : "records";
        const start = performance.now();
        try {
          if (what === "changes") await change(person, person.county);
          else await ask(person.cookie, one(what === "figures" ? FIGURES : READS));
          times[what].push(performance.now() - start);
        } catch (error) {
          failures[what]++;
          if (failures.records + failures.figures + failures.changes < 4) console.log(String(error));
        }
        if (wait) await new Promise((done) => setTimeout(done, pause()));
      }
    }),
  );
  for (const what of Object.keys(times)) latencies(`${name}: ${what}`, times[what], failures[what]);
  latencies(
    `${name}: all readings`,
    [...times.records, ...times.figures],
    failures.records + failures.figures,
  );
  const all = Object.values(times).reduce((n, t) => n + t.length, 0);
  console.log(`${name}: ${(all / seconds).toFixed(0)} requests a second`);
}

/** What the first person of each scope waits after figures have changed: nobody has asked since the start. */
async function firstLooks(people) {
  const times = [];
  for (const person of people)
    for (const question of FIGURES) {
      const start = performance.now();
      await ask(person.cookie, question());
      times.push(performance.now() - start);
    }
  latencies("first look at figures", times);
}

console.log(machine());
const product = await started("bench-people");
try {
  const { demo } = await ask("", "/api/door");
  const able = workers(demo);
  const people = [];
  for (let i = 0; i < PEOPLE; i++) {
    const { id, name } = able[i % able.length];
    const county = /东坡/.test(name) ? "511402" : /彭山/.test(name) ? "511403" : null;
    people.push({ cookie: await signIn(id), county });
  }
  await firstLooks(people.slice(0, able.length));
  console.log(`${PEOPLE} people, each asking every 2 to 6 seconds, ${SECONDS} s`);
  await phase("with pauses", people, SECONDS, true);
  console.log(`${PEOPLE} people without any pause, ${SECONDS / 4} s`);
  await phase("without pauses", people, SECONDS / 4, false);
} finally {
  await product.stop();
}
