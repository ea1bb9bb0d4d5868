/** What can go wrong with returns that are kept. */
import type { CatalogueEntry } from "@lianzhang/kernel";

const entry = (code: string, title: string, example: string, mend: string): CatalogueEntry => ({
  code,
  severity: "error",
  title,
  example,
  mend,
});

export const returnsKeptCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ7501",
    "There is no such return",
    "an address of a return of another firm",
    "Open it again from the list. Returns outside the own posts are as if they did not exist.",
  ),
  entry(
    "LZ7502",
    "Not a deed of this person",
    "a firm that accepts its own copy; county staff who send for a firm",
    "Let a post do it that the policy gives the deed; security administration sets posts and scopes.",
  ),
  entry(
    "LZ7503",
    "Not in this state",
    "a file added to a return that was sent",
    "Take the return back or have it returned for change first; the message names the states.",
  ),
  entry(
    "LZ7504",
    "The period is locked",
    "a return of May accepted after May was locked",
    "Whoever may lock unlocks the form's period first; the audit chain tells of it.",
  ),
  entry(
    "LZ7505",
    "Something is missing",
    "退回修改 without a reason; a return without a file",
    "Supply what the message names.",
  ),
  entry(
    "LZ7506",
    "A kept file is not there, or is another",
    "a file removed or altered beside the database",
    "Restore the folder of files from a backup; the hash says which file.",
  ),
  entry(
    "LZ7507",
    "No consent of the firm",
    "an own copy whose consent has run out or was taken back",
    "Ask the firm for a new consent; without it nothing of the copy is used.",
  ),
  entry(
    "LZ7508",
    "The return was changed meanwhile",
    "two officers at one return",
    "Look at it again and repeat what is still to be done.",
  ),
  entry(
    "LZ7509",
    "The model has no such form",
    "a form of another decision folder",
    "Use a form of the definitions.",
  ),
  entry(
    "LZ7510",
    "Findings are open",
    "an identity that does not hold; a jump that nobody explained",
    "Mend what must be mended and say why what is asked about is right.",
  ),
];
