package io.amparo.local.demo;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.DAVI;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.IARA;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.Mailbox;
import io.amparo.clients.Polling;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** First part of the story: a ticket, its SLA clocks, and the people and systems that are notified. */
final class TicketStory {
    /** Maximum delay from the due instant of an edge until it has arrived on the board, on Kafka and by mail. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);
    private static final String CONTRACT = "/customers/acme/contract";
    private static final String FIRST_RESPONSE = "FIRST_RESPONSE";
    private static final Map<String, Object> INCIDENT = Map.of("kind", "INCIDENT", "subject", "Coleta parada em produção",
            "description", "Nenhum dado novo desde as 10h.", "product", "opmon-9", "version", "9.2", "effect", "INTERRUPTION",
            "impact", "HIGH", "urgency", "HIGH");

    private final GatewayClient gateway;
    private final EventClient events;
    private final BoardStream board;
    private final Mailbox bruno;
    private final Mailbox manager;
    private String number = "";
    private final JsonNode originalContract;

    TicketStory(GatewayClient gateway, EventClient events, BoardStream board, Mailbox bruno, Mailbox manager) {
        this.gateway = gateway;
        this.events = events;
        this.board = board;
        this.bruno = bruno;
        this.manager = manager;
        this.originalContract = gateway.get(IARA, CONTRACT).expectStatus(200).body();
    }

    void run(Story story) {
        story.step("Iara moves Acme to the plan demo-seconds", () -> switchPlan("demo-seconds"));
        story.step("Bruno opens a P1 incident", this::open);
        story.step("Bruno has the receipt by mail", this::awaitReceipt);
        story.step("The warning arrives within a second of being due", () -> awaitEdge("WARNING", openedAt().plusSeconds(10)));
        story.step("The breach arrives within a second of being due", () -> awaitEdge("BREACH", openedAt().plusSeconds(20)));
        story.step("Fabio answers, Bruno has the mail", this::reply);
        story.step("Fabio waits for the customer, the clock stands still", this::pause);
        story.step("Bruno answers, the clock goes on", this::resume);
        story.step("Fabio solves it", this::solve);
        story.step("Davi (no contract) is refused with reason and alternatives", this::openWithoutEntitlement);
    }

    /** Restores the previous SLA plan of Acme, also after a failed story. */
    String restorePlan() {
        return switchPlan(originalContract.path("slaPlan").asString("premium-24x7"));
    }

    private String switchPlan(String plan) {
        var current = gateway.get(IARA, CONTRACT).expectStatus(200);
        if (current.text("/slaPlan").equals(plan)) return "Acme is on " + plan + " already";
        gateway.put(IARA, CONTRACT, current.etag(), Map.of("edition", current.text("/edition"), "validFrom",
                current.text("/validFrom"), "validTo", current.text("/validTo"), "slaPlan", plan)).expectStatus(200);
        events.await(Instant.now().plus(STEP_TIMEOUT), ContractChanged.class,
                event -> event.customerId().equals("acme") && event.slaPlan().equals(plan));
        return "ContractChanged with plan " + plan;
    }

    private String open() {
        var ticket = gateway.post(BRUNO, "/tickets", INCIDENT).expectStatus(201);
        number = ticket.text("/number");
        var dueInstants = dueInstants(ticket.body());
        if (dueInstants.isEmpty()) throw new StepFailedException("The response has no due instants");
        var ticketOpened = events
                .await(Instant.now().plus(STEP_TIMEOUT), TicketOpened.class, event -> event.number().equals(number)).data();
        var same = ticketOpened.sla() != null
                && ticketOpened.sla().promises().stream().map(promise -> promise.dueAt()).toList().equals(dueInstants);
        if (!same) throw new StepFailedException("TicketOpened has other due instants than the response");
        return "%s, first response due %s, solution due %s".formatted(number, dueInstants.getFirst(), dueInstants.getLast());
    }

    private static List<Instant> dueInstants(JsonNode ticket) {
        return ticket.at("/sla/objectives").valueStream().map(objective -> Instant.parse(objective.path("dueAt").asString()))
                .toList();
    }

    private Instant openedAt() {
        return Instant.parse(gateway.get(BRUNO, path()).text("/openedAt"));
    }

    private String path() {
        return "/tickets/" + number;
    }

