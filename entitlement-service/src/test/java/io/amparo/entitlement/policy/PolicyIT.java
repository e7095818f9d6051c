package io.amparo.entitlement.policy;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.events.policy.PolicyEvent.PolicyText;
import io.amparo.platform.store.Outbox;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The policy that the service contains: read by everybody, published as an event, never changed. */
@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class PolicyIT {
    private static final String POLICY = "/api/v1/policy";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Outbox outbox;
    @Autowired
    Policies policies;

    @Test
    @Tag("R6.1")
    @Tag("R8.1")
    void everybody_reads_the_policy_in_three_languages() {
        var response = api.as(Persona.DAVI).get().uri(POLICY).exchange().expectStatus().isOk();
        var policy = json(response);
        api.as(Persona.DAVI).get().uri(POLICY).header("If-None-Match", etag(response)).exchange().expectStatus().isNotModified();

        assertThat(policy.path("id").asString()).isEqualTo("opservices");
        assertThat(policy.path("packages").size()).isEqualTo(14);
        assertThat(policy.path("exclusions").size()).isEqualTo(14);
        assertThat(policy.at("/exclusions/11/name").propertyNames()).containsExactlyInAnyOrder("pt-BR", "en", "es");
        assertThat(policy.at("/exclusions/11/name/pt-BR").asString()).isEqualTo("Impressoras");
        assertThat(policy.at("/editions/0/name/en").asString()).isEqualTo("OpMon PRO");
        assertThat(policy.at("/ticketKinds/0/requiredFields").size()).isEqualTo(5);
    }

    @Test
    @Tag("R8.4")
    void a_version_is_read_by_its_number_and_an_unknown_one_is_404() {
        var current = json(api.as(Persona.BRUNO).get().uri(POLICY).exchange());

        assertThat(json(api.as(Persona.BRUNO).get().uri(POLICY + "/versions/1").exchange().expectStatus().isOk()))
                .isEqualTo(current);
        api.as(Persona.BRUNO).get().uri(POLICY + "/versions/2").exchange().expectStatus().isNotFound();
        api.as(Persona.BRUNO).get().uri(POLICY + "/versions/-1").exchange().expectStatus().isNotFound();
    }

    @Test
    void the_policy_is_published_with_what_other_services_need() {
        var published = kafka.receive(PolicyPublished.class, each -> each.key().equals("opservices/1"));

        assertThat(published.version()).isEqualTo(1);
        assertThat(published.zone()).isEqualTo("America/Sao_Paulo");
        assertThat(published.ticketKinds()).hasSize(4);
        assertThat(published.priorities()).hasSize(9);
        assertThat(published.exclusions()).hasSize(14);
        assertThat(published.duties()).hasSize(14);
        assertThat(published.editions().getLast().names()).contains(new PolicyText("es", "OpMon PREMIUM"));
        assertThat(published.clauses()).extracting("clause").contains("8.X01", "9.O5");
    }

    @Test
    @Tag("R8.4")
    void a_stored_version_never_changes_and_the_last_published_policy_is_effective() {
        var current = policies.effective();
        var changed = withVendor(current, current.version(), "Another name");
        assertThat(new Policies(outbox, current).publishConfigured(Instant.EPOCH)).as("the same content").isTrue();
        assertThat(new Policies(outbox, changed).publishConfigured(Instant.EPOCH)).as("other content").isFalse();
        assertThat(new Policies(outbox, changed).effective()).isEqualTo(current);

        var older = withVendor(current, 7, "Earlier");
        assertThat(new Policies(outbox, older).publishConfigured(Instant.parse("2026-11-19T12:00:00Z"))).isTrue();
        assertThat(policies.version("opservices/7")).contains(older);
        assertThat(new Policies(outbox, older).effective()).as("published earlier").isEqualTo(current);
    }

    private static SupportPolicy withVendor(SupportPolicy policy, int version, String name) {
        return new SupportPolicy(policy.id(), version, new SupportPolicy.Vendor(name, policy.vendor().zone(), null),
                policy.editions(), policy.services(), policy.packages(), policy.consultancyServices(), policy.exclusions(),
                policy.duties(), policy.ticketKinds(), policy.priorities(), policy.singleIncident(), policy.hours(),
                policy.rules(), List.copyOf(policy.clauses()));
    }
}
