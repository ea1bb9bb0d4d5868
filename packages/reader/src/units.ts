/** What is counted and measured: the words that may stand behind a number, by what they say about it. */
export type UnitKind = "money" | "measure" | "count" | "percent" | "points" | "times" | "time" | "voltage";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const BY_KIND: Readonly<Record<UnitKind, readonly string[]>> = {
  percent: words("% ‰"),
  points: words("个百分点 百分点"),
  times: words("倍"),
  money: words("分/千瓦时 角/千瓦时 厘/千瓦时 元人民币 元 美元 欧元 港元 日元"),
  measure: words(
    `吨标准煤 吨标煤 吨油当量 吨二氧化碳 吨 公斤 千克 毫克 微克 克标准煤 克 斤 升 毫升 千伏安 兆伏安 千瓦时 兆瓦时 吉瓦时 千瓦 兆瓦 吉瓦
     kWh MWh GWh TWh kW MW GW 度 亩 公顷 平方公里 平方千米 平方米 平米 立方米 方 公里 千米 海里 厘米 毫米 米 里
     标准箱 标箱 TEU 载重吨 总吨 PFLOPS EFLOPS TFLOPS PB EB TB GB Gbps Tbps Mbps P 焦 卡 兆 分贝 帕 千标箱 立方 皮 机架`,
  ),
  count: words(
    `个 家次 家 户次 户 项次 项 条 支 名 人次 人 位 处 座 所 辆 台套 台(套) 台 套 件 架次 架 艘 株 头 只 羽 匹 场次 场 次 届 门 种 类
     款 篇 本 册 部 份 张床位 张 对 组 片 块 间 栋 幢 床 席 站 孔 班列 列次 班次 班 列 例 宗 起 笔 单 棵 枚 颗 尾 箱 盏 根 段
     口 眼 批次 道 路 则 轮 桩 点 层 代 家(个) 个(家) 处(个) 户(家) 根 顶 副 面 艘次 标段 枪 杆 把 幅 套(间) 间(套)`,
  ),
  time: words("年度 年 个月 月 个工作日 工作日 个小时 小时 分钟 秒 天 日 周 季度 岁 环节"),
  voltage: words("千伏 伏 kV V nm 纳米 微米 英寸 寸 G D"),
};

interface UnitWord {
  readonly text: string;
  readonly kind: UnitKind;
}
const ALL: readonly UnitWord[] = Object.entries(BY_KIND)
  .flatMap(([kind, list]) => list.map((text): UnitWord => ({ text, kind: kindOf(kind) })))
  .toSorted((a, b) => b.text.length - a.text.length);

function kindOf(kind: string): UnitKind {
  for (const known of ["money", "measure", "count", "percent", "points", "times", "time", "voltage"] as const)
    if (known === kind) return known;
  return "count";
}

/** The first letter of a unit word, to look up quickly. */
const BY_FIRST: ReadonlyMap<string, readonly UnitWord[]> = new Map(
  [...new Set(ALL.map((w) => w.text[0] ?? ""))].map((c) => [c, ALL.filter((w) => w.text.startsWith(c))]),
);

const PER =
  /^(?:\/|每)(?:万|百|千)?(?:个|人|亩|年|日|天|月|小时|户|吨标准煤|吨标煤|吨|立方米|平方公里|平方米|公顷|千瓦时|千瓦|度|升|公里|万元|亿元|元|家|次|台|秒|标准煤)(?:·(?:年|日|天|月))?(?:GDP)?/;

export interface UnitFound {
  readonly text: string;
  readonly kind: UnitKind;
  readonly length: number;
}

/** The unit that begins here: the longest word, with what it is per. */
export function unitAt(text: string, at: number): UnitFound | null {
  for (const word of BY_FIRST.get(text[at] ?? "") ?? []) {
    if (!text.startsWith(word.text, at)) continue;
    if (word.text.length === 1 && /[A-Z]/.test(word.text) && /[A-Za-z0-9]/.test(text[at + 1] ?? "")) continue;
    const per =
      word.kind === "percent" || word.kind === "time"
        ? null
        : PER.exec(text.slice(at + word.text.length, at + word.text.length + 14));
    const length = word.text.length + (per?.[0].length ?? 0);
    return { text: text.slice(at, at + length), kind: word.kind, length };
  }
  return null;
}
