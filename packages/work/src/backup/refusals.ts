/** Why a backup is not made or not restored. */
import type { Label } from "@lianzhang/kernel";
import { WorkError } from "../errors.ts";

/** LZ7031: cut off, altered, or something else. Nothing was restored. */
export const notABackup = (file: string, why: Label, cause?: unknown): WorkError =>
  new WorkError(
    "LZ7031",
    { zh: `${file} 不是完整的备份:${why.zh}`, en: `${file} is no whole backup: ${why.en}` },
    {
      zh: "没有恢复任何数据;重新复制该文件,或用另一份备份",
      en: "nothing was restored; copy the file again, or take another backup",
    },
    cause,
  );

/** LZ7032: made by a program with migrations this one does not know. */
export const otherProgram = (file: string, why: Label, cause?: unknown): WorkError =>
  new WorkError(
    "LZ7032",
    { zh: `${file} 出自另一版本:${why.zh}`, en: `${file} is of another version: ${why.en}` },
    {
      zh: "用做备份的那一版程序或更新的版本恢复",
      en: "restore it with the program that made it or a later one",
    },
    cause,
  );

/** LZ7033: nothing is ever written over. */
export const notEmpty = (where: string): WorkError =>
  new WorkError(
    "LZ7033",
    { zh: `${where} 不是空的`, en: `${where} is not empty` },
    {
      zh: "恢复到新目录或空数据库;原有数据未被改动",
      en: "restore into a new folder or an empty database; what is there was not touched",
    },
  );

/** LZ7034: what was loaded is not what was saved. */
export const notTheSame = (why: Label): WorkError =>
  new WorkError(
    "LZ7034",
    { zh: `恢复的内容与备份不符:${why.zh}`, en: `what was restored is not what was saved: ${why.en}` },
    {
      zh: "没有保留任何内容;换一份备份,并反馈此提示",
      en: "nothing was kept; take another backup, and report this message",
    },
  );

/** LZ7035: a backup is not written over another one unasked. */
export const fileIsThere = (file: string): WorkError =>
  new WorkError(
    "LZ7035",
    { zh: `${file} 已存在`, en: `${file} is there already` },
    { zh: "换一个文件名,或明确要求覆盖", en: "name another file, or ask for it to be written over" },
  );

/** LZ7037: a backup without the bytes of returns would be none. */
export const noFilesFolder = (): WorkError =>
  new WorkError(
    "LZ7037",
    {
      zh: "有留存的报表文件,没有指明文件目录",
      en: "there are kept files of returns, and no folder of them is named",
    },
    {
      zh: "用 --files 指明(产品在实例目录的 files 下)",
      en: "name it with --files (the product keeps them in files of the instance)",
    },
  );

/** LZ7036: a copy of an altered chain would pass for the truth. */
export const brokenChain = (number: bigint, fault: string): WorkError =>
  new WorkError(
    "LZ7036",
    {
      zh: `审计链在第 ${number} 环断裂(${fault}),没有做备份`,
      en: `the audit chain is broken at link ${number} (${fault}); no backup was made`,
    },
    {
      zh: "用 lianzhang verify 查看;停机并复制整个工作目录作为证据,保留此前的备份",
      en: "look with lianzhang verify; stop the program, copy the whole work folder as evidence, keep the earlier backups",
    },
  );
