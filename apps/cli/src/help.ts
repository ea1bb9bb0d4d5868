/** Help of the whole program and of one command. */
import type { Language } from "@lianzhang/kernel";
import type { CommandSpec, OptionSpec } from "./arguments.ts";
import { COMMON } from "./arguments.ts";
import { COMMANDS } from "./commands.ts";
import { width } from "./table.ts";

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const left = Math.max(...rows.map(([a]) => width(a)));
  return rows.map(([a, b]) => `  ${a}${" ".repeat(left - width(a))}  ${b}`);
};

const optionText = (o: OptionSpec): string => `--${o.name}${o.value === null ? "" : ` ${o.value}`}`;

const argumentNames = (spec: CommandSpec): string[] => [
  ...spec.arguments.map((a, i) =>
    spec.repeats === true && i === spec.arguments.length - 1 ? `${a.name}...` : a.name,
  ),
  ...(spec.optional ? [`[${spec.optional.name}]`] : []),
];

export function usage(spec: CommandSpec): string {
  const options = spec.options.map((o) => (o.required ? optionText(o) : `[${optionText(o)}]`));
  return ["lianzhang", spec.name, ...argumentNames(spec), ...options].join(" ");
}

export function overallHelp(language: Language): string {
  const zh = language === "zh";
  return [
    zh
      ? "链长 lianzhang:让一份产业决定可计算、可核对、可溯源。"
      : "lianzhang: makes an industrial decision computable, checkable and traceable.",
    "",
    zh ? "用法:lianzhang <命令> [选项]" : "Usage: lianzhang <command> [options]",
    "",
    zh ? "命令:" : "Commands:",
    ...columns(COMMANDS.map((c) => [c.name, c.summary[language]])),
    "",
    zh ? "通用选项:" : "Options of every command:",
    ...columns(COMMON.map((o) => [optionText(o), o.help[language]])),
    "",
    zh
      ? "退出码:0 完成;1 输入有错;2 用法不对;3 外部故障(磁盘、数据库、网络)。"
      : "Exit status: 0 done; 1 errors in the input; 2 wrong usage; 3 something outside failed (disk, database, network).",
    zh ? "各命令的帮助:lianzhang <命令> --help" : "Help of one command: lianzhang <command> --help",
  ].join("\n");
}

export function commandHelp(spec: CommandSpec, language: Language): string {
  const zh = language === "zh";
  const lines = [spec.summary[language], "", `${zh ? "用法:" : "Usage: "}${usage(spec)}`, ""];
  if (spec.arguments.length > 0)
    lines.push(
      zh ? "参数:" : "Arguments:",
      ...columns(
        [...spec.arguments, ...(spec.optional ? [spec.optional] : [])].map((a) => [a.name, a.help[language]]),
      ),
      "",
    );
  lines.push(
    zh ? "选项:" : "Options:",
    ...columns([...spec.options, ...COMMON].map((o) => [optionText(o), o.help[language]])),
    "",
  );
  lines.push(`${zh ? "例:" : "Example: "}${spec.example}`);
  return lines.join("\n");
}
