/** The commands about runs: record, list, verify, compare, publish. */
import type { CommandSpec, OptionSpec } from "./arguments.ts";
import { auditOptions } from "./audit-commands.ts";

/** Arguments and options that other commands have too. */
export interface Shared {
  readonly decision: CommandSpec["arguments"][number];
  readonly data: OptionSpec;
  readonly period: OptionSpec;
  readonly known: OptionSpec;
  readonly basis: OptionSpec;
}

const runs: OptionSpec = {
  name: "runs",
  value: "DIR",
  help: {
    zh: "运行记录目录;有它时 RUN 可写哈希开头几位",
    en: "folder of run records; with it RUN may be the first digits of a hash",
  },
};
const sign: OptionSpec = {
  name: "sign",
  value: "KEYFILE",
  help: {
    zh: "用此 Ed25519 私钥(PEM)签名,要同时写 --who",
    en: "sign with this Ed25519 private key (PEM); needs --who",
  },
};
const who: OptionSpec = {
  name: "who",
  value: "NAME",
  help: { zh: "签名人(单位、姓名)", en: "who signs (unit, name)" },
};
const trust: OptionSpec = {
  name: "trust",
  value: "KEYFILE",
  help: {
    zh: "签名须出自此公钥(PEM),否则不通过",
    en: "the signature must be by this public key (PEM)",
  },
};
const run = {
  name: "RUN",
  help: { zh: "运行记录(文件或哈希开头)", en: "a run record (file or prefix of its hash)" },
};
const optionalDecision: OptionSpec = {
  name: "decision",
  value: "DECISION",
  help: {
    zh: "决定目录;与 --data 同用可重算",
    en: "decision folder; with --data the figures are computed again",
  },
};

const record = (shared: Shared): CommandSpec => ({
  name: "run",
  summary: {
    zh: "计算并存为运行记录:可核验、可比较、可签名",
    en: "compute and keep as a run record, to verify, compare and sign",
  },
  arguments: [shared.decision],
  options: [
    shared.data,
    shared.period,
    shared.known,
    {
      name: "indicator",
      value: "ID,...",
      help: { zh: "只算这些指标(默认全部)", en: "only these indicators (default: all)" },
    },
    {
      name: "by",
      value: "ATTR,...",
      help: {
        zh: "分组:county,park 各一组;county+park 交叉;总计总在",
        en: "groupings: county,park one each; county+park crosses; the total is always there",
      },
    },
    shared.basis,
    { ...runs, required: true, help: { zh: "记录写入此目录", en: "folder the record is written into" } },
    sign,
    who,
  ],
  example:
    "lianzhang run decisions/meishan-2023 --data var/demo --period 2025 --known 2026-03-10 --by county --runs var/runs",
});

const list = (): CommandSpec => ({
  name: "runs",
  summary: { zh: "列出目录中的运行记录", en: "list the run records of a folder" },
  arguments: [],
  options: [{ ...runs, required: true }],
  example: "lianzhang runs --runs var/runs",
});

const verify = (shared: Shared): CommandSpec => ({
  name: "verify",
  summary: {
    zh: "核验运行记录(哈希、签名;给出决定目录和数据则重算)或审计链(--work、--database)",
    en: "verify a run record (hash, signature, with decision and data the figures) or the audit chain (--work, --database)",
  },
  arguments: [],
  optional: run,
  options: [runs, trust, optionalDecision, shared.data, ...auditOptions],
  example: "lianzhang verify 3f9c2a --runs var/runs --decision decisions/meishan-2023 --data var/demo",
});

const compare = (): CommandSpec => ({
  name: "diff",
  summary: {
    zh: "比较两次运行:哪些数变了、差多少、为什么(数据、规则、名录、程序)",
    en: "compare two runs: which figures changed, by how much, and why (data, rule, register, code)",
  },
  arguments: [run, { name: "RUN", help: { zh: "另一份运行记录", en: "another run record" } }],
  options: [runs],
  example: "lianzhang diff 3f9c2a 81be07 --runs var/runs",
});

const publish = (shared: Shared): CommandSpec => ({
  name: "publish",
  summary: {
    zh: "公布一次运行的数:先作保密处理,会泄露单户的数不公布",
    en: "publish the figures of a run, withholding those that would reveal a firm",
  },
  arguments: [run],
  options: [
    runs,
    { ...optionalDecision, required: true, help: { zh: "决定目录", en: "a decision folder" } },
    shared.data,
    {
      name: "with",
      value: "DIR,...",
      help: {
        zh: "以前公布过的目录,一并防止相减推算",
        en: "folders published before: nothing may follow from them and this together",
      },
    },
    { name: "out", value: "DIR", required: true, help: { zh: "写入此目录", en: "folder to write" } },
    sign,
    who,
  ],
  example:
    "lianzhang publish 3f9c2a --runs var/runs --decision decisions/meishan-2023 --data var/demo --out var/published/2025",
});

/** Their specifications, with the arguments and options that other commands have too. */
export const runCommands = (shared: Shared): readonly CommandSpec[] => [
  record(shared),
  list(),
  verify(shared),
  compare(),
  publish(shared),
];
