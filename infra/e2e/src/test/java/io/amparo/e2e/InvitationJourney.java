package io.amparo.e2e;

import static io.amparo.clients.People.DAVI;
import static io.amparo.clients.People.IARA;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** An invited person follows the link of the mail, signs in with the invited address and becomes a contact. */
@Timeout(240)
class InvitationJourney {
    private static final String CONTACTS = "/customers/acme/contacts";
    private static final By NOTE = By.id("note");
    private static final Pattern LINK = Pattern.compile("https?://\\S+/invitations/[\\w-]+");

    @Test
    @Tag("R5.4")
    void invited_person_accepts_by_the_link_of_the_mail() {
        var addresses = RunningSuite.get().addresses();
        try (var browser = Browser.start("pt-BR");
                var gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()))) {
            assertThat(gateway.get(DAVI, "/me").body().has("customer")).isFalse();
            var invited = gateway
                    .post(IARA, CONTACTS, Map.of("email", DAVI, "name", "Davi", "language", "en", "zone", "America/Sao_Paulo"))
                    .expectStatus(201);
            assertThat(invited.text("/state")).isEqualTo("INVITED");
            try {
                browser.open(linkOfTheMail(browser, addresses.mailPage()));
                browser.clickable(By.id("to-sign-in")).click();
                browser.signIn(DAVI, "7-sign-in-of-an-invited-person");
                browser.awaitText(NOTE, DAVI);
                browser.clickable(By.id("accept"));
                browser.picture("8-invitation");
                browser.clickable(By.id("accept")).click();
                browser.awaitText(NOTE, "Convite aceito");
                browser.picture("9-invitation-accepted");

                var contacts = gateway.get(IARA, CONTACTS).body().path("items").valueStream()
                        .filter(each -> each.path("email").asString().equals(DAVI)).toList();
                assertThat(contacts).hasSize(1).allSatisfy(each -> assertThat(each.path("state").asString()).isEqualTo("NAMED"));
            } finally {
                remove(gateway);
            }
        }
    }

    private static String linkOfTheMail(Browser browser, String mailPage) {
        browser.open(mailPage + "/?to=" + DAVI);
        browser.reloadUntil(By.partialLinkText("Acme")).click();
        var text = browser.visible(By.tagName("pre")).getText();
        var link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group();
    }

    private static void remove(GatewayClient gateway) {
        gateway.get(IARA, CONTACTS).body().path("items").valueStream().filter(each -> each.path("email").asString().equals(DAVI))
                .forEach(each -> gateway.delete(IARA, CONTACTS + "/" + each.path("id").asString()).expectStatus(204));
    }
}
