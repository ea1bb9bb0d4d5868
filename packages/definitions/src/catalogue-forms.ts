/** Diagnostics of forms: what each input may say and be checked for. */
import type { CatalogueEntry } from "@lianzhang/kernel";
import { entry } from "./catalogue-entry.ts";

export const formsCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ2053",
    "error",
    "A check on a firm's own copy that suggests a number",
    "explain: gross_output <= 3 * gross_output_prior on a form with input: own_copy",
    "keep identities and signs only: no jump, no former period, no multiple, nothing of others",
  ),
  entry(
    "LZ2055",
    "error",
    "A release calendar that does not hold together",
    "a day before the period ends; one period and version twice; no source",
    "mend the row; a period whose day is not announced is left out and its figure is provisional",
  ),
  entry(
    "LZ2056",
    "error",
    "An older name that two fields share",
    "also: [营业收入] on two fields of one form",
    "a name or code belongs to one field of a form",
  ),
  entry(
    "LZ3019",
    "warning",
    "The approval of a survey has ended: it may not be filled in",
    "valid_until: 2024-12-31 on a survey, checked in 2025",
    "have the survey approved again and write its new mark, or remove the form",
  ),
];
