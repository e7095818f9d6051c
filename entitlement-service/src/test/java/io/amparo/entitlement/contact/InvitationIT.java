package io.amparo.entitlement.contact;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.Invitation;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import io.amparo.testkit.TestIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Naming people whose address is not at a domain of the company. */
@Tag("R5.4")
@ServiceTest({"amparo.demo=true", "amparo.invitations.tick=100ms"})
@Import(InvitationIT.EarlyClockConfig.class)
class InvitationIT {
    /** A clock does not go back. */
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ACME = "/api/v1/customers/acme";
    private static final String CONTACTS = ACME + "/contacts";
    private static final Duration DAY = Duration.ofDays(1);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    SettableClock clock;

    /** In the past, because the broker refuses records of the future. */
    private Instant start = START;

    @TestConfiguration
    static class EarlyClockConfig {

        @Bean
        SettableClock clock() {
            return new SettableClock(START);
        }
    }

    /** The limits of mails count within a day, so each test has days of its own. */
    @BeforeEach
    void set_the_time() {
        start = start.plus(Duration.ofDays(20));
        clock.set(start);
    }

    @AfterEach
    void remove_people() {
        for (var id : json(api.as(Persona.IARA).get().uri(CONTACTS).exchange()).path("items").findValuesAsString("id"))
            if (!id.startsWith("acme-")) api.as(Persona.IARA).delete().uri(CONTACTS + "/" + id).exchange();
    }

    private ResponseSpec invite(String email) {
        return api.as(Persona.ANA).post().uri(CONTACTS).body(Map.of("email", email, "name", "Somebody New")).exchange();
    }

    private Invitation invitation(String email) {
        return customers.find("acme").orElseThrow().state().invitations().pending().stream()
                .filter(each -> each.contact().email().equals(email)).findFirst().orElseThrow();
    }

    private static ResponseSpec accept(RestTestClient caller, String token) {
        return caller.post().uri("/api/v1/invitations/" + token).exchange();
    }

    private static void refused(ResponseSpec response, int status, String code) {
        response.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }

    @Test
    void an_invited_person_has_access_only_after_accepting() {
        var davi = api.as(Persona.DAVI);
        var invited = json(invite("Davi@Community.example").expectStatus().isCreated());

        assertThat(invited.path("state").asString()).isEqualTo("INVITED");
        assertThat(Instant.parse(invited.path("invitedUntil").asString())).isEqualTo(clock.instant().plus(Duration.ofDays(14)));
        davi.get().uri(ACME).exchange().expectStatus().isNotFound();
        var event = kafka.receive(ContractChanged.class, changed -> changed.invitations() != null
                && changed.invitations().stream().anyMatch(each -> each.email().equals(Persona.DAVI.email())));
        assertThat(event.contacts()).extracting("email").doesNotContain(Persona.DAVI.email());
        assertThat(event.invitations()).singleElement().returns("Ana Souza", each -> each.inviter()).returns(1,
                each -> each.mailing());

        var token = invitation(Persona.DAVI.email()).token();
        var accepted = json(accept(davi, token).expectStatus().isOk());

        assertThat(accepted.path("state").asString()).isEqualTo("NAMED");
        assertThat(accepted.path("id").asString()).isEqualTo(invited.path("id").asString());
        davi.get().uri(ACME).exchange().expectStatus().isOk();
        accept(davi, token).expectStatus().isOk().expectBody().jsonPath("$.id").isEqualTo(invited.path("id").asString());
        kafka.receive(ContractChanged.class,
                changed -> changed.contacts().stream().anyMatch(each -> each.email().equals(Persona.DAVI.email())));

        api.as(Persona.ANA).delete().uri(CONTACTS + "/" + invited.path("id").asString()).exchange().expectStatus().isNoContent();
        davi.get().uri(ACME).exchange().expectStatus().isNotFound();
        refused(accept(davi, token), 404, "invitation-unknown");
    }

    @Test
    void a_token_is_useless_without_the_verified_address() {
        invite(Persona.DAVI.email());
        var token = invitation(Persona.DAVI.email()).token();

        refused(accept(api.as(Persona.CARLA), token), 403, "invitation-for-another");
        refused(accept(api.as(Persona.ERIKA), token), 403, "invitation-for-another");
        refused(accept(api.withToken(TestIdentity.get().tokenWithUnverifiedEmail(Persona.DAVI)), token), 403,
                "invitation-for-another");
        refused(accept(api.withToken(TestIdentity.get().machineToken("opmon-probe", "acme")), token), 403,
                "invitation-for-another");
        assertThat(token).matches("[\\w-]{43}");
        assertThat(invitation(Persona.DAVI.email()).token()).isEqualTo(token);
    }

