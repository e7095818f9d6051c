package io.amparo.local.demo;

import static io.amparo.local.demo.People.BRUNO;
import static io.amparo.local.demo.People.DAVI;
import static io.amparo.local.demo.People.FABIO;
import static io.amparo.local.demo.People.IARA;

import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.local.outside.Api;
import io.amparo.local.outside.Board;
import io.amparo.local.outside.Mailbox;
import io.amparo.local.outside.NotSeen;
import io.amparo.local.outside.Patience;
import io.amparo.local.outside.Topics;
import io.amparo.local.outside.Topics.Heard;
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

    private final Api api;
    private final Topics topics;
    private final Board board;
    private final Mailbox bruno;
    private final Mailbox manager;
    private String number = "";
    private final JsonNode originalContract;

    TicketStory(Api api, Topics topics, Board board, Mailbox bruno, Mailbox manager) {
        this.api = api;
        this.topics = topics;
        this.board = board;
        this.bruno = bruno;
        this.manager = manager;
        this.originalContract = api.get(IARA, CONTRACT).must(200, "the contract of Acme").body();
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
        var current = api.get(IARA, CONTRACT).must(200, "the contract of Acme");
        if (current.text("/slaPlan").equals(plan)) return "Acme is on " + plan + " already";
        api.put(IARA, CONTRACT, current.etag(), Map.of("edition", current.text("/edition"), "validFrom",
                current.text("/validFrom"), "validTo", current.text("/validTo"), "slaPlan", plan))
                .must(200, "the contract's change");
        topics.await(Instant.now().plus(STEP_TIMEOUT), "ContractChanged", ContractChanged.class,
                event -> event.customerId().equals("acme") && event.slaPlan().equals(plan));
        return "ContractChanged with plan " + plan;
    }

    private String open() {
        var ticket = api.post(BRUNO, "/tickets", INCIDENT).must(201, "the ticket");
        number = ticket.text("/number");
        var dueInstants = dueInstants(ticket.body());
        if (dueInstants.isEmpty()) throw new NotSeen("due instants in the response");
        var ticketOpened = topics.await(Instant.now().plus(STEP_TIMEOUT), "TicketOpened", TicketOpened.class,
                event -> event.number().equals(number)).event();
        var same = ticketOpened.sla() != null
                && ticketOpened.sla().promises().stream().map(promise -> promise.dueAt()).toList().equals(dueInstants);
        if (!same) throw new NotSeen("the same due instants in TicketOpened");
        return "%s, first response due %s, solution due %s".formatted(number, dueInstants.getFirst(), dueInstants.getLast());
    }

    private static List<Instant> dueInstants(JsonNode ticket) {
        return ticket.at("/sla/objectives").valueStream().map(objective -> Instant.parse(objective.path("dueAt").asString()))
                .toList();
    }

    private Instant openedAt() {
        return Instant.parse(api.get(BRUNO, path()).text("/openedAt"));
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
        if (Duration.between(due, latest).compareTo(MAX_DELAY) > 0) throw new NotSeen(kind + " within a second (" + delays + ")");
        return delays;
    }

    private Instant edgeEventReceivedAt(String kind, Instant due, Instant deadline) {
        Heard<?> received = kind.equals("BREACH")
                ? topics.await(deadline, "SlaBreached", SlaBreached.class,
                        event -> event.number().equals(number) && event.metric().equals(FIRST_RESPONSE)
                                && event.dueAt().equals(due))
                : topics.await(deadline, "SlaWarned", SlaWarned.class, event -> event.number().equals(number)
                        && event.metric().equals(FIRST_RESPONSE) && event.dueAt().equals(due));
        return received.at();
    }

    private static long millis(Instant due, Instant at) {
        return Duration.between(due, at).toMillis();
    }

    private String reply() {
        api.post(FABIO, path() + "/messages",
                Map.of("body", "Reinicie o coletor e envie o log, por favor.", "visibility", "PUBLIC")).must(201, "the reply");
        return bruno.await(Instant.now().plus(STEP_TIMEOUT), "the reply on " + number,
                mail -> mail.subject().contains(number) && mail.template().equals("reply")).subject();
    }

    private String pause() {
        changeStatus("WAITING_CUSTOMER", "Aguardando o log");
        topics.await(Instant.now().plus(STEP_TIMEOUT), "SlaPaused", SlaPaused.class, event -> event.number().equals(number));
        return "SlaPaused: " + Patience.until(Instant.now().plus(STEP_TIMEOUT), "the pause on the ticket",
                () -> api.get(BRUNO, path()).body().at("/sla/pausedStatus").asStringOpt());
    }

    private String resume() {
        api.post(BRUNO, path() + "/messages", Map.of("body", "Segue o log.", "visibility", "PUBLIC")).must(201, "Bruno's answer");
        var resumed = topics
                .await(Instant.now().plus(STEP_TIMEOUT), "SlaResumed", SlaResumed.class, event -> event.number().equals(number))
                .event();
        return "SlaResumed, now due "
                + resumed.clocks().stream().map(clock -> clock.dueAt()).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private String solve() {
        changeStatus("RESOLVED", "Coletor reiniciado");
        return api.get(BRUNO, path()).text("/status");
    }

    private void changeStatus(String status, String reason) {
        var current = api.get(FABIO, path());
        api.put(FABIO, path() + "/status", current.etag(), Map.of("status", status, "reason", reason)).must(200,
                "the status " + status);
    }

    private String openWithoutEntitlement() {
        var refused = api.post(DAVI, "/tickets", INCIDENT).must(403, "Davi's ticket");
        if (!refused.text("/type").endsWith("/edition-not-entitled")) throw new NotSeen("the reason: " + refused.body());
        if (refused.body().path("alternatives").isEmpty()) throw new NotSeen("alternatives: " + refused.body());
        return "%s; instead: %s".formatted(refused.text("/reasons/0/code"), String.join(", ", refused.body().path("alternatives")
                .valueStream().map(alternative -> alternative.path("code").asString()).toList()));
    }
}
