package io.amparo.entitlement.coverage;

import static io.amparo.entitlement.coverage.Kind.CONSULTANCY;
import static io.amparo.entitlement.coverage.Kind.INCIDENT;
import static io.amparo.entitlement.coverage.Kind.QUESTION;
import static io.amparo.entitlement.coverage.Kind.SERVICE_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final ProductLine OPMON = line(null);

    private static ProductLine line(@Nullable LocalDate endOfOpMon8) {
        return new ProductLine(
                List.of(new Product("opmon-8", "OpMon 8", "opmon", List.of("8.8", "8.10", "8.9"), endOfOpMon8, "opmon-9"),
                        new Product("opmon-9", "OpMon 9", "opmon", List.of("9.0", "9.1", "9.2"), null, null)));
    }

    private static Decision decided(@Nullable Customer customer, String email, Kind kind, String version) {
        return decided(customer, null, wish(email, kind, version), OPMON, NOON);
    }

    private static Decision decided(@Nullable Customer customer, @Nullable Customer employer, Wish wish, ProductLine line,
            Instant at) {
        return new Coverage(wish, customer, employer, line, at).decide(NOON);
    }

    private static Wish wish(String email, Kind kind, String version) {
        return new Wish(email, kind, "opmon-9", version, null);
    }

    private static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }

    @Test
    @Tag("R1.1")
    void a_person_of_no_contract_is_shown_what_is_free() {
        var decision = decided(null, "davi@community.example", INCIDENT, "9.2");
        assertThat(decision.granted()).isFalse();
        assertThat(codes(decision.reasons())).containsExactly("edition-not-entitled");
        assertThat(decision.clause()).isEqualTo("1");
        assertThat(decision.alternatives()).extracting(Alternative::code).containsExactly("knowledge-base", "forum", "courses");
        assertThat(decision.alternatives()).extracting(Alternative::href).doesNotContainNull();
    }

    @Test
    @Tag("R1.1")
    void a_contact_of_an_active_contract_is_entitled_by_the_edition() {
        var decision = decided(DemoCustomers.acme(), "Bruno@Acme.example", INCIDENT, "9.2");
        assertThat(decision.granted()).isTrue();
        assertThat(decision.via()).isEqualTo("EDITION");
        assertThat(decision.slaPlan()).isEqualTo("premium-24x7");
        assertThat(decision.warnings()).isEmpty();
        assertThat(decided(DemoCustomers.borealis(), "carla@borealis.example", QUESTION, "9.0").granted()).isTrue();
    }

    /** The days of Borealis are in São Paulo, three hours behind UTC. */
    @ParameterizedTest
    @Tag("R1.1")
    @CsvSource({"2026-03-01T02:59:59Z, contract-not-yet-valid", "2026-03-01T03:00:00Z, covered-by-edition",
            "2027-03-01T02:59:59Z, covered-by-edition", "2027-03-01T03:00:00Z, contract-expired"})
    void a_contract_holds_from_its_first_to_its_last_day_where_the_customer_is(Instant at, String reason) {
        var decision = decided(DemoCustomers.borealis(), null, wish("carla@borealis.example", INCIDENT, "9.2"), OPMON, at);
        assertThat(codes(decision.reasons())).containsExactly(reason);
    }

    @Test
    @Tag("R5.4")
    void an_employee_who_is_not_named_hears_whom_to_ask() {
        var decision = decided(null, DemoCustomers.acme(), wish("erika@acme.example", INCIDENT, "9.2"), OPMON, NOON);
        assertThat(codes(decision.reasons())).containsExactly("not-a-named-contact");
        assertThat(decision.clause()).isEqualTo("5.contact");
        assertThat(decision.alternatives().getFirst())
                .isEqualTo(Alternative.to("ask-administrator", null, "Ana Souza", "Acme Telecom"));
    }

    @Test
    @Tag("R5.4")
    void a_stranger_who_names_a_customer_hears_no_name() {
        var asked = new Wish("davi@community.example", INCIDENT, "opmon-9", "9.2", "acme");
        var decision = decided(DemoCustomers.acme(), null, asked, OPMON, NOON);
        assertThat(codes(decision.reasons())).containsExactly("not-a-named-contact");
        assertThat(decision.alternatives()).isEqualTo(Alternative.SELF_HELP);
        var ofNobody = new Wish("davi@community.example", INCIDENT, "opmon-9", "9.2", "no-such-customer");
        var nothingThere = decided(null, null, ofNobody, OPMON, NOON);
        assertThat(nothingThere.reasons()).isEqualTo(decision.reasons());
        assertThat(nothingThere.alternatives()).isEqualTo(decision.alternatives());
    }

    @ParameterizedTest
    @Tag("R5.6")
    @CsvSource({"acme, ana@acme.example, SERVICE_REQUEST, covered-by-package, 6",
            "borealis, carla@borealis.example, SERVICE_REQUEST, service-request-needs-package, 6",
            "acme, ana@acme.example, CONSULTANCY, covered-by-hours, 7",
            "borealis, carla@borealis.example, CONSULTANCY, consultancy-needs-hours, 7"})
    void service_requests_need_the_package_and_consultancy_needs_hours(String customer, String email, Kind kind, String reason,
            String clause) {
        var decision = decided(customer.equals("acme") ? DemoCustomers.acme() : DemoCustomers.borealis(), email, kind, "");
        assertThat(codes(decision.reasons())).containsExactly(reason);
        assertThat(decision.clause()).isEqualTo(clause);
        assertThat(decision.slaPlan()).as("SLA plan without Professional Support clocks").isNull();
    }

    @Test
    @Tag("R6.3")
    void the_end_of_the_package_ends_the_service_requests() {
        var acme = DemoCustomers.acme();
        var without = new Customer(acme.id(), acme.name(), acme.language(), acme.zone(), acme.domains(), acme.contract(),
                acme.contacts(), List.of(), acme.installations(), acme.waivers(), acme.remainingMaintenance(), List.of());
        assertThat(codes(decided(without, "ana@acme.example", SERVICE_REQUEST, "").reasons()))
                .containsExactly("service-request-needs-package");
        assertThat(codes(decided(without, "ana@acme.example", CONSULTANCY, "").reasons()))
                .containsExactly("consultancy-needs-hours");
    }

    @ParameterizedTest
    @Tag("R5.1")
    @CsvSource({"9.2, covered-by-edition, ''", "9.0, covered-by-edition, ''", "9.2.7, covered-by-edition, ''",
            "8.10, covered-by-edition, newer-major-available", "8.10.1, covered-by-edition, newer-major-available",
            "8.9, version-unsupported, newer-major-available", "8.8, version-unsupported, newer-major-available",
            "7.4, version-unsupported, newer-major-available", "10.0, version-unsupported, ''",
            "newest, version-unsupported, ''"})
    void support_is_for_the_newest_minor_of_a_major_or_the_newest_major(String version, String reason, String warning) {
        var decision = decided(DemoCustomers.acme(), "ana@acme.example", INCIDENT, version);
        assertThat(codes(decision.reasons())).containsExactly(reason);
        assertThat(codes(decision.warnings())).isEqualTo(warning.isEmpty() ? List.of() : List.of(warning));
    }

    @Test
    @Tag("R5.1")
    void an_unsupported_version_is_shown_its_upgrade_path() {
        assertThat(decided(DemoCustomers.acme(), "ana@acme.example", INCIDENT, "8.8").alternatives()).containsExactly(
                Alternative.to("upgrade", "/api/v1/products/opmon-8/releases", "OpMon 8", "8.10"),
                Alternative.to("upgrade", "/api/v1/products/opmon-9/releases", "OpMon 9", "9.2"));
        assertThat(decided(DemoCustomers.acme(), "ana@acme.example", INCIDENT, "7.4").alternatives())
                .containsExactly(Alternative.to("upgrade", "/api/v1/products/opmon-9/releases", "OpMon 9", "9.2"));
    }

    @Test
    @Tag("R5.1")
    void what_the_catalogue_does_not_know_stands_in_nobodys_way() {
        var decision = decided(DemoCustomers.acme(), null, wish("ana@acme.example", INCIDENT, "0.1"), ProductLine.UNKNOWN, NOON);
        assertThat(decision.granted()).isTrue();
        assertThat(decision.warnings()).isEmpty();
    }

    @ParameterizedTest
    @Tag("R10.2")
    @CsvSource({"2027-12-31T02:59:59Z, covered-by-edition", "2027-12-31T03:00:00Z, end-of-life"})
    void support_ends_with_the_first_minute_of_the_last_day(Instant at, String reason) {
        // The version identifies the installed product, not the product in the query.
        var decision = decided(DemoCustomers.acme(), null, wish("ana@acme.example", INCIDENT, "8.10"),
                line(LocalDate.of(2027, 12, 31)), at);
        assertThat(codes(decision.reasons())).containsExactly(reason);
        if (!decision.granted())
            assertThat(decision.alternatives()).extracting(Alternative::code).containsExactly("upgrade-to-successor",
                    "order-migration");
    }

    @Test
    @Tag("R10.2")
    void consultancy_stays_open_for_the_way_out_and_service_requests_do_not() {
        var ended = line(LocalDate.of(2026, 1, 31));
        var old = new Wish("ana@acme.example", CONSULTANCY, "opmon-8", "8.10", null);
        assertThat(decided(DemoCustomers.acme(), null, old, ended, NOON).granted()).isTrue();
        var request = new Wish("ana@acme.example", SERVICE_REQUEST, "opmon-8", "", null);
        assertThat(codes(decided(DemoCustomers.acme(), null, request, ended, NOON).reasons())).containsExactly("end-of-life");
    }

    @ParameterizedTest
    @Tag("R10.3")
    @CsvSource({"2026-11-20, remaining-maintenance", "2026-11-19, ''"})
    void agreed_maintenance_outlives_the_product_its_last_day_included(LocalDate until, String warning) {
        var acme = DemoCustomers.acme();
        var agreed = new Customer(acme.id(), acme.name(), acme.language(), acme.zone(), acme.domains(), acme.contract(),
                acme.contacts(), acme.packages(), acme.installations(), acme.waivers(),
                List.of(new RemainingMaintenance("opmon-8", until)), acme.hours());
        var decision = decided(agreed, null, wish("ana@acme.example", INCIDENT, "8.10"), line(LocalDate.of(2026, 1, 31)), NOON);
        assertThat(decision.granted()).isEqualTo(!warning.isEmpty());
        if (decision.granted())
            assertThat(codes(decision.warnings())).containsExactly("newer-major-available", warning);
        else
            assertThat(codes(decision.reasons())).containsExactly("end-of-life");
    }

    @Test
    void a_grant_holds_for_the_retries_of_one_opening_and_a_denial_for_none() {
        var granted = decided(DemoCustomers.acme(), "bruno@acme.example", INCIDENT, "9.2");
        var denied = decided(null, "davi@community.example", INCIDENT, "9.2");

        assertThat(granted.holdsAt(NOON.plusSeconds(3_599))).isTrue();
        assertThat(granted.holdsAt(NOON.plusSeconds(3_600))).isFalse();
        assertThat(denied.holdsAt(NOON)).isFalse();
    }
}
