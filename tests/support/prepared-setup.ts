/** A place for what many test files begin with (`prepared`), for one run. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-prepared-"));
  // under root the server runs as another user, who passes through
  chmodSync(folder, 0o711);
  project.provide("prepared", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
