package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amparo.clients.People;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.Ports;
import io.amparo.local.suite.Suite;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A browser signs in, stays signed in and signs out: at the breach board, and at a page of another origin. A token lives 70 s, so
 * that the page renews it 10 s after it got it. Runs where Chromium and its driver are installed; identity and gateway run alone.
 */
@Timeout(240)
class SignInJourney {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final String TOKEN_LIFE = "70s";
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final By TO_SIGN_IN = By.id("to-sign-in");
    private static final By ALERT = By.id("alert");

    private static BoardStub stub;
    private static Suite suite;
    private static ChromeDriver browser;
    private static WebDriverWait wait;

    @BeforeAll
    static void startIdentityGatewayAndBrowser() throws Exception {
        assumeTrue(CHROMIUM.canExecute() && DRIVER.canExecute(), "Chromium or its driver is not installed");
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
        Files.createDirectories(PICTURES);
        browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(),
                new ChromeOptions().setBinary(CHROMIUM).addArguments("--headless", "--no-sandbox", "--disable-gpu",
                        "--disable-background-networking", "--window-size=1100,800", "--lang=es"));
        wait = new WebDriverWait(browser, Duration.ofSeconds(30));
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.quit();
        if (suite != null) suite.stop();
        if (stub != null) stub.close();
    }

    @Test
    void sign_in_of_the_board_lasts_until_sign_out_and_a_lost_one_keeps_the_rows() throws Exception {
        browser.get(suite.addresses().gateway() + "/board");
        clickable(TO_SIGN_IN);
        picture("1-board-signed-out");
        clickable(TO_SIGN_IN).click();
        signIn("2-sign-in");
        assertThat(visible(By.id("items")).getText()).contains(BoardStub.NUMBER);
        picture("3-board");
        assertThat(browser.getCurrentUrl()).endsWith("/board");

        int before = stub.tokens().size();
        wait.until(_ -> stub.tokens().size() > before);
        assertThat(browser.findElement(ALERT).isDisplayed()).isFalse();
        assertThat(browser.findElement(TO_SIGN_IN).isDisplayed()).isFalse();

        clickable(By.id("sign-out")).click();
        wait.until(_ -> browser.getCurrentUrl().equals(suite.addresses().gateway() + "/"));
        browser.get(suite.addresses().gateway() + "/board");
        clickable(TO_SIGN_IN).click();
        signIn("4-sign-in-again");
        visible(By.id("items"));

        browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        assertThat(visible(ALERT).getText()).isNotBlank();
        picture("5-board-with-banner");
        assertThat(browser.findElement(By.id("items")).getText()).contains(BoardStub.NUMBER);
        assertThat(visible(TO_SIGN_IN).isEnabled()).isTrue();
    }

    @Test
    void page_of_another_origin_signs_in_renews_calls_and_signs_out() throws Exception {
        browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.get(stub.url() + "/");
        awaitState("signed out");
        clickable(By.id("in")).click();
        signIn("6-sign-in-of-another-origin");
        awaitState("Gisele Prado");

        clickable(By.id("call")).click();
        awaitState("200 " + BoardStub.NUMBER);
        clickable(By.id("renew")).click();
        awaitState("renewed");
        clickable(By.id("out")).click();
        awaitState("signed out");
        clickable(By.id("renew")).click();
        awaitState("login_required");
    }

    private void signIn(String name) throws Exception {
        visible(By.id("username")).sendKeys(People.GISELE);
        browser.findElement(By.id("password")).sendKeys("demo");
        picture(name);
        assertThat(browser.getCurrentUrl()).doesNotContainIgnoringCase("sessionid");
        browser.findElement(By.id("password")).submit();
    }

    private WebElement clickable(By element) {
        return wait.until(ExpectedConditions.elementToBeClickable(element));
    }

    private WebElement visible(By element) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(element));
    }

    private void awaitState(String text) {
        wait.until(ExpectedConditions.textToBe(By.id("state"), text));
    }

    private void picture(String name) throws Exception {
        Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
