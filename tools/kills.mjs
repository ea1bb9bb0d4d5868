// `npm run kills -- --kills 2000 --seed 1 [--round 40]`: a program that takes returns, and its PostgreSQL, killed at as many
// random moments. A round is a folder of its own: every start in it checks all facts, its end what was acknowledged, the
// chain and the last backup. tests/kill-returns.db.test.ts is a short round in `npm test`.
import { parseArgs } from "node:util";
import { bundled } from "./lib/bundle.mjs";
import { run } from "./lib/run.mjs";

const usage = () => {
  process.stderr.write("usage: npm run kills -- --kills N --seed S [--round N], whole numbers from 1\n");
  process.exit(2);
};
function asked() {
  try {
    const option = (value) => ({ type: "string", default: value });
    const { values } = parseArgs({
      options: { kills: option("40"), seed: option("1"), round: option("40") },
    });
    return [values.kills, values.seed, values.round];
  } catch {
    return usage();
  }
}
const numbers = asked();
if (!numbers.every((n) => /^[1-9]\d*$/.test(n))) usage();
const { paths, remove } = await bundled("tests/support/kill-command.ts", "tests/support/kill-returns.ts");
const [command, program] = paths;
try {
  const { status } = await run([process.execPath, command, program, ...numbers]);
  process.exitCode = status;
} finally {
  remove();
}
