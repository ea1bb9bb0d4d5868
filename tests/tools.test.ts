/** What `npm start` and `npm test` notice before anything runs, and what they say. */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { chromiumPath } from "../tools/lib/browser.mjs";
import { failure, notInstalled, requireNode } from "../tools/lib/install.mjs";
import { root } from "./support/files.ts";

describe("Node's version", () => {
  test.each(["20.19.0", "20.20.2", "22.1.0", "24.0.0"])("%s will do", (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
  test.each(["18.20.1", "20.18.3", "16.0.0"])("%s is too old, and the message names the least", (version) => {
    expect(() => requireNode(version)).toThrow(/20\.19/);
  });
});

describe("whether the packages are installed", () => {
  let folder = "";
  const lock = (path: string, packages: object): void =>
    writeFileSync(join(folder, path), JSON.stringify({ lockfileVersion: 3, packages }));
  const wanted = {
    "": { name: "x" },
    "node_modules/yaml": { version: "2.9.1" },
    "node_modules/other-platform": { version: "1.0.0", optional: true },
    "node_modules/@lianzhang/kernel": { resolved: "packages/kernel", link: true },
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "install-"));
    lock("package-lock.json", wanted);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("nothing is there yet", () => {
    expect(notInstalled(folder)).toContain("node_modules/yaml");
  });

  test("everything is there; packages of other platforms are not missed", () => {
    mkdirSync(join(folder, "node_modules"));
    lock("node_modules/.package-lock.json", { "node_modules/yaml": { version: "2.9.1" } });
    expect(notInstalled(folder)).toEqual([]);
  });

  test("a pull brought another version", () => {
    mkdirSync(join(folder, "node_modules"));
    lock("node_modules/.package-lock.json", { "node_modules/yaml": { version: "2.8.0" } });
    expect(notInstalled(folder)).toEqual(["node_modules/yaml"]);
  });
});

describe("a failed npm ci", () => {
  test("without a network names the network and the mirror", () => {
    const said = failure(1, "npm error code ENOTFOUND\nnpm error network request to https://registry failed");
    expect(`${said.message} ${said.mend}`).toMatch(/网络|network/);
    expect(said.mend).toContain("registry");
  });
  test("without permission names the folder", () => {
    expect(failure(243, "npm error code EACCES").message).toContain(root);
  });
  test("for another reason leaves npm's words standing", () => {
    expect(failure(1, "npm error code EUSAGE").message).toContain("npm ci");
  });
});

describe("the browser of the page tests", () => {
  test("CHROMIUM_PATH wins, and a wrong one is not replaced in silence", () => {
    expect(chromiumPath({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
    expect(chromiumPath({ CHROMIUM_PATH: "/no/such/browser" })).toBeNull();
  });
});

test(".ci/run can be run", () => {
  expect(statSync(join(root, ".ci/run")).mode & 0o111).not.toBe(0);
});
