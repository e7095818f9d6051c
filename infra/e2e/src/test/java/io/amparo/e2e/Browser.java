package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a window. Each wait ends after 30 s. Journeys are skipped where Chromium or its driver is not installed. */
final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        wait = new WebDriverWait(driver, TIMEOUT);
    }

    /** Skips the test where Chromium or its driver is not installed. */
    static void require() {
        assumeTrue(CHROMIUM.canExecute() && DRIVER.canExecute(), "Chromium or its driver is not installed");
    }

    /** @param language of the pages, for example {@code es} */
    static Browser start(String language) {
        return start(options(language));
    }

    /** Starts a browser that resolves no name but localhost, and keeps the addresses that its pages ask. */
    static Browser startOffline() {
        var options = options("en").addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");
        options.setCapability(ChromeOptions.LOGGING_PREFS, Map.of(LogType.PERFORMANCE, "ALL"));
        return start(options);
    }

    private static Browser start(ChromeOptions options) {
        require();
        return new Browser(new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options));
    }

    private static ChromeOptions options(String language) {
        return new ChromeOptions().setBinary(CHROMIUM).setExperimentalOption("prefs", Map.of("intl.accept_languages", language))
                .addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                        "--window-size=1100,800");
    }

    void open(String address) {
        driver.get(address);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** Calls an asynchronous function of the page and returns its text. */
    String call(String function, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(SCRIPT_TIMEOUT);
        var script = "const done = arguments[arguments.length - 1];"
                + "window[arguments[0]](...arguments[1]).then(done, (e) => done(String(e && e.stack)));";
        return Objects.requireNonNull((String) driver.executeAsyncScript(script, function, List.of(arguments)));
    }

    /** Returns the addresses that the pages have asked since the last call. Only of a browser that is offline. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> JsonMapper.shared().readTree(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asString().equals("Network.requestWillBeSent"))
                .map(message -> message.at("/params/request/url").asString()).toList();
    }

    void awaitAddress(String address) {
        wait.until(ExpectedConditions.urlToBe(address));
    }

    void clearCookies() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    /** Fills in the form of the identity provider. Every person of the demonstration has the same password. */
    void signIn(String person, String picture) {
        visible(By.id("username")).sendKeys(person);
        driver.findElement(By.id("password")).sendKeys("demo");
        picture(picture);
        assertThat(address()).doesNotContainIgnoringCase("sessionid");
        driver.findElement(By.id("password")).submit();
    }

    WebElement clickable(By element) {
        return wait.until(ExpectedConditions.elementToBeClickable(element));
    }

    WebElement visible(By element) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(element));
    }

    boolean shows(By element) {
        return driver.findElement(element).isDisplayed();
    }

    void awaitText(By element, String text) {
        wait.until(ExpectedConditions.textToBePresentInElementLocated(element, text));
    }

    /** Reloads a page that does not renew itself until it has the element. */
    WebElement reloadUntil(By element) {
        return wait.until(_ -> {
            driver.navigate().refresh();
            return driver.findElements(element).stream().findFirst().orElse(null);
        });
    }

    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
