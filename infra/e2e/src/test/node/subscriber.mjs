// Usage: node subscriber.mjs <gateway> <broker> <consumer group> facts|states
// Another system that follows the tickets. It knows the published contract alone: the topics and types of /asyncapi.yaml, the schemas,
// and infra/docs/events.md. After each change it prints the open tickets with the state of their clocks as a line of JSON.
//   facts: reads the facts from their beginning.
//   states: begins with amparo.ticket-states, then follows the facts that are not in a state.
import { Parser } from "@asyncapi/parser";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Kafka as Binding } from "cloudevents";
import kafkajs from "kafkajs";

const [gateway, broker, groupId, mode] = process.argv.slice(2);
const STATE = "io.amparo.ticket.TicketStateChanged.v1";
/** Facts since this time before the start are read in the mode "states": longer than a state lags behind its facts. */
const OVERLAP_MILLIS = 60_000;
const ENDED = new Set(["REFUSED", "CLOSED", "DECLINED"]);

async function download(path) {
  const response = await fetch(gateway + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

// ---- the contract
const { document: contract } = await new Parser().parse(await download("/asyncapi.yaml"));
const ajv = addFormats(new Ajv({ strict: false }));
const validators = new Map();
for (const channel of contract.channels().all())
  for (const message of channel.messages().all())
    if (["amparo.tickets", "amparo.ticket-states", "amparo.sla"].includes(channel.address()))
      validators.set(message.name(), ajv.compile(JSON.parse(await download(`/schemas/${message.name()}.schema.json`))));

/** Returns the event of a record; null for a tombstone, and for a record that is no valid event of the contract. */
function read({ key, value, headers }) {
  if (value === null) return null;
  const texts = Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, bytes.toString()]));
  try {
    const event = Binding.toEvent({ key: key.toString(), value: value.toString(), headers: texts });
    const isValid = validators.get(event.type);
    if (!isValid || isValid(event.data)) return event;
    console.error(`${event.type} ${event.id}: ${ajv.errorsText(isValid.errors)}`);
  } catch (e) {
    console.error(`No event with the key ${key}: ${e.message}`);
  }
  return null;
}

// ---- the table
const tickets = new Map();
/** The sequence of the last event of a topic about a ticket. */
const sequences = new Map();

function isNew(topic, event) {
  const source = `${topic} ${event.subject}`;
  if (event.sequence <= (sequences.get(source) ?? "")) return false;
  sequences.set(source, event.sequence);
  return true;
}

function ticketOf(id) {
  if (!tickets.has(id)) tickets.set(id, { clocks: {}, isAssigned: false });
  return tickets.get(id);
}

function setClocks(ticket, clocks) {
  for (const { metric, cycle, state, dueAt } of clocks)
    if (cycle >= (ticket.clocks[metric]?.cycle ?? 0)) ticket.clocks[metric] = { cycle, state, dueAt };
}

/** Changes the state of a clock, unless a later cycle runs. */
function setState(ticket, { metric, cycle }, next) {
  const clock = ticket.clocks[metric];
  if (clock && clock.cycle <= cycle) clock.state = next(clock.state);
}

function applyTicketFact(ticket, name, data) {
  ticket.number = data.number;
  if (name === "TicketReceived") ticket.status = "RECEIVED";
  else if (name === "TicketRefused") ticket.status = "REFUSED";
  else if (name === "StatusChanged") ticket.status = data.to;
  else if (name === "TicketOpened") {
    ticket.status = "OPEN";
    if (!ticket.isAssigned) setClocks(ticket, (data.sla?.promises ?? []).map((each) => ({ ...each, cycle: 1, state: "RUNNING" })));
  }
}

function applySlaFact(ticket, name, data) {
  switch (name) {
    case "SlaAssigned":
      ticket.isAssigned = true;
      ticket.clocks = {};
      return setClocks(ticket, data.clocks);
    case "SlaPaused":
    case "SlaResumed":
    case "SlaCycleStarted":
      return setClocks(ticket, data.clocks);
    case "SlaRescheduled":
      return setClocks(ticket, [{ ...data, dueAt: data.to }]);
    case "SlaWarned":
      return setState(ticket, data, (state) => (state === "RUNNING" ? "AT_RISK" : state));
    case "SlaBreached":
      return setState(ticket, data, (state) =>
        state === "MET" ? "MISSED" : ["MISSED", "CANCELLED"].includes(state) ? state : "BREACHED",
      );
    case "SlaMet":
      return setState(ticket, data, () => (data.late ? "MISSED" : "MET"));
    case "SlaCancelled":
      setState(ticket, data, () => "CANCELLED");
      if (ticket.clocks[data.metric]?.state === "CANCELLED") ticket.clocks[data.metric].dueAt = undefined;
  }
}

