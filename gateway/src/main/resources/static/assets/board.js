// The breach board, live: the next edges and the latest events. The token stays in this browser tab.
const byId = (id) => document.getElementById(id);
const texts = byId("content").dataset;
const words = Object.fromEntries([...byId("words").content.querySelectorAll("[data-key]")].map((i) => [i.dataset.key, i.textContent]));
const language = document.documentElement.lang;
const word = (key) => words[key] ?? key ?? "";
const TOKEN = "amparo.board.token";
const KEPT = 50;

let lastEventId = null;
let ahead = 0; // the server clock minus the local clock, in milliseconds
let session = null;
let pending = null;

byId("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, byId("token").value.trim().replace(/^Bearer\s+/i, ""));
  byId("token").value = "";
  start();
});
byId("sign-out").addEventListener("click", () => leave(""));
setInterval(count, 1000);
if (sessionStorage.getItem(TOKEN)) start();

function leave(reason) {
  session?.abort();
  session = null;
  sessionStorage.removeItem(TOKEN);
  byId("sign-in").hidden = false;
  byId("live").hidden = true;
  byId("note").textContent = reason;
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
    byId("note").textContent = texts.lost;
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

async function fetchWithToken(path, signal, headers = {}) {
  const token = sessionStorage.getItem(TOKEN);
  const answer = await fetch(path, { signal, headers: { Authorization: `Bearer ${token}`, ...headers } });
  if (answer.status === 401) leave(texts.refused);
  if (answer.status === 403) leave(texts.forbidden);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}

async function show(signal) {
  const board = await (await fetchWithToken("/api/v1/sla/board?limit=100", signal)).json();
  ahead = Date.parse(board.asOf) - Date.now();
  const rows = board.items.map(row);
  if (rows.length === 0) {
    const none = styled("td", "quiet", texts.none);
    none.colSpan = 5;
    rows.push(element("tr", none));
  }
  byId("items").replaceChildren(...rows);
  count();
}

function row(item) {
  const ticket = element("th", item.number);
  ticket.scope = "row";
  ticket.append(styled("span", "quiet", item.subject));
  const next = element("td");
  if (item.edge) {
    const percent = item.edge.percent ? ` ${item.edge.percent} %` : "";
    const due = styled("span", "counting");
    due.dataset.at = item.edge.at;
    next.append(`${word(item.edge.kind)}${percent} · ${word(item.edge.metric)} `, due);
  }
  const key = item.state === "PAUSED" ? "is-PAUSED" : item.state;
  return element("tr", ticket, element("td", item.customer), element("td", item.priority), element("td", state(item.state, key)), next);
}

async function listen(signal, alive) {
  const headers = { Accept: "text/event-stream", ...(lastEventId && { "Last-Event-ID": lastEventId }) };
  const answer = await fetchWithToken("/api/v1/sla/board/stream", signal, headers);
  byId("note").textContent = texts.live;
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
  if (!field("data")) return;
  lastEventId = field("id") || lastEventId;
  // RESET: events between the last id and now are lost; only a reload of the board shows their effect.
  if (field("event") !== "RESET") showEvent(JSON.parse(field("data")));
  // Many events at once cause one reload of the board.
  pending ??= setTimeout(() => {
    pending = null;
    if (session) show(session.signal).catch(() => {});
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
