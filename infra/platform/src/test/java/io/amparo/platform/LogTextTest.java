package io.amparo.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.json.JsonWriter;

class LogTextTest {
    @Test
    void deepest_cause_is_named_with_class_and_message() {
        var failure = new IllegalStateException("wrapper", new RuntimeException("inner", new ArithmeticException("/ by zero")));

        assertThat(LogText.rootCause(failure)).isEqualTo("java.lang.ArithmeticException: / by zero");
    }

    @Test
    void e_mail_addresses_are_left_out() {
        assertThat(LogText.of("refused \"bruno@acme.example\" of notice/opmon-9/ana.b+c@acme.example"))
                .isEqualTo("refused \"[e-mail]\" of notice/opmon-9/[e-mail]");
        assertThat(LogText.of("amparo.tickets-0@17 is java.lang.Object@1f2e3d")).contains("@17", "@1f2e3d");
    }

    @Test
    void text_becomes_one_line() {
        assertThat(LogText.of("a\r\nERROR forged\u2028line\u001b[31m")).isEqualTo("a ERROR forged line [31m");
    }

    @Test
    void long_text_is_truncated() {
        assertThat(LogText.of("x".repeat(10_000))).hasSize(501).endsWith("…");
    }

    @Test
    @Timeout(1)
    void hostile_text_takes_no_time() {
        assertThat(LogText.of("a@".repeat(1_000_000))).hasSizeLessThan(502);
    }

    @Test
    void missing_text_is_empty() {
        assertThat(LogText.of(null)).isEmpty();
    }

    @Test
    void logs_in_json_have_no_e_mail_addresses() {
        var json = JsonWriter.of(members -> {
            members.add("message", text -> text);
            new LogJson().customize(members);
        });

        assertThat(json.writeToString("mail to ana@acme.example")).isEqualTo("{\"message\":\"mail to [e-mail]\"}");
    }
}
