import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// every module at the top of src/ is a page's own script; main.css imports all styles
const scripts = readdirSync(at("src")).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));

/** Every file once more in the form in which it is sent; the same sources give the same bytes. */
function compressed(folder: string): Plugin {
  return {
    name: "compressed",
    closeBundle() {
      for (const name of readdirSync(folder)) {
        if (name === "manifest.json" || name.endsWith(".gz")) continue;
        writeFileSync(`${folder}/${name}.gz`, gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [compressed(at("../assets"))],
  base: "/assets/",
  publicDir: false,
  build: {
    outDir: at("../assets"),
    emptyOutDir: true,
    assetsDir: "",
    // a data: address for a file would be inline code to the content-security policy
    assetsInlineLimit: 0,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      // htmx can evaluate script in attributes; main.ts sets allowEval to false
      checks: { eval: false },
      input: [...scripts.map((name) => at(`src/${name}`)), at("src/styles/main.css")],
    },
  },
});
