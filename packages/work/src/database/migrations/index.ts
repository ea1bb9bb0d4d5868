/** Every migration, in order. One that was released is never edited: a change is a new one. */
import { auditChain } from "./0001-audit-chain.ts";
import { people } from "./0002-people.ts";
import { registers } from "./0003-registers.ts";
import { access } from "./0004-access.ts";
import { cases } from "./0005-cases.ts";
import { orderOfRecords } from "./0006-order-of-records.ts";
import { gate } from "./0007-gate.ts";
import { returns } from "./0008-returns.ts";
import { lists } from "./0009-lists.ts";
import { listedKeys } from "./0010-listed-keys.ts";
import { signatories } from "./0011-signatories.ts";
import { papers } from "./0012-papers.ts";
import { workbooks } from "./0013-workbooks.ts";
import { keptPurge } from "./0014-kept-purge.ts";
import { readings } from "./0015-readings.ts";
import type { Migration } from "./migration.ts";

export const MIGRATIONS: readonly Migration[] = [
  auditChain,
  people,
  registers,
  access,
  cases,
  orderOfRecords,
  gate,
  returns,
  lists,
  listedKeys,
  signatories,
  papers,
  workbooks,
  keptPurge,
  readings,
];
