import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the product's server answers while the page is developed. */
const api = process.env["LIANZHANG_API"] ?? "http://127.0.0.1:4173";

export default defineConfig({
  plugins: [react()],
  // Workspace packages are read from source, so that the page builds without building them first.
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  server: { proxy: { "/api": api } },
  // The checking thread is one file: once it stands, nothing of it is asked for any more.
  worker: { format: "es", rolldownOptions: { output: { codeSplitting: false } } },
  build: {
    outDir: "dist",
    target: "chrome109",
    // elk alone is larger than the default; it loads only with the chain map.
    chunkSizeWarningLimit: 1600,
  },
});
