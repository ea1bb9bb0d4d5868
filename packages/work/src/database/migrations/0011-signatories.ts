import type { Migration } from "./migration.ts";

/**
 * 统计负责人 and 单位负责人 of a return: who stands for it beside the one who filled it in. Names are content: a purge takes
 * them. Returns that were sent before have none, and their receipts are signed on paper as they were.
 */
const sql = `
ALTER TABLE submission ADD COLUMN statistics_head TEXT;
ALTER TABLE submission ADD COLUMN unit_head TEXT;
`;

export const signatories: Migration = { number: 11, name: "signatories", sql };
