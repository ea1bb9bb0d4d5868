/** What is refused about people, said so that a person can act. Codes LZ71xx. */
import { WorkError } from "../errors.ts";
import type { Duty } from "./vocabulary.ts";
import type { Weakness } from "./weak.ts";

const refusal = (
  code: string,
  [zh, en]: readonly [string, string],
  [mendZh, mendEn]: readonly [string, string],
  cause?: unknown,
): WorkError => new WorkError(code, { zh, en }, { zh: mendZh, en: mendEn }, cause);

const DUTY: Readonly<Record<Duty, readonly [string, string]>> = {
  none: ["无岗位", "no post"],
  business: ["业务岗位", "a business post"],
  system: ["系统管理员", "system administration"],
  security: ["安全管理员", "security administration"],
  audit: ["审计管理员", "audit administration"],
};

export const needsDuty = (user: string, duty: Duty): WorkError =>
  refusal(
    "LZ7101",
    [
      `${user} 无权办理:须由${DUTY[duty][0]}本人办理`,
      `${user} may not do this: it is for ${DUTY[duty][1]} in person`,
    ],
    ["请相应的管理员办理", "ask the administrator named"],
  );

export const keptApart = (name: string, held: Duty, asked: Duty): WorkError =>
  refusal(
    "LZ7102",
    [
      `${name} 已是${DUTY[held][0]},不能再任${DUTY[asked][0]}`,
      `${name} has ${DUTY[held][1]} and cannot have ${DUTY[asked][1]}`,
    ],
    ["三员分立:另选他人", "the three administrators and business stay apart: choose another person"],
  );

export const badName = (what: string, zh: string, en: string): WorkError =>
  refusal("LZ7103", [`“${what}”${zh}`, `"${what}" ${en}`], ["换一个名称", "choose another"]);

export const noPerson = (id: string, zh = "查无此人", en = "is nobody here"): WorkError =>
  refusal("LZ7104", [`${id} ${zh}`, `${id} ${en}`], ["核对人员与状态", "look at the person's record"]);

export const lastAdministrator = (name: string, duty: Duty): WorkError =>
  refusal(
    "LZ7105",
    [`${name} 是最后一名在岗的${DUTY[duty][0]}`, `${name} is the last one with ${DUTY[duty][1]}`],
    ["先安排接任者", "appoint a successor first"],
  );

export const badPost = (zh: string, en: string): WorkError =>
  refusal("LZ7106", [`岗位${zh}`, `the post ${en}`], ["核对岗位", "look at the posts of the person"]);

export const administratorsThere = (): WorkError =>
  refusal(
    "LZ7107",
    ["本安装已设管理员", "this installation has its administrators"],
    [
      "由系统管理员新增人员、安全管理员授予岗位",
      "system administration adds people, security administration gives posts",
    ],
  );

export const demoOrProduction = (zh: string, en: string): WorkError =>
  refusal("LZ7108", [zh, en], ["演示与正式使用须分开安装", "demo and production are two installations"]);

export const keyFile = (path: string, zh: string, en: string, cause?: unknown): WorkError =>
  refusal(
    "LZ7111",
    [`密钥文件 ${path} ${zh}`, `the key file ${path} ${en}`],
    ["从备份恢复并设为仅本用户可读(0600)", "restore it from its backup, readable by this user only (0600)"],
    cause,
  );

export const otherKey = (cause: unknown): WorkError =>
  refusal(
    "LZ7112",
    ["密文与密钥文件不符", "what is sealed does not open with this key file"],
    ["使用建立本安装时的密钥文件", "use the key file this installation was made with"],
    cause,
  );

export const badLink = (): WorkError =>
  refusal(
    "LZ7121",
    ["链接无效:已使用、已过期或被替换", "the link is not valid: used, expired, or replaced"],
    ["请安全管理员重新发放", "ask security administration for a new one"],
  );

