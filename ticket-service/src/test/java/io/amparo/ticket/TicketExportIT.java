package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The export of a list of tickets as CSV. */
@TicketServiceTest
class TicketExportIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;

    private String export(Persona person, String query) {
        return ApiClients.text(api.as(person).get().uri(TICKETS + "/export" + query).exchange().expectStatus().isOk()
                .expectHeader().valueEquals("Content-Type", "text/csv;charset=UTF-8"));
    }

    private List<CSVRecord> records(Persona person, String query) throws IOException {
        try (var table = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(new StringReader(export(person, query)))) {
            return table.getRecords();
        }
    }

    private String open(Persona person, String subject) {
        var incident = TicketFixture.incident();
        incident.put("subject", subject);
        return json(api.as(person).post().uri(TICKETS).body(incident).exchange().expectStatus().isCreated()).get("number")
                .asString();
    }

    @Test
    void subjects_of_formulas_are_texts_and_come_back_without_the_mark() throws IOException {
        var subjects = new ArrayList<>(List.of("'=1+1", "'quoted'"));
        JsonMapper.shared()
                .readTree(new ClassPathResource("cases/portal/portal-01-formulas-in-csv.json").getContentAsString(UTF_8))
                .get("subjects").valueStream().map(JsonNode::asString).forEach(subjects::add);
        var stored = new LinkedHashMap<String, String>();
        for (var subject : subjects) {
            var number = open(Persona.CARLA, subject);
            stored.put(number,
                    json(api.as(Persona.CARLA).get().uri(TICKETS + "/" + number).exchange()).get("subject").asString());
        }

        var cells = records(Persona.CARLA, "?sort=number").stream().filter(line -> stored.containsKey(line.get("number")))
                .map(line -> line.get("subject")).toList();

        assertThat(cells).allSatisfy(cell -> assertThat(cell.stripLeading()).doesNotStartWith("=").doesNotStartWith("+")
                .doesNotStartWith("-").doesNotStartWith("@").doesNotStartWith("＝").doesNotStartWith("\"="));
        assertThat(cells.stream().map(cell -> cell.startsWith("'") ? cell.substring(1) : cell))
                .isEqualTo(List.copyOf(stored.values()));
    }

    @Test
    @Tag("R1.4")
    void an_export_has_all_pages_the_filters_and_the_own_companies_alone() throws IOException {
        var numbers = Stream.generate(() -> open(Persona.BRUNO, "Exportação")).limit(201).toList();
        open(Persona.CARLA, "Exportação");

        assertThat(records(Persona.BRUNO, "?q=exportacoes&sort=number").stream().map(line -> line.get("number")))
                .isEqualTo(numbers);
        assertThat(records(Persona.BRUNO, "?q=exportacoes&status=CLOSED")).isEmpty();
        assertThat(records(Persona.FABIO, "?q=exportacoes")).hasSize(202);
        assertThat(records(Persona.BRUNO, "").getFirst().toMap()).containsAllEntriesOf(
                Map.of("kind", "INCIDENT", "status", "OPEN", "priority", "P1", "customer", "acme", "owner", ""));
        assertThat(export(Persona.BRUNO, "?q=nothing&bom=true")).startsWith("\uFEFFnumber,kind,");
        assertThat(export(Persona.BRUNO, "?q=nothing")).startsWith("number,kind,").doesNotContain("T-");
    }
}
