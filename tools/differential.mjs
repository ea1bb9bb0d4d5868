// `npm run differential -- 1000000 [seed]`: random type-correct programs through SQL and through the evaluator.
// The test files are the same as in `npm test`; this only says how many programs and from which seed.
import { local, run } from "./lib/run.mjs";

const [programs = "1000000", seed = "20230714"] = process.argv.slice(2);
if (!/^\d+$/.test(programs) || !/^\d+$/.test(seed)) {
  process.stderr.write("usage: npm run differential -- PROGRAMS [SEED], both whole numbers\n");
  process.exit(2);
}
const { status } = await run([...local("vitest/vitest.mjs"), "run", "tests/differential-"], {
  env: { LANGUAGE_PROGRAMS: programs, LANGUAGE_SEED: seed },
});
process.exitCode = status;
