/** One cue for several: A、B分别增长5%、6% and A、B年均增长6%. */
import type { Found } from "./target.ts";

const HEAD = /^(?:力争|确保|争取|到20\d\d年(?:底|末)?|推动|其中|,|实现|促进|保持|,)+/;

/** The names of a list before a number: 工业投资、民间投资; a list that ends in 等 is one name. */
export function namesOf(list: string): string[] {
  const bare = list.replace(HEAD, "").replace(/(?:年均|均|都|分别|各)+$/, "");
  if (/等[^、]{0,8}$/.test(bare) || /[“《(]/.test(bare)) return [bare];
  const names = bare
    .split("、")
    .flatMap((part, i, all) => (i === all.length - 1 ? part.split(/(?<=.{2})(?:和|以及)(?=.{2})/) : [part]));
  return names.every((name) => name.length >= 2) ? names : [bare];
}

export function spread(text: string, floor: number, found: readonly Found[]): Found[] {
  const out: Found[] = [];
  for (let i = 0; i < found.length; i++) {
    const target = found[i];
    if (!target) continue;
    const words = text.slice(target.from, target.to);
    const series = words.includes("分别");
    if (series) {
      const members = membersFrom(text, found, i);
      out.push(...asSeries(text, floor, members));
      i += members.length - 1;
      continue;
    }
    const shared =
      target.kind === "growth" && target.indicator.includes("、") && !/分别/.test(words)
        ? namesOf(target.indicator)
        : [];
    const parted = shared.length > 1 && shared.length <= 6 && !/^.{0,3}和.{0,3}$/.test(target.indicator);
    if (parted) out.push(...shared.map((indicator) => ({ ...target, indicator })));
    else out.push(target);
  }
  return out;
}

/** The values that follow one another with nothing but a 、 or 和 between them. */
function membersFrom(text: string, found: readonly Found[], first: number): Found[] {
  const members: Found[] = [];
  for (let i = first; i < found.length; i++) {
    const target = found[i];
    const before = members.at(-1);
    if (!target) break;
    if (before && !/^(?:[、和及与]|以及)?$/.test(text.slice(before.to, target.from))) break;
    if (before && text.slice(target.from, target.to).replace(/[\d.]/g, "").length > 8) break;
    members.push(target);
  }
  return members;
}

function asSeries(text: string, floor: number, members: readonly Found[]): Found[] {
  const first = members[0];
  const last = members.at(-1);
  if (!first || !last) return [];
  const upTo = text.slice(floor, first.to);
  const at = upTo.lastIndexOf("分别");
  const before = upTo.slice(0, at);
  const own = subjects(before, members.length);
  const start = Math.min(first.from, floor + Math.max(0, before.length - own.length));
  const named = own.names;
  const years = named.map((name) => /^(20\d\d)年/.exec(name)?.[1]);
  const said = members.map((m) => m.comparator).findLast((c) => c !== "=") ?? "=";
  return members.map((m, i) => ({
    ...m,
    from: start,
    to: last.to,
    indicator:
      years[i] === undefined
        ? (named[i] ?? first.indicator)
        : (m.indicator === "" ? first.indicator : m.indicator).replace(/^.*分别/, ""),
    year: years[i] === undefined ? m.year : Number(years[i]),
    kind: first.kind === "growth" ? "growth" : m.kind,
    comparator: m.comparator === "=" && said !== "range" ? said : m.comparator,
  }));
}

/** As many names before 分别 as there are values; the list may reach over commas, and 城乡 is two. */
function subjects(before: string, count: number): { names: string[]; length: number } {
  const floor = Math.max(before.lastIndexOf("。"), before.lastIndexOf(":"), before.lastIndexOf(";")) + 1;
  let from = before.length;
  let names: string[] = [];
  while (from > floor && names.length < count) {
    from = Math.max(floor, before.lastIndexOf(",", from - 2) + 1);
    const part = before.slice(from);
    if (/\d/.test(part.replaceAll(/20\d\d年/g, "")) && names.length > 0) break;
    names = namesOf(part.replaceAll(",", "、"));
  }
  const only = names[0] ?? "";
  if (names.length === 1 && count === 2 && only.includes("城乡"))
    names = [only.replace("城乡", "城镇"), only.replace("城乡", "农村")];
  const whole = before.slice(floor).length;
  return { names: names.slice(-count), length: Math.min(whole, before.length - from) };
}
