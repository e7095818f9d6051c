package io.amparo.entitlement.transfer;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.entitlement.contract.Customers;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.entitlement.plan.Plans;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class CustomerImportIT {
    private static final String IMPORTS = "/api/v1/customers/imports";
    private static final String HEADER = String.join(",", CsvLine.COLUMNS) + "\n";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    Plans plans;
    @Autowired
    ImportJobs jobs;
    @Autowired
    Clock clock;

    @BeforeEach
    void publish_the_plan() {
        kafka.publish("standard/1", 1,
                new SlaPlanPublished("standard", 1, "standard", List.of(), Instant.EPOCH, null, null, null));
        await().until(() -> plans.isPublished("standard"));
    }

    private static String company(String id, String email) {
        return """
                customer,%1$s,Company %1$s,en,UTC,2,%1$s.example,,,,,,,,
                period,%1$s,,,,,,PRO,standard,2026-01-01,2026-12-31,,,,
                contact,%1$s,First of %1$s,,,,,,,,,%2$s,true,,
                package,%1$s,,,,,,,,2026-01-01,2026-12-31,,,visita-on-site,4
                """.formatted(id, email);
    }

    private ResponseSpec post(String csv, boolean dryRun, String key) {
        return api.as(Persona.IARA).post().uri(IMPORTS + "?dryRun=" + dryRun).header("Idempotency-Key", key)
                .contentType(MediaType.parseMediaType("text/csv")).body(csv).exchange();
    }

    private JsonNode runImport(String csv, boolean dryRun, String key) {
        var path = location(post(csv, dryRun, key).expectStatus().isAccepted());
        await().until(() -> !report(path).path("state").asString().equals("RUNNING"));
        return report(path);
    }

    private JsonNode report(String path) {
        return json(api.as(Persona.IARA).get().uri(path).header("Accept-Language", "en").exchange().expectStatus().isOk());
    }

    @Test
    void a_dry_run_reports_and_stores_nothing() {
        var report = runImport(HEADER + company("dry", "first@dry.example"), true, "dry-1");

        assertThat(report.path("state").asString()).isEqualTo("DONE");
        assertThat(report.path("created").asInt()).isEqualTo(1);
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(customers.find("dry")).isEmpty();
    }

    @Test
    void a_report_is_kept_for_thirty_days() {
        var now = clock.instant();
        jobs.insert(ImportJob.start("kept", "hash", "iara", true, 1, now.minus(29, ChronoUnit.DAYS)));
        jobs.insert(ImportJob.start("older", "hash", "iara", true, 1, now.minus(60, ChronoUnit.DAYS)));
        jobs.insert(ImportJob.start("old", "hash", "iara", true, 1, now.minus(31, ChronoUnit.DAYS)));

        runImport(HEADER + company("later", "first@later.example"), true, "later-1");

        assertThat(jobs.find("older")).isEmpty();
        assertThat(jobs.find("old")).isEmpty();
        assertThat(jobs.find("kept")).isPresent();
    }

    @Test
    void an_import_creates_customers_and_a_repeat_changes_nothing() {
        var csv = HEADER + company("imp", "first@imp.example");

        assertThat(runImport(csv, false, "imp-1").path("created").asInt()).isEqualTo(1);

        var published = kafka.receive(ContractChanged.class, changed -> changed.customerId().equals("imp"));
        assertThat(published.contacts()).extracting("email").containsExactly("first@imp.example");
        assertThat(published.packages()).extracting("units").containsExactly(4);
        var version = customers.find("imp").orElseThrow().version();
        var repeated = runImport(csv, false, "imp-2");
        assertThat(repeated.path("created").asInt() + repeated.path("changed").asInt() + repeated.path("failed").asInt())
                .isZero();
        assertThat(customers.find("imp").orElseThrow().version()).isEqualTo(version);
        post(csv + "\n", false, "imp-2").expectStatus().isEqualTo(422).expectBody().jsonPath("$.code").isEqualTo("key-reused");
    }

    @Test
    void each_line_that_cannot_be_imported_is_reported_and_the_others_count() {
        var csv = HEADER + company("bad", Persona.ANA.email()) + """
                period,bad,,,,,,PRO,standard,2026-12-31,2027-12-31,,,,
                contact,unknown,Nobody,,,,,,,,,n@bad.example,,,
                package,bad,,,,,,,,2026-01-01,2026-12-31,,,gold,
                customer,pub,Public,en,UTC,2,gmail.com,,,,,,,,
                """;

        var report = runImport(csv, false, "bad-1");

        assertThat(report.path("errors").valueStream()
                .map(error -> error.path("line").asInt() + " " + error.path("field").asString() + " "
                        + error.path("reason").asString()))
                .containsExactlyInAnyOrder("4 email contact-taken", "6 validFrom period-overlaps", "7 customer no-customer",
                        "8 code unknown-package", "9 domains public-domain");
        assertThat(customers.find("bad").orElseThrow().state().periods().all()).hasSize(1);
        assertThat(customers.find("bad").orElseThrow().state().contacts()).isEmpty();
    }

    @Test
    void a_file_with_too_many_lines_or_other_columns_is_refused() {
        var lines = IntStream.rangeClosed(0, 20_000).mapToObj(number -> "customer,c" + number).collect(Collectors.joining("\n"));
        post("type,customer\n" + lines, true, "many").expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].field")
                .isEqualTo("lines");
        post("type,colour\ncustomer,red", true, "other").expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].field")
                .isEqualTo("header");
    }

    @Test
    void a_file_that_is_no_utf_8_is_refused() {
        var latin = (HEADER + company("latin", "jo\u00e3o@latin.example")).getBytes(StandardCharsets.ISO_8859_1);

        api.as(Persona.IARA).post().uri(IMPORTS).header("Idempotency-Key", "latin-1")
                .contentType(MediaType.parseMediaType("text/csv")).body(latin).exchange().expectStatus().isEqualTo(422)
                .expectBody().jsonPath("$.errors[0].field").isEqualTo("body");
    }

    @Test
    void an_export_is_an_import_without_changes_and_has_no_formulas() {
        runImport("type,customer,name,language,zone,contactQuota\ncustomer,formula,=1+1,en,UTC,1\n", false, "formula");

        var exported = text(api.as(Persona.IARA).get().uri("/api/v1/customers/export").exchange().expectStatus().isOk());

        assertThat(exported).startsWith(HEADER.strip()).contains("customer,formula,'=1+1,en,UTC,1");
        assertThat(exported).contains("contact,acme,Ana Souza");
        assertThat(customers.find("formula").orElseThrow().state().name()).isEqualTo("=1+1");
        var lines = exported.lines().filter(line -> !line.startsWith("period,acme")).collect(Collectors.joining("\n"));
        var report = runImport(lines, true, "again");
        assertThat(report.path("created").asInt() + report.path("changed").asInt()).as(report.toString()).isZero();
    }
}
