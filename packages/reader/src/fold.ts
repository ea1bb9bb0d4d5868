/** One character as its plain form: full-width ASCII, compatibility forms, radicals that stand for whole characters. */

/** CJK Radicals Supplement: PDF fonts map whole characters to these, and Unicode does not fold them. */
const RADICALS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "⺁": "厂",
    "⺄": "乙",
    "⺆": "冂",
    "⺈": "刀",
    "⺊": "卜",
    "⺌": "小",
    "⺍": "小",
    "⺏": "尢",
    "⺒": "巳",
    "⺓": "幺",
    "⺔": "巳",
    "⺘": "手",
    "⺙": "攵",
    "⺚": "无",
    "⺛": "旡",
    "⺝": "月",
    "⺟": "母",
    "⺠": "民",
    "⺡": "水",
    "⺢": "水",
    "⺣": "火",
    "⺤": "爪",
    "⺥": "爪",
    "⺦": "丬",
    "⺧": "牛",
    "⺨": "犬",
    "⺩": "王",
    "⺪": "疋",
    "⺫": "目",
    "⺬": "示",
    "⺭": "示",
    "⺮": "竹",
    "⺯": "糸",
    "⺰": "纟",
    "⺱": "网",
    "⺲": "网",
    "⺳": "网",
    "⺶": "羊",
    "⺷": "羊",
    "⺸": "羊",
    "⺹": "老",
    "⺻": "聿",
    "⺼": "肉",
    "⺽": "臼",
    "⺾": "艹",
    "⻀": "艹",
    "⻁": "虎",
    "⻂": "衣",
    "⻃": "西",
    "⻄": "西",
    "⻅": "见",
    "⻆": "角",
    "⻇": "角",
    "⻈": "讠",
    "⻉": "贝",
    "⻊": "足",
    "⻋": "车",
    "⻌": "辶",
    "⻍": "辶",
    "⻎": "辶",
    "⻏": "邑",
    "⻐": "钅",
    "⻑": "长",
    "⻒": "长",
    "⻓": "长",
    "⻔": "门",
    "⻕": "阜",
    "⻖": "阜",
    "⻗": "雨",
    "⻘": "青",
    "⻙": "韦",
    "⻚": "页",
    "⻛": "风",
    "⻜": "飞",
    "⻝": "食",
    "⻞": "食",
    "⻟": "食",
    "⻠": "饣",
    "⻡": "首",
    "⻢": "马",
    "⻣": "骨",
    "⻤": "鬼",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻧": "卤",
    "⻨": "麦",
    "⻩": "黄",
    "⻪": "黾",
    "⻫": "齐",
    "⻬": "齐",
    "⻭": "齿",
    "⻮": "齿",
    "⻯": "龙",
    "⻰": "龙",
    "⻱": "龟",
    "⻲": "龟",
    "⻳": "龟",
  }),
);

const DASHES = /[‐‑‒–−－~～〜∼]/;

export function foldCharacter(c: string): string {
  const code = c.charCodeAt(0);
  if (code < 0x80) return c;
  if (DASHES.test(c)) return c === "~" || c === "～" || c === "〜" || c === "∼" ? "~" : "-";
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code === 0x3000 || code === 0xa0) return " ";
  const whole = foldRadical(c);
  if (whole !== c) return whole;
  if (c === "㎡") return "平方米";
  if (c === "﹪") return "%";
  if (c === "﹝") return "〔";
  if (c === "﹞") return "〕";
  return c;
}

/** A radical as the character it stands for; Kangxi radicals and compatibility ideographs by Unicode's own table. */
export function foldRadical(c: string): string {
  const code = c.charCodeAt(0);
  if (code < 0x2e80) return c;
  const radical = RADICALS.get(c);
  if (radical !== undefined) return radical;
  return (code >= 0x2f00 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff) ? c.normalize("NFKC") : c;
}
