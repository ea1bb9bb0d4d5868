/** `demo`: a made-up city as a data folder. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import type { Parsed } from "./arguments.ts";
import { existingFolder, hasErrors, reportDiagnostics } from "./city.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, OutsideError, UsageError } from "./terminal.ts";

/** The decision folder that comes with the product. */
export const SHIPPED: string = fileURLToPath(new URL("../../../decisions/meishan-2023", import.meta.url));

export function wholeNumber(parsed: Parsed, name: string, absent: number, least: number): number {
  const text = parsed.values.get(name);
  if (text === undefined) return absent;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least)
    throw new UsageError({
      zh: `--${name} 「${text}」应为不小于 ${least} 的整数`,
      en: `--${name} "${text}" should be a whole number of at least ${least}`,
    });
  return Number(text);
}

/** A folder that holds something that is not a demo city is never written into. */
function refuseForeign(folder: string): void {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder);
  if (names.length === 0 || names.includes("folder.yaml")) return;
  throw new OutsideError(
    {
      zh: `目录 ${folder} 里已有别的文件,演示数据与正式数据不放在一起`,
      en: `${folder} holds other files: demo data never shares a folder with real data`,
    },
    { zh: "换一个空目录", en: "name an empty folder" },
  );
}

export async function demo(parsed: Parsed, terminal: Terminal): Promise<number> {
  const firms = wholeNumber(parsed, "firms", 900, 100);
  const months = wholeNumber(parsed, "months", 72, 1);
  const seed = wholeNumber(parsed, "seed", 1, 0);
  const given = parsed.values.get("decision");
  const decision = await loadDecision(given === undefined ? SHIPPED : existingFolder(terminal, given));
  if (decision.model === null || hasErrors(decision.diagnostics)) {
    reportDiagnostics(terminal, decision.diagnostics);
    return EXIT.input;
  }
  const out = resolve(terminal.cwd, parsed.values.get("out") ?? join("var", "demo"));
  refuseForeign(out);
  terminal.progress({
    zh: `生成演示城市:${firms} 户 × ${months} 个月,种子 ${seed}`,
    en: `making up a city: ${firms} firms, ${months} months, seed ${seed}`,
  });
  const report = await writeCity({ model: decision.model, firms, months, seed, out });
  if (parsed.switches.has("json")) terminal.out(toJson({ out, firms, months, seed, report }));
  else terminal.out(terminal.language === "zh" ? `演示数据已写入 ${out}` : `demo data written to ${out}`);
  return EXIT.done;
}
