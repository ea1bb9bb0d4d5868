/** `import`: returns into the store of a product that is not running. */
import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import { nearest, parsePeriod } from "@lianzhang/kernel";
import type { ImportOrder, ImportOutcome, ProductOptions } from "@lianzhang/server";
import { holderOf, importFiles, instanceFolder, openProduct } from "@lianzhang/server";
import type { Sender } from "@lianzhang/work";
import type { Parsed } from "./arguments.ts";
import { existingFolder, hasErrors, reportDiagnostics } from "./city.ts";
import { SHIPPED } from "./demo.ts";
import { documentOf, isRefused, summary, tellFindings } from "./import-report.ts";
import { inputRefused } from "./input-refused.ts";
import { toJson } from "./json.ts";
import { demoCity, startRefused } from "./start.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, OutsideError, UsageError } from "./terminal.ts";

const KINDS = ["enterprise", "city", "unit", "county", "park", "department"] as const;

function senderAsked(parsed: Parsed, model: Model): Sender {
  const given = parsed.values.get("sender");
  if (given === undefined) return { kind: "city", id: model.city.code };
  const [word = "", id = ""] = given.split(/[::]/u);
  const kind = KINDS.find((k) => k === word);
  if (kind !== undefined && id !== "") return { kind, id };
  throw new UsageError(
    { zh: `--sender 「${given}」应为 种类:代码`, en: `--sender "${given}" should be KIND:ID` },
    { zh: `种类:${KINDS.join("、")}`, en: `kinds: ${KINDS.join(", ")}` },
  );
}

function periodAsked(parsed: Parsed): Period | null {
  const given = parsed.values.get("period");
  if (given === undefined) return null;
  const period = parsePeriod(given);
  if (period !== null) return period;
  throw new UsageError(
    { zh: `--period 「${given}」不是报告期`, en: `--period "${given}" is no period` },
    { zh: "如 2024、2024Q2、2024-06、2025-01..09", en: "as 2024, 2024Q2, 2024-06 or 2025-01..09" },
  );
}

function requireForm(model: Model, form: string): void {
  if (model.forms.has(form)) return;
  const all = [...model.forms.keys()];
  const near = nearest(form, all);
  throw new UsageError(
    { zh: `没有表式「${form}」`, en: `there is no form "${form}"` },
    near === null
      ? { zh: `可用:${all.join("、")}`, en: `use one of: ${all.join(", ")}` }
      : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

interface GivenFile {
  readonly given: string;
  readonly name: string;
  readonly path: string;
}

function filesGiven(terminal: Terminal, paths: readonly string[]): readonly GivenFile[] {
  return paths.map((given) => {
    const path = resolve(terminal.cwd, given);
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isFile() !== true)
      throw new UsageError({ zh: `没有文件「${given}」`, en: `there is no file "${given}"` });
    if (there.size === 0)
      throw new UsageError({ zh: `文件「${given}」是空的`, en: `the file "${given}" is empty` });
    return { given, name: basename(path), path };
  });
}

/** A file as it was given: names in the report are those it is kept under. */
const shownAs =
  (files: readonly GivenFile[], kept: readonly { readonly name: string }[]) =>
  (file: string): string => {
    const at = kept.findIndex((k) => file === k.name || file.startsWith(`${k.name}/`));
    const found = files[at];
    return found === undefined ? file : `${found.given}${file.slice(kept[at]?.name.length)}`;
  };

const isRunning = (address: string): OutsideError =>
  new OutsideError(
    { zh: `系统正在运行:${address}`, en: `the product is running at ${address}` },
    {
      zh: "在网页中报送;或先停止系统(在其窗口按 Ctrl-C),再导入",
      en: "send the return on its page; or stop it first (Ctrl-C in its window), then import",
    },
  );

async function withProduct(options: ProductOptions, order: ImportOrder): Promise<ImportOutcome> {
  const product = await openProduct(options);
  try {
    options.progress?.({ zh: "读入并核对", en: "reading and checking" });
    return await importFiles(product, order);
  } finally {
    await product.close();
  }
}

function told(
  parsed: Parsed,
  terminal: Terminal,
  outcome: ImportOutcome,
  files: readonly GivenFile[],
): number {
  if (outcome.kind === "no_period")
    throw new UsageError(
      {
        zh: "没有报告期:表上没有写,也没有给 --period;什么都没有导入",
        en: "no period: none is written in the files, and no --period; nothing was imported",
      },
      { zh: "如 --period 2025-05", en: "as --period 2025-05" },
    );
  if (outcome.kind === "wrong_period") throw new UsageError({ zh: outcome.zh, en: outcome.message });
  const { report } = outcome;
  tellFindings(terminal, report, shownAs(files, report.files));
  if (parsed.switches.has("json")) terminal.out(toJson(documentOf(report)));
  else for (const said of summary(report)) terminal.out(said[terminal.language]);
  return isRefused(report) ? EXIT.input : EXIT.done;
}

export async function importCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const [form = "", ...paths] = parsed.positionals;
  const period = periodAsked(parsed);
  const given = parsed.values.get("decision");
  const decision = given === undefined ? SHIPPED : existingFolder(terminal, given);
  const { model, diagnostics } = await loadDecision(decision);
  if (model === null || hasErrors(diagnostics)) {
    reportDiagnostics(terminal, diagnostics);
    return EXIT.input;
  }
  requireForm(model, form);
  const sender = senderAsked(parsed, model);
  const files = filesGiven(terminal, paths);
  const store = resolve(terminal.cwd, parsed.values.get("store") ?? "var");
  const [asked, key] = [parsed.values.get("data"), parsed.values.get("key")];
  const database = parsed.values.get("database") ?? process.env["DATABASE_URL"];
  return startRefused(terminal, async () => {
    const data =
      asked === undefined ? await demoCity(terminal, decision, store) : existingFolder(terminal, asked);
    if (data === null) return EXIT.input;
    const options: ProductOptions = {
      decision,
      data: [data],
      store,
      ...(database === undefined ? {} : { database }),
      ...(key === undefined ? {} : { key: resolve(terminal.cwd, key) }),
      progress: (step) => terminal.progress(step),
    };
    const holder = holderOf(instanceFolder(options));
    if (holder !== null) throw isRunning(holder.address);
    return inputRefused(["LZ7504"], terminal, async () =>
      told(parsed, terminal, await withProduct(options, { form, files, period, sender }), files),
    );
  });
}
