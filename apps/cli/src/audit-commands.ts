/** Options and commands about the audit chain. */
import type { CommandSpec, OptionSpec } from "./arguments.ts";

const work: OptionSpec = {
  name: "work",
  value: "DIR",
  help: { zh: "审计链:工作目录(内置 PostgreSQL)", en: "audit chain: work folder (embedded PostgreSQL)" },
};
const database: OptionSpec = {
  name: "database",
  value: "URL",
  help: {
    zh: "审计链:数据库地址(口令可放 PGPASSWORD);默认 DATABASE_URL",
    en: "audit chain: address of the database (the password may stand in PGPASSWORD); default: DATABASE_URL",
  },
};

/** Of `verify`, beside those of run records. */
export const auditOptions: readonly OptionSpec[] = [
  work,
  database,
  {
    name: "anchor",
    value: "FILE,...",
    help: { zh: "审计链:对照另存的锚点", en: "audit chain: anchors kept elsewhere, to hold it against" },
  },
  {
    name: "certificate",
    value: "FILE,...",
    help: { zh: "审计链:核验清除证明", en: "audit chain: certificates of purges, to hold against it" },
  },
];

export const anchorCommandSpec: CommandSpec = {
  name: "anchor",
  summary: {
    zh: "导出审计链锚点(先核验),另存他处,以后用来发现改写或截断",
    en: "export an anchor of the audit chain (verified first): kept elsewhere, it finds what is rewritten or cut off",
  },
  arguments: [],
  options: [
    work,
    database,
    {
      name: "out",
      value: "FILE",
      required: true,
      help: { zh: "写入此文件(不得已存在)", en: "file to write; it must not be there yet" },
    },
  ],
  example: "lianzhang anchor --work var/work --out /media/usb/anchor-2026-03.json",
};
