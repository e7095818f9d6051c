package io.amparo.notification.bounce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.bounce.DeliveryReport.Result;
import io.amparo.notification.delivery.Receipt.Status;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryReportTest {

    private static Optional<DeliveryReport> parse(String mail) throws Exception {
        return DeliveryReport.parse(new MimeMessage(Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(UTF_8))));
    }

    private static Optional<Result> result(String mail) throws Exception {
        return parse(mail).flatMap(DeliveryReport::result);
    }

    @ParameterizedTest
    @CsvSource({"failed, 5.1.1, BOUNCED, 5.1.1", "Failed, 5.2.2 (mailbox full), BOUNCED, 5.2.2", "failed, 4.4.7, BOUNCED, 4.4.7",
            "failed, nonsense, BOUNCED, 5.0.0", "failed, 5.1.1.1, BOUNCED, 5.0.0", "delivered, 2.1.5, DELIVERED, 2.1.5",
            "delivered, 2.0.0, DELIVERED, 2.0.0"})
    void final_result_has_the_status_code(String action, String code, Status status, String expected) throws Exception {
        assertThat(result(TestReports.of("bounces+x@b.example", action, code))).contains(new Result(status, expected));
    }

    @ParameterizedTest
    @CsvSource({"delayed, 4.4.1", "delayed, 5.1.1", "relayed, 2.1.9", "expanded, 2.1.9", "unknown, 5.1.1"})
    void report_about_a_delay_or_a_relay_has_no_result(String action, String code) throws Exception {
        var mail = TestReports.of("bounces+x@b.example", action, code);

        assertThat(parse(mail)).isPresent();
        assertThat(result(mail)).isEmpty();
    }

    @Test
    void bounce_of_one_recipient_counts_more_than_a_confirmation_of_another() throws Exception {
        var mail = TestReports.of("bounces+x@b.example", "delivered", "2.0.0").replace("\n\n--b05\nContent-Type: text/rfc822",
                "\n\nFinal-Recipient: rfc822; b@acme.example\nAction: failed\nStatus: 5.1.1\n\n--b05\nContent-Type: text/rfc822");

        assertThat(result(mail)).contains(new Result(Status.BOUNCED, "5.1.1"));
    }

    @Test
    void mail_that_is_no_report_is_recognised() throws Exception {
        assertThat(parse("Subject: x\nContent-Type: text/plain\n\nAction: failed\nStatus: 5.1.1\n")).isEmpty();
        assertThat(parse(TestReports.of("b@b.example", "failed", "5.1.1").replace("report-type=delivery-status",
                "report-type=disposition-notification"))).isEmpty();
        assertThat(parse(TestReports.of("b@b.example", "failed", "5.1.1").replace("message/delivery-status", "text/plain")))
                .isEmpty();
    }

    @Test
    void report_with_many_parts_or_recipients_is_bounded() throws Exception {
        var recipient = "\nFinal-Recipient: rfc822; b@acme.example\nAction: delayed\nStatus: 4.1.1\n";
        var mail = TestReports.of("b@b.example", "delayed", "4.4.1").replace("\n\n--b05\nContent-Type: text/rfc822",
                "\n" + recipient.repeat(1_000) + "\n--b05\nContent-Type: text/rfc822");
        assertThat(parse(mail).orElseThrow().recipients()).hasSize(50);

        assertThat(parse(TestReports.of("b@b.example", "failed", "5.1.1").replace("--b05--",
                "--b05\nContent-Type: text/plain\n\nx\n".repeat(100) + "--b05--"))).isEmpty();
    }
}
