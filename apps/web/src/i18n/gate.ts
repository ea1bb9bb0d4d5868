import { dictionary } from "./dictionary.ts";

/** Shut addresses, and where one is signed in. */
export const gateWords = dictionary(
  {
    shutFinding: (count: number) =>
      count === 0 ? "没有暂停登录的地址" : `${count} 个网络地址因多次登录未成,暂停登录`,
    shutSub:
      "同一地址 15 分钟内 50 次不成即暂停,到时自动解除,再犯时间加倍。确认是本单位的再手工解除;解除进审计链。",
    shutNone: "没有暂停登录的地址",
    shutNoneHow: "多次登录不成的地址会列在这里,到时自动解除。",
    shutTable: "暂停登录的地址",
    address: "网络地址",
    since: "暂停自",
    until: "自动解除",
    turnedAway: "期间被拒次数",
    act: "办理",
    open: "解除",
    openTitle: (address: string) => `解除 ${address} 的等待?`,
    openText: "该地址随即可以登录,此前的失败次数清零。若可能是有人在试口令,请等到自动解除。",
    sessions: "我的登录",
    sessionsHint: "不认识的请结束,并修改口令",
    thisOne: "本机",
    unknownBrowser: "未知浏览器",
    seen: (since: string, seen: string, address: string) => `${since} 登录,最近 ${seen} 操作,地址 ${address}`,
    endSession: "结束",
    endSessionTitle: (browser: string) => `结束 ${browser} 上的登录?`,
    endSessionText: "那台设备须重新登录;在那里填写而未提交的内容仍留在那台设备上。",
  },
  {
    shutFinding: (count: number) =>
      count === 0
        ? "No address is shut"
        : `${count} network ${count === 1 ? "address is" : "addresses are"} shut after failed sign-ins`,
    shutSub:
      "50 failed tries within 15 minutes shut an address; it opens by itself, later each time. Open one by hand when you know it is one of ours; the audit chain tells of it.",
    shutNone: "No address is shut",
    shutNoneHow: "Addresses with many failed tries stand here until they open by themselves.",
    shutTable: "Shut addresses",
    address: "Network address",
    since: "Shut since",
    until: "Opens by itself",
    turnedAway: "Turned away since",
    act: "Action",
    open: "Open",
    openTitle: (address: string) => `Open ${address}?`,
    openText:
      "People may sign in from it at once, and its failed tries are forgotten. If somebody may be guessing passwords, let it open by itself.",
    sessions: "Where I am signed in",
    sessionsHint: "End one you do not know, and change the password",
    thisOne: "this browser",
    unknownBrowser: "Unknown browser",
    seen: (since: string, seen: string, address: string) =>
      `since ${since}, last seen ${seen}, from ${address}`,
    endSession: "End",
    endSessionTitle: (browser: string) => `End the session in ${browser}?`,
    endSessionText:
      "That machine has to sign in again; what was being written there and not sent stays on that machine.",
  },
);
