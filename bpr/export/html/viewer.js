"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const data = JSON.parse($("#bpr-data").textContent);
  const root = document.documentElement;
  const stage = $(".stage"), card = $(".card"), strip = $(".lanes"), help = $("dialog"), status = $(".status");
  const NEAR = 0.05, CLOSE = 6;
  let lang = root.dataset.start, scope = "", shown = null, pinned = false, timer = 0;
  const on = new Set();

  const views = $$(".view").map((element, index) => {
    const svg = $("svg", element), facts = data.views[index], parts = new Map();
    for (const group of $$(".bpr-box, .bpr-route, .bpr-route-label, .bpr-lane, .bpr-group", svg)) {
      const role = group.classList[0].slice(4);
      const key = { "route-label": "route" }[role] || role;
      const name = `${key}:${group.dataset.id}`;
      parts.set(name, [...(parts.get(name) || []), group]);
      group.dataset.key = name;
      if (role === "box") {
        group.setAttribute("tabindex", "0");
        group.setAttribute("role", "button");
        const about = data.cards[name];
        if (about) group.setAttribute("aria-label", `${about[facts.lang].name}, ${about[facts.lang].kind}`);
      } else if (role === "route") {
        group.setAttribute("tabindex", "-1");
        const line = $("path", group);
        if (line) {
          const wide = line.cloneNode();
          for (const name of ["stroke", "stroke-width", "stroke-dasharray", "fill"]) wide.removeAttribute(name);
          wide.setAttribute("class", "catch");
          group.append(wide);
        }
      }
    }
    return { element, svg, facts, parts, x: 0, y: 0, scale: 0 };
  });
  const view = () => views.find((one) => one.facts.lang === lang && one.facts.scope === scope);
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  function paint() {
    const now = view(), width = stage.clientWidth, height = stage.clientHeight;
    if (!width || !height) return;
    const slack = 80 / now.scale;
    now.x = clamp(now.x, Math.min(-slack, now.facts.width - width / now.scale), Math.max(now.facts.width - slack, 0));
    now.y = clamp(now.y, Math.min(-slack, now.facts.height - height / now.scale), Math.max(now.facts.height - slack, 0));
    now.svg.setAttribute("viewBox", `${now.x} ${now.y} ${width / now.scale} ${height / now.scale}`);
    heads(now);
  }
  function heads(now) { // lane names stay in sight when their heads are not
    const columns = now.facts.vertical, from = columns ? now.y : now.x;
    strip.replaceChildren();
    strip.classList.toggle("columns", columns);
    if (from < now.facts.heads) return;
    for (const [name, at, length] of now.facts.lanes) {
      const begin = (at - (columns ? now.x : now.y)) * now.scale, label = document.createElement("span");
      label.textContent = name;
      label.style[columns ? "left" : "top"] = `${begin}px`;
      label.style[columns ? "width" : "height"] = `${length * now.scale}px`;
      strip.append(label);
    }
  }
  function fit(whole) { // the whole picture, or at first as large as can be read, from its beginning
    const now = view(), width = stage.clientWidth, height = stage.clientHeight;
    const all = Math.min(width / now.facts.width, height / now.facts.height, 2);
    now.scale = whole ? all : clamp(all, Math.min(0.6, height / now.facts.height), 1.2);
    now.x = now.facts.width * now.scale <= width ? (now.facts.width - width / now.scale) / 2 : 0;
    now.y = now.facts.height * now.scale <= height ? (now.facts.height - height / now.scale) / 2 : 0;
    paint();
  }
  function zoom(factor, px = stage.clientWidth / 2, py = stage.clientHeight / 2) {
    const now = view(), scale = clamp(now.scale * factor, NEAR, CLOSE);
    now.x += px / now.scale - px / scale;
    now.y += py / now.scale - py / scale;
    now.scale = scale;
    paint();
    place();
  }
  function pan(dx, dy) {
    const now = view();
    now.x += dx / now.scale;
    now.y += dy / now.scale;
    paint();
    place();
  }

  function say(element) {
    for (const node of $$("[data-en]", element)) node.textContent = node.dataset[lang];
    for (const node of $$("[data-label-en]", element)) node.setAttribute("aria-label", node.dataset[lang === "zh" ? "labelZh" : "labelEn"]);
  }
  function show(next, inside) {
    const before = view(), changed = inside !== scope;
    const share = before && before.scale ? [before.x / before.facts.width, before.y / before.facts.height, before.scale] : null;
    lang = next;
    scope = inside;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = data.titles[lang];
    say(document);
    for (const one of views) one.element.hidden = one !== view();
    for (const part of $$("[data-only]")) part.hidden = part.dataset.only !== lang;
    for (const button of $$("[data-language]")) button.setAttribute("aria-pressed", button.dataset.language === lang);
    const choice = $("[data-scope]");
    if (choice) choice.value = scope;
    const now = view();
    if (changed || !share) { if (!now.scale) fit(false); else paint(); } else {
      [now.x, now.y, now.scale] = [share[0] * now.facts.width, share[1] * now.facts.height, share[2]];
      paint();
    }
    filter();
    if (shown) tell(shown, pinned); else hide();
  }

  const kept = (key) => [...on].every((name) => data.filters[name].includes(key));
  function filter() {
    let count = 0, all = 0;
    for (const [key, groups] of view().parts) {
      if (!/^(box|route):/.test(key)) continue;
      const stays = kept(key);
      if (key.startsWith("box:")) { all += 1; count += stays; }
      for (const group of groups) {
        group.classList.toggle("off", !stays);
        group.toggleAttribute("aria-hidden", !stays);
        if (group.classList.contains("bpr-box")) group.setAttribute("tabindex", stays ? "0" : "-1");
      }
    }
    status.textContent = on.size ? data.texts.count[lang].replace("{0}", count).replace("{1}", all) : "";
    for (const button of $$("[data-filter]")) button.setAttribute("aria-pressed", on.has(button.dataset.filter));
    for (const select of $$("[data-select]")) {
      const chosen = [...on].find((name) => name.startsWith(`${select.dataset.select}:`));
      select.value = chosen ? chosen.slice(select.dataset.select.length + 1) : "";
    }
  }

  function tell(key, pin) {
    const about = data.cards[key], groups = view().parts.get(key);
    if (!about || !groups) return hide();
    const facts = about[lang], list = $("dl", card), found = $("ul", card), inner = $("button", card);
    $("h3", card).textContent = facts.name;
    $(".kind", card).textContent = facts.kind;
    list.replaceChildren();
    for (const [label, text] of facts.facts) {
      for (const [tag, words] of [["dt", label], ["dd", text]]) {
        const node = document.createElement(tag);
        node.textContent = words;
        list.append(node);
      }
    }
    found.replaceChildren();
    for (const index of about.findings) {
      const node = document.createElement("li");
      node.textContent = data.findings[index][lang];
      found.append(node);
    }
    const id = key.slice(4);
    inner.hidden = !(key.startsWith("box:") && views.some((one) => one.facts.scope === id));
    inner.dataset.open = id;
    if (shown && shown !== key) describe(shown, false);
    [shown, pinned] = [key, pin];
    describe(key, true);
    card.hidden = false;
    card.scrollTop = 0;
    place();
  }
  function describe(key, yes) {
    for (const group of view().parts.get(key) || []) {
      if (yes) group.setAttribute("aria-describedby", "card"); else group.removeAttribute("aria-describedby");
    }
  }
  function place() {
    const groups = shown && view().parts.get(shown);
    if (!groups) return;
    const box = groups[0].getBoundingClientRect(), frame = stage.getBoundingClientRect(), gap = 12;
    const right = box.right - frame.left + gap, left = box.left - frame.left - gap - card.offsetWidth;
    const x = right + card.offsetWidth <= frame.width ? right : left;
    card.style.left = `${clamp(x, 4, Math.max(4, frame.width - card.offsetWidth - 4))}px`;
    card.style.top = `${clamp(box.top - frame.top, 4, Math.max(4, frame.height - card.offsetHeight - 4))}px`;
  }
  function hide() {
    if (shown) describe(shown, false);
    [shown, pinned] = [null, false];
    card.hidden = true;
  }
  function mark(keys) {
    for (const group of $$(".hit")) group.classList.remove("hit");
    for (const key of keys) for (const group of view().parts.get(key) || []) if (!/^(lane|group):/.test(key) || keys.length === 1) group.classList.add("hit");
  }
  function go(keys) { // to the elements of a finding, in whichever picture they are drawn
    const home = [view(), ...views.filter((one) => one.facts.lang === lang)].find((one) => keys.some((key) => one.parts.has(key)));
    if (!home) return;
    if (home.facts.scope !== scope) show(lang, home.facts.scope);
    const there = keys.filter((key) => home.parts.has(key));
    if (there.some((key) => !/^(lane|group):/.test(key) && !kept(key))) { on.clear(); filter(); }
    const frames = there.flatMap((key) => home.parts.get(key)).map((group) => group.getBBox()).filter((box) => box.width || box.height);
    const x = Math.min(...frames.map((box) => box.x)), y = Math.min(...frames.map((box) => box.y));
    const right = Math.max(...frames.map((box) => box.x + box.width)), bottom = Math.max(...frames.map((box) => box.y + box.height));
    const room = 0.8;
    home.scale = clamp(Math.min(stage.clientWidth * room / (right - x), stage.clientHeight * room / (bottom - y)), NEAR, Math.max(home.scale, 1));
    home.x = (x + right) / 2 - stage.clientWidth / 2 / home.scale;
    home.y = (y + bottom) / 2 - stage.clientHeight / 2 / home.scale;
    paint();
    mark(there);
    const first = there.find((key) => key.startsWith("box:")) || there[0];
    if (/^(box|route):/.test(first)) home.parts.get(first)[0].focus({ preventScroll: true });
    tell(first, true);
  }
  function reveal(group) { // what has the focus is in sight
    const box = group.getBoundingClientRect(), frame = stage.getBoundingClientRect(), rim = 30;
    const dx = Math.min(box.left - frame.left - rim, 0) || Math.max(box.right - frame.right + rim, 0);
    const dy = Math.min(box.top - frame.top - rim, 0) || Math.max(box.bottom - frame.bottom + rim, 0);
    stage.scrollTo(0, 0);
    if (dx || dy) pan(dx, dy);
  }

  const keyed = (event) => {
    const group = event.target.closest?.(".bpr-box, .bpr-route, .bpr-route-label, .bpr-lane, .bpr-group");
    if (!group || (group.classList.contains("bpr-lane") && event.target === $("rect", group))) return null;
    return group.dataset.key;
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(() => { if (!pinned) hide(); }, 250); };
  stage.addEventListener("pointerover", (event) => {
    if (card.contains(event.target)) return clearTimeout(timer);
    const key = keyed(event);
    if (!key || pinned || pointers.size || event.pointerType === "touch") return;
    clearTimeout(timer);
    tell(key, false);
  });
  stage.addEventListener("pointerout", () => { if (!pinned) later(); });
  stage.addEventListener("focusin", (event) => {
    const key = keyed(event);
    if (!key || !event.target.matches(":focus-visible")) return;
    reveal(event.target);
    clearTimeout(timer);
    tell(key, false);
  });
  stage.addEventListener("focusout", (event) => { if (!pinned && !card.contains(event.relatedTarget)) later(); });

  const pointers = new Map();
  let moved = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (card.contains(event.target) || event.button) return;
    pointers.set(event.pointerId, event);
    moved = 0;
  });
  addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const others = [...pointers.values()].filter((one) => one.pointerId !== event.pointerId);
    const dx = event.clientX - last.clientX, dy = event.clientY - last.clientY;
    moved += Math.abs(dx) + Math.abs(dy);
    if (others.length) {
      const [other] = others, frame = stage.getBoundingClientRect();
      const span = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      pan(-dx / 2, -dy / 2);
      zoom(span(event) / span(last), (event.clientX + other.clientX) / 2 - frame.left, (event.clientY + other.clientY) / 2 - frame.top);
    } else if (moved > 4) {
      stage.classList.add("dragging");
      pan(-dx, -dy);
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, (event) => { pointers.delete(event.pointerId); stage.classList.remove("dragging"); });
  }
  stage.addEventListener("click", (event) => {
    if (card.contains(event.target) || moved > 4) return;
    const key = keyed(event);
    if (key) tell(key, true); else { hide(); mark([]); }
  });
  stage.addEventListener("wheel", (event) => {
    if (card.contains(event.target)) return;
    event.preventDefault();
    const frame = stage.getBoundingClientRect(), lines = event.deltaMode ? 30 : 1;
    zoom(Math.exp(-clamp(event.deltaY * lines, -120, 120) * (event.ctrlKey ? 0.01 : 0.002)), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });

  const acts = {
    in: () => zoom(1.25), out: () => zoom(0.8), fit: () => fit(true), help: () => help.showModal(),
    close: () => help.close(),
  };
  const keys = {
    "+": acts.in, "=": acts.in, "-": acts.out, "_": acts.out, "0": acts.fit, "?": acts.help,
    ArrowLeft: () => pan(-60, 0), ArrowRight: () => pan(60, 0), ArrowUp: () => pan(0, -60), ArrowDown: () => pan(0, 60),
    Escape: () => { hide(); mark([]); },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || event.target.matches("select, input")) return;
    const inside = stage.contains(event.target), key = inside && keyed(event);
    if (key && (event.key === "Enter" || event.key === " ")) tell(key, true);
    else if (keys[event.key] && (inside || ["?", "Escape"].includes(event.key))) keys[event.key]();
    else return;
    event.preventDefault();
  });
  for (const button of $$("[data-do]")) button.addEventListener("click", () => acts[button.dataset.do]());
  for (const button of $$("[data-language]")) button.addEventListener("click", () => show(button.dataset.language, scope));
  for (const button of $$("[data-filter]")) {
    button.addEventListener("click", () => {
      if (!on.delete(button.dataset.filter)) on.add(button.dataset.filter);
      filter();
    });
  }
  for (const select of $$("[data-select]")) {
    select.addEventListener("change", () => {
      const kind = `${select.dataset.select}:`, chosen = select.value;
      for (const name of [...on]) if (name.startsWith(kind)) on.delete(name);
      if (chosen) on.add(kind + chosen);
      filter();
    });
  }
  $("[data-scope]")?.addEventListener("change", (event) => show(lang, event.target.value));
  $("button", card).addEventListener("click", (event) => { hide(); show(lang, event.target.dataset.open); });
  for (const button of $$("button[data-finding]")) {
    button.addEventListener("click", () => go(data.findings[button.dataset.finding].keys));
  }
  addEventListener("resize", () => { paint(); place(); });
  addEventListener("beforeprint", () => {
    const now = view();
    now.svg.setAttribute("viewBox", `0 0 ${now.facts.width} ${now.facts.height}`);
  });
  addEventListener("afterprint", paint);
  show(lang, "");
})();
