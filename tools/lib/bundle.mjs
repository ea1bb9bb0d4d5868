// Programs that tests and tools start again and again: one file of JavaScript each, made once from the sources (no build).
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "vite";
import { root } from "./run.mjs";

/**
 * Bundles programs of the checkout, given as paths from its folder; resolves to where each is now and a way to remove them.
 * They stand two folders below the root, like the folders of tools and tests, so that paths told from a source still hold.
 */
export async function bundled(...entries) {
  mkdirSync(join(root, "var"), { recursive: true });
  const folder = mkdtempSync(join(root, "var", "programs-"));
  const conditions = ["source"];
  try {
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: "error",
      resolve: { conditions },
      ssr: { noExternal: [/^@lianzhang\//], resolve: { conditions, externalConditions: conditions } },
      build: {
        ssr: true,
        outDir: folder,
        target: "node20",
        minify: false,
        rollupOptions: {
          input: entries.map((entry) => join(root, entry)),
          output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
        },
      },
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    paths: entries.map((entry) => join(folder, `${basename(entry, ".ts")}.mjs`)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
