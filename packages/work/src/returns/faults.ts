/** What is refused of what is done to a return. */
import type { Input, ReturnDeed } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { WorkError } from "../errors.ts";
import type { SubmissionState } from "./submission.ts";

const DEEDS: Readonly<Record<ReturnDeed, Label>> = {
  read: { zh: "查看", en: "see" },
  send: { zh: "填报", en: "draft and send" },
  accept: { zh: "接收", en: "accept" },
  lock: { zh: "锁定", en: "lock" },
};

const STATES: Readonly<Record<SubmissionState, Label>> = {
  draft: { zh: "草稿", en: "draft" },
  sent: { zh: "已报送", en: "sent" },
  returned: { zh: "退回修改", en: "returned for change" },
  accepted: { zh: "已接收", en: "accepted" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
};

const states = (all: readonly SubmissionState[]): Label => ({
  zh: all.map((s) => STATES[s].zh).join("、"),
  en: all.map((s) => STATES[s].en).join(" or "),
});

export const noSubmission = (id: string): WorkError =>
  new WorkError(
    "LZ7501",
    { zh: `没有报表 ${id}`, en: `there is no return ${id}` },
    { zh: "从列表中重新打开", en: "open it again from the list" },
  );

export const notYourDeed = (name: string, input: Input, deed: ReturnDeed): WorkError =>
  new WorkError(
    "LZ7502",
    {
      zh: `${name} 的岗位不能${DEEDS[deed].zh}该报表(${input})`,
      en: `no post of ${name} may ${DEEDS[deed].en} this ${input} return`,
    },
    {
      zh: "由有权限的岗位办理,或请安全保密管理员调整岗位范围",
      en: "let a post do it that may, or ask security administration for the scope",
    },
  );

export const notInState = (found: SubmissionState, expected: readonly SubmissionState[]): WorkError => {
  const wanted = states(expected);
  return new WorkError(
    "LZ7503",
    {
      zh: `报表现为「${STATES[found].zh}」,应为${wanted.zh}`,
      en: `the return is ${STATES[found].en}, expected ${wanted.en}`,
    },
    { zh: "刷新后按当前状态办理", en: "reload, and do what its state allows" },
  );
};

export const periodLocked = (form: string, period: string): WorkError =>
  new WorkError(
    "LZ7504",
    { zh: `${form} ${period} 已锁定`, en: `${form} ${period} is locked` },
    { zh: "由有权限的岗位先解锁", en: "whoever may lock unlocks it first" },
  );

export const missingPart = (zh: string, en: string): WorkError =>
  new WorkError(
    "LZ7505",
    { zh: `缺少${zh}`, en: `${en} is missing` },
    { zh: `补充${zh}`, en: `supply the ${en}` },
  );

export const missingFile = (hash: string): WorkError =>
  new WorkError(
    "LZ7506",
    { zh: `留存的文件 ${hash} 不存在`, en: `the kept file ${hash} is not there` },
    { zh: "从备份恢复文件目录", en: "restore the folder of files from a backup" },
  );

export const alteredFile = (hash: string): WorkError =>
  new WorkError(
    "LZ7506",
    { zh: `留存的文件 ${hash} 的内容已不同`, en: `the kept file ${hash} holds other bytes` },
    { zh: "从备份恢复该文件", en: "restore the file from a backup" },
  );

export const noConsent = (firm: string, form: string, day: string): WorkError =>
  new WorkError(
    "LZ7507",
    {
      zh: `${firm} 在 ${day} 对 ${form} 没有有效授权`,
      en: `${firm} has no consent for ${form} in force on ${day}`,
    },
    { zh: "请企业重新授权", en: "ask the firm for a new consent" },
  );

export const changedMeanwhile = (found: bigint, expected: bigint): WorkError =>
  new WorkError(
    "LZ7508",
    {
      zh: `报表已是第 ${found} 版,不再是第 ${expected} 版`,
      en: `the return is at version ${found}, no longer at ${expected}`,
    },
    { zh: "重新查看后再办理", en: "look at it again first" },
  );

export const noForm = (form: string): WorkError =>
  new WorkError(
    "LZ7509",
    { zh: `没有表式 ${form}`, en: `the model has no form ${form}` },
    { zh: "使用定义中的表式", en: "use a form of the definitions" },
  );

export const openFindings = (must: number, unexplained: number): WorkError =>
  new WorkError(
    "LZ7510",
    {
      zh: `还有 ${must} 处必须改正,${unexplained} 处需要说明`,
      en: `${must} findings must be mended and ${unexplained} explained`,
    },
    { zh: "逐条处理后再办理", en: "deal with each of them first" },
  );
