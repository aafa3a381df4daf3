/* One stylesheet and one entry per island; Django reads the manifest and Node is not needed to run. */
import tailwindcss from "@tailwindcss/vite";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { defineConfig } from "vitest/config";

const islands = Object.fromEntries(
  globSync("colonnade/**/islands/*/index.ts").map((path) => [basename(dirname(path)), path]),
);

/* A module may bring a stylesheet of its own. Those that main.css imports are on every page; any other is built by itself
   and linked where it is needed: {% stylesheet "city/monitoring/styles/reach.css" %}. */
const everywhere = readFileSync("colonnade/design/styles/main.css", "utf-8");
const sheets = Object.fromEntries(
  globSync("colonnade/**/styles/*.css")
    .filter((path) => !path.startsWith("colonnade/design/") && !everywhere.includes(path.replace("colonnade/", "../../")))
    .map((path) => [`sheet-${basename(path, ".css")}`, path]),
);

/* Phones sold five years ago, never updated since. */
const phones = ["chrome90", "firefox90", "safari15", "ios15"];

export default defineConfig({
  base: "/static/built/",
  plugins: [tailwindcss()],
  publicDir: false,
  build: {
    outDir: "colonnade/design/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: phones,
    cssTarget: phones,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { main: "colonnade/design/styles/main.css", ...islands, ...sheets },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["colonnade/**/islands/**/*.test.ts"],
  },
});
