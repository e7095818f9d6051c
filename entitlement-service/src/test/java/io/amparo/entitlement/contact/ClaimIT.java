package io.amparo.entitlement.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.entitlement.TestClockConfig;
import io.amparo.entitlement.contract.ClaimName;
import io.amparo.entitlement.contract.Claims;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.InvitationPolicy;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.web.ApiException;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

/** An address belongs to one company, also if two companies name it at once or a process crashes in between. */
@Tag("R5.4")
@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
@ExtendWith(OutputCaptureExtension.class)
class ClaimIT {
    private static final int ROUNDS = 40;
    private static final Duration LONG = Duration.ofSeconds(10);

    @Autowired
    Customers customers;
    @Autowired
    Claims emailClaims;
    @Autowired
    ClaimName claimEmail;
    @Autowired
    NameContact nameContact;
    @Autowired
    AcceptInvitation acceptInvitation;
    @Autowired
    RemoveContact removeContact;
    @Autowired
    InvitationPolicy policy;
    @Autowired
    ApplicationRunner existingClaims;
    @Autowired
    SettableClock clock;

    /** The rounds take months; the broker refuses records of the future. */
    @BeforeAll
    void start_in_the_past() {
        clock.set(Instant.parse("2026-03-01T12:00:00Z"));
    }

    private static Contact contact(String id, String email) {
        return new Contact(id, email, "Somebody", "en", "America/Sao_Paulo", false);
    }

    private NameContact.Command naming(String customer, String id, String email) {
        return new NameContact.Command(customer, contact(id, email), "Ana", "naming/" + id);
    }

    private void recordDomain(String customer, String domain) {
        customers.update(customer, "test/" + customer + domain, current -> current
                .changeDomains(Stream.concat(current.domains().stream(), Stream.of(domain)).distinct().toList()));
    }

    private boolean lists(String customer, String email) {
        return customers.find(customer).orElseThrow().state().contactWithEmail(email).isPresent();
    }

