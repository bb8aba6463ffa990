// Opens BPMN files with bpmn-js in headless Chromium and prints what it made of them as JSON, one line a file.
// Usage: node import_bpmn.cjs CHROMIUM FILE...   (libraries from the folder in BPR_NODE_MODULES; no network)
const fs = require("fs");
const path = require("path");

const modules = process.env.BPR_NODE_MODULES;
const { chromium } = require(path.join(modules, "playwright-core"));
const [executablePath, ...files] = process.argv.slice(2);

async function open(xml) {
  document.getElementById("canvas").innerHTML = "";
  const viewer = new BpmnJS({ container: "#canvas" });
  const { warnings } = await viewer.importXML(xml);
  viewer.get("canvas").zoom("fit-viewport");
  const bounds = ({ businessObject, x, y, width, height }) => ({ name: businessObject.name, x, y, width, height });
  const shapes = viewer.get("elementRegistry").filter((element) => element.type !== "label");
  return {
    warnings: warnings.map((warning) => warning.message),
    lanes: shapes.filter((shape) => shape.type === "bpmn:Lane").map(bounds),
    pools: shapes.filter((shape) => shape.type === "bpmn:Participant").map(bounds),
    nodes: shapes.filter((shape) => shape.businessObject.$instanceOf("bpmn:FlowNode")).length,
    edges: shapes.filter((shape) => shape.waypoints).length,
  };
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  await page.setContent('<body style="margin:0"><div id="canvas" style="width:1600px;height:900px"></div></body>');
  await page.addScriptTag({ path: path.join(modules, "bpmn-js/dist/bpmn-viewer.development.js") });
  for (const file of files) {
    console.log(JSON.stringify(await page.evaluate(open, fs.readFileSync(file, "utf8"))));
    await page.screenshot({ path: file.replace(/\.bpmn$/, ".png") });
  }
  await browser.close();
})();
