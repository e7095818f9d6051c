package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.sla.calendar.Calendars;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.InvalidTexts;
import io.amparo.testkit.Persona;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

/** Calendars of the SLA policy: names, imported closures and holiday sets. */
@SlaTest
class CalendarIT {
    @Autowired
    ApiClients api;
    @Autowired
    InvalidTexts invalidTexts;
    @Autowired
    EventClient kafka;

    @Test
    void a_calendar_and_a_plan_have_a_name_of_at_most_200_characters() {
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));

        for (var name : List.of("", "  ", "x".repeat(201))) {
            api.as(Persona.GISELE).post().uri("/api/v1/sla/calendars")
                    .body(Map.of("id", "named", "name", name, "zone", "UTC", "windows", week)).exchange().expectStatus()
                    .isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("name");
        }

        api.as(Persona.GISELE).post().uri("/api/v1/sla/calendars")
                .body(Map.of("id", "named", "name", "x".repeat(200), "zone", "UTC", "windows", week)).exchange().expectStatus()
                .isCreated();
    }

    @Test
    void closures_are_imported_by_publishing_the_draft_of_a_preview() {
        var manager = api.as(Persona.GISELE);
        var week = List.of(Map.of("days", List.of("MONDAY", "FRIDAY"), "from", "08:00", "to", "18:00"));
        var first = Map.of("id", "imported", "name", "Imported", "zone", "America/Sao_Paulo", "windows", week, "holidaySets",
                List.of("br-sp"));
        manager.post().uri("/api/v1/sla/calendars").body(first).exchange().expectStatus().isCreated();
        var file = closures(LocalDate.now(ZoneOffset.UTC).getYear() + 1);
        var imports = "/api/v1/sla/calendars/imported/imports";
        var versions = "/api/v1/sla/calendars/imported/versions";

        var preview = json(
                manager.post().uri(imports).contentType(MediaType.parseMediaType("text/calendar")).body(file).exchange());

        assertThat(preview.path("added").size()).isEqualTo(1);
        assertThat(preview.path("added").path(0).path("name").asString()).isEqualTo("Inventário");
        assertThat(preview.path("known").path(0).path("name").asString()).isEqualTo("Natal");
        assertThat(preview.path("unusable").path(0).path("reason").asString()).isEqualTo("outside");
        assertThat(preview.path("unusable").path(0).path("text").asString()).startsWith("The event is not between");
        assertThat(json(manager.post().uri(imports).body(Map.of("text", file)).exchange())).isEqualTo(preview);
        assertThat(json(manager.get().uri(versions).exchange()).path("items").size()).isEqualTo(1);

        var draft = preview.path("draft");
        manager.post().uri(versions).body(draft).exchange().expectStatus().isCreated().expectBody().jsonPath("$.closures[0].name")
                .isEqualTo("Inventário");
        // The draft names a version that exists now.
        manager.post().uri(versions).body(draft).exchange().expectStatus().isEqualTo(409);
        kafka.receive(CalendarPublished.class,
                it -> it.calendarId().equals("imported") && it.version() == 2 && it.closures().getFirst().name() != null);

        manager.post().uri(imports).body(Map.of("text", "none")).exchange().expectStatus().isEqualTo(422);
        manager.post().uri(imports).body(Map.of("text", "x".repeat(600_000))).exchange().expectStatus().isEqualTo(413);
    }

    @Test
    void charset_of_an_imported_file_is_that_of_its_content_type() {
        var manager = api.as(Persona.GISELE);
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));
        manager.post().uri("/api/v1/sla/calendars")
                .body(Map.of("id", "latin", "name", "Latin", "zone", "America/Sao_Paulo", "windows", week)).exchange()
                .expectStatus().isCreated();
        var text = closures(LocalDate.now(ZoneOffset.UTC).getYear() + 1);
        var imports = "/api/v1/sla/calendars/latin/imports";

        var latin = json(manager.post().uri(imports).contentType(MediaType.parseMediaType("text/calendar;charset=ISO-8859-1"))
                .body(text.getBytes(StandardCharsets.ISO_8859_1)).exchange().expectStatus().isOk());
        assertThat(latin.path("added").path(0).path("name").asString()).isEqualTo("Inventário");
        var marked = json(manager.post().uri(imports).body(Map.of("text", "\uFEFF" + text)).exchange().expectStatus().isOk());
        assertThat(marked).isEqualTo(latin);

        manager.post().uri(imports).contentType(MediaType.parseMediaType("text/calendar"))
                .body(text.getBytes(StandardCharsets.ISO_8859_1)).exchange().expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.errors[0].code").isEqualTo("charset");
    }

    private static String closures(int year) {
        return """
                BEGIN:VCALENDAR\r
                VERSION:2.0\r
                BEGIN:VEVENT\r
                SUMMARY:Natal\r
                DTSTART;VALUE=DATE:%1$d1225\r
                END:VEVENT\r
                BEGIN:VEVENT\r
                SUMMARY:Inventário\r
                DTSTART:%1$d0702T130000\r
                DURATION:PT2H\r
                END:VEVENT\r
                BEGIN:VEVENT\r
                SUMMARY:Ontem\r
                DTSTART;VALUE=DATE:20010101\r
                END:VEVENT\r
                END:VCALENDAR\r
                """.formatted(year);
    }

    @Test
    void never_open_calendar_and_unknown_holiday_set_are_refused() {
        var never = Map.of("id", "never", "name", "Never", "zone", "UTC");
        var texts = Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = json(api.as(Persona.GISELE).post().uri("/api/v1/sla/calendars").header("Accept-Language", language)
                    .body(never).exchange().expectStatus().isEqualTo(422));
            assertThat(refused.path("errors").path(0).path("field").asString()).isEqualTo("windows");
            return refused.path("errors").path(0).path("message").asString();
        }).toList();

        assertThat(texts).containsExactly("descreve um calendário que nunca abre", "describes a calendar that is never open",
                "describe un calendario que nunca abre");
        api.as(Persona.GISELE).post().uri("/api/v1/sla/calendars")
                .body(Map.of("id", "over", "name", "Over", "zone", "UTC", "openings", List.of(Map.of("date", "2020-01-01"))))
                .exchange().expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("openings");

        var unknown = Map.of("id", "unknown", "name", "Unknown", "zone", "UTC", "windows",
                List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00")), "holidaySets",
                List.of("br-national", "de-xx"));
        api.as(Persona.GISELE).post().uri("/api/v1/sla/calendars").body(unknown).exchange().expectStatus().isEqualTo(422)
                .expectBody().jsonPath("$.errors[0].field").isEqualTo("holidaySets[1]").jsonPath("$.errors[0].message")
                .value(String.class, message -> assertThat(message).contains("de-by"));
    }

    @Test
    void holiday_sets_are_listed_and_shown_by_year() {
        var staff = api.as(Persona.FABIO);
        var sets = json(staff.get().uri("/api/v1/sla/holiday-sets").exchange()).path("items");

        assertThat(sets.path(0).path("id").asString()).isEqualTo("br-national");
        assertThat(sets.valueStream().map(set -> set.path("id").asString())).contains("de-by", "us", "br-sp");

        var days = json(staff.get().uri("/api/v1/sla/holiday-sets/carnaval?year=2026").exchange());
        assertThat(days.path("days").path(2).path("date").asString()).isEqualTo("2026-02-18");
        assertThat(days.path("days").path(2).path("to").asString()).isEqualTo("14:00:00");
        assertThat(days.path("days").path(2).path("name").path("es").asString()).isEqualTo("Miércoles de Ceniza");

        staff.get().uri("/api/v1/sla/holiday-sets/sa?year=2400").exchange().expectStatus().isEqualTo(422);
        staff.get().uri("/api/v1/sla/holiday-sets/br-national?year=9999").exchange().expectStatus().isEqualTo(422);
        staff.get().uri("/api/v1/sla/holiday-sets/nowhere").exchange().expectStatus().isNotFound();
    }

    @TestFactory
    Stream<DynamicTest> control_characters_and_lone_surrogates_are_refused() {
        return invalidTexts.tests();
    }
}
