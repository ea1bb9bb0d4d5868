/** Every diagnostic of the definitions (LZ2xxx) and of the plan's lint (LZ3xxx). docs/diagnostics.md prints it. */
import type { CatalogueEntry, Severity } from "@lianzhang/kernel";

const entry = (code: DefinitionCode, severity: Severity, title: string, example: string, mend: string): CatalogueEntry => ({
  code,
  severity,
  title,
  example,
  mend,
});

export const definitionsCatalogue: readonly CatalogueEntry[] = [
  entry("LZ2001", "error", "The folder or a file cannot be read", "a file saved as GB18030; a folder without YAML", "save as UTF-8; give the decision's folder"),
  entry("LZ2002", "error", "Not YAML", "label: { zh: 锂电, en: Lithium", "close the bracket or quote, mend the indentation"),
  entry("LZ2003", "error", "Unknown kind of definition", "indicator: (for indicators:)", "use one of the kinds of docs/definitions.md; kinds are plural"),
  entry("LZ2004", "error", "Unknown key", "lable: 锂电", "use the key the hint names, or remove it"),
  entry("LZ2005", "error", "A required key is missing", "a form without every:", "add the key"),
  entry("LZ2006", "error", "A value of the wrong type or not among those allowed", "as: cumulativ", "write one of the values the message lists"),
  entry("LZ2007", "error", "The same id twice", "tax_per_mu defined in two files", "rename or remove one; ids are unique within their kind"),
  entry("LZ2008", "error", "An id that formulas cannot name", "new-energy: ... (a hyphen is a subtraction)", "small letters, digits and _, starting with a letter; targets and owners may have -"),
  entry("LZ2009", "error", "A name that nothing defines", "holder: tax_ofice", "correct the name or define it"),
  entry("LZ2010", "error", "Unknown unit", "unit: 万圆", "use a unit of docs/units.md"),
  entry("LZ2011", "error", "Not a date or period", "since: 2023-02-30", "write 2023-07-14, 2023-07, 2024Q2 or 2024"),
  entry("LZ2012", "error", "Two parameter values in force at once", "since 2023-01-01 until 2025-12-31, and since 2025-01-01", "end the first before the second begins"),
  entry("LZ2013", "warning", "A gap between parameter values", "until 2023-12-31, then since 2025-01-01", "add the value between, or say so in its source; figures in the gap are missing"),
  entry("LZ2014", "warning", "One label names two things", "two fields labelled 营业收入", "formulas must write form.field for it, or make the labels differ"),
  entry("LZ2015", "error", "A survey without its mark", "input: survey without survey:", "a survey of one's own needs 表号, 制定机关, 批准文号 and 有效期"),
  entry("LZ2016", "error", "A use that this input may not serve", "input: survey with uses: [evaluation]", "feedback and surveys serve analysis and publication only; use records or the firm's own copy"),
  entry("LZ2017", "error", "A same-period field that does not match", "same_period_of: gros_output", "name a field of the same form with the same unit and kind"),
  entry("LZ2018", "error", "A membership that does not say how it counts", "a membership without count:", "count: whole, primary or share"),
  entry("LZ2019", "error", "A bound that does not fit its indicator", "at_least: 1400 亩 for an indicator in 亿元", "write the bound in a unit of the same dimension, and no finer than the indicator counts"),
  entry("LZ2020", "error", "A field used for a purpose it is not cleared for", "an evaluation over a survey's field", "use a field from records or an application, or ask the holder to clear it"),
  entry("LZ2021", "error", "A classification that does not hold together", "a code whose parent does not exist", "mend parent:, or the csv file's columns code,parent,name_zh"),
  entry("LZ2022", "warning", "No English label", "label: 锂电 without en:", "add en:, or write label: { zh: ..., en: ... }"),
  entry("LZ2023", "error", "A pace that is not twelve monthly shares", "pace: a parameter with eleven values", "give a parameter with one value for each of the twelve months"),
  entry("LZ2024", "error", "An indicator with neither formula nor holder", "unit and label only", "write formula:, or holder: for who has the figure"),
  entry("LZ2025", "error", "Two keys that exclude each other, or one of several that is missing", "a target with at_least and above", "keep one"),
  entry("LZ2026", "error", "Clearance has run out when the decision was issued", "expires: 2022-01-01 in a decision of 2023", "renew the clearance or remove the field"),
  entry("LZ3001", "warning", "A target that no form can measure", "an indicator without formula", "define a form with the holder's figures, or keep the note of who holds it"),
  entry("LZ3002", "note", "A target without an owner", "no owner:", "add the unit of the 任务分工方案"),
  entry("LZ3003", "warning", "Parts that do not add up to their whole", "six parts reach exactly 5000 while the total must exceed 5000", "raise one part, or settle the reading with the holder"),
  entry("LZ3004", "note", "Scopes that overlap", "food counts in two targets", "never add the two; show both with their scope"),
  entry("LZ3005", "warning", "Shares that contradict their parts", "3700 of 5000 is 74 %, the share asks for 60 %", "settle which bound leads"),
  entry("LZ3006", "note", "A word the decision does not define", "规模", "settle the reading with the holder; mark it assumed until then"),
  entry("LZ3007", "note", "Something the decision names that nothing carries yet", "a mechanism without carried_by", "define what carries it, or leave it open honestly"),
  entry("LZ3008", "note", "A clause without any definition", "a clause no target, indicator or chain names", "add definitions, or leave it open honestly"),
  entry("LZ3009", "note", "A form that no formula reads", "a form nobody uses", "remove it, or define an indicator over it: every field is a burden"),
  entry("LZ3010", "note", "Fields that no formula reads", "a field of a form that is otherwise used", "remove it, or define an indicator over it"),
  entry("LZ3011", "warning", "A path that does not lead to its bound", "path ends at 1300, the bound is 1400", "mend the path; it rises (or falls) every year and ends at the bound"),
  entry("LZ3012", "warning", "A pace that does not sum to one", "twelve shares that sum to 98 %", "make the twelve shares sum to 100 %"),
  entry("LZ3013", "note", "A reading that is assumed", "assumed: true", "have the holder confirm it"),
];

export type DefinitionCode = `LZ2${string}` | `LZ3${string}`;

const SEVERITIES: ReadonlyMap<string, Severity> = new Map<string, Severity>(definitionsCatalogue.map((e) => [e.code, e.severity]));
export const severityOf = (code: DefinitionCode): Severity => SEVERITIES.get(code) ?? "error";
