/** The roles the application works as, and the schema it works in. */

/** May read and add; may not alter the audit chain. Every connection of the application takes it. */
export const ROLE = "lianzhang_app";

/** Sees the records of one person; taken for a transaction, never for a connection. */
export const VIEWER_ROLE = "lianzhang_viewer";

export const SCHEMA = "lianzhang";
