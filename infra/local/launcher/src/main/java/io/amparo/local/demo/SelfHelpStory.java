package io.amparo.local.demo;

import static io.amparo.clients.People.DAVI;
import static io.amparo.clients.People.FABIO;

import io.amparo.clients.GatewayClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/** Fifth part of the story: a user without a contract helps himself, and others help him. */
final class SelfHelpStory {
    private static final String API = "/api/v1";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Map<String, Object> INCIDENT = Map.of("kind", "INCIDENT", "subject", "O switch não responde",
            "description", "As consultas SNMP não recebem resposta.", "product", "opmon-9", "version", "9.2", "effect",
            "DEGRADATION", "impact", "MEDIUM", "urgency", "MEDIUM");
    private static final Map<String, Object> QUESTION = Map.of("title", "Switch novo não responde por SNMP", "language", "pt-BR",
            "category", "monitoring", "product", "opmon-9", "body",
            "O `ping` responde, mas o `snmpwalk` termina com *Timeout: No Response*. O que confiro primeiro?");

    private final GatewayClient gateway;
    private String topic = "";

    SelfHelpStory(GatewayClient gateway) {
        this.gateway = gateway;
    }

    void run(Story story) {
        story.step("Davi has no contract, his ticket is refused with links that help", this::followAlternatives);
        story.step("Davi finds an article by search and reads it", this::readArticle);
        story.step("Davi asks in the forum", this::ask);
        story.step("Fabio answers, Davi accepts the answer", this::accept);
    }

    private String followAlternatives() {
        var refusal = gateway.post(DAVI, "/tickets", INCIDENT).expectStatus(403);
        var followed = new ArrayList<String>();
        for (var alternative : refusal.body().path("alternatives")) {
            gateway.get(DAVI, pathOf(alternative.path("href").asString(""))).expectStatus(200);
            followed.add(alternative.path("code").asString());
        }
        if (followed.isEmpty()) throw new StepFailedException("The refusal has no alternative: " + refusal);
        return "%s: %s".formatted(refusal.text("/code"), String.join(", ", followed));
    }

    /** Returns the path of a link, as the client expects it. */
    private static String pathOf(String href) {
        if (!href.startsWith(API)) throw new StepFailedException("Not a link of the API: " + href);
        return href.substring(API.length());
    }

    private String readArticle() {
        var query = URLEncoder.encode("switch não responde às consultas SNMP", StandardCharsets.UTF_8);
        var found = gateway.get(DAVI, "/search?in=articles&lang=pt-BR&q=" + query).expectStatus(200);
        var article = gateway.get(DAVI, pathOf(found.text("/items/0/href"))).expectStatus(200);
        if (!article.text("/bodyHtml").startsWith("<div lang=\"pt-BR\">"))
            throw new StepFailedException("The article has no text in its language: " + article);
        return "%s, first of %d hits".formatted(article.text("/title"), found.body().path("total").asInt());
    }

    /** The forum takes few topics an hour of a new person; then a repeated story goes on with the newest one. */
    private String ask() {
        var opened = gateway.post(DAVI, "/forum/topics", QUESTION);
        if (opened.status() == TOO_MANY_REQUESTS) {
            topic = gateway.get(DAVI, "/forum/topics?mine=true&limit=1").expectStatus(200).text("/items/0/id");
            return topic + ", asked before";
        }
        topic = opened.expectStatus(201).text("/id");
        return "%s, %s".formatted(topic, opened.text("/state"));
    }

    private String accept() {
        var path = "/forum/topics/" + topic;
        var answer = gateway
                .post(FABIO, path + "/posts",
                        Map.of("body",
                                """
                                        Confira nesta ordem: a lista de acesso do switch tem o endereço do coletor? Usuário, algoritmos e senhas são iguais \
                                        nos dois lados? O firewall libera 161/UDP?"""))
                .expectStatus(201);
        gateway.put(DAVI, path + "/accepted-answer", "", Map.of("post", answer.text("/id"))).expectStatus(200);
        var solved = gateway.get(DAVI, path).expectStatus(200);
        if (!solved.text("/state").equals("SOLVED")) throw new StepFailedException("The topic is not solved: " + solved);
        return "%s, answer of %s".formatted(solved.text("/state"), answer.text("/author/name"));
    }
}
