// Usage: node out/client.js <gateway> <token of a contact> <token of an agent>. Exit code 1 if an answer differs from the expected one.
// It uses only what openapi-typescript generates from /openapi: a wrong type does not compile, a wrong answer fails here.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { components, paths } from "./openapi.js";

type Ticket = components["schemas"]["TicketResponse"];
type LiveUpdate = components["schemas"]["LiveUpdateResponse"];
type Problem = components["schemas"]["Problem"];

const [gateway, contactToken, agentToken] = process.argv.slice(2) as [string, string, string];

function clientOf(token: string) {
  return createClient<paths>({ baseUrl: gateway, headers: { Authorization: `Bearer ${token}`, "Accept-Language": "en" } });
}

function requireProblem(problem: Problem | undefined, status: number, code: string): Problem {
  assert.ok(problem, `expected ${code}`);
  assert.equal(problem.status, status);
  assert.equal(problem.code, code);
  return problem;
}

function etagOf(response: Response): string {
  const etag = response.headers.get("ETag");
  assert.ok(etag, "ETag");
  return etag;
}

const contact = clientOf(contactToken);
const agent = clientOf(agentToken);

const opened = await contact.POST("/api/v1/tickets", {
  params: { header: { "Idempotency-Key": crypto.randomUUID() } },
  body: {
    kind: "INCIDENT",
    subject: "Opened by a generated client",
    description: "No check runs since 8:00.",
    product: "opmon-9",
    version: "9.2",
    effect: "INTERRUPTION",
    impact: "HIGH",
    urgency: "HIGH",
  },
});
assert.equal(opened.response.status, 201, JSON.stringify(opened.error));
const ticket: Ticket = opened.data!;
assert.equal(opened.response.headers.get("Location"), `/api/v1/tickets/${ticket.number}`);

const list = await agent.GET("/api/v1/tickets", { params: { query: { kind: ["INCIDENT", "QUESTION"], limit: 5 } } });
assert.ok(list.data, JSON.stringify(list.error));
assert.ok(list.data.items.some((item) => item.number === ticket.number));

const path = { number: ticket.number };
const read = await contact.GET("/api/v1/tickets/{number}", { params: { path } });
assert.equal(read.data?.priority, "P1");
const version = etagOf(read.response);

const changed = await agent.PUT("/api/v1/tickets/{number}/status", {
  params: { path, header: { "If-Match": version } },
  body: { status: "IN_PROGRESS" },
});
assert.equal(changed.data?.status, "IN_PROGRESS", JSON.stringify(changed.error));

const stale = await agent.PUT("/api/v1/tickets/{number}/status", {
  params: { path, header: { "If-Match": version } },
  body: { status: "RESOLVED" },
});
requireProblem(stale.error, 412, "stale");

const stream = await fetch(`${gateway}/api/v1/notifications/stream?for=PT30S`, { headers: { Authorization: `Bearer ${contactToken}` } });
assert.equal(stream.status, 200);

const posted = await contact.POST("/api/v1/tickets/{number}/messages", {
  params: { path, header: { "Idempotency-Key": crypto.randomUUID() } },
  body: { body: "It works since the restart.", visibility: "PUBLIC" },
});
assert.equal(posted.response.status, 201, JSON.stringify(posted.error));

for await (const { event, data } of stream.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())) {
  const update: LiveUpdate = JSON.parse(data);
  if (event === "REPLY_SENT" && update.href === `/api/v1/tickets/${ticket.number}`) break;
}

const messages = await contact.GET("/api/v1/tickets/{number}/messages", { params: { path } });
assert.equal(messages.data?.items[0]?.body, "It works since the restart.");

const tooMany = await contact.GET("/api/v1/tickets", { params: { query: { limit: 1000 } } });
assert.equal(requireProblem(tooMany.error, 422, "invalid").errors?.[0]?.field, "limit");

const board = await agent.GET("/api/v1/sla/board", { params: { query: { limit: 1 } } });
assert.equal(board.data?.limit, 1);
