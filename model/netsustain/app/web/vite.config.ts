import { svelte } from "@sveltejs/vite-plugin-svelte";
import { resolve } from "node:path";
import { defineConfig } from "vite";

// Three pages: the workshop, the facilitator's desk and a participant's phone. Built files lie beside the server that
// gives them out; what pages share is one script each, fonts are files.
const page = (name: string): string => resolve(import.meta.dirname, `${name}.html`);
export default defineConfig({
  base: "./",
  plugins: [svelte()],
  publicDir: false,
  build: {
    outDir: "../static",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    rollupOptions: { input: { index: page("index"), host: page("host"), play: page("play") } },
  },
});
