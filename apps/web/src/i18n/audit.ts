import type { AuditEvent } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import { dictionary } from "./dictionary.ts";

/** The audit chain, and events as people read them. */
export const auditWords = dictionary(
  {
    finding: (number: string) => `审计链共 ${number} 环,尚未在本页核验`,
    findingHolds: (number: string, at: string) => `审计链完整:共 ${number} 环,${at} 核验`,
    findingBroken: "审计链已断裂,请立即保全数据库并上报",
    sub: (algorithm: string, hash: string, at: string) => `${algorithm},末环 ${hash},${at}`,
    verify: "核验",
    anchor: "导出锚点",
    anchorHint: "另存到数据库管理员改不到的地方,以后用来发现改写或截断",
    day: "日期",
    anyDay: "全部日期",
    actor: "人员",
    anyActor: "编号或“lianzhang”",
    action: "事项",
    anyAction: "全部事项",
    subject: "对象",
    anySubject: "对象类别或编号",
    number: "环号",
    time: "时间",
    who: "谁",
    what: "做了什么",
    on: "对象",
    subjectId: "对象编号",
    purpose: "用途",
    forWhom: (name: string) => `代 ${name}`,
    unit: "单位",
    hash: "哈希",
    before: "原为",
    after: "现为",
    field: "项目",
    nothing: "—",
    purged: "内容已按规定清除,环仍可核验",
    noContent: "这一环没有前后内容",
    older: "更早的",
    newest: "回到最新",
    none: "没有符合条件的环",
    noneHow: "放宽日期、人员或事项。",
    table: "审计链",
    open: (number: string) => `第 ${number} 环`,
    close: "关闭",
    only: "只看此人",
    clear: "清除条件",
  },
  {
    finding: (number: string) => `The audit chain has ${number} links, not verified on this page yet`,
    findingHolds: (number: string, at: string) => `The audit chain holds: ${number} links, verified ${at}`,
    findingBroken: "The audit chain is broken: secure the database and report it now",
    sub: (algorithm: string, hash: string, at: string) => `${algorithm}, head ${hash}, ${at}`,
    verify: "Verify",
    anchor: "Export an anchor",
    anchorHint:
      "Keep it where the database's administrator cannot write: later it finds what was rewritten or cut off",
    day: "Day",
    anyDay: "Any day",
    actor: "Person",
    anyActor: "An id, or lianzhang",
    action: "Action",
    anyAction: "Any action",
    subject: "Subject",
    anySubject: "Kind or id of the subject",
    number: "Link",
    time: "Time",
    who: "Who",
    what: "What",
    on: "Subject",
    subjectId: "Id of the subject",
    purpose: "Purpose",
    forWhom: (name: string) => `for ${name}`,
    unit: "Unit",
    hash: "Hash",
    before: "Before",
    after: "After",
    field: "Field",
    nothing: "—",
    purged: "The content was purged by order; the link can still be verified",
    noContent: "This link has no content before or after",
    older: "Older",
    newest: "Newest",
    none: "No link fits",
    noneHow: "Widen day, person or action.",
    table: "Audit chain",
    open: (number: string) => `Link ${number}`,
    close: "Close",
    only: "Only this person",
    clear: "Clear",
  },
);

const zhEn = (zh: string, en: string): Label => ({ zh, en });

const ACTIONS: Readonly<Record<string, Label>> = {
  "chain.begin": zhEn("开始审计链", "began the chain"),
  "person.add": zhEn("录入人员", "entered a person"),
  "person.change": zhEn("更正人员", "corrected a person"),
  "person.active": zhEn("人员启用", "a person became active"),
  "person.lock": zhEn("锁定人员", "locked a person"),
  "person.unlock": zhEn("解除锁定", "unlocked a person"),
  "person.leave": zhEn("人员离任", "a person left"),
  "post.give": zhEn("授予岗位", "gave a post"),
  "post.end": zhEn("终止岗位", "ended a post"),
  "link.make": zhEn("发放一次性链接", "made a one-time link"),
  "password.set": zhEn("设定口令", "set a password"),
  "password.refused": zhEn("修改口令未成", "a change of password was refused"),
  "recovery_code.use": zhEn("使用恢复码", "used a recovery code"),
  sign_in: zhEn("登录", "signed in"),
  "sign_in.failed": zhEn("登录未成", "sign-in failed"),
  sign_out: zhEn("退出登录", "signed out"),
  "account.open": zhEn("解除账号等待", "opened an account"),
  "address.open": zhEn("解除地址等待", "opened an address"),
  "delegation.give": zhEn("登记委托", "entered a delegation"),
  "delegation.end": zhEn("终止委托", "ended a delegation"),
  hand_over: zhEn("工作交接", "handed over"),
  "sign_on.link": zhEn("关联统一认证", "linked the sign-on"),
  "installation.production": zhEn("标记为正式使用", "marked as production"),
  "audit.anchor": zhEn("导出锚点", "exported an anchor"),
  "access.refused": zhEn("拒绝访问", "refused a request"),
  tidy: zhEn("清理到期数据", "tidied what had expired"),
};

const SUBJECTS: Readonly<Record<string, Label>> = {
  person: zhEn("人员", "person"),
  address: zhEn("网络地址", "address"),
  installation: zhEn("本安装", "installation"),
  audit: zhEn("审计链", "audit chain"),
  sign_on: zhEn("统一认证", "sign-on"),
};

const PURPOSES: Readonly<Record<string, Label>> = {
  sign_in: zhEn("登录", "signing in"),
  sign_out: zhEn("退出", "signing out"),
  request: zhEn("请求", "request"),
  expiry: zhEn("到期", "expiry"),
  account: zhEn("本人账户", "own account"),
  installation: zhEn("安装", "installation"),
  demo: zhEn("演示", "demo"),
  用户管理: zhEn("用户管理", "administration"),
  导出锚点: zhEn("导出锚点", "exporting an anchor"),
};

export const purposeLabel = (purpose: string): Label => PURPOSES[purpose] ?? zhEn(purpose, purpose);

/** What an event is about, as people say it. */
export function subjectLabel({ kind, id, name }: AuditEvent["subject"]): Label {
  const known = SUBJECTS[kind];
  const what = name ?? (kind === "installation" ? "" : id);
  return known === undefined
    ? zhEn(`${kind} ${what}`, `${kind} ${what}`)
    : zhEn(`${known.zh} ${what}`.trim(), `${known.en} ${what}`.trim());
}

/** The word of the program as people say it; one that is not in the list stays as it is. */
export const actionLabel = (action: string): Label => ACTIONS[action] ?? zhEn(action, action);
