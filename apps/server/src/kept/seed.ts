/** The first start: registers of the data folders are entered in the database where people keep them from then on. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Model, Register } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { readTableFile } from "@lianzhang/returns";
import type { Acting, RegisterFault, Registers } from "@lianzhang/work";
import { BEGINNING } from "@lianzhang/work";

/** Registers larger than this stay in their files: nobody keeps them by hand. */
export const MOST_ROWS = 50_000;

export interface Seeded {
  readonly register: string;
  readonly file: string;
  readonly records: number;
  /** What of the file could not be entered; it stays in the file. */
  readonly refused: readonly RegisterFault[];
  /** Whether the register stays in its file because it is too large. */
  readonly tooLarge: boolean;
}

const PROGRAM: Acting = { user: "lianzhang", onBehalfOf: null, unit: null, purpose: "first start" };
const READABLE = /^(.+?)(?:\..*)?\.(?:csv|tsv|txt|xlsx)$/u;

const filesOf = (register: Register, folders: readonly string[]): string[] =>
  folders.flatMap((folder) => {
    const inside = join(folder, "registers");
    if (!existsSync(inside)) return [];
    return readdirSync(inside)
      .filter((name) => READABLE.exec(name)?.[1] === register.id)
      .toSorted()
      .map((name) => join(inside, name));
  });

/** Registers people keep: all but those whose subjects the definitions fix. */
export const keptRegisters = (model: Model): readonly Register[] =>
  [...model.registers.values()].filter((r) => r.fixed === null);

/**
 * Enters the files of each register that has no record yet. Files are read in the order of links between registers,
 * so that a site finds its firm. What is refused is told and stays in its file.
 */
export async function seedRegisters(
  model: Model,
  registers: Registers,
  folders: readonly string[],
  progress: (step: Label) => void,
): Promise<readonly Seeded[]> {
  const seeded: Seeded[] = [];
  for (const register of keptRegisters(model)) {
    const files = filesOf(register, folders);
    if (files.length === 0 || (await registers.lastEvent(register.id)) !== null) continue;
    for (const file of files) {
      const table = await readTableFile(file);
      const tooLarge = table.length > MOST_ROWS;
      if (tooLarge) {
        seeded.push({ register: register.id, file, records: 0, refused: [], tooLarge });
        continue;
      }
      progress({
        zh: `登记册「${register.label.zh}」第一次入库:${file}`,
        en: `entering the register ${register.label.en} for the first time: ${file}`,
      });
      const report = await registers.import(PROGRAM, register.id, {
        table,
        month: BEGINNING,
        exported: null,
        reason: `第一次启动时由数据目录转入:${file}`,
        apply: "good",
      });
      seeded.push({
        register: register.id,
        file,
        records: report.new.length + report.changed.length,
        refused: report.refused,
        tooLarge,
      });
    }
  }
  return seeded;
}