/** A state that does not contain all facts that were applied is older than the table; a later state follows it. */
function applyState(data) {
  const known = (topic) => sequences.get(`${topic} ${data.ticketId}`) ?? "";
  if (data.ticketSequence < known("amparo.tickets") || data.slaSequence < known("amparo.sla")) return;
  sequences.set(`amparo.tickets ${data.ticketId}`, data.ticketSequence);
  sequences.set(`amparo.sla ${data.ticketId}`, data.slaSequence);
  const clocks = Object.fromEntries((data.sla?.clocks ?? []).map(({ metric, cycle, state, dueAt }) => [metric, { cycle, state, dueAt }]));
  tickets.set(data.ticketId, { number: data.number, status: data.status, clocks, isAssigned: true });
}

function apply(topic, message) {
  const event = read(message);
  if (event === null) return;
  if (event.type === STATE) {
    if (isNew(topic, event)) applyState(event.data);
    return;
  }
  // Events of other systems about a ticket have sequences of their own, and none of them is in the table.
  if (event.source !== (topic === "amparo.sla" ? "/amparo/sla-service" : "/amparo/ticket-service") || !isNew(topic, event)) return;
  const name = event.type.split(".").at(-2);
  (topic === "amparo.sla" ? applySlaFact : applyTicketFact)(ticketOf(event.data.ticketId), name, event.data);
}

function openTickets() {
  const rows = {};
  for (const { number, status, clocks } of tickets.values()) {
    if (!number || ENDED.has(status)) continue;
    const running = Object.entries(clocks).filter(([, { state, dueAt }]) => dueAt && ["RUNNING", "AT_RISK"].includes(state));
    const [next] = running.sort(([, a], [, b]) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
    rows[number] = { status, next: next && { metric: next[0], ...next[1] }, clocks };
  }
  return rows;
}

// ---- Kafka
const kafka = new kafkajs.Kafka({ brokers: [broker], clientId: "subscriber", logLevel: kafkajs.logLevel.ERROR });
const admin = kafka.admin();
let printing;

function printSoon() {
  printing ??= setTimeout(() => {
    printing = undefined;
    console.log(JSON.stringify(openTickets()));
  }, 200);
}

/** Starts a consumer that reads committed records only, which is the default of kafkajs. */
async function consume(group, topics, fromBeginning, onMessage) {
  const consumer = kafka.consumer({ groupId: group, readUncommitted: false });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning });
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      onMessage(topic, message, partition);
      printSoon();
    },
  });
  return consumer;
}

/** Resolves when a consumer from the beginning has read all records that exist now. */
async function consumeToEnd(group, topic) {
  const missing = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high, low }) => [partition, high > low ? BigInt(high) : 0n]));
  const isDone = () => [...missing.values()].every((high) => high === 0n);
  await new Promise((resolve, reject) => {
    const check = (partition, next) => {
      if (next >= missing.get(partition)) missing.set(partition, 0n);
      if (isDone()) resolve();
    };
    consume(group, [topic], true, (_, message, partition) => {
      apply(topic, message);
      check(partition, BigInt(message.offset) + 1n);
    }).catch(reject);
    if (isDone()) resolve();
  });
}

await admin.connect();
if (mode === "states") {
  const since = Date.now() - OVERLAP_MILLIS;
  await consumeToEnd(`${groupId}.states`, "amparo.ticket-states");
  for (const topic of ["amparo.tickets", "amparo.sla"])
    await admin.setOffsets({ groupId, topic, partitions: await admin.fetchTopicOffsetsByTimestamp(topic, since) });
}
await consume(groupId, ["amparo.tickets", "amparo.sla"], true, apply);
printSoon();