    private String awaitReceipt() {
        return bruno.await(Instant.now().plus(STEP_TIMEOUT), "the receipt of " + number,
                mail -> mail.subject().contains(number) && mail.template().equals("receipt")).subject();
    }

    private String awaitEdge(String kind, Instant due) {
        var deadline = due.plus(STEP_TIMEOUT);
        var onBoard = board.await(deadline, kind,
                notice -> notice.path("number").asString("").equals(number) && notice.at("/edge/kind").asString("").equals(kind)
                        && Instant.parse(notice.at("/edge/at").asString()).equals(due))
                .at();
        var onKafka = edgeEventReceivedAt(kind, due, deadline);
        var template = kind.equals("BREACH") ? "sla-breach" : "sla-warning";
        var byMail = manager.await(deadline, "the " + template + " of " + number,
                mail -> mail.subject().contains(number) && mail.template().equals(template)).at();
        var latest = Stream.of(onBoard, onKafka, byMail).max(Instant::compareTo).orElseThrow();
        var delays = "after due: board %d ms, Kafka %d ms, mail %d ms".formatted(millis(due, onBoard), millis(due, onKafka),
                millis(due, byMail));
        if (Duration.between(due, latest).compareTo(MAX_DELAY) > 0)
            throw new StepFailedException("%s was late (%s)".formatted(kind, delays));
        return delays;
    }

    private Instant edgeEventReceivedAt(String kind, Instant due, Instant deadline) {
        var received = kind.equals("BREACH")
                ? events.await(deadline, SlaBreached.class,
                        event -> event.number().equals(number) && event.metric().equals(FIRST_RESPONSE)
                                && event.dueAt().equals(due))
                : events.await(deadline, SlaWarned.class, event -> event.number().equals(number)
                        && event.metric().equals(FIRST_RESPONSE) && event.warnAt().equals(due));
        return received.at();
    }

    private static long millis(Instant due, Instant at) {
        return Duration.between(due, at).toMillis();
    }

    private String reply() {
        gateway.post(FABIO, path() + "/messages",
                Map.of("body", "Reinicie o coletor e envie o log, por favor.", "visibility", "PUBLIC")).expectStatus(201);
        return bruno.await(Instant.now().plus(STEP_TIMEOUT), "the reply on " + number,
                mail -> mail.subject().contains(number) && mail.template().equals("reply")).subject();
    }

    private String pause() {
        changeStatus("WAITING_CUSTOMER", "Aguardando o log");
        events.await(Instant.now().plus(STEP_TIMEOUT), SlaPaused.class, event -> event.number().equals(number));
        return "SlaPaused: " + Polling.until(Instant.now().plus(STEP_TIMEOUT), "paused SLA of the ticket",
                () -> gateway.get(BRUNO, path()).body().at("/sla/pausedStatus").asStringOpt());
    }

    private String resume() {
        gateway.post(BRUNO, path() + "/messages", Map.of("body", "Segue o log.", "visibility", "PUBLIC")).expectStatus(201);
        var resumed = events.await(Instant.now().plus(STEP_TIMEOUT), SlaResumed.class, event -> event.number().equals(number))
                .data();
        return "SlaResumed, now due "
                + resumed.clocks().stream().map(clock -> clock.dueAt()).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private String solve() {
        changeStatus("RESOLVED", "Coletor reiniciado");
        return gateway.get(BRUNO, path()).text("/status");
    }

    private void changeStatus(String status, String reason) {
        var current = gateway.get(FABIO, path());
        gateway.put(FABIO, path() + "/status", current.etag(), Map.of("status", status, "reason", reason)).expectStatus(200);
    }

    private String openWithoutEntitlement() {
        var refused = gateway.post(DAVI, "/tickets", INCIDENT).expectStatus(403);
        if (!refused.text("/type").endsWith("/edition-not-entitled"))
            throw new StepFailedException("Unexpected reason: " + refused);
        if (refused.body().path("alternatives").isEmpty()) throw new StepFailedException("No alternatives: " + refused);
        return "%s; instead: %s".formatted(refused.text("/reasons/0/code"), String.join(", ", refused.body().path("alternatives")
                .valueStream().map(alternative -> alternative.path("code").asString()).toList()));
    }
}
