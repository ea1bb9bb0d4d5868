/** What can go wrong with PostgreSQL and the audit chain, said so that a person can act. */
import type { CatalogueEntry, Label } from "@lianzhang/kernel";
import { accessCatalogue } from "./access/catalogue.ts";
import { casesCatalogue } from "./cases/catalogue.ts";
import { peopleCatalogue } from "./people/catalogue.ts";
import { returnsKeptCatalogue } from "./returns/catalogue.ts";

/** Something outside failed, or a rule of the audit chain was broken. Exit status 3. */
export class WorkError extends Error {
  override readonly name = "WorkError";
  readonly code: string;
  /** What was found, in both languages. */
  readonly said: Label;
  /** What to do. */
  readonly hint: Label;

  constructor(code: string, said: Label, hint: Label, cause?: unknown) {
    super(`${code}: ${said.en} (${hint.en})`, cause === undefined ? {} : { cause });
    this.code = code;
    this.said = said;
    this.hint = hint;
  }
}

const entry = (code: string, title: string, example: string, mend: string): CatalogueEntry => ({
  code,
  severity: "error",
  title,
  example,
  mend,
});

export const workCatalogue: readonly CatalogueEntry[] = [
  entry(
    "LZ7001",
    "The work folder cannot be written",
    "the folder belongs to another user, or lies under one that is closed to the user PostgreSQL runs as",
    "Give the user the message names the right to the folder, or name another folder.",
  ),
  entry(
    "LZ7002",
    "The work folder was made by another major version of PostgreSQL",
    "a folder of PostgreSQL 17, a program that brings 18",
    "Start the version of the program that made it, or name another folder. Files of another major version are never touched.",
  ),
  entry(
    "LZ7003",
    "There is no PostgreSQL for this platform",
    "linux-loong64",
    "Install PostgreSQL 15 or later from the system and set DATABASE_URL.",
  ),
  entry(
    "LZ7004",
    "PostgreSQL did not start",
    "the disk is full, or there is no user to run it as",
    "The message quotes the end of PostgreSQL's log; mend what it names and start again. Nothing acknowledged is lost.",
  ),
  entry(
    "LZ7005",
    "The work folder is not one, or its password file is gone",
    "--work names a folder nothing was started in",
    "Name the folder given at the start; restore the password file from the backup with the data.",
  ),
  entry(
    "LZ7006",
    "The database cannot be reached",
    "DATABASE_URL names a machine that does not answer",
    "Check host, port and network; start the database.",
  ),
  entry(
    "LZ7007",
    "The database refuses the user",
    "a wrong password in DATABASE_URL, or a database that does not exist",
    "Correct user, password and database name; the administrator of the database grants the access.",
  ),
  entry("LZ7008", "The database is too old", "PostgreSQL 13 at DATABASE_URL", "Use PostgreSQL 15 or later."),
  entry(
    "LZ7009",
    "A migration that was applied has been altered",
    "migration 1 of the program is not the one the database was made with",
    "Use the program the database was made with or a later one; a past migration is never edited, a change is a new migration.",
  ),
  entry(
    "LZ7010",
    "The database and the program are of different versions",
    "the database has migration 7, the program knows 5; or the database was never started with this version",
    "Use the newer program; when the program is the newer, start it once so that it brings the database up.",
  ),
  entry(
    "LZ7011",
    "The application's role cannot be made or taken",
    "the user of DATABASE_URL may not create roles",
    "The administrator of the database runs the statements of the message once.",
  ),
  entry(
    "LZ7012",
    "The connection broke while a change was being committed",
    "PostgreSQL was killed in the moment of COMMIT",
    "The change is there whole or not at all: look at the record before doing it again.",
  ),
  entry(
    "LZ7013",
    "A statement failed in the database",
    "a value that breaks a constraint",
    "Nothing of the change was kept. When the message does not say what to correct it is a defect of the product: report it.",
  ),
  entry(
    "LZ7020",
    "A change or a reading of confidential rows without an event",
    "a procedure that forgot to record what it did",
    "A defect of the product: report it. Nothing was changed.",
  ),
  entry(
    "LZ7021",
    "An event that cannot be put into the chain",
    "an empty purpose, a fraction, a text with a NUL",
    "Correct the field the message names; amounts are whole numbers of minor units.",
  ),
  entry(
    "LZ7022",
    "The hash of the chain is another one, or not known here",
    "a chain begun with SM3, and an installation that asks for SHA-256",
    "The hash is chosen once, with the first link; leave the setting out. SM3 needs a Node built with it.",
  ),
  entry(
    "LZ7023",
    "This content cannot be purged",
    "an event that does not exist, was purged already, or is itself the record of a purge",
    "The message says which; the first link and the records of purges stay.",
  ),
  entry(
    "LZ7031",
    "The file is no whole backup",
    "a copy that was cut off when the disk was full; a file in which a byte was changed",
    "Copy the file again from where it was kept, or take another backup. Nothing was restored.",
  ),
  entry(
    "LZ7032",
    "The backup is of another version",
    "a backup with migration 7, a program that knows 5",
    "Restore it with the program that made it or a later one, which brings it up by itself.",
  ),
  entry(
    "LZ7033",
    "The place to restore into is not empty",
    "--work names the folder the product runs in",
    "Name a new folder or an empty database. Nothing is ever restored over what is there.",
  ),
  entry(
    "LZ7034",
    "What was restored is not what was saved",
    "a table that this version does not have",
    "Nothing was kept. Take another backup, and report the message: it names the table or the link.",
  ),
  entry(
    "LZ7035",
    "The file of the backup is there already",
    "--out names the backup of yesterday",
    "Name another file, or say --overwrite.",
  ),
  entry(
    "LZ7036",
    "No backup of a chain that does not hold",
    "link 17 was altered in the database",
    "Look with `lianzhang verify`, stop the program, copy the whole work folder as evidence, and keep the earlier backups.",
  ),
  entry(
    "LZ7037",
    "Nobody knows where the files of returns are",
    "a backup of a database at an address, without --files",
    "Name the folder with --files: `files` in the folder of the instance.",
  ),
  entry(
    "LZ7301",
    "A value of a register cannot be read",
    "约定开工日期 is 「明年春天」",
    "Write a number in the unit of the field, a day as 2025-03-10, or yes or no, as the message says.",
  ),
  entry(
    "LZ7302",
    "A value is not of its classification",
    "所在县区 is 「东波区」",
    "Choose one of the list; the message names the one most like it.",
  ),
  entry(
    "LZ7303",
    "An amount is finer or larger than can be kept",
    "0.0000001 万元",
    "Write fewer digits, or use a larger unit. Amounts are never rounded in silence.",
  ),
  entry(
    "LZ7304",
    "The code of a record is wrong",
    "a unified social credit code whose last character does not check",
    "Compare with the certificate or the approval; the message says which character is expected.",
  ),
  entry(
    "LZ7305",
    "The months of a change do not fit the record",
    "a change from March of a record whose last change is of June; spells that overlap; a close before the beginning",
    "What lies before the last change is corrected, not changed; a closed record is taken up again by stating its whole history.",
  ),
  entry(
    "LZ7306",
    "There is no such register or field",
    "project_nmae",
    "Use the words of the definitions; the message names the one most like it.",
  ),
  entry("LZ7307", "A required field is empty", "a project without 项目名称", "Fill it in and send it again."),
  entry(
    "LZ7308",
    "A link leads nowhere",
    "依托企业 names a code the register of enterprises does not have",
    "Enter the subject in its own register first, or correct the code.",
  ),
  entry(
    "LZ7309",
    "The code is in the register already",
    "a project entered twice",
    "Change the record that is there; one that was closed is taken up again by stating its whole history.",
  ),
  entry(
    "LZ7310",
    "There is no such record",
    "an address of a record of another register",
    "Open the record again from the list.",
  ),
  entry(
    "LZ7311",
    "There is no such event",
    "a run that names event 900 of a chain of 800",
    "Name a number that the audit chain has.",
  ),
  entry(
    "LZ7312",
    "The register at that event can no longer be told",
    "the content of the event was purged by order",
    "Name an event after the record's next change.",
  ),
  entry(
    "LZ7313",
    "A condition does not fit the field",
    "a range over 项目名称",
    "Ask for a range of numbers and days, for characters of texts, for one of a list of codes.",
  ),
  entry(
    "LZ7314",
    "The head of an imported table cannot be read",
    "a column 「约定投资」 that names no field, a unit of another kind, no column 代码",
    "Correct the head or drop the column; the heads of an export are right.",
  ),
  entry(
    "LZ7315",
    "A record was changed since the table was exported",
    "two officers worked on exports of the same day",
    "Export again and make the change there; nobody's change is overwritten.",
  ),
  entry(
    "LZ7601",
    "A file that is no Word document",
    "a PDF renamed .docx, sent for refreshing",
    "Save it as .docx in WPS or Word and send that.",
  ),
  entry(
    "LZ7602",
    "Somebody saved the workbook first",
    "two officers point at cells of one workbook at the same time",
    "Reload and make the change in the latest version; nobody's is overwritten.",
  ),
  ...casesCatalogue,
  ...returnsKeptCatalogue,
  ...peopleCatalogue,
  ...accessCatalogue,
];
