/** What the program that is killed opens: a decision that takes returns, and firms with one year of taxes, which change between two starts. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FOREVER, parseDay } from "@lianzhang/kernel";
import { MEISHAN } from "./returns-office.ts";

export const FIRMS: readonly string[] = [
  "91110000600037341L",
  "91511400MA0000015X",
  "91110108551385082Q",
  "91440300708461136T",
];
/** Returns are of other years: what comes from the folder stays as it is. */
const YEAR = 2020;
const KNOWN = "2021-04-18";
const HEAD = "code,period,known,submission,source,taxes_paid";

/** Of the city's decision what concerns people, registers and returns: no indicator is computed here, and a start is the quicker. */
const TAKES_RETURNS =
  "decision.yaml clauses.yaml holders.yaml policy.yaml roles.yaml parameters classifications registers procedures calendars forms";

export const decisionIn = (folder: string): string => join(folder, "decision");

export function writeDecision(folder: string): void {
  for (const name of TAKES_RETURNS.split(" "))
    cpSync(join(MEISHAN, name), join(decisionIn(folder), name), { recursive: true });
}

const taxesFile = (data: string): string => join(data, "returns/tax_records.csv");

/** Writes the folder with these taxes, whole 元, one a firm: another content is loaded at the next start. */
export function writeData(data: string, taxes: readonly number[]): void {
  for (const name of ["registers", "returns"]) mkdirSync(join(data, name), { recursive: true });
  const firms = FIRMS.map((code) => `${code},演示公司${code.slice(-4)},511402,2020-01,`);
  writeFileSync(join(data, "folder.yaml"), "demo: true\n");
  writeFileSync(
    join(data, "registers/enterprise.csv"),
    `code,name,county,since,until\n${firms.join("\n")}\n`,
  );
  const rows = FIRMS.map((code, i) => `${code},${YEAR},${KNOWN},2020.xlsx,演示数据,${taxes[i] ?? 0}`);
  writeFileSync(taxesFile(data), `${HEAD}\n${rows.join("\n")}\n`);
}

/** Its facts in the words of the oracle. */
export function expectedData(data: string): readonly string[] {
  const [, ...rows] = readFileSync(taxesFile(data), "utf8").trim().split("\n");
  return rows.map((row) => {
    const [code = "", year = "", known = "", , , taxes = ""] = row.split(",");
    return `${code} ${year} ${parseDay(known)} ${FOREVER} ${taxes}`;
  });
}
