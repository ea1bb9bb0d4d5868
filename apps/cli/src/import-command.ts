/** Options of `import`. */
import type { CommandSpec } from "./arguments.ts";

export const importCommandSpec: CommandSpec = {
  name: "import",
  summary: {
    zh: "导入报表:原文件留存,合格的行入库,其余逐条说明原因",
    en: "bring returns in: files kept as they are, good rows into the figures, the others listed with the reason",
  },
  arguments: [
    { name: "FORM", help: { zh: "表式的标识,如 output_copy", en: "id of the form, as output_copy" } },
    {
      name: "FILE",
      help: {
        zh: "xlsx、xls、ods、csv、zip 等;几个文件为一次报送",
        en: "xlsx, xls, ods, csv, zip and others; several are one return",
      },
    },
  ],
  repeats: true,
  options: [
    {
      name: "store",
      value: "DIR",
      required: true,
      help: {
        zh: "存放数据库的目录,同 start(没有则建立)",
        en: "folder of the database, as for start (made when there is none)",
      },
    },
    {
      name: "decision",
      value: "DECISION",
      help: {
        zh: "决定目录(默认 decisions/meishan-2023)",
        en: "decision folder (default: decisions/meishan-2023)",
      },
    },
    {
      name: "data",
      value: "DIR",
      help: {
        zh: "数据目录,同 start(默认演示城市 <store>/demo,没有则生成)",
        en: "data folder, as for start (default: the demo city <store>/demo, made if absent)",
      },
    },
    {
      name: "period",
      value: "PERIOD",
      help: {
        zh: "报告期(默认按每行或每表所写)",
        en: "period of the return (default: as each row or sheet says)",
      },
    },
    {
      name: "sender",
      value: "KIND:ID",
      help: {
        zh: "报送单位,如 county:511402、enterprise:代码(默认本市)",
        en: "who sends it, as county:511402 or enterprise:CODE (default: the city)",
      },
    },
    {
      name: "database",
      value: "URL",
      help: {
        zh: "自备 PostgreSQL 的地址(默认 DATABASE_URL,没有则用内置)",
        en: "PostgreSQL of your own (default: DATABASE_URL, else the embedded one)",
      },
    },
    {
      name: "key",
      value: "FILE",
      help: {
        zh: "第二因素的密钥文件(默认在数据库目录旁)",
        en: "key file of second factors (default: beside the database)",
      },
    },
  ],
  example: "lianzhang import output_copy 东坡区.xlsx 彭山区.xlsx --store var --period 2025-05",
};
