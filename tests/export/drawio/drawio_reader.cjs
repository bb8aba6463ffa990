// Opens a .drawio file in the open mxGraph engine inside Chromium and prints where the engine puts every cell.
// Usage: node drawio_reader.cjs <node_modules> <chromium> <file.drawio> [picture.png]
const fs = require("fs");
const path = require("path");

const [modules, chromium, file, picture] = process.argv.slice(2);
const playwright = require(path.join(modules, "playwright-core"));

async function main() {
  const browser = await playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 2600, height: 1400 } });
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.route(/^https?:/, (route) => route.abort());
  await page.setContent("<!doctype html><body style='margin:0'><div id='graph' style='position:absolute'></div></body>");
  await page.evaluate(() => {
    window.mxBasePath = "/none";
    window.mxLoadResources = false;
    window.mxLoadStylesheets = false;
  });
  await page.addScriptTag({ path: path.join(modules, "mxgraph/javascript/mxClient.js") });
  const cells = await page.evaluate((text) => {
    const box = document.getElementById("graph");
    const graph = new mxGraph(box);
    // draw.io's own rules: plain labels that may wrap, basic style names.
    graph.isHtmlLabel = (cell) => graph.getCellStyle(cell).whiteSpace === "wrap";
    graph.getLabel = function (cell) {
      const style = this.getCellStyle(cell);
      const value = style.noLabel === 1 || style.noLabel === "1" ? "" : String(cell.value || "");
      return this.isHtmlLabel(cell) ? mxUtils.htmlEntities(value, false).replace(/\n/g, "<br>") : value;
    };
    const model = mxUtils.parseXml(text).querySelector("mxGraphModel");
    new mxCodec(model.ownerDocument).decode(model, graph.getModel());
    const bounds = graph.getGraphBounds();
    box.style.width = `${bounds.x + bounds.width + 20}px`;
    box.style.height = `${bounds.y + bounds.height + 20}px`;
    const found = {};
    for (const cell of Object.values(graph.getModel().cells)) {
      const state = graph.view.getState(cell);
      if (!state) continue;
      found[cell.id] = {
        parent: cell.parent && cell.parent.id,
        value: cell.value || "",
        shape: state.style.shape || "",
        container: graph.isSwimlane(cell),
        ends: [cell.source && cell.source.id, cell.target && cell.target.id],
        rect: [state.x, state.y, state.width, state.height],
        points: (state.absolutePoints || []).map((point) => [point.x, point.y]),
        offset: state.absoluteOffset ? [state.absoluteOffset.x, state.absoluteOffset.y] : null,
      };
    }
    return found;
  }, fs.readFileSync(file, "utf8"));
  if (picture) await page.locator("#graph").screenshot({ path: picture });
  await browser.close();
  process.stdout.write(JSON.stringify({ faults, cells }));
}

main().catch((error) => {
  process.stderr.write(String(error.stack || error));
  process.exit(1);
});
