package io.amparo.notification.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Mail;
import io.amparo.notification.template.MailModel;
import io.amparo.notification.ticket.SlaEscalation.Rung;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlaEscalationTest {
    private static final Instant DUE = Instant.parse("2026-11-23T15:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Recipient MANAGER = new Recipient("gisele", "gisele@opservices.example", "Gisele", "en", UTC);
    private static final Recipient AGENT = new Recipient("fabio", "fabio@opservices.example", "Fabio", "en", UTC);

    private static Rung rung(String metric, int percent, boolean withdrawn, String role) {
        return new Rung(metric, percent, withdrawn, DUE, null, List.of(role));
    }

    private static Map<Recipient, MailModel> mails(Rung... rungs) {
        var ticket = MailModel.of("sla").with("number", "T-1").with("subject", "Coletor").with("plan", "gold").facts();
        return new SlaEscalation(ticket, List.of(rungs)).mails(SlaEscalationTest::staff);
    }

    private static List<Recipient> staff(@Nullable List<String> roles) {
        return roles == null ? List.of(MANAGER, AGENT) : List.of(roles.contains("manager") ? MANAGER : AGENT);
    }

    private static Mail render(MailModel model, String language) {
        return Mail.render(model, language, UTC);
    }

    @Test
    void each_person_gets_one_mail_about_the_rungs_that_escalate_to_them() {
        var mails = mails(rung("FIRST_RESPONSE", 100, false, "manager"), rung("RESOLUTION", 100, false, "manager"),
                rung("RESOLUTION", 75, false, "agent"), rung("RESOLUTION", 50, false, "agent"),
                rung("NEXT_RESPONSE", 100, true, "manager"));

        assertThat(mails).containsOnlyKeys(MANAGER, AGENT);
        var manager = render(mails.get(MANAGER), "en");
        assertThat(manager.subject()).isEqualTo("[T-1] SLA breached: First response: Coletor");
        assertThat(manager.text()).contains("\n\nAlso:\n- Resolution: breached, due Monday, November 23, 2026, 15:00:00",
                "- Next response: no longer breached, now due Monday").doesNotContain("75 %", "50 %");
        var agent = render(mails.get(AGENT), "en");
        assertThat(agent.subject()).isEqualTo("[T-1] SLA at 75 %: Resolution: Coletor");
        assertThat(agent.text()).contains("- Resolution: at 50 %, due Monday").doesNotContain("breached", "Warning fell due");
    }

    @Test
    void single_rung_has_no_list_of_others() {
        assertThat(render(mails(rung("RESOLUTION", 50, false, "agent")).get(AGENT), "en").text()).doesNotContain("Also:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en    | [T-1] SLA breach withdrawn: Resolution: Coletor            | Due: Monday
            pt-BR | [T-1] Descumprimento de SLA retirado: Solução: Coletor     | Prazo: segunda-feira
            es    | [T-1] Incumplimiento de SLA retirado: Solución: Coletor | Plazo: lunes
            """)
    void withdrawn_breach_names_its_new_due_time(String language, String subject, String due) {
        var mail = render(mails(rung("RESOLUTION", 100, true, "manager")).get(MANAGER), language);

        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text()).contains(due);
    }
}
