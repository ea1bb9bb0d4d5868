/** Options of `people`. */
import type { CommandSpec, OptionSpec } from "./arguments.ts";

const administrator = (name: string, zh: string, en: string): OptionSpec => ({
  name,
  value: "NAME,SIGN-IN",
  help: {
    zh: `set-up:${zh}的姓名和登录名,如 王敏,wang.min`,
    en: `set-up: name and sign-in name of the ${en}`,
  },
});

export const peopleCommandSpec: CommandSpec = {
  name: "people",
  summary: {
    zh: "安装的第一天:三员的一次性链接、补发链接、标记为正式使用",
    en: "the first day of an installation: links of the three administrators, another link, the mark of production",
  },
  arguments: [
    {
      name: "WHAT",
      help: {
        zh: "set-up、administrator-link 或 production",
        en: "set-up, administrator-link or production",
      },
    },
  ],
  options: [
    {
      name: "work",
      value: "DIR",
      help: { zh: "工作目录(内置 PostgreSQL)", en: "work folder (embedded PostgreSQL)" },
    },
    {
      name: "database",
      value: "URL",
      help: {
        zh: "数据库地址(口令可放 PGPASSWORD);默认 DATABASE_URL",
        en: "address of the database (the password may stand in PGPASSWORD); default: DATABASE_URL",
      },
    },
    {
      name: "key",
      value: "FILE",
      help: {
        zh: "密钥文件(默认工作目录旁的 work.key);没有且尚无人员时生成",
        en: "key file (default: work.key beside the work folder); made when there is none and nobody yet",
      },
    },
    {
      name: "address",
      value: "URL",
      help: {
        zh: "系统网址,用于写出链接(默认 http://127.0.0.1:4180)",
        en: "address of the product, for the links (default: http://127.0.0.1:4180)",
      },
    },
    administrator("system", "系统管理员", "system administrator"),
    administrator("security", "安全保密管理员", "security administrator"),
    administrator("audit", "安全审计员", "audit administrator"),
    {
      name: "sign-in",
      value: "NAME",
      help: {
        zh: "administrator-link:管理员的登录名",
        en: "administrator-link: sign-in name of the administrator",
      },
    },
  ],
  example:
    "lianzhang people set-up --work var/meishan-2023-1a2b3c4d/work --system 王敏,wang.min --security 李强,li.qiang --audit 赵静,zhao.jing",
};
