package io.amparo.entitlement.contract;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.TestClockConfig;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The domains at which a company names contacts without an invitation. */
@Tag("R5.4")
@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class DomainsIT {
    private static final String CUSTOMERS = "/api/v1/customers/";
    private static final int ROUNDS = 20;

    @Autowired
    ApiClients api;

    @AfterEach
    void restore_the_domains() {
        for (var id : List.of("acme", "borealis")) record(id, id + ".example").expectStatus().isOk();
    }

    private ResponseSpec record(String id, String... domains) {
        var iara = api.as(Persona.IARA);
        var read = etag(iara.get().uri(CUSTOMERS + id).exchange());
        return iara.put().uri(CUSTOMERS + id + "/domains").header("If-Match", read).body(Map.of("domains", List.of(domains)))
                .exchange();
    }

    private String stateOf(String email) {
        var ana = api.as(Persona.ANA);
        var named = json(ana.post().uri(CUSTOMERS + "acme/contacts").body(Map.of("email", email, "name", "New")).exchange());
        ana.delete().uri(CUSTOMERS + "acme/contacts/" + named.path("id").asString()).exchange().expectStatus().isNoContent();
        return named.path("state").asString();
    }

    @Test
    void a_recorded_domain_makes_an_invitation_needless_in_any_spelling() {
        assertThat(stateOf("new@münchen.example")).isEqualTo("INVITED");

        var changed = record("acme", "acme.example", " MÜNCHEN.example ").expectStatus().isOk();

        assertThat(json(changed).path("domains").valueStream().map(each -> each.asString())).containsExactly("acme.example",
                "xn--mnchen-3ya.example");
        assertThat(stateOf("new@München.example")).isEqualTo("NAMED");
        assertThat(stateOf("new@xn--mnchen-3ya.example")).isEqualTo("NAMED");
        assertThat(stateOf("new@mail.xn--mnchen-3ya.example")).isEqualTo("INVITED");
    }

    @Test
    void a_public_or_malformed_domain_is_refused_with_its_field() {
        var problem = json(record("acme", "acme.example", "GMail.com", "br.mail.yahoo.com", "no domain", "com", "a@b.example")
                .expectStatus().isEqualTo(422));

        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("domains[1]", "domains[2]", "domains[3]",
                "domains[4]", "domains[5]");
        assertThat(problem.path("errors").findValuesAsString("code")).containsExactly("public-domain", "public-domain",
                "malformed", "malformed", "malformed");
    }

    @Test
    void a_domain_belongs_to_one_customer() {
        var problem = json(record("acme", "acme.example", "Borealis.example").expectStatus().isEqualTo(409));
        assertThat(problem.path("code").asString()).isEqualTo("domain-taken");
        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("domains");

        record("borealis", "borealis.example", "free.example").expectStatus().isOk();
        record("acme", "acme.example", "free.example").expectStatus().isEqualTo(409);
        record("borealis", "borealis.example").expectStatus().isOk();
        record("acme", "acme.example", "free.example").expectStatus().isOk();
    }

    @Test
    void one_of_two_customers_that_get_a_domain_at_once_succeeds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var domain = "both" + round + ".example";
            var barrier = new CyclicBarrier(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var statuses = Stream.of("acme", "borealis").map(id -> threads.submit(() -> {
                    barrier.await();
                    return ApiClients.status(record(id, id + ".example", domain));
                })).toList();
                assertThat(Stream.of(statuses.get(0).get(), statuses.get(1).get())).containsExactlyInAnyOrder(200, 409);
            }
        }
    }

    @Test
    void a_change_of_an_old_version_is_refused_and_a_retry_is_not() {
        var iara = api.as(Persona.IARA);
        var read = etag(iara.get().uri(CUSTOMERS + "acme").exchange());
        iara.put().uri(CUSTOMERS + "acme/domains").body(Map.of("domains", List.of())).exchange().expectStatus().isEqualTo(428);
        record("acme", "acme.example", "other.example").expectStatus().isOk();

        iara.put().uri(CUSTOMERS + "acme/domains").header("If-Match", read).body(Map.of("domains", List.of("third.example")))
                .exchange().expectStatus().isEqualTo(412);
        iara.put().uri(CUSTOMERS + "acme/domains").header("If-Match", read)
                .body(Map.of("domains", List.of("acme.example", "other.example"))).exchange().expectStatus().isOk();
        iara.put().uri(CUSTOMERS + "nobody/domains").header("If-Match", read).body(Map.of("domains", List.of())).exchange()
                .expectStatus().isNotFound();
    }
}
