// Reads a JSON list of diagram texts from standard input and prints what Mermaid's own parser finds in each of them.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import path from "node:path";

const modules = path.resolve(process.argv[2]);
const require = createRequire(path.join(modules, "x.js"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const main = pathToFileURL(path.join(modules, "mermaid", "dist", "mermaid.core.mjs"));
const mermaid = (await import(main)).default;
mermaid.initialize({ startOnLoad: false, maxTextSize: 5000000, maxEdges: 100000 });
const found = [];
for (const text of JSON.parse(readFileSync(0, "utf-8"))) {
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const nodes = Array.from(db.getVertices().values(), (node) => node.text);
    found.push({ nodes, edges: db.getEdges().map((edge) => edge.text), lanes: db.getSubGraphs().map((lane) => lane.title) });
  } catch (error) {
    found.push({ error: String(error.message).slice(0, 400) });
  }
}
process.stdout.write(JSON.stringify(found));