    /** Runs both at once and returns the codes of those that are refused. */
    private static List<String> refusalsOf(Callable<?> one, Callable<?> other) throws Exception {
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = Stream.of(one, other).map(call -> threads.submit(() -> {
                barrier.await();
                return call.call();
            })).toList();
            return running.stream().flatMap(ClaimIT::refusal).toList();
        }
    }

    private static Stream<String> refusal(Future<?> call) {
        try {
            call.get();
            return Stream.empty();
        } catch (ExecutionException e) {
            assertThat(e).cause().isInstanceOf(ApiException.class);
            return Stream.of(e.getCause().getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void one_of_two_companies_that_name_an_address_at_once_succeeds() throws Exception {
        recordDomain("acme", "shared.example");
        recordDomain("borealis", "shared.example");
        for (int round = 0; round < ROUNDS; round++) {
            var email = "x" + round + "@shared.example";
            var acme = naming("acme", "acme-x" + round, email);
            var borealis = naming("borealis", "borealis-x" + round, email);

            assertThat(refusalsOf(() -> nameContact.handle(acme), () -> nameContact.handle(borealis)))
                    .containsExactly("contact-taken");

            assertThat(Stream.of("acme", "borealis").filter(each -> lists(each, email))).as("companies").hasSize(1);
            remove("acme", "acme-x" + round);
            remove("borealis", "borealis-x" + round);
            assertThat(emailClaims.find(email)).as("claim after the removal").isEmpty();
        }
    }

    private void remove(String customer, String id) {
        removeContact.handle(new RemoveContact.Command(customer, id, true, "removal/" + id));
    }

    @Test
    void one_of_two_invitations_that_are_accepted_at_once_succeeds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var email = "y" + round + "@elsewhere.example";
            var acme = invited("acme", "acme-y" + round, email);
            var borealis = invited("borealis", "borealis-y" + round, email);

            assertThat(refusalsOf(() -> acceptInvitation.handle(acme), () -> acceptInvitation.handle(borealis)))
                    .containsExactly("contact-taken");

            assertThat(Stream.of("acme", "borealis").filter(each -> lists(each, email))).as("companies").hasSize(1);
            remove("acme", "acme-y" + round);
            remove("borealis", "borealis-y" + round);
        }
    }

    private AcceptInvitation.Command invited(String customer, String id, String email) {
        var token = "token-" + id;
        customers.update(customer, "invitation/" + id,
                current -> current.inviteContact(contact(id, email), token, "Ana", policy, clock.instant()));
        clock.advance(policy.mailPeriod());
        return new AcceptInvitation.Command(token, email);
    }

    @Test
    void a_claim_without_its_contact_is_taken_over_after_a_short_time() {
        recordDomain("acme", "crash.example");
        recordDomain("borealis", "crash.example");
        var email = "crashed@crash.example";
        var interrupted = naming("acme", "acme-crashed", email);
        // The process crashes between the two writes.
        assertThat(claimEmail.handle(email, "acme", "acme-crashed", interrupted.cause())).isTrue();
        var other = naming("borealis", "borealis-crashed", email);
        assertThatThrownBy(() -> nameContact.handle(other)).hasMessage("contact-taken");

        clock.advance(LONG);
        nameContact.handle(other);

        assertThat(lists("borealis", email)).isTrue();
        // The process was only suspended: its second write comes too late.
        assertThat(customers.update("acme", interrupted.cause(),
                current -> current.nameContact(interrupted.contact(), clock.instant()))).isFalse();
        assertThat(lists("acme", email)).isFalse();
        assertThatThrownBy(() -> nameContact.handle(interrupted)).hasMessage("contact-taken");
        remove("borealis", "borealis-crashed");
    }

    @Test
    void a_repeat_of_an_interrupted_call_completes_it_at_once() {
        var email = "repeated@acme.example";
        var interrupted = naming("acme", "acme-repeated", email);
        claimEmail.handle(email, "acme", "acme-repeated", interrupted.cause());

        nameContact.handle(interrupted);

        assertThat(lists("acme", email)).isTrue();
        remove("acme", "acme-repeated");
        claimEmail.handle(email, "acme", "acme-second", "naming/acme-second");
        nameContact.handle(naming("acme", "acme-third", email));
        assertThat(emailClaims.find(email).orElseThrow().holder()).isEqualTo("acme-third");
        remove("acme", "acme-third");
    }

    @Test
    void an_address_is_free_after_a_removal_that_did_not_release_its_claim() {
        recordDomain("acme", "left.example");
        recordDomain("borealis", "left.example");
        var email = "left@left.example";
        nameContact.handle(naming("acme", "acme-left", email));
        customers.update("acme", "removal/acme-left", current -> current.removeContact("acme-left", true, clock.instant()));
        assertThat(emailClaims.find(email)).isPresent();

        clock.advance(LONG);
        nameContact.handle(naming("borealis", "borealis-left", email));

        assertThat(emailClaims.find(email).orElseThrow().customerId()).isEqualTo("borealis");
        remove("borealis", "borealis-left");
    }

    @Test
    void a_start_claims_the_addresses_of_stored_contacts_and_logs_conflicts(CapturedOutput output) throws Exception {
        var ana = emailClaims.find("ana@acme.example").orElseThrow();
        assertThat(ana).returns("acme", Claims.Claim::customerId).returns("acme-ana", Claims.Claim::holder);
        emailClaims.release(ana);
        var twice = contact("borealis-ana", "ana@acme.example");
        customers.update("borealis", "before-claims", current -> current.nameContact(twice, clock.instant()));

        existingClaims.run(new DefaultApplicationArguments());
        existingClaims.run(new DefaultApplicationArguments());

        assertThat(emailClaims.find("ana@acme.example").orElseThrow().customerId()).isEqualTo("acme");
        assertThat(output).contains("Customers borealis and acme both have the address of contact of borealis-ana")
                .contains("Next: remove it").doesNotContain("ana@acme.example");
        customers.update("borealis", "after-claims", current -> current.removeContact("borealis-ana", true, clock.instant()));
    }
}
