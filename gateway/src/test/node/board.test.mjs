// Runs the script of the breach board against a document that has only what the script uses.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setImmediate as settle } from "node:timers/promises";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../main/resources/static/assets/board.js", import.meta.url), "utf8");
const WORDS = { BREACH: "Breach", BREACHED: "breached", TERMS: "Terms changed", OTHER: "Change", FIRST_RESPONSE: "First response" };
const TEXTS = { none: "Nothing", since: "{0} ago", in: "in {0}", lost: "Connection lost", refused: "Expired", live: "Live", zone: "Zone {0}", complete: "All until {0}", late: "Late since {0}" };
const NOW = Date.parse("2026-07-20T10:00:00Z");

class Element {
  children = [];
  dataset = {};
  listeners = {};
  hidden = false;
  className = "";
  parent = null;

  append(...nodes) {
    this.children.push(...nodes.map((node) => Object.assign(node instanceof Element ? node : new Text(node), { parent: this })));
  }
  prepend(node) {
    this.children.unshift(Object.assign(node, { parent: this }));
  }
  replaceChildren(...nodes) {
    this.children = [];
    this.append(...nodes);
  }
  after(node) {
    this.parent.children.splice(this.parent.children.indexOf(this) + 1, 0, Object.assign(node, { parent: this.parent }));
  }
  remove() {
    this.parent.children.splice(this.parent.children.indexOf(this), 1);
  }
  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }
  fire(type) {
    this.listeners[type]({ preventDefault() {} });
  }
  get nextSibling() {
    return this.parent.children[this.parent.children.indexOf(this) + 1] ?? null;
  }
  get lastChild() {
    return this.children.at(-1);
  }
  get textContent() {
    return this.children.map((child) => child.textContent).join("");
  }
  set textContent(text) {
    this.replaceChildren(text);
  }
  all(filter) {
    return [...(filter(this) ? [this] : []), ...this.children.flatMap((child) => (child instanceof Element ? child.all(filter) : []))];
  }
}

class Text extends Element {
  constructor(text) {
    super();
    this.text = String(text);
  }
  get textContent() {
    return this.text;
  }
}

/** Opens the board of a signed-in person. The answers are functions of the path. */
async function open(answers, person = { access_token: "token" }) {
  const elements = {};
  const byId = (id) => (elements[id] ??= new Element());
  Object.assign(byId("content").dataset, TEXTS);
  byId("words").content = {
    querySelectorAll: () => Object.entries(WORDS).map(([key, textContent]) => ({ dataset: { key }, textContent })),
  };
  byId("live").hidden = byId("alert").hidden = byId("more").hidden = byId("sign-in").hidden = true;
  const timers = [];
  const requests = [];
  const page = { elements, byId, timers, requests, answers, push: null, events: {}, person, redirects: [] };
  const stream = {
    pipeThrough: () => (async function* () {
      while (true) yield await new Promise((resume) => (page.push = resume));
    })(),
  };
  class PageDate extends Date {
    static now() {
      return NOW;
    }
  }
  vm.runInNewContext(SCRIPT, {
    document: {
      documentElement: { lang: "en" },
      getElementById: byId,
      createElement: () => new Element(),
      querySelectorAll: () => Object.values(elements).flatMap((each) => each.all((it) => it.dataset.at)),
    },
    location: { origin: "http://localhost:8080" },
    oidc: {
      UserManager: class {
        events = new Proxy({}, { get: (_, name) => (listener) => (page.events[name.slice(3)] = listener) });
        getUser = async () => page.person;
        removeUser = async () => (page.person = null);
        signinSilent = async () => Promise.reject(new Error("login_required"));
        signinRedirect = async (options) => page.redirects.push(options.state);
      },
    },
    fetch: async (path, options) => {
      requests.push(path);
      page.token = options.headers.Authorization;
      if (path.endsWith("/stream")) return { ok: true, status: 200, body: stream };
      const answer = page.answers(path);
      return typeof answer === "number" ? { ok: false, status: answer } : { ok: true, status: 200, json: async () => answer };
    },
    setTimeout: (action, delay) => timers.push({ action, delay }),
    clearTimeout: () => {},
    setInterval: () => {},
    TextDecoderStream: class {},
    AbortController, Intl, Date: PageDate, console,
  });
  for (let turn = 0; turn < 20; turn++) await settle();
  return page;
}

const item = (number, more = {}) => ({ number, subject: "s", customer: "acme", priority: "P1", state: "RUNNING", href: `/api/v1/sla/clocks/${number}`, ...more });
const board = (items, next) => ({ asOf: new Date(NOW).toISOString(), items, next });
const rows = (page) => page.byId("items").children.map((row) => row.textContent);
const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await settle();
};

test("a breached ticket shows the elapsed time, its cause and a link", async () => {
  const breach = { metric: "FIRST_RESPONSE", dueAt: new Date(NOW - 125_000).toISOString() };
  const page = await open(() => board([item("T-1", { state: "BREACHED", breach, cause: { text: "No first response" } })]));
  assert.match(rows(page)[0], /breached First response 2:05 min ago.*No first response/);
  assert.equal(page.byId("items").all((it) => it.href)[0].href, "/api/v1/sla/clocks/T-1");
});

