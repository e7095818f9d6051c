package io.amparo.entitlement.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.events.Vocabulary.DutyEffect;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Every alternative of a denial leads to a path of the API of a service. */
class AlternativeLinkTest {
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final ProductLine OPMON = new ProductLine(
            List.of(new Product("opmon-8", "OpMon 8", "opmon", released("8.8", "8.9"), null, null),
                    new Product("opmon-9", "OpMon 9", "opmon", released("9.2"), null, null)));
    private static final ProductLine ENDED = new ProductLine(
            List.of(new Product("opmon-8", "OpMon 8", "opmon", released("8.9"), LocalDate.of(2026, 1, 6), "opmon-9")));

    private static List<DatedVersion> released(String... versions) {
        return Stream.of(versions)
                .map(version -> new DatedVersion(ReleaseVersion.parse(version).orElseThrow(), LocalDate.of(2026, 1, 5))).toList();
    }

    /** Denials of each kind of ticket for people and companies that lack something else. */
    private static Stream<Alternative> alternatives() {
        var acme = DemoCustomers.acme().withHoldings(Holdings.NONE);
        return Stream.of(DutyEffectTest.with("C7", DutyEffect.REFUSE), LoadedPolicies.northwind())
                .flatMap(
                        policy -> Arrays.stream(Kind.values())
                                .flatMap(kind -> Stream.of(decide(policy, kind, null, null), decide(policy, kind, null, acme),
                                        decide(policy, kind, acme, null), decide(policy, kind, DemoCustomers.borealis(), null),
                                        decide(policy, kind, DemoCustomers.cobalt(), null))
                                        .flatMap(alternatives -> alternatives)));
    }

    private static Stream<Alternative> decide(SupportPolicy policy, Kind kind, @Nullable Customer customer,
            @Nullable Customer employer) {
        var contact = customer == null ? null : customer.contacts().getFirst();
        var query = new EntitlementQuery(contact == null ? "erika@acme.example" : contact.id(), kind, "opmon-8", "8.8", null);
        return Stream.of(OPMON, ENDED).flatMap(line -> CoverageFacts.of(policy, query, customer, contact, employer, line,
                ZoneId.of("America/Sao_Paulo"), NOON, Remaining.NOTHING, Set.of("C7")).decide(NOON).alternatives().stream());
    }

    @Test
    @Tag("R10.5")
    void each_alternative_has_a_path_that_a_service_documents() throws IOException {
        var hrefsByCode = alternatives()
                .collect(groupingBy(Alternative::code, mapping(each -> String.valueOf(each.href()), toSet())));

        assertThat(hrefsByCode.keySet()).isEqualTo(codesWithText());
        var documented = documentedPaths();
        hrefsByCode.forEach((code, hrefs) -> assertThat(hrefs).as(code).allMatch(href -> documented.stream()
                .anyMatch(path -> href.replaceFirst("[?]kind=[A-Z_]+$", "").matches(path.replaceAll("\\{\\w+}", "[^/]+")))));
    }

    private static Set<String> codesWithText() {
        return ResourceBundle.getBundle("messages", Locale.ROOT).keySet().stream().filter(key -> key.startsWith("alternative."))
                .map(key -> key.substring("alternative.".length())).collect(toSet());
    }

    private static List<String> documentedPaths() throws IOException {
        try (var modules = Files.list(Path.of("").toAbsolutePath().getParent())) {
            return modules.map(module -> module.resolve("openapi.json")).filter(Files::exists)
                    .flatMap(document -> paths(document).stream()).toList();
        }
    }

    private static List<String> paths(Path document) {
        try {
            return JsonMapper.shared().readTree(Files.readString(document)).path("paths").propertyNames().stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
