package io.amparo.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.e2e.HostilePages.Renderer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hostile texts of people in a browser, on pages without a Content-Security-Policy: nothing runs, loads or leads away, and the
 * page stays whole. Runs where Chromium and its driver are installed; the suite is not started.
 */
@Timeout(120)
class HostileMarkdownJourney {
    private static final List<HostileSample> SAMPLES = HostileSample.all();
    private static final String AWAY = "://" + HostileSample.AWAY_HOST;

    /** @param sample number; -1 if the page as a whole is affected */
    private record Finding(int sample, String kind, String detail) {}

    /**
     * @param images addresses of the images that the page shows
     * @param links number of links that were clicked
     */
    private record Inspection(List<Finding> findings, List<String> images, int links) {}

    private static HostilePages pages;
    private static Browser browser;

    @BeforeAll
    static void startBrowser() throws IOException {
        Browser.require();
        pages = new HostilePages(SAMPLES);
        browser = Browser.startOffline();
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (pages != null) pages.close();
    }

    @ParameterizedTest
    @EnumSource(Renderer.class)
    void hostile_text_neither_runs_nor_loads_nor_leads_away(Renderer renderer) {
        browser.requests();
        browser.open(pages.address(renderer));

        var inspection = inspect("__inspect", SAMPLES.stream().map(HostileSample::number).toList(), true);

        assertThat(inspection.findings()).as(texts(inspection.findings())).isEmpty();
        assertThat(browser.address()).isEqualTo(pages.address(renderer));
        assertThat(inspection.links()).isGreaterThan(10);
        assertThat(inspection.images().isEmpty()).isEqualTo(renderer == Renderer.MESSAGE);
        assertThat(browser.requests()).as("requests").filteredOn(address -> !address.startsWith(pages.address() + "/"))
                .isSubsetOf(inspection.images());
    }

    @Test
    void same_texts_run_load_and_lead_away_without_the_sanitiser() {
        browser.requests();
        browser.open(pages.addressOfFrames());

        var findings = inspect("__inspectFrames", SAMPLES.stream().map(HostileSample::number).toList()).findings();

        var samplesByKind = findings.stream().collect(groupingBy(Finding::kind, mapping(Finding::sample, toSet())));
        assertThat(samplesByKind.keySet()).contains("script", "handler", "element", "attribute", "address", "page", "navigation");
        assertThat(samplesByKind.get("script").size()).as("samples that run: %s", samplesByKind).isGreaterThan(100);
        assertThat(browser.requests().stream().filter(address -> address.contains(AWAY)).distinct().count())
                .as("addresses of another origin").isGreaterThan(15);
        assertThat(findings.stream().map(Finding::sample).distinct().count()).as("samples with an effect").isGreaterThan(200);
    }

    private static Inspection inspect(String function, Object... arguments) {
        return JsonMapper.shared().readValue(browser.call(function, arguments), Inspection.class);
    }

    /** Returns the texts of the samples with findings. */
    private static String texts(List<Finding> findings) {
        Set<Integer> numbers = findings.stream().map(Finding::sample).collect(toSet());
        return SAMPLES.stream().filter(each -> numbers.contains(each.number())).limit(20).toList().toString();
    }
}
