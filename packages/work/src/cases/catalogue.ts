/** What can go wrong with cases. */
import type { CatalogueEntry } from "@lianzhang/kernel";

const entry = (code: string, title: string, example: string, mend: string): CatalogueEntry => ({
  code,
  severity: "error",
  title,
  example,
  mend,
});

export const casesCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ7401",
    "There is no such procedure",
    "a procedure of another decision folder",
    "Use the words of the definitions; the message names the one most like it.",
  ),
  entry(
    "LZ7402",
    "There is no such case",
    "an address of a record that was never taken up",
    "Open it again from the list.",
  ),
  entry(
    "LZ7403",
    "No move leads there",
    "签约 asked of a case that is still a lead",
    "Reload and choose one of the moves of the state the case is in.",
  ),
  entry(
    "LZ7404",
    "Not a move of this person",
    "county staff at a project of another county; a leader's post where nobody may act for it; a maker who signs the own move",
    "Let one of the roles named make or sign it; scopes of posts are given by security administration.",
  ),
  entry(
    "LZ7405",
    "A gate does not hold",
    "开工 without 施工许可证号",
    "Fill in what the message names, or correct what the gate rests on.",
  ),
  entry(
    "LZ7406",
    "Evidence is missing",
    "准入预评 without 项目建议材料",
    "Give the evidence with the move, or before it.",
  ),
  entry(
    "LZ7407",
    "This cannot be evidence",
    "a program called 营业执照.pdf, a file of 30 MB, a number where a file is asked",
    "Files are PDF, images, office documents or records of runs by their content, up to the limit.",
  ),
  entry(
    "LZ7408",
    "The document is not as the step asks",
    "a 文号 that is not written as its pattern",
    "Give number, title and day as they stand on the document.",
  ),
  entry(
    "LZ7409",
    "The number of the document is taken",
    "one 督办通知单 entered for two tasks",
    "Compare with the document; one document is entered once.",
  ),
  entry("LZ7410", "A reason is missing", "退回修改 without one", "Say why."),
  entry(
    "LZ7411",
    "Outside the windows of applications",
    "推荐上报 after the window has closed",
    "Wait for the next window; the message names it when it has been announced.",
  ),
  entry(
    "LZ7412",
    "A move waits for signatures, or none does",
    "a second move while 会签 is under way",
    "Finish, return or take back the move that waits.",
  ),
  entry(
    "LZ7413",
    "A field that is not of this step",
    "约定投资额 written while the lead is entered",
    "Other fields are changed in the register.",
  ),
  entry(
    "LZ7414",
    "The calendar does not reach so far",
    "due within ten working days, at the end of the announced year",
    "Add the year to the calendar of working days when it is announced.",
  ),
  entry(
    "LZ7415",
    "There is no such evidence of yours",
    "taking back what somebody else gave",
    "Whoever gave it takes it back.",
  ),
];
