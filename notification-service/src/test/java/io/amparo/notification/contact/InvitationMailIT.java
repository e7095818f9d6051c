package io.amparo.notification.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.InvitedContact;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.notification.MailServer;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@Tag("R5.4")
@ServiceTest("amparo.mail.sweep=500ms")
class InvitationMailIT {
    private static final Instant NEVER = Instant.parse("2099-12-31T12:00:00Z");
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    EventClient kafka;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    private static InvitedContact invited(String id, String language, int mailing, Instant expiresAt) {
        return new InvitedContact(id, id + "@elsewhere.example", "Somebody", language, "America/Sao_Paulo", "Ana Souza",
                "token-of-" + id, mailing, expiresAt);
    }

    private void publish(long sequence, InvitedContact... invitations) {
        var acme = TestCustomers.acme();
        kafka.publish("acme", sequence,
                new ContractChanged(acme.customerId(), acme.name(), acme.edition(), acme.validFrom(), acme.validTo(),
                        acme.slaPlan(), acme.language(), acme.zone(), acme.contacts(), acme.packages(), acme.installations(),
                        acme.waivers(), acme.remainingMaintenance(), acme.changedAt(), null, null, List.of(),
                        List.of(invitations)));
    }

    private static int mailsTo(String id) {
        return MAIL.receivedMails(mail -> mail.to().equals(id + "@elsewhere.example")).size();
    }

    @Test
    void an_invitation_is_mailed_once_and_once_more_when_it_is_repeated() {
        publish(1, invited("once", "en", 1, NEVER));
        var mail = MAIL.awaitMail(each -> each.to().equals("once@elsewhere.example"));
        assertThat(mail.subject()).isEqualTo("Acme Telecom names you as a support contact at OpServices");
        assertThat(mail.text()).contains("Ana Souza invites you", "https://support.example/invitations/token-of-once",
                "sign in with once@elsewhere.example", "December 31, 2099").doesNotContain("Somebody");
        var sent = kafka.receive(DeliverySent.class, each -> each.about().equals("once"));
        assertThat(sent).returns("invitation", DeliverySent::template).returns("/amparo/elsewhere#invitation/once/1",
                DeliverySent::cause);

        // Other changes of the customer publish the invitation as well.
        publish(2, invited("once", "en", 1, NEVER), invited("second", "en", 1, NEVER));
        MAIL.awaitMail(each -> each.to().equals("second@elsewhere.example"));
        assertThat(mailsTo("once")).isEqualTo(1);

        publish(3, invited("once", "en", 2, NEVER), invited("second", "en", 1, NEVER));
        kafka.receive(DeliverySent.class, each -> each.cause().endsWith("#invitation/once/2"));
        assertThat(mailsTo("once")).isEqualTo(2);
        assertThat(mailsTo("second")).isEqualTo(1);
    }

    @Test
    void the_mail_is_in_the_language_of_the_person() {
        for (var text : List.of("pt-BR|convida você", "en|invites you", "es|le invita")) {
            var language = text.split("\\|")[0];
            var id = "person-" + language.toLowerCase(Locale.ROOT);
            publish(10 + text.length(), invited(id, language, 1, NEVER));

            var mail = MAIL.awaitMail(each -> each.to().equals(id + "@elsewhere.example"));
            assertThat(mail.language()).isEqualTo(language);
            assertThat(mail.text()).contains(text.split("\\|")[1]);
        }
    }

    @Test
    void an_expired_invitation_is_not_mailed() {
        publish(50, invited("expired", "en", 1, Instant.parse("2026-01-01T00:00:00Z")));
        publish(51, invited("after", "en", 1, NEVER));

        MAIL.awaitMail(each -> each.to().equals("after@elsewhere.example"));
        assertThat(mailsTo("expired")).isZero();
    }
}
