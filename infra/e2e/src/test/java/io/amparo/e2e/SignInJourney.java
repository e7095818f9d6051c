package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.People;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.Ports;
import io.amparo.local.suite.Suite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/**
 * A browser signs in, stays signed in and signs out: at the breach board, and at a page of another origin. A token lives 70 s, so
 * that the page renews it 10 s after it got it. Runs where Chromium and its driver are installed; identity and gateway run alone.
 */
@Timeout(240)
class SignInJourney {
    private static final String TOKEN_LIFE = "70s";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final By TO_SIGN_IN = By.id("to-sign-in");
    private static final By ALERT = By.id("alert");
    private static final By STATE = By.id("state");

    private static BoardStub stub;
    private static Suite suite;
    private static Browser browser;

    @BeforeAll
    static void startIdentityGatewayAndBrowser() throws Exception {
        Browser.require();
        stub = new BoardStub();
        var repository = Path.of(System.getProperty("amparo.repository"));
        var home = Path.of("target", "sign-in-suite").toAbsolutePath().toString();
        suite = Suite.of(repository, Home.of(Map.of("AMPARO_HOME", home), repository), Ports.free(),
                Map.of("SLA_URL", stub.url(), "AMPARO_JAVA_OPTIONS",
                        "-DIDENTITY_TOKEN_LIFE=%s -DIDENTITY_REDIRECT_URIS=%s/callback -DIDENTITY_SIGN_OUT_URIS=%s/"
                                .formatted(TOKEN_LIFE, stub.url(), stub.url())));
        stub.servePageOf(suite.addresses());
        suite.start("identity");
        suite.start("gateway");
        browser = Browser.start("es");
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (suite != null) suite.stop();
        if (stub != null) stub.close();
    }

    @Test
    void sign_in_of_the_board_lasts_until_sign_out_and_a_lost_one_keeps_the_rows() throws Exception {
        browser.open(suite.addresses().gateway() + "/board");
        browser.clickable(TO_SIGN_IN);
        browser.picture("1-board-signed-out");
        browser.clickable(TO_SIGN_IN).click();
        browser.signIn(People.GISELE, "2-sign-in");
        assertThat(browser.visible(By.id("items")).getText()).contains(BoardStub.NUMBER);
        browser.picture("3-board");
        assertThat(browser.address()).endsWith("/board");

        int before = stub.tokens().size();
        await().atMost(TIMEOUT).until(() -> stub.tokens().size() > before);
        assertThat(browser.shows(ALERT)).isFalse();
        assertThat(browser.shows(TO_SIGN_IN)).isFalse();

        browser.clickable(By.id("sign-out")).click();
        browser.awaitAddress(suite.addresses().gateway() + "/");
        browser.open(suite.addresses().gateway() + "/board");
        browser.clickable(TO_SIGN_IN).click();
        browser.signIn(People.GISELE, "4-sign-in-again");
        browser.visible(By.id("items"));

        browser.clearCookies();
        assertThat(browser.visible(ALERT).getText()).isNotBlank();
        browser.picture("5-board-with-banner");
        assertThat(browser.visible(By.id("items")).getText()).contains(BoardStub.NUMBER);
        assertThat(browser.visible(TO_SIGN_IN).isEnabled()).isTrue();
    }

    @Test
    void page_of_another_origin_signs_in_renews_calls_and_signs_out() throws Exception {
        browser.clearCookies();
        browser.open(stub.url() + "/");
        browser.awaitText(STATE, "signed out");
        browser.clickable(By.id("in")).click();
        browser.signIn(People.GISELE, "6-sign-in-of-another-origin");
        browser.awaitText(STATE, "Gisele Prado");

        browser.clickable(By.id("call")).click();
        browser.awaitText(STATE, "200 " + BoardStub.NUMBER);
        browser.clickable(By.id("renew")).click();
        browser.awaitText(STATE, "renewed");
        browser.clickable(By.id("out")).click();
        browser.awaitText(STATE, "signed out");
        browser.clickable(By.id("renew")).click();
        browser.awaitText(STATE, "login_required");
    }
}
