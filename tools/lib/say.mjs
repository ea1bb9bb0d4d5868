// What the tools say, in Chinese unless the locale asks for English, and how they give up.
const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
const asked = process.argv.includes("--lang") ? process.argv[process.argv.indexOf("--lang") + 1] : "";
const english = asked === "en" || (asked !== "zh" && /^en/i.test(locale));

export const words = ({ zh, en }) => (english ? en : zh);

/** One line of progress on standard error. */
export const say = (text) => process.stderr.write(`${words(text)}\n`);

/** Something that stops the tool: what is wrong, and what to do. */
export class Stop extends Error {
  constructor(problem, mend) {
    super(words(problem));
    this.mend = words(mend);
  }
}

/** Runs `work`; a Stop is printed as two lines and ends the process with status 3. */
export async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n  → ${error.mend}\n`);
    process.exit(3);
  }
}