const WEAK: Readonly<Record<Weakness, readonly [string, string]>> = {
  same: ["与原口令相同", "is the present one"],
  short: ["过短", "is too short"],
  long: ["过长", "is too long"],
  few_characters: ["不同字符过少", "has too few different characters"],
  sequence: ["是键盘或字母顺序", "is a run of the keyboard or the alphabet"],
  common: ["过于常见", "is a common one"],
  name: ["含姓名或登录名", "holds the name or the sign-in name"],
};

export const weakPassword = (why: Weakness): WorkError =>
  refusal(
    "LZ7122",
    [`口令${WEAK[why][0]}`, `the password ${WEAK[why][1]}`],
    [
      "改用几个不相关的词组成的较长口令",
      "use a longer one, of a few words that have nothing to do with each other",
    ],
  );

export const wrongCode = (): WorkError =>
  refusal(
    "LZ7123",
    ["动态码不符或已用过", "the code is not right, or was used already"],
    ["核对手机时间,等待下一个动态码", "check the telephone's clock and wait for the next code"],
  );

export const wrongPassword = (): WorkError =>
  refusal("LZ7124", ["原口令不符", "the present password is not right"], ["重新输入", "type it again"]);

export const comeBack = (until: string): WorkError =>
  refusal(
    "LZ7125",
    [`尝试过多,${until} 之后再试`, `too many tries; try again after ${until}`],
    ["等待,或请安全管理员解锁", "wait, or ask security administration to unlock"],
  );

export const notSignedIn = (): WorkError =>
  refusal("LZ7131", ["未登录或登录已结束", "not signed in, or no longer"], ["重新登录", "sign in again"]);

export const notDelegate = (user: string, leader: string): WorkError =>
  refusal(
    "LZ7132",
    [`${user} 未受委托为 ${leader} 代办`, `${user} does not act for ${leader}`],
    ["请安全管理员登记委托", "ask security administration to enter the delegation"],
  );

export const badDelegation = (zh: string, en: string): WorkError =>
  refusal("LZ7133", [zh, en], ["核对领导岗位、联络岗位与期限", "look at both posts and the date it ends"]);

export const badHandOver = (zh: string, en: string): WorkError =>
  refusal("LZ7134", [zh, en], ["核对移交人、接收人和岗位", "look at both persons and the posts"]);

export const noSession = (id: string): WorkError =>
  refusal(
    "LZ7135",
    [`登录 ${id} 已结束,或不是本人的`, `session ${id} has ended, or is somebody else's`],
    ["刷新后查看仍在用的登录", "reload to see the sessions that are open"],
  );

export const signOnAway = (issuer: string, cause: unknown): WorkError =>
  refusal(
    "LZ7141",
    [`统一认证 ${issuer} 不可用`, `the sign-on ${issuer} cannot be used`],
    ["核对地址、客户端编号和证书", "check address, client id and certificate"],
    cause,
  );

export const signOnRefused = (zh: string, en: string, cause?: unknown): WorkError =>
  refusal(
    "LZ7142",
    [`统一认证未成功:${zh}`, `the sign-on did not succeed: ${en}`],
    ["重新登录", "sign in again"],
    cause,
  );

const away = (
  code: string,
  [zh, en]: readonly [string, string],
  source: string,
  cause: unknown,
): WorkError => {
  const why = cause instanceof Error ? cause.message : String(cause);
  return refusal(
    code,
    [`${zh} ${source} 不可用:${why}`, `${en} ${source} cannot be used: ${why}`],
    ["核对地址、密钥和对方的回答", "check address, secret and what it answers"],
    cause,
  );
};

export const todoListAway = (url: string, cause: unknown): WorkError =>
  away("LZ7151", ["待办系统", "the to-do list"], url, cause);

export const addressBookAway = (source: string, cause: unknown): WorkError =>
  away("LZ7152", ["通讯录", "the address book"], source, cause);
