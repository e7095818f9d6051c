package io.amparo.testkit.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.consume.ConsumingService.Failures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads about dead letters in the log. */
@ServiceTest(name = "consuming")
@ExtendWith(OutputCaptureExtension.class)
class DeadLetterLogIT {
    private static final String SERVICE = "consuming-service";

    @Autowired
    EventClient kafka;
    @Autowired
    Failures failures;

    @Test
    void dead_letter_is_one_line_with_cause_effect_and_command(CapturedOutput output) {
        failures.add("logged1", () -> new IllegalStateException("wrapper",
                new IllegalArgumentException("no such plan\nERROR of bruno@acme.example")));
        int before = deadLetters(Topic.TICKETS);
        for (int n = 1; n <= 20; n++)
            kafka.publish("logged/" + n, "logged", n,
                    new TicketClosed("logged", "logged" + n, "acme", "somebody", Instant.EPOCH));

        await().until(() -> deadLetters(Topic.TICKETS) == before + 20);
        var topic = kafka.topicName(Topic.TICKETS);
        var group = kafka.group(SERVICE);
        var line = errors(output, "logged");
        assertThat(line).hasSize(1);
        assertThat(line.getFirst()).containsPattern(
                group + " cannot process event logged/1 \\(io.amparo.ticket.TicketClosed.v1\\) " + "of subject logged at " + topic
                        + "-\\d@\\d+: java.lang.IllegalArgumentException: no such plan ERROR of \\[e-mail]\\. "
                        + "It is a dead letter; later events of this subject wait behind it\\. Next: ./amparo dlt show " + topic
                        + " " + group + " @\\d+");
        assertThat(output.getAll()).doesNotContain("bruno@acme.example");
        failures.remove("logged1");
    }

    @Test
    void a_record_that_is_no_event_is_logged_without_id_and_subject(CapturedOutput output) {
        int before = deadLetters(Topic.TICKETS);
        kafka.publishRaw(Topic.TICKETS, "somebody", "no event".getBytes(UTF_8));

        await().until(() -> deadLetters(Topic.TICKETS) == before + 1);
        assertThat(errors(output, "cannot process event - (-) of subject -")).hasSize(1).first().asString()
                .contains("no other event waits for it");
    }

    @Test
    void logs_of_a_service_have_no_e_mail_addresses_also_in_stack_traces(CapturedOutput output) {
        LoggerFactory.getLogger("io.amparo").error("mail to ana@acme.example", new IllegalStateException("bruno@acme.example"));

        assertThat(output).contains("mail to [e-mail]", "IllegalStateException: [e-mail]", "\tat ").doesNotContain("ana@",
                "bruno@");
        assertThat(output.getAll().lines().filter(line -> line.contains("mail to")).findFirst().orElseThrow())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ ERROR --- \\[consuming-service] .*");
    }

    private int deadLetters(Topic topic) {
        return kafka.deadLetters(topic, SERVICE).size();
    }

    private static List<String> errors(CapturedOutput output, String text) {
        return output.getAll().lines().filter(line -> line.contains("ERROR") && line.contains(text)).toList();
    }
}
