package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.file.FileScanner;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

@TicketServiceTest
@Import(InfectedAttachmentIT.TestScanner.class)
class InfectedAttachmentIT {
    private static final byte[] CLEAN = "clean".getBytes(UTF_8);

    /** Finds the word that names what it should answer. */
    @TestConfiguration
    static class TestScanner implements FileScanner {
        @Override
        public Verdict scan(InputStream content) throws IOException {
            return switch (new String(content.readAllBytes(), UTF_8)) {
                case "infected" -> new Verdict.Infected("Eicar-Test-Signature");
                case "broken" -> throw new IOException("Connection refused");
                default -> new Verdict.Clean();
            };
        }
    }

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;

    @Test
    void an_infected_file_is_refused_and_nothing_stays_stored() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var infected = Upload.of("log.txt", "infected".getBytes(UTF_8));

        var problem = json(infected.send(api, Persona.BRUNO, path).expectStatus().isEqualTo(422));

        assertThat(problem.get("code").asString()).isEqualTo("infected");
        assertThat(problem.at("/errors/0/message").asString()).isEqualTo("contains Eicar-Test-Signature");
        for (var collection : new String[]{"attachments", "attachments.files", "attachments.chunks"})
            assertThat(fixture.collection(collection).countDocuments()).as(collection).isZero();
        assertThat(json(api.as(Persona.BRUNO).get().uri(path).exchange()).get("timeline")).isEmpty();
        var corrected = new Upload("log.txt", CLEAN, "PUBLIC", infected.key()).add(api, Persona.BRUNO, path);
        assertThat(corrected.get("scan").asString()).isEqualTo("CLEAN");
    }

    @Test
    void a_file_is_refused_for_now_while_the_scanner_is_not_available() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        Upload.of("log.txt", "broken".getBytes(UTF_8)).send(api, Persona.BRUNO, path).expectStatus().isEqualTo(503).expectHeader()
                .exists("Retry-After");
    }
}
