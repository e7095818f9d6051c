package io.amparo.entitlement.obligation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Approval;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What installations and approvals show about the duties of their customer. */
class HoldingFactsTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final ProductLine OPMON = new ProductLine(
            List.of(new Product("opmon-8", "OpMon 8", "opmon", List.of(released("8.9", "2025-01-05")), null, null),
                    new Product("opmon-9", "OpMon 9", "opmon", List.of(released("9.2", "2026-01-05")), null, null),
                    new Product("opmon-10", "OpMon 10", "opmon", List.of(released("10.0", "2026-12-01")), null, null)));

    private static DatedVersion released(String version, String day) {
        return new DatedVersion(ReleaseVersion.parse(version).orElseThrow(), LocalDate.parse(day));
    }

    private static HoldingFacts about(DutyEvidence evidence, Holdings holdings, Instant at) {
        return HoldingFacts.of(DemoCustomers.acme().withHoldings(holdings),
                product -> product.startsWith("opmon") ? OPMON : ProductLine.UNKNOWN, SAO_PAULO, at).get(evidence);
    }

    private static Holdings installed(Stream<String> installations) {
        return Holdings.NONE.withInstallations(installations.map(text -> text.split("/"))
                .map(parts -> new Held<>(String.join("-", parts), new Installation(parts[0], parts[1]))).toList());
    }

    @ParameterizedTest
    @Tag("R9.C5")
    @CsvSource(nullValues = "-", value = {"-, UNKNOWN, 0", "opmon-9/9.2, MET, 1", "opmon-9/9.0 opmon-9/9.2, MET, 2",
            "opmon-8/8.9, NOT_MET, 1", "opmon-9/9.2 opmon-8/8.9, NOT_MET, 1", "other-1/1.0, UNKNOWN, 0",
            "opmon-9/9.2 other-1/1.0, UNKNOWN, 1", "opmon-8/8.9 other-1/1.0, NOT_MET, 1"})
    void every_installation_must_have_the_newest_major(@Nullable String installations, DutyState state, int evidence) {
        var found = about(DutyEvidence.NEWEST_MAJOR,
                installed(installations == null ? Stream.of() : Stream.of(installations.split(" "))), NOON);

        assertThat(found.state()).isEqualTo(state);
        assertThat(found.evidence()).hasSize(evidence).allMatch(each -> each.source() == EvidenceSource.INSTALLATION);
    }

    /** OpMon 10 is released on 1 December in São Paulo, three hours behind UTC. */
    @ParameterizedTest
    @Tag("R9.C5")
    @CsvSource({"2026-12-01T02:59:59Z, MET", "2026-12-01T03:00:00Z, NOT_MET"})
    void a_release_counts_from_its_day_on(Instant at, DutyState state) {
        assertThat(about(DutyEvidence.NEWEST_MAJOR, installed(Stream.of("opmon-9/9.2")), at).state()).isEqualTo(state);
    }

    @Test
    @Tag("R9.C5")
    void outdated_installations_are_named_up_to_a_limit() {
        var found = about(DutyEvidence.NEWEST_MAJOR, installed(IntStream.range(0, 30).mapToObj(n -> "opmon-8/8." + n)), NOON);

        assertThat(found.evidence()).hasSize(Obligation.KEPT_EVIDENCE);
        assertThat(found.total()).isEqualTo(30);
        assertThat(found.evidence().getFirst().details()).containsExactly("opmon-8", "8.0", "9.2");
    }

    @ParameterizedTest
    @Tag("R9.C7")
    @CsvSource(nullValues = "-", value = {"2026-11-01, -, MET", "2026-11-01, 2026-11-20, MET", "2026-11-01, 2026-11-19, UNKNOWN",
            "2026-11-21, -, UNKNOWN"})
    void an_approval_in_force_is_evidence_and_its_absence_is_none(LocalDate approved, @Nullable LocalDate validTo,
            DutyState state) {
        var approval = new Approval("Plug-in", "Heitor", approved.atStartOfDay(SAO_PAULO).toInstant(), validTo, null);

        assertThat(about(DutyEvidence.APPROVALS, Holdings.NONE.withApprovals(List.of(new Held<>("a", approval))), NOON).state())
                .isEqualTo(state);
        assertThat(about(DutyEvidence.APPROVALS, Holdings.NONE, NOON).state()).isEqualTo(DutyState.UNKNOWN);
    }
}
