package io.amparo.local.demo;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.FABIO;
import static io.amparo.clients.People.GISELE;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Second part of the story: people of the vendor handle tickets; one is split, one declined. */
final class HandlingStory {
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);

    private final GatewayClient gateway;
    private final EventClient events;
    private String number = "";
    private String declined = "";

    HandlingStory(GatewayClient gateway, EventClient events) {
        this.gateway = gateway;
        this.events = events;
    }

    void run(Story story) {
        story.step("Bruno reports two problems in one ticket, Fabio takes it", this::open);
        story.step("Fabio records a remote session with consent", this::recordSession);
        story.step("Fabio splits the second problem off, it has its own clocks", this::split);
        story.step("Bruno reports a printer, the screening proposes an exclusion", this::propose);
        story.step("Fabio declines it with the clause, its clocks stop", this::decline);
        story.step("Bruno appeals, Gisele takes the ticket up", this::appeal);
    }

    private String open(String subject, String description) {
        return gateway
                .post(BRUNO, "/tickets",
                        Map.of("kind", "INCIDENT", "subject", subject, "description", description, "product", "opmon-9",
                                "version", "9.2", "effect", "DEGRADATION", "impact", "MEDIUM", "urgency", "MEDIUM"))
                .expectStatus(201).text("/number");
    }

    private String open() {
        number = open("Gráficos vazios e disco cheio", "Os gráficos estão vazios desde ontem.");
        var ticket = gateway.get(FABIO, "/tickets/" + number).expectStatus(200);
        var taken = gateway.put(FABIO, "/tickets/" + number + "/owner", ticket.etag(), Map.of("owner", takeAs(ticket.body())))
                .expectStatus(200);
        return "%s, owner %s".formatted(number, taken.text("/owner/name"));
    }

    /** Returns the person id with which the action TAKE makes its caller the owner. */
    private static String takeAs(JsonNode ticket) {
        return ticket.path("actions").valueStream().filter(action -> action.path("code").asString("").equals("TAKE")).findFirst()
                .orElseThrow(() -> new StepFailedException("Fabio cannot take the ticket")).at("/to/0").asString();
    }

    private String recordSession() {
        var end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var ticket = gateway.post(FABIO, "/tickets/" + number + "/interactions",
                Map.of("channel", "REMOTE", "access", "VPN_CLIENT", "purpose", "Ler os registros do coletor", "startedAt",
                        end.minus(Duration.ofMinutes(20)).toString(), "endedAt", end.toString(), "consentBy", "Bruno Lima"))
                .expectStatus(201);
        return "consent by " + ticket.body().path("timeline").valueStream().filter(entry -> entry.has("interaction"))
                .map(entry -> entry.at("/interaction/consentBy").asString()).findFirst()
                .orElseThrow(() -> new StepFailedException("The timeline has no interaction"));
    }

    private String split() {
        var message = gateway
                .post(BRUNO, "/tickets/" + number + "/messages",
                        Map.of("body", "O disco do coletor também está cheio.", "visibility", "PUBLIC"))
                .expectStatus(201).text("/id");
        var created = gateway.post(FABIO, "/tickets/" + number + "/splits",
                Map.of("subject", "Disco do coletor cheio", "messages", List.of(message))).expectStatus(201);
        events.await(Instant.now().plus(STEP_TIMEOUT), TicketSplit.class,
                event -> event.number().equals(number) && event.splitNumber().equals(created.text("/number")));
        if (created.body().at("/sla/objectives").isEmpty()) throw new StepFailedException("The new incident has no clocks");
        return "%s, split from %s".formatted(created.text("/number"), created.text("/links/0/number"));
    }

    private String propose() {
        declined = open("Impressora do terceiro andar não imprime", "A impressora não imprime, acabou o toner.");
        var proposals = gateway.get(FABIO, "/tickets/" + declined + "/exclusion-proposals").expectStatus(200);
        if (proposals.body().path("items").isEmpty()) throw new StepFailedException("Nothing is proposed");
        return "%s %s, because of %s".formatted(proposals.text("/items/0/code"), proposals.text("/items/0/name"),
                proposals.body().at("/items/0/words"));
    }

    private String decline() {
        var ticket = gateway.post(FABIO, "/tickets/" + declined + "/exclusion",
                Map.of("code", "X12", "explanation", "A impressora não faz parte do produto.")).expectStatus(201);
        events.await(Instant.now().plus(STEP_TIMEOUT), SlaCancelled.class, event -> event.number().equals(declined));
        return "%s, clause %s, appeal until %s".formatted(ticket.text("/status"), ticket.text("/exclusion/clause"),
                ticket.text("/exclusion/appealUntil"));
    }

    private String appeal() {
        var path = "/tickets/" + declined + "/exclusion/appeal";
        gateway.post(BRUNO, path, Map.of("explanation", "O OpMon mostra o estado errado da impressora.")).expectStatus(201);
        var ticket = gateway.get(GISELE, "/tickets/" + declined).expectStatus(200);
        return gateway.put(GISELE, path, ticket.etag(), Map.of("accepted", true, "reason", "É um erro da nossa tela."))
                .expectStatus(200).text("/status");
    }
}
