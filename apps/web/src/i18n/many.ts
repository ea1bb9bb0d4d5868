import { dictionary } from "./dictionary.ts";

/** 一并办理: one step for many cases. */
export const manyWords = dictionary(
  {
    open: (n: number) => `一并办理 ${n} 件`,
    title: (label: string, n: number) => `一并办理:${label} · ${n} 件`,
    step: "步骤",
    hint: "逐件办理、逐件核对条件并留痕;下面留空的项保持各件原值。不符合条件的留在原处并列出理由。",
    reason: "理由",
    run: "开始办理",
    close: "关闭",
    stop: "停止",
    going: (moved: number, refused: number, left: number) =>
      `已办 ${moved} 件,未办 ${refused} 件,还有 ${left} 件……`,
    done: (moved: number, refused: number) =>
      refused === 0 ? `已办 ${moved} 件。` : `已办 ${moved} 件,${refused} 件不符合条件,留在原处:`,
    more: (n: number) => `另有 ${n} 件`,
    colon: ":",
  },
  {
    open: (n) => `Act on ${n} at once`,
    title: (label, n) => `At once: ${label} · ${n} cases`,
    step: "Step",
    hint: "Each is acted on by itself, with its conditions and its own record; what is left empty stays as each has it. Those that do not fit stay where they are and are listed with why.",
    reason: "Reason",
    run: "Begin",
    close: "Close",
    stop: "Stop",
    going: (moved, refused, left) => `${moved} done, ${refused} not, ${left} to go…`,
    done: (moved, refused) =>
      refused === 0 ? `${moved} done.` : `${moved} done, ${refused} do not fit and stay where they are:`,
    more: (n) => `${n} more`,
    colon: ": ",
  },
);
