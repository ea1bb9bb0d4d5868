// The made-up city a start runs on when no data folder is named.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hashOf, readRecord, writeRecord } from "./build.mjs";
import { root, run } from "./run.mjs";
import { say, Stop } from "./say.mjs";

/**
 * Makes the demo city in `out` (a folder under var/) unless it is there already and was made from the same
 * definitions by the same generator with the same size.
 */
export async function demoCity(out, { firms, months, seed, decision = "decisions/meishan-2023" }) {
  const record = `${join(root, out)}.json`;
  const key = hashOf([
    decision,
    "packages/kernel/src",
    "packages/definitions/src",
    "packages/formula/src",
    "packages/demo/src",
  ]);
  const made = { key, firms, months, seed, decision };
  const known = readRecord(record);
  const same = Object.entries(made).every(([name, value]) => known[name] === value);
  if (same && existsSync(join(root, out, "returns"))) return;
  say({
    zh: `生成演示城市(虚构,${firms} 户 × ${months} 个月)……`,
    en: `making up the demo city (${firms} firms, ${months} months) ...`,
  });
  rmSync(join(root, out), { recursive: true, force: true });
  writeRecord(join(root, "var", "build.json"), readRecord(join(root, "var", "build.json")));
  const size = ["--firms", String(firms), "--months", String(months), "--seed", String(seed)];
  const { status, output } = await run(
    [process.execPath, "apps/cli/bin/lianzhang.js", "demo", ...size, "--decision", decision, "--out", out],
    { quiet: true },
  );
  if (status !== 0) {
    process.stderr.write(output);
    throw new Stop(
      {
        zh: `没能生成演示城市(退出码 ${status}),原因见上`,
        en: `the demo city could not be made (status ${status}); the reason is above`,
      },
      {
        zh: `先让 npx lianzhang check ${decision} 通过;磁盘满或没有权限时换一个目录`,
        en: `make \`npx lianzhang check ${decision}\` pass first; on a full or locked disk use another folder`,
      },
    );
  }
  writeRecord(record, made);
}
