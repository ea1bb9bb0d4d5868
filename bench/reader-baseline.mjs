// The baseline of the reader: Microsoft's recognizers of Chinese numbers, with the plainest rules on top. Null where they are not installed.

/** The first comparator word that touches the number. */
const BEFORE = [
  [/(?:不低于|不少于|至少)$/, ">="],
  [/(?:突破|超过|超|高于)$/, ">"],
  [/(?:不超过|不高于|控制在)$/, "<="],
];
const BEHIND = [
  [/^以上/, ">="],
  [/^左右/, "approx"],
  [/^以内|^以下/, "<="],
];
const UNIT =
  /^(?:个百分点|元|亩|吨|公里|平方公里|平方米|立方米|千瓦时|千瓦|[个家户项条人名所座辆台套件处次])/;
const HEADS = [
  [/^第([一二三四五六七八九十]+)章\s*(.*)$/, 1],
  [/^([一二三四五六七八九十]+)、(.*)$/, 1],
  [/^[（(]([一二三四五六七八九十]+)[)）](.*)$/, 2],
  [/^(\d{1,2})[.．、](?!\d)(.*)$/, 3],
];

function clausesIn(text) {
  const clauses = [];
  let start = 0;
  for (const line of text.split("\n")) {
    for (const [form, level] of HEADS) {
      const m = form.exec(line.trim());
      if (!m) continue;
      clauses.push({
        level,
        number: m[1],
        heading: m[2].split(/[。；]/)[0],
        start,
        end: start + line.length,
      });
      break;
    }
    start += line.length + 1;
  }
  return clauses;
}

function targetsIn(recognizers, text) {
  const targets = [];
  let at = 0;
  let year = null;
  // by sentence: the recognizers are slow on long texts
  for (const sentence of text.split(/(?<=[。\n])/)) {
    for (const { text: written, start, end, resolution } of recognizers.recognizeNumber(sentence, "zh-cn")) {
      const [left, right] = [sentence.slice(0, start), sentence.slice(end + 1)];
      if (/^20\d\d$/.test(written) && right.startsWith("年")) {
        year = Number(written);
        continue;
      }
      if (/^[年月日号条届第]/.test(right) || left.endsWith("第")) continue;
      const percent = right.startsWith("%") || right.startsWith("％");
      const unit = percent ? "%" : UNIT.exec(right)?.[0];
      if (unit === undefined) continue;
      const behind = right.slice(unit.length);
      const comparator =
        (BEHIND.find(([form]) => form.test(behind)) ?? BEFORE.find(([form]) => form.test(left)))?.[1] ?? "=";
      const from =
        Math.max(
          left.lastIndexOf("，"),
          left.lastIndexOf("、"),
          left.lastIndexOf("；"),
          left.lastIndexOf("："),
        ) + 1;
      const quote = sentence.slice(from, end + 1 + unit.length);
      targets.push({
        quote,
        start: at + from,
        end: at + from + quote.length,
        comparator,
        value: Number(resolution.value),
        unit,
        year,
        kind: percent ? "share" : "level",
        indicator: left.slice(from),
      });
    }
    at += sentence.length;
  }
  return targets;
}

export async function baseline() {
  try {
    const found = await import("@microsoft/recognizers-text-suite");
    const recognizers = found.default ?? found;
    return (text) => ({ clauses: clausesIn(text), targets: targetsIn(recognizers, text), responsible: [] });
  } catch {
    return null;
  }
}
