package io.amparo.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.amparo.platform.ServiceProperties;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** Each rule is given a class that breaks it, because a rule that cannot fail proves nothing. */
class ArchitectureRulesTest {
    private static final String BROKEN = "io.amparo.testkit.architecture.broken";
    private final ArchitectureRules rules = new ArchitectureRules(BROKEN, "ticket");
    private final JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);

    private AbstractStringAssert<?> assertReport(ArchRule rule) {
        return assertThat(rule.evaluate(broken).getFailureReport().toString());
    }

    @Test
    void framework_in_the_domain_is_reported() {
        assertReport(rules.domainIsPlainJava()).contains("ComponentInDomain").doesNotContain("DeclaredAdapter");
    }

    @Test
    void code_of_another_service_is_reported() {
        var platform = new ArchitectureRules("io.amparo.platform", "ticket");
        var allowed = new ClassFileImporter().importClasses(ServiceProperties.class);
        assertThat(platform.noCodeOfOtherServices().evaluate(allowed).hasViolation()).isFalse();

        var testkit = new ArchitectureRules("io.amparo.testkit.architecture", "ticket");
        var forbidden = new ClassFileImporter().importClasses(UsesLocalSuite.class);
        assertThat(testkit.noCodeOfOtherServices().allowEmptyShould(true).evaluate(forbidden).hasViolation()).isTrue();
    }

    /** Uses code of the local suite, which no service may. */
    static final class UsesLocalSuite {
        io.amparo.local.backend.EmbeddedStore store() {
            return io.amparo.local.backend.EmbeddedStore.start(null, 0);
        }
    }

    @Test
    void cycle_of_features_is_reported() {
        var features = new ArchitectureRules(BROKEN + ".feature");
        assertThat(features.noCyclesOfFeatures().evaluate(broken).hasViolation()).isTrue();
    }

    @Test
    void foreign_event_outside_its_reader_is_reported() {
        assertReport(rules.foreignEventsEndAtTheirReader()).contains("SlaCancelled");
        var owner = new ArchitectureRules(BROKEN, "sla");
        assertThat(owner.foreignEventsEndAtTheirReader().evaluate(broken).hasViolation()).isFalse();
    }

    @Test
    void use_of_the_wall_clock_is_reported() {
        assertReport(rules.timeIsPassedIn()).contains("Instant.now");
    }

    @Test
    void transaction_is_reported() {
        assertReport(rules.noTransactions()).contains("ClientSession");
    }

    @Test
    void sending_without_the_outbox_is_reported() {
        assertReport(rules.onlyTheOutboxSends()).contains("KafkaProducer");
    }

    @Test
    void use_of_cloud_events_outside_the_codec_is_reported() {
        assertReport(rules.onlyTheCodecUsesCloudEvents()).contains("CloudEventBuilder");
    }

    @Test
    void event_with_other_than_wire_types_is_reported() {
        assertReport(ArchitectureRules.eventsAreOfWireTypes()).contains("EventWithUri");
    }

    @Test
    void meaningless_suffix_is_reported() {
        assertReport(NameRules.noMeaninglessSuffixes(BROKEN)).contains("TicketManager");
    }

    @Test
    void platform_class_that_uses_events_is_reported() {
        var code = new ClassFileImporter().importPackages("io.amparo.platform.broken");
        assertThat(ArchitectureRules.platformUsesNoEvents().evaluate(code).getFailureReport().toString()).contains("UsesEvents");
    }

    @Test
    void banned_word_in_a_name_is_reported() {
        assertReport(NameRules.noBannedWords(BROKEN)).contains("ToldTicket");
        assertThat(List.of("tellAgain", "HEARING", "hearings_of_a_wish", "LetterBox", "againAt")).allMatch(NameRules::isBanned);
        assertThat(List.of("deadLetters", "DEAD_LETTER", "shearing", "storyteller", "Tellurium")).noneMatch(NameRules::isBanned);
    }

    @Test
    void page_request_without_validation_is_reported() {
        assertReport(rules.pageRequestsAreValidated()).contains("UnvalidatedPages.list");
    }

    @Test
    void contracts_platform_and_testkit_follow_their_rules() {
        var main = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.amparo.events", "io.amparo.platform", "io.amparo.testkit", "io.amparo.local");

        ArchitectureRules.eventsAreOfWireTypes().check(main);
        ArchitectureRules.platformUsesNoEvents().check(main);
        NameRules.noBannedWords("io.amparo").check(main);
    }
}
