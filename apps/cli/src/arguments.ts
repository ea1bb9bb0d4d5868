/** Reads a command line against a command's specification; every mistake says the nearest right word. */
import type { Label } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import { UsageError } from "./terminal.ts";

export interface OptionSpec {
  readonly name: string;
  /** What stands after it (`DIR`); null for a switch. */
  readonly value: string | null;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  readonly required?: boolean;
  /** May stand several times. */
  readonly many?: boolean;
  readonly help: Label;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: Label;
  readonly arguments: readonly { readonly name: string; readonly help: Label }[];
  /** The last argument may stand several times. */
  readonly repeats?: boolean;
  /** A last argument that may be left out. */
  readonly optional?: { readonly name: string; readonly help: Label };
  readonly options: readonly OptionSpec[];
  readonly example: string;
}

export const COMMON: readonly OptionSpec[] = [
  {
    name: "json",
    value: null,
    help: { zh: "标准输出只打印一个 JSON 文档", en: "print one JSON document on standard output" },
  },
  { name: "quiet", value: null, help: { zh: "不显示进度", en: "no progress on standard error" } },
  {
    name: "lang",
    value: "zh|en",
    choices: ["zh", "en"],
    help: { zh: "语言(默认随 LANG,否则中文)", en: "language (default: LANG, else Chinese)" },
  },
  { name: "help", value: null, help: { zh: "显示帮助", en: "show help" } },
];

export interface Parsed {
  readonly positionals: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** Of options that may stand several times: all of them, in their order. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
}

function unknownOption(name: string, options: readonly OptionSpec[]): UsageError {
  const near = nearest(
    name,
    options.map((o) => o.name),
  );
  return new UsageError(
    { zh: `没有选项 --${name}`, en: `there is no option --${name}` },
    near === null ? null : { zh: `是否指 --${near}?`, en: `did you mean --${near}?` },
  );
}

function checkChoice(option: OptionSpec, value: string): void {
  if (!option.choices || option.choices.includes(value)) return;
  const list = option.choices.join(", ");
  throw new UsageError({
    zh: `--${option.name} 不能为「${value}」,可选:${list}`,
    en: `--${option.name} cannot be "${value}"; choose from: ${list}`,
  });
}

/**
 * Splits the words after the command into positionals and options (`--name value`, `--name=value`, `-h`).
 * Throws UsageError for an unknown or repeated option, a missing or forbidden value.
 */
export function parseArguments(words: readonly string[], spec: Pick<CommandSpec, "options">): Parsed {
  const options = [...spec.options, ...COMMON];
  const positionals: string[] = [];
  const values = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const switches = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "-h") switches.add("help");
    else if (!word.startsWith("--")) positionals.push(word);
    else {
      const [, name = "", inline] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      const option = options.find((o) => o.name === name);
      if (!option) throw unknownOption(name, options);
      if (option.value === null) {
        if (inline !== undefined)
          throw new UsageError({ zh: `--${name} 不带值`, en: `--${name} takes no value` });
        switches.add(name);
        continue;
      }
      const value = inline ?? words[++i];
      if (value === undefined || (inline === undefined && value.startsWith("--")))
        throw new UsageError({
          zh: `--${name} 后缺少 ${option.value}`,
          en: `--${name} needs ${option.value} after it`,
        });
      if (option.many === true) {
        lists.set(name, [...(lists.get(name) ?? []), value]);
        continue;
      }
      if (values.has(name))
        throw new UsageError({ zh: `--${name} 出现两次`, en: `--${name} is given twice` });
      checkChoice(option, value);
      values.set(name, value);
    }
  }
  return { positionals, values, lists, switches };
}

/** Checks the number of positionals and the required options. */
export function checkComplete(parsed: Parsed, spec: CommandSpec): void {
  const missing = spec.arguments[parsed.positionals.length];
  if (missing)
    throw new UsageError(
      { zh: `缺少 ${missing.name}:${missing.help.zh}`, en: `${missing.name} is missing: ${missing.help.en}` },
      usageHint(spec),
    );
  const extra = parsed.positionals[spec.arguments.length + (spec.optional ? 1 : 0)];
  if (extra !== undefined && spec.repeats !== true)
    throw new UsageError({ zh: `多出「${extra}」`, en: `"${extra}" is one word too many` }, usageHint(spec));
  const absent = spec.options.find((o) => o.required && !parsed.values.has(o.name));
  if (absent)
    throw new UsageError(
      {
        zh: `缺少 --${absent.name} ${absent.value ?? ""}`,
        en: `--${absent.name} ${absent.value ?? ""} is missing`,
      },
      usageHint(spec),
    );
}

const usageHint = (spec: CommandSpec): Label => ({
  zh: `例:${spec.example}`,
  en: `example: ${spec.example}`,
});
