// elkjs and bpmn-auto-layout, timed inside this process without start-up.
// usage: node layout_peers.mjs NODE_MODULES JOBS.json ANSWERS   writes one JSON line for each job: {"seconds", "result"} or {"error"}
// A job is {"peer": "elk", "graph": ELK JSON} or {"peer": "auto", "bpmn": BPMN XML}. Every job is run twice; the quicker run counts.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , modules, jobFile, answerFile] = process.argv;
const load = createRequire(path.join(path.resolve(modules), 'x.js'));
const ELK = load('elkjs/lib/elk.bundled.js');
const elk = new ELK();
const auto = await import(pathToFileURL(path.join(path.resolve(modules), 'bpmn-auto-layout/dist/index.js')).href);

const run = {
  elk: (job) => elk.layout(structuredClone(job.graph)),
  auto: (job) => auto.layoutProcess(job.bpmn),
};

for (const job of JSON.parse(fs.readFileSync(jobFile, 'utf8'))) {
  let line;
  try {
    let seconds = Infinity;
    let result;
    for (let round = 0; round < 2; round += 1) {
      const begin = performance.now();
      result = await run[job.peer](job);
      seconds = Math.min(seconds, (performance.now() - begin) / 1000);
    }
    line = { seconds, result };
  } catch (error) {
    line = { error: String(error && error.message ? error.message : error).slice(0, 160) };
  }
  fs.appendFileSync(answerFile, JSON.stringify(line) + '\n');
}
process.exit(0);
