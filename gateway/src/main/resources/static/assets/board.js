// The breach board, live: breached tickets, the next edges and the latest events. The token stays in this browser tab, and is
// renewed a minute before it expires.
const byId = (id) => document.getElementById(id);
const texts = byId("content").dataset;
const words = Object.fromEntries([...byId("words").content.querySelectorAll("[data-key]")].map((i) => [i.dataset.key, i.textContent]));
const language = document.documentElement.lang;
// A code that this page does not know yet is shown as a change, never as the code.
const word = (key) => (key ? (words[key] ?? words.OTHER) : "");
const KEPT = 50;
const PAGE_SIZE = 100;
const MAX_AGE = 30_000; // the board is read at least this often, in milliseconds
const MAX_WATERMARK_AGE = 20_000; // the engine sends a watermark every 10 s, in milliseconds
const RENEWAL_PAUSE = 20_000; // before another try to renew the token without an answer, in milliseconds

let lastEventId = null;
let ahead = 0; // the server clock minus the local clock, in milliseconds
let session = null;
let pending = null;
let pages = 1;
let reload = null;

const people = new oidc.UserManager({
  authority: texts.identity,
  client_id: texts.client,
  redirect_uri: `${location.origin}/callback`,
  post_logout_redirect_uri: `${location.origin}/`,
  scope: "openid profile email",
  ui_locales: language,
});
// A stream ends with its token: a new token opens a new one.
people.events.addUserLoaded(start);
people.events.addSilentRenewError((error) => {
  if (error.error) signInAgain(texts.refused);
  else setTimeout(() => people.signinSilent().catch(() => {}), RENEWAL_PAUSE);
});
people.events.addAccessTokenExpired(() => signInAgain(texts.refused));
byId("to-sign-in").addEventListener("click", () => people.signinRedirect({ state: "/board" }));
byId("sign-out").addEventListener("click", () => people.signoutRedirect());
byId("more").addEventListener("click", () => {
  pages++;
  refresh();
});
byId("zone").textContent = texts.zone.replace("{0}", Intl.DateTimeFormat().resolvedOptions().timeZone);
setInterval(count, 1000);
open();

async function open() {
  const person = await people.getUser();
  if (person && !person.expired) start();
  else people.signinSilent().catch(() => (byId("sign-in").hidden = false));
}

// The rows stay: an old board with a warning is better than none.
function signInAgain(reason) {
  end();
  warn(reason);
}

function end() {
  session?.abort();
  session = null;
  clearTimeout(reload);
  people.removeUser();
  byId("sign-in").hidden = false;
  byId("note").textContent = "";
}

function warn(reason) {
  byId("alert").textContent = reason;
  byId("alert").hidden = !reason;
}

async function start() {
  session?.abort();
  const mine = (session = new AbortController());
  for (let pause = 500; !mine.signal.aborted; pause = Math.min(pause * 2, 10000)) {
    try {
      await show(mine.signal);
      byId("sign-in").hidden = true;
      byId("live").hidden = false;
      await listen(mine.signal, () => (pause = 500));
    } catch (ignored) {
      if (mine.signal.aborted) return;
    }
    if (mine.signal.aborted) return;
    byId("note").textContent = "";
    warn(texts.lost);
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

async function fetchWithToken(path, signal, headers = {}) {
  const person = await people.getUser();
  const answer = await fetch(path, { signal, headers: { Authorization: `Bearer ${person?.access_token}`, ...headers } });
  if (answer.status === 401) signInAgain(texts.refused);
  if (answer.status === 403) signInAgain(texts.forbidden);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}

async function show(signal) {
  const read = [];
  let board;
  let next;
  for (let page = 0; page < pages && (page === 0 || next); page++) {
    const cursor = next ? `&cursor=${encodeURIComponent(next)}` : "";
    board = await (await fetchWithToken(`/api/v1/sla/board?limit=${PAGE_SIZE}${cursor}`, signal)).json();
    read.push(...board.items);
    next = board.next;
  }
  ahead = Date.parse(board.asOf) - Date.now();
  const rows = read.map(row);
  if (rows.length === 0) {
    const none = styled("td", "quiet", texts.none);
    none.colSpan = 5;
    rows.push(element("tr", none));
  }
  byId("items").replaceChildren(...rows);
  byId("more").hidden = !next;
  showWatermark(board);
  count();
  clearTimeout(reload);
  reload = setTimeout(refresh, untilReload(read, Date.now() + ahead));
}

// Without watermarks of the engine, an empty board proves nothing.
function showWatermark({ asOf, allEdgesOutUntil }) {
  const until = allEdgesOutUntil ? new Date(allEdgesOutUntil) : null;
  const late = until && Date.parse(asOf) - until > MAX_WATERMARK_AGE;
  byId("complete").textContent = until ? (late ? texts.late : texts.complete).replace("{0}", until.toLocaleTimeString(language)) : "";
  byId("complete").className = late ? "alert" : "quiet";
}

function refresh() {
  if (session) show(session.signal).then(() => warn(""), warnIfLost);
}

// The stream notices a lost connection by itself, but not a board that cannot be read.
function warnIfLost() {
  if (!session) return;
  warn(texts.lost);
  clearTimeout(reload);
  reload = setTimeout(refresh, MAX_AGE);
}

// Returns the milliseconds until the next due instant, 30 s at most, and at least a second, which the engine needs.
function untilReload(items, now) {
  const dueIn = items.filter((item) => item.edge).map((item) => Date.parse(item.edge.at) - now + 1000);
  return Math.max(1000, Math.min(MAX_AGE, ...dueIn));
}

function row(item) {
  const link = element("a", item.number);
  link.href = item.href;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    explain(item, line);
  });
  const ticket = element("th", link);
  ticket.scope = "row";
  ticket.append(styled("span", "quiet", item.subject));
  const next = element("td");
  if (item.edge) {
    const percent = item.edge.percent ? ` ${item.edge.percent} %` : "";
    next.append(`${word(item.edge.kind)}${percent} · ${word(item.edge.metric)} `, counting(item.edge.at));
  }
  const key = item.state === "PAUSED" ? "is-PAUSED" : item.state;
  const now = element("td", state(item.state, key));
  if (item.breach) now.append(` ${word(item.breach.metric)} `, counting(item.breach.dueAt));
  if (item.cause) now.append(styled("span", "cause quiet", item.cause.text));
  const line = element("tr", ticket, element("td", item.customer), element("td", item.priority), now, next);
  return line;
}

