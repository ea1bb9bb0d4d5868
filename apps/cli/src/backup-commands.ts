/** Commands of the one who operates the people's half: backup, restore, purge. */
import type { CommandSpec, OptionSpec } from "./arguments.ts";

const work: OptionSpec = {
  name: "work",
  value: "DIR",
  help: { zh: "工作目录(内置 PostgreSQL)", en: "work folder (embedded PostgreSQL)" },
};
const files: OptionSpec = {
  name: "files",
  value: "DIR",
  help: {
    zh: "报表文件的目录;默认为工作目录旁的 files",
    en: "folder of the kept files of returns; default: files beside the work folder",
  },
};
const databaseAs = (zh: string, en: string): OptionSpec => ({
  name: "database",
  value: "URL",
  help: {
    zh: `数据库地址,${zh}(口令可放 PGPASSWORD);默认 DATABASE_URL`,
    en: `address of the database, ${en} (the password may stand in PGPASSWORD); default: DATABASE_URL`,
  },
});

const backupCommandSpec: CommandSpec = {
  name: "backup",
  summary: {
    zh: "备份工作数据库(登记册、人员、审计链):运行中即可,一个文件,一个时点",
    en: "back up registers, people and the audit chain while the product runs: one file, one moment",
  },
  arguments: [],
  options: [
    work,
    databaseAs("用可读全部表的用户,如所有者", "as a user who may read every table, like the owner"),
    files,
    {
      name: "out",
      value: "FILE",
      required: true,
      help: { zh: "写入此文件(0600)", en: "file to write (0600)" },
    },
    {
      name: "overwrite",
      value: null,
      help: { zh: "文件已存在时覆盖", en: "replace the file when it is there" },
    },
  ],
  example: "lianzhang backup --work var/work --out /backup/lianzhang-2026-03-10.backup",
};

const restoreCommandSpec: CommandSpec = {
  name: "restore",
  summary: {
    zh: "把备份恢复到新目录或空数据库,并逐行逐环核验",
    en: "restore a backup into a new folder or an empty database, and prove it row by row, link by link",
  },
  arguments: [],
  options: [
    { name: "from", value: "FILE", required: true, help: { zh: "备份文件", en: "file of the backup" } },
    { name: "work", value: "DIR", help: { zh: "新的工作目录", en: "a new work folder" } },
    files,
    {
      name: "database",
      value: "URL",
      help: {
        zh: "空数据库的地址,用表的所有者登录(口令可放 PGPASSWORD)",
        en: "address of an empty database, as the owner of the tables (the password may stand in PGPASSWORD)",
      },
    },
  ],
  example: "lianzhang restore --from /backup/lianzhang-2026-03-10.backup --work var/restored",
};

const purgeCommandSpec: CommandSpec = {
  name: "purge",
  summary: {
    zh: "依令清除审计链中某些环的内容,出具清除证明;环本身保留",
    en: "take away the content of links of the audit chain by order, with certificates; the links stay",
  },
  arguments: [],
  options: [
    work,
    databaseAs("用程序的用户", "as the program's user"),
    { name: "links", value: "N,...", required: true, help: { zh: "环号", en: "numbers of the links" } },
    { name: "reason", value: "TEXT", required: true, help: { zh: "事由", en: "why" } },
    { name: "ordered-by", value: "TEXT", required: true, help: { zh: "谁下令", en: "who ordered it" } },
    { name: "by", value: "TEXT", required: true, help: { zh: "谁执行", en: "who does it" } },
    {
      name: "out",
      value: "FILE",
      required: true,
      help: {
        zh: "清除证明(不得已存在);多环时文件名加环号",
        en: "certificate, not there yet; with several links each has its number in the name",
      },
    },
    {
      name: "yes",
      value: null,
      help: { zh: "确实清除;不写则只列出将清除什么", en: "do it; without it, only list what would go" },
    },
  ],
  example:
    "lianzhang purge --work var/work --links 17,18 --reason 误录涉密 --ordered-by 保密办2026-3号 --by li.na --out purge.json --yes",
};

export const backupCommands: readonly CommandSpec[] = [
  backupCommandSpec,
  restoreCommandSpec,
  purgeCommandSpec,
];