test("a click on the number explains the clocks of the ticket", async () => {
  const clocks = { objectives: [{ metric: "FIRST_RESPONSE", zone: "America/Sao_Paulo", steps: [{ text: "Monday 9:00-10:00: 1 h" }] }] };
  const page = await open((path) => (path.includes("/clocks/") ? clocks : board([item("T-1")])));
  page.byId("items").all((it) => it.href)[0].fire("click");
  await turns();
  assert.match(rows(page)[1], /First response \(America\/Sao_Paulo\)Monday 9:00-10:00: 1 h/);
});

test("more than a page is shown on demand, and stays shown", async () => {
  const page = await open((path) => (path.includes("cursor=a") ? board([item("T-2")]) : board([item("T-1")], "a")));
  assert.equal(rows(page).length, 1);
  assert.equal(page.byId("more").hidden, false);
  page.byId("more").fire("click");
  await turns();
  assert.equal(rows(page).length, 2);
  assert.equal(page.byId("more").hidden, true);
});

test("the board is read after each due instant and at least every 30 s", async () => {
  const due = (seconds) => ({ edge: { kind: "BREACH", metric: "FIRST_RESPONSE", at: new Date(NOW + seconds * 1000).toISOString() } });
  for (const [seconds, delay] of [[10, 11_000], [3600, 30_000]]) {
    const page = await open(() => board([item("T-1", due(seconds))]));
    assert.equal(page.timers.at(-1).delay, delay);
    page.timers.at(-1).action();
    await turns();
    assert.equal(page.requests.filter((path) => path.includes("limit=")).length, 2);
  }
});

test("the board shows until when it is complete, and warns if the engine is late", async () => {
  for (const [age, text, style] of [[9_000, /^All until/, "quiet"], [21_000, /^Late since/, "alert"]]) {
    const page = await open(() => ({ ...board([]), allEdgesOutUntil: new Date(NOW - age).toISOString() }));
    assert.match(page.byId("complete").textContent, text);
    assert.equal(page.byId("complete").className, style);
  }
  const page = await open(() => board([]));
  assert.equal(page.byId("complete").textContent, "", "before the first watermark");
});

test("a lost sign-in shows a banner and keeps the rows", async () => {
  const page = await open(() => board([item("T-1")]));
  page.answers = () => 401;
  page.timers.at(-1).action();
  await turns();
  assert.equal(page.byId("alert").textContent, "Expired");
  assert.equal(page.byId("alert").hidden, false);
  assert.equal(page.byId("sign-in").hidden, false);
  assert.equal(page.byId("live").hidden, false);
  assert.match(rows(page)[0], /T-1/);
});

test("a renewed token opens the board and its stream again without a banner", async () => {
  const page = await open(() => board([item("T-1")]));
  page.person = { access_token: "renewed" };
  page.events.UserLoaded(page.person);
  await turns();
  assert.equal(page.token, "Bearer renewed");
  assert.equal(page.requests.filter((path) => path.endsWith("/stream")).length, 2);
  assert.equal(page.byId("alert").hidden, true);
});

test("a sign-in that cannot be renewed shows a banner, keeps the rows and asks to sign in", async () => {
  const page = await open(() => board([item("T-1")]));
  page.events.SilentRenewError({ error: "login_required" });
  await turns();
  assert.equal(page.byId("alert").textContent, "Expired");
  assert.equal(page.byId("alert").hidden, false);
  assert.match(rows(page)[0], /T-1/);
  page.byId("to-sign-in").fire("click");
  assert.deepEqual(page.redirects, ["/board"]);
});

test("a renewal without an answer is tried again before the banner", async () => {
  const page = await open(() => board([item("T-1")]));
  page.events.SilentRenewError(new Error("timeout"));
  assert.equal(page.byId("alert").hidden, true);
  assert.equal(page.timers.at(-1).delay, 20_000);
  page.events.AccessTokenExpired();
  assert.equal(page.byId("alert").textContent, "Expired");
});

test("a visitor without a sign-in is asked for one", async () => {
  const page = await open(() => board([]), null);
  assert.equal(page.byId("sign-in").hidden, false);
  assert.deepEqual(page.requests, []);
});

test("a board that cannot be read shows a banner until it can", async () => {
  const page = await open(() => board([item("T-1")]));
  page.answers = () => 503;
  page.timers.at(-1).action();
  await turns();
  assert.equal(page.byId("alert").textContent, "Connection lost");
  assert.match(rows(page)[0], /T-1/);
  page.answers = () => board([item("T-1")]);
  page.timers.at(-1).action();
  await turns();
  assert.equal(page.byId("alert").hidden, true);
});

test("no event is shown by its code", async () => {
  const page = await open(() => board([]));
  for (const kind of ["TERMS", "BRAND_NEW"]) {
    page.push(`event:${kind}\ndata:${JSON.stringify({ number: "T-1", customer: "acme", edge: { kind, at: new Date(NOW).toISOString() } })}\n\n`);
    await turns();
  }
  const happened = page.byId("happened").children.map((each) => each.textContent);
  assert.match(happened[0], /Change/);
  assert.match(happened[1], /Terms changed/);
});

test("the zone of the times is named", async () => {
  const page = await open(() => board([]));
  assert.equal(page.byId("zone").textContent, `Zone ${Intl.DateTimeFormat().resolvedOptions().timeZone}`);
});