function counting(at) {
  const due = styled("span", "counting");
  due.dataset.at = at;
  return due;
}

// Shows how each due time of a ticket comes about, below its row; a second click hides it.
async function explain(item, line) {
  if (line.nextSibling?.className === "steps") {
    line.nextSibling.remove();
    return;
  }
  try {
    const clocks = await (await fetchWithToken(item.href, session?.signal)).json();
    const lists = clocks.objectives.filter((clock) => !clock.endedAt).map((clock) => {
      const steps = clock.steps.slice(-KEPT).map((step) => element("li", step.text));
      return element("li", `${word(clock.metric)} (${clock.zone})`, element("ol", ...steps));
    });
    const cell = element("td", element("ul", ...lists));
    cell.colSpan = 5;
    const steps = styled("tr", "steps", cell);
    line.after(steps);
  } catch (ignored) {
    // fetchWithToken has shown a lost sign-in; the ticket may also have left the board.
  }
}

async function listen(signal, alive) {
  const headers = { Accept: "text/event-stream", ...(lastEventId && { "Last-Event-ID": lastEventId }) };
  const answer = await fetchWithToken("/api/v1/sla/board/stream", signal, headers);
  byId("note").textContent = texts.live;
  warn("");
  alive();
  let rest = "";
  for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + piece).split(/\r?\n\r?\n/);
    rest = events.pop();
    events.forEach(onEvent);
  }
}

function onEvent(event) {
  const lines = event.split(/\r?\n/);
  const field = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, "")).join("\n");
  // A heartbeat has an id, too: the position after which the stream resumes.
  lastEventId = field("id") || lastEventId;
  if (!field("data")) return;
  // RESET: events between the last id and now are lost; only a reload of the board shows their effect.
  if (field("event") !== "RESET") showEvent(JSON.parse(field("data")));
  // Many events at once cause one reload of the board.
  pending ??= setTimeout(() => {
    pending = null;
    refresh();
  }, 300);
}

function showEvent({ number, subject, customer, edge }) {
  const at = element("time", new Date(edge.at).toLocaleTimeString(language));
  at.dateTime = edge.at;
  const percent = edge.percent ? ` ${edge.percent} %` : "";
  const what = [`${number}${subject ? ` ${subject}` : ""}`, word(edge.metric), customer].filter(Boolean).join(" · ");
  byId("happened").prepend(element("li", at, state(edge.kind, edge.kind, percent), element("span", what)));
  while (byId("happened").children.length > KEPT) byId("happened").lastChild.remove();
}

function state(name, key, more = "") {
  const shown = styled("span", "state", word(key) + more);
  shown.dataset.state = name;
  return shown;
}

function count() {
  for (const due of document.querySelectorAll("[data-at]")) {
    const seconds = Math.round((Date.parse(due.dataset.at) - Date.now() - ahead) / 1000);
    due.textContent = (seconds < 0 ? texts.since : texts.in).replace("{0}", duration(Math.abs(seconds)));
  }
}

function duration(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours >= 48) return `${Math.floor(hours / 24)} d`;
  const two = (number) => String(number).padStart(2, "0");
  if (hours === 0 && minutes === 0) return `${seconds} s`;
  return hours > 0 ? `${hours} h ${two(minutes)} min` : `${minutes}:${two(seconds % 60)} min`;
}

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function styled(name, style, ...content) {
  const made = element(name, ...content);
  made.className = style;
  return made;
}
