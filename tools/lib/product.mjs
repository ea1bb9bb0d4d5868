// The product as `npm start` runs it, for benches and scripts that ask it over HTTP.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { demoCity } from "./demo.mjs";
import { root } from "./run.mjs";

const port = 4377;
const base = `http://127.0.0.1:${port}`;

const refused = async (path, answer) =>
  new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);

/** GET, or with a body POST; gives what was answered, throws what was refused. `leader`: who is acted for (代办). */
export async function ask(cookie, path, body, leader = null) {
  const answer = await fetch(`${base}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      cookie,
      origin: base,
      "content-type": "application/json",
      ...(leader === null ? {} : { "x-on-behalf-of": leader }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw await refused(path, answer);
  return answer.json();
}

/** A file, as it is sent. */
export async function bytesOf(cookie, path) {
  const answer = await fetch(`${base}${path}`, { headers: { cookie } });
  if (!answer.ok) throw await refused(path, answer);
  return Buffer.from(await answer.arrayBuffer());
}

/** The cookie of a made-up person. */
export async function signIn(person) {
  const answer = await fetch(`${base}/api/demo-sign-in`, {
    method: "POST",
    headers: { origin: base, "content-type": "application/json" },
    body: JSON.stringify({ person }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.get("set-cookie").split(";")[0];
}

/** Starts it on the made-up city of `npm start`, with a store of its own under this name. */
export async function started(name) {
  const store = join(root, "var", name);
  rmSync(store, { recursive: true, force: true });
  await build();
  await demoCity("var/demo", { firms: 900, months: 72, seed: 1 });
  const profile = process.env.PROFILE;
  const child = spawn(
    process.execPath,
    [
      ...(profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`]),
      join(root, "apps/cli/bin/lianzhang.js"),
      "start",
      "--decision",
      join(root, "decisions/meishan-2023"),
      "--data",
      join(root, "var/demo"),
      "--store",
      store,
      "--port",
      String(port),
      "--demo-people",
      // many share one made-up person
      "--requests-a-minute",
      "1000000",
      "--quiet",
    ],
    { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
  );
  const closed = new Promise((done) => child.on("close", done));
  for (let i = 0; i < 300; i++) {
    await new Promise((done) => setTimeout(done, 500));
    const up = await fetch(`${base}/api/door`).then(
      (a) => a.ok,
      () => false,
    );
    if (up)
      return {
        stop: () => {
          child.kill("SIGTERM");
          return closed;
        },
      };
  }
  throw new Error("the product did not start");
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

/** One line of latencies, ms. */
export function latencies(name, times, failures = 0) {
  const sorted = times.toSorted((a, b) => a - b);
  const ms = (q) => quantile(sorted, q).toFixed(1);
  console.log(
    `${name.padEnd(28)} ${String(times.length).padStart(7)} requests  median ${ms(0.5)}  p95 ${ms(0.95)}  p99 ${ms(0.99)}  max ${ms(1)} ms  ${failures} failed`,
  );
}
