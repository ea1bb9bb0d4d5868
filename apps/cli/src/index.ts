/** The `lianzhang` command: reads the command line, runs one command, answers with an exit status. */
import { UnprovenSum } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { WorkError } from "@lianzhang/work";
import type { CommandSpec, Parsed } from "./arguments.ts";
import { checkComplete, COMMON, parseArguments } from "./arguments.ts";
import { COMMANDS } from "./commands.ts";
import { line } from "./diagnostic-text.ts";
import { commandHelp, overallHelp } from "./help.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, languageOf, OutsideError, UsageError } from "./terminal.ts";

/** A command's work; the answer is the exit status. */
type Run = (parsed: Parsed, terminal: Terminal) => Promise<number>;

/** Loaded when asked for, so that `check` does not wait for the web server's code. */
async function runOf(name: string): Promise<Run> {
  switch (name) {
    case "check":
      return (await import("./check.ts")).check;
    case "read":
      return (await import("./read.ts")).readCommand;
    case "compute":
      return (await import("./compute.ts")).computeCommand;
    case "entitle":
      return (await import("./entitle.ts")).entitleCommand;
    case "evaluate":
      return (await import("./evaluate.ts")).evaluateCommand;
    case "explain":
      return (await import("./explain.ts")).explainCommand;
    case "bridge":
      return (await import("./bridge.ts")).bridgeCommand;
    case "compare":
      return (await import("./compare.ts")).compareCommand;
    case "purpose":
      return (await import("./purpose.ts")).purpose;
    case "burden":
      return (await import("./burden.ts")).burden;
    case "run":
      return (await import("./run.ts")).runCommand;
    case "runs":
      return (await import("./runs.ts")).runsCommand;
    case "verify":
      return (await import("./verify.ts")).verifyCommand;
    case "anchor":
      return (await import("./anchor.ts")).anchorCommand;
    case "people":
      return (await import("./people.ts")).peopleCommand;
    case "backup":
      return (await import("./backup.ts")).backupCommand;
    case "restore":
      return (await import("./backup.ts")).restoreCommand;
    case "purge":
      return (await import("./purge.ts")).purgeCommand;
    case "import":
      return (await import("./import.ts")).importCommand;
    case "diff":
      return (await import("./diff.ts")).diffCommand;
    case "publish":
      return (await import("./publish.ts")).publishCommand;
    case "report":
      return (await import("./report.ts")).reportCommand;
    case "demo":
      return (await import("./demo.ts")).demo;
    default:
      return (await import("./start.ts")).start;
  }
}

function unknownCommand(name: string): UsageError {
  const near = nearest(
    name,
    COMMANDS.map((c) => c.name),
  );
  return new UsageError(
    { zh: `没有命令「${name}」`, en: `there is no command "${name}"` },
    near === null
      ? { zh: "现有命令见 lianzhang --help", en: "lianzhang --help lists the commands there are" }
      : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

function report(terminal: Terminal, said: Label, hint: Label | null): void {
  const language = terminal.language;
  terminal.err(`lianzhang: ${said[language]}`);
  if (hint) terminal.err(`  ${hint[language]}`);
}

/** By its shape, so that commands without a database need not load the package. */
const isWorkError = (error: unknown): error is WorkError =>
  error instanceof Error && error.name === "WorkError";

/** A failure of the disk or the database in words; anything else is a fault of ours and keeps its stack. */
function outside(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  if (isWorkError(error)) {
    const { code, said, hint } = error;
    return new OutsideError({ zh: `${code}:${said.zh}`, en: `${code}: ${said.en}` }, hint, error);
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const short = error instanceof Error ? error.message : message;
  const expected = /^E[A-Z]+$/.test(code) || /store/i.test(error instanceof Error ? error.name : "");
  return new OutsideError(
    { zh: `未能完成:${expected ? short : message}`, en: `failed: ${expected ? short : message}` },
    null,
    error,
  );
}

async function dispatch(spec: CommandSpec, parsed: Parsed, terminal: Terminal): Promise<number> {
  if (parsed.switches.has("help")) {
    terminal.out(commandHelp(spec, terminal.language));
    return EXIT.done;
  }
  checkComplete(parsed, spec);
  return (await runOf(spec.name))(parsed, terminal);
}

/** Runs one command line on a given terminal; tests call this. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const at = argv.findIndex((w, i) => !w.startsWith("-") && argv[i - 1] !== "--lang");
    const name = argv[at];
    if (name === undefined) {
      const parsed = parseArguments(argv, { options: [] });
      const asked = parsed.switches.has("help");
      (asked ? terminal.out : terminal.err)(overallHelp(terminal.language));
      return asked ? EXIT.done : EXIT.usage;
    }
    if (name === "help") {
      const topic = COMMANDS.find((c) => c.name === argv[at + 1]);
      terminal.out(topic ? commandHelp(topic, terminal.language) : overallHelp(terminal.language));
      return EXIT.done;
    }
    const spec = COMMANDS.find((c) => c.name === name);
    if (!spec) throw unknownCommand(name);
    return await dispatch(
      spec,
      parseArguments(
        argv.filter((_, i) => i !== at),
        spec,
      ),
      terminal,
    );
  } catch (error) {
    if (error instanceof UsageError) {
      report(terminal, error.said, error.hint);
      return EXIT.usage;
    }
    if (error instanceof UnprovenSum) {
      for (const d of error.diagnostics) terminal.err(line(d, terminal.language));
      return EXIT.input;
    }
    const failure = outside(error);
    report(terminal, failure.said, failure.hint);
    return EXIT.outside;
  }
}

/** `--lang x` and `--lang=x` before anything else is read: errors of reading are in this language too. */
function askedLanguage(argv: readonly string[]): string | undefined {
  const at = argv.indexOf("--lang");
  return at >= 0 ? argv[at + 1] : argv.find((w) => w.startsWith("--lang="))?.slice("--lang=".length);
}

/** The program: standard streams, the environment's language, the current folder. Returns the exit status. */
export async function main(argv: string[]): Promise<number> {
  const language = languageOf(askedLanguage(argv), process.env);
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.outside),
  );
  const quiet = argv.includes("--quiet");
  return run(argv, {
    language,
    cwd: process.cwd(),
    quiet,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    progress: (step) => void (quiet || process.stderr.write(`${step[language]}\n`)),
  });
}

export { COMMANDS, COMMON };
export type { Terminal };
