/** Names of firms, folded for comparison; never for display. */

const BRACKETS: Readonly<Record<string, string>> = {
  "（": "(",
  "）": ")",
  "【": "(",
  "】": ")",
  "[": "(",
  "]": ")",
  "〔": "(",
  "〕": ")",
  "［": "(",
  "］": ")",
  "﹙": "(",
  "﹚": ")",
};

/** Width, brackets, blanks, quotation marks and dots do not tell two firms apart; everything else does. */
export const foldName = (name: string): string =>
  [...name.normalize("NFKC")]
    .map((c) => BRACKETS[c] ?? c)
    .join("")
    .replace(/[\s\u00ad\u200b-\u200f\ufeff"'“”‘’「」《》·•.。,,]/g, "")
    .toUpperCase();

const LEGAL = /(有限责任公司|股份有限公司|有限公司|集团公司|公司|总厂|厂)$/;
const PLACES = /^(四川省?|眉山市?)+/;

/** The core of a folded name, to suggest whom a name may mean; two firms may share it. */
export const nameCore = (folded: string): string => {
  const core = folded
    .replace(/\([^()]*\)/g, "")
    .replace(LEGAL, "")
    .replace(PLACES, "");
  return core === "" ? folded : core;
};