    @Test
    void the_problem_of_a_foreign_invitation_is_in_three_languages() {
        invite(Persona.DAVI.email());
        var token = invitation(Persona.DAVI.email()).token();

        for (var text : Map.of("pt-BR", "convite", "en", "invitation", "es", "invitación").entrySet())
            assertThat(json(api.as(Persona.CARLA).post().uri("/api/v1/invitations/" + token)
                    .header("Accept-Language", text.getKey()).exchange()).path("title").asString()).contains(text.getValue());
    }

    @Test
    void inviting_a_contact_of_another_company_reveals_nothing_and_names_nobody() {
        var taken = json(invite(Persona.CARLA.email()).expectStatus().isCreated());
        var free = json(invite("free@elsewhere.example").expectStatus().isCreated());
        assertThat(taken.propertyNames()).isEqualTo(free.propertyNames());
        assertThat(taken.path("state")).isEqualTo(free.path("state"));

        refused(accept(api.as(Persona.CARLA), invitation(Persona.CARLA.email()).token()), 409, "contact-taken");

        api.as(Persona.CARLA).get().uri(ACME).exchange().expectStatus().isNotFound();
        api.as(Persona.CARLA).get().uri("/api/v1/customers/borealis").exchange().expectStatus().isOk();
    }

    @Test
    void an_invitation_holds_a_place_until_it_is_withdrawn() {
        var davi = json(invite(Persona.DAVI.email()).expectStatus().isCreated()).path("id").asString();
        var token = invitation(Persona.DAVI.email()).token();
        invite("x@elsewhere.example").expectStatus().isCreated();
        refused(invite("y@elsewhere.example"), 409, "contact-quota");
        refused(invite("erika@acme.example"), 409, "contact-quota");
        invite(Persona.DAVI.email()).expectStatus().isCreated();

        api.as(Persona.ANA).delete().uri(CONTACTS + "/" + davi).exchange().expectStatus().isNoContent();

        invite("erika@acme.example").expectStatus().isCreated().expectBody().jsonPath("$.state").isEqualTo("NAMED");
        refused(accept(api.as(Persona.DAVI), token), 404, "invitation-unknown");
        api.as(Persona.ANA).get().uri(CONTACTS + "/" + davi).exchange().expectStatus().isNotFound();
    }

    @Test
    void an_expired_invitation_frees_its_place() {
        invite(Persona.DAVI.email()).expectStatus().isCreated();
        var token = invitation(Persona.DAVI.email()).token();
        clock.advance(Duration.ofDays(14).minusMillis(1));
        assertThat(json(api.as(Persona.ANA).get().uri(CONTACTS).exchange()).path("items").findValuesAsString("email"))
                .contains(Persona.DAVI.email());

        clock.advance(Duration.ofMillis(1));

        refused(accept(api.as(Persona.DAVI), token), 404, "invitation-unknown");
        await().until(() -> customers.find("acme").orElseThrow().state().invitations().pending().isEmpty());
        var now = clock.instant();
        kafka.receive(ContractChanged.class, changed -> changed.changedAt().equals(now) && changed.invitations() == null);
        refused(accept(api.as(Persona.DAVI), "unknown"), 404, "invitation-unknown");
    }

    @Test
    void a_repeated_invitation_sends_another_mail_up_to_the_limit() {
        var first = json(invite(Persona.DAVI.email()).expectStatus().isCreated());
        var token = invitation(Persona.DAVI.email()).token();
        clock.advance(Duration.ofHours(1));

        var second = json(invite(Persona.DAVI.email()).expectStatus().isCreated());

        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(invitation(Persona.DAVI.email())).returns(token, Invitation::token).returns(2, Invitation::mailing)
                .returns(clock.instant().plus(Duration.ofDays(14)), Invitation::expiresAt);
        invite(Persona.DAVI.email()).expectStatus().isCreated();
        refused(invite(Persona.DAVI.email()), 409, "invitation-limit");
        // Withdrawing does not reset the limit, nor does another spelling.
        api.as(Persona.ANA).delete().uri(CONTACTS + "/" + first.path("id").asString()).exchange();
        refused(invite("DAVI@community.example"), 409, "invitation-limit");
        clock.advance(DAY);
        invite(Persona.DAVI.email()).expectStatus().isCreated();
    }

    @Test
    void a_retry_with_the_same_key_sends_no_second_mail() {
        for (int time = 0; time < 2; time++)
            api.as(Persona.ANA).post().uri(CONTACTS).header("Idempotency-Key", "invite-davi")
                    .body(Map.of("email", Persona.DAVI.email(), "name", "Davi")).exchange().expectStatus().isCreated();

        assertThat(invitation(Persona.DAVI.email()).mailing()).isEqualTo(1);
    }
}
