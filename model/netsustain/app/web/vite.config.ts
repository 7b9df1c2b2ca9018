import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Built files lie beside the server that gives them out; one script and one style sheet, fonts as files.
export default defineConfig({
  base: "./",
  plugins: [svelte()],
  publicDir: false,
  build: { outDir: "../static", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 1200 },
});
