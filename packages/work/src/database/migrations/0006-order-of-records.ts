import type { Migration } from "./migration.ts";

/** Lists are in the order of codes, character by character, whatever the database's own order is. */
const sql = `
CREATE INDEX register_record_order ON register_record (register, code COLLATE "C");
`;

export const orderOfRecords: Migration = { number: 6, name: "order-of-records", sql };
