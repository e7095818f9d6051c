package io.amparo.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.amparo.platform.ServiceProperties;
import org.junit.jupiter.api.Test;

/** A rule that cannot fire is worth nothing: each one is shown a class that breaks it. */
class ArchitectureRulesTest {
    private static final String BROKEN = "io.amparo.testkit.architecture.broken";
    private final ArchitectureRules rules = new ArchitectureRules(BROKEN, "ticket");
    private final JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);

    private void fires(ArchRule rule, String culprit) {
        assertThat(rule.evaluate(broken).getFailureReport().toString()).contains(culprit);
    }

    @Test
    void a_framework_in_the_middle_is_seen() {
        fires(rules.middleIsPlainJava(), "Plain");
    }

    @Test
    void another_services_code_is_seen() {
        var asAnotherService = new ArchitectureRules("io.amparo.platform", "ticket");
        var code = new ClassFileImporter().importClasses(ServiceProperties.class);
        assertThat(asAnotherService.nobodyElsesCode().evaluate(code).hasViolation()).isFalse();
        var elsewhere = new ArchitectureRules("io.amparo.testkit.architecture", "ticket");
        assertThat(elsewhere.nobodyElsesCode().allowEmptyShould(true)
                .evaluate(new ClassFileImporter().importClasses(LocalUser.class)).hasViolation()).isTrue();
    }

    /** Uses code of the local suite, as no service may. */
    static final class LocalUser {
        io.amparo.local.backend.EmbeddedStore store() {
            return io.amparo.local.backend.EmbeddedStore.start(null, 0);
        }
    }

    @Test
    void a_cycle_of_features_is_seen() {
        var features = new ArchitectureRules(BROKEN + ".feature");
        assertThat(features.noCyclesOfFeatures().evaluate(broken).hasViolation()).isTrue();
    }

    @Test
    void a_foreign_event_in_the_middle_is_seen() {
        fires(rules.foreignEventsEndAtTheConsumer(), "SlaCancelled");
        assertThat(new ArchitectureRules(BROKEN, "sla").foreignEventsEndAtTheConsumer().evaluate(broken).hasViolation())
                .isFalse();
    }

    @Test
    void the_wall_clock_is_seen() {
        fires(rules.timeIsHandedIn(), "Instant.now");
    }

    @Test
    void a_transaction_is_seen() {
        fires(rules.noTransactions(), "ClientSession");
    }

    @Test
    void a_sender_of_its_own_is_seen() {
        fires(rules.onlyTheOutboxSends(), "KafkaProducer");
    }

    @Test
    void knowledge_of_the_wire_is_seen() {
        fires(rules.onlyTheCodecKnowsTheWire(), "CloudEventBuilder");
    }

    @Test
    void a_name_that_says_nothing_is_seen() {
        fires(rules.noForbiddenNames(), "TicketManager");
    }

    @Test
    void the_contracts_and_the_platform_keep_their_rules() {
        ArchitectureRules.eventsAreOfWireTypes().check(new ClassFileImporter().importPackages("io.amparo.events"));
        ArchitectureRules.platformKnowsNoEvents().check(new ClassFileImporter().importPackages("io.amparo.platform"));
    }
}
