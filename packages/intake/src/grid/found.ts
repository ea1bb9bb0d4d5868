/** Findings of reading a file: collected as they come, a long run of one kind cut to a count. */
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { Meter } from "./limits.ts";
import { say } from "../values/said.ts";

export interface Place {
  readonly file: string;
  readonly sheet?: string | null;
  /** 1-based. */
  readonly row?: number;
  readonly column?: number;
}

/** So many findings of one kind are told one by one for a sheet; the rest as a number. */
const EACH = 50;

export class Found {
  readonly #list: Finding[] = [];
  readonly #runs = new Map<string, { count: number; readonly like: Finding }>();

  add(strength: Finding["strength"], code: Finding["code"], place: Place, message: Label, hint: Label): void {
    const finding: Finding = {
      strength,
      code,
      file: place.file,
      sheet: place.sheet ?? null,
      row: place.row ?? null,
      column: place.column ?? null,
      field: null,
      subject: null,
      message,
      hint,
    };
    const key = `${code}\n${finding.file}\n${finding.sheet}`;
    const run = this.#runs.get(key) ?? { count: 0, like: finding };
    this.#runs.set(key, run);
    if (++run.count <= EACH) this.#list.push(finding);
  }

  /** Counts so many more of a kind that was told at this place already. */
  more(code: Finding["code"], place: Place, count: number): void {
    const run = this.#runs.get(`${code}\n${place.file}\n${place.sheet ?? null}`);
    if (run) run.count += Math.max(0, count);
  }

  all(): Finding[] {
    const more = [...this.#runs.values()]
      .filter((run) => run.count > EACH)
      .map(({ count, like }) => ({
        ...like,
        row: null,
        column: null,
        message: say(`另有 ${count - EACH} 处同类问题`, `${count - EACH} more of this kind`),
      }));
    return [...this.#list, ...more];
  }
}

/** Why a file cannot be read on. Caught where the file's name is known. */
export class Trouble extends Error {
  readonly code: Finding["code"];
  readonly said: Label;
  readonly hint: Label;
  constructor(code: Finding["code"], said: Label, hint: Label) {
    super(said.en);
    this.code = code;
    this.said = said;
    this.hint = hint;
  }
}

const SAVE_AGAIN = say(
  "用原软件打开后另存为 xlsx,再发一次",
  "open it where it was made, save it as xlsx, send it again",
);

export const damaged = (zh: string, en: string): Trouble =>
  new Trouble("LZ8004", say(`文件已损坏:${zh}`, `the file is damaged: ${en}`), SAVE_AGAIN);

export const beyond = (zh: string, en: string): Trouble =>
  new Trouble(
    "LZ8005",
    say(`超出读取上限:${zh}`, `beyond what is read: ${en}`),
    say("拆成几个文件再发", "send it in several files"),
  );

export const tooLarge = (meter: Meter): Trouble =>
  beyond(`文件超过 ${meter.limits.fileBytes} 字节`, `a file of more than ${meter.limits.fileBytes} bytes`);

export const withDtd = (): Trouble =>
  new Trouble(
    "LZ8007",
    say("文件内含 DTD 或实体定义,已拒绝读取", "the file has a DTD or entities; it is not read"),
    SAVE_AGAIN,
  );

/** Counts a sheet. False: there are more than the limit, which is told; the others are left. */
export function oneMoreSheet(file: string, meter: Meter, found: Found): boolean {
  const most = meter.limits.sheets;
  if (meter.sheets++ < most) return true;
  const { code, said, hint } = beyond(
    `超过 ${most} 张工作表,其余未读取`,
    `more than ${most} sheets; the others were not read`,
  );
  found.add("refused", code, { file }, said, hint);
  return false;
}

export const withPassword = (): Trouble =>
  new Trouble(
    "LZ8003",
    say("文件有密码", "the file has a password"),
    say("去掉密码后另存,再发一次", "take the password off, save it and send it again"),
  );
