// Opens a page in headless Chromium, uses it as people do, and prints what was seen as JSON.
// node browser.cjs <folder of node modules> <chromium> <page>
const path = require("node:path");
const [modules, executablePath, page] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const seen = { errors: [], requests: [] };
  tab.on("console", (message) => { if (message.type() === "error") seen.errors.push(message.text()); });
  tab.on("pageerror", (error) => seen.errors.push(String(error)));
  tab.on("request", (request) => { if (request.url() !== `file://${page}`) seen.requests.push(request.url()); });
  tab.on("dialog", (dialog) => { seen.errors.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  await tab.goto(`file://${page}`);
  const shown = ".view:not([hidden]) ";
  const off = () => tab.locator(`${shown}.bpr-box.off`).evaluateAll((all) => all.map((one) => one.dataset.id));
  const viewBox = () => tab.locator(`${shown}> svg`).getAttribute("viewBox");
  const boxes = tab.locator(`${shown}.bpr-box[data-kind=activity]`);

  seen.title = await tab.title();
  seen.boxes = await tab.locator(`${shown}.bpr-box`).count();
  await boxes.first().hover();
  seen.card = { visible: await tab.locator(".card").isVisible(), name: await tab.locator(".card h3").textContent() };
  await tab.mouse.move(5, 5);
  await tab.waitForTimeout(400);
  seen.cardAfterLeaving = await tab.locator(".card").isVisible();

  await tab.click("[data-filter=loops]");
  seen.loopsOff = await off();
  seen.status = await tab.locator(".status").textContent();
  await tab.click("[data-filter=loops]");
  seen.nothingOff = await off();
  const role = tab.locator("[data-select=role]");
  if (await role.count()) {
    await role.selectOption({ index: 1 });
    seen.roleOff = await off();
    await role.selectOption({ index: 0 });
  }

  await tab.locator(".stage").focus();
  const before = await viewBox();
  await tab.keyboard.press("+");
  seen.zoomed = (await viewBox()) !== before;
  await tab.keyboard.press("0");
  const whole = await viewBox();
  await tab.keyboard.press("+");
  await tab.keyboard.press("ArrowRight");
  seen.moved = (await viewBox()) !== whole;
  await tab.keyboard.press("?");
  seen.help = await tab.locator("dialog").isVisible();
  await tab.keyboard.press("Escape");
  await tab.mouse.move(400, 400);
  const still = await viewBox();
  await tab.mouse.wheel(0, -200);
  await tab.waitForTimeout(100);
  seen.wheel = (await viewBox()) !== still;
  await tab.mouse.down();
  await tab.mouse.move(460, 430, { steps: 4 });
  await tab.mouse.up();
  seen.dragged = (await viewBox()) !== still;

  await tab.locator(".stage").focus();
  await tab.keyboard.press("Tab");
  seen.focused = await tab.evaluate(() => document.activeElement.dataset.key);
  await tab.keyboard.press("Tab");
  seen.cardByKey = await tab.locator(".card").isVisible();
  seen.describedBy = await tab.evaluate(() => document.activeElement.getAttribute("aria-describedby"));
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Escape");
  seen.cardAfterEscape = await tab.locator(".card").isVisible();

  const findings = tab.locator("button[data-finding]");
  if (await findings.count()) {
    await findings.first().click();
    seen.hits = await tab.locator(`${shown}.hit`).count();
    seen.cardByFinding = await tab.locator(".card").isVisible();
    await tab.keyboard.press("Escape");
  }
  const scope = tab.locator("[data-scope]");
  if (await scope.count()) {
    await scope.selectOption({ index: 1 });
    seen.inner = await tab.locator(`${shown}.bpr-box`).evaluateAll((all) => all.map((one) => one.dataset.id));
    await scope.selectOption({ index: 0 });
  }
  await tab.click("[data-language=zh]");
  seen.chinese = {
    lang: await tab.locator("html").getAttribute("lang"),
    title: await tab.title(),
    filter: await tab.locator("[data-filter=handoffs]").textContent(),
    picture: await tab.locator(".view:not([hidden])").getAttribute("lang"),
  };
  await tab.emulateMedia({ media: "print" });
  seen.printed = { bar: await tab.locator(".bar").isVisible(), side: await tab.locator(".side").isVisible() };
  console.log(JSON.stringify(seen));
  await browser.close();
})().catch((error) => { console.error(error); process.exit(1); });
