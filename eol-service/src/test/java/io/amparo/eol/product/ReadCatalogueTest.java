package io.amparo.eol.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReadCatalogueTest {
    private static final LocalDate TODAY = LocalDate.of(2027, 1, 4);

    @Tag("R5.1")
    @Test
    void support_of_a_minor_ends_with_a_newer_minor_and_a_newer_major() {
        var eight = product("opmon-8", release("8.8", "2024-10-07"), release("8.9", "2025-05-12"),
                release("8.9.1", "2025-06-02"));
        var nine = product("opmon-9", release("9.9", "2025-11-10"), release("9.10", "2026-04-13"), release("9.11", "2027-03-01"));
        var line = Stream.of(eight, nine).flatMap(product -> product.description().datedVersions().stream()).toList();

        assertThat(cycles(eight, line)).containsExactly("8.9 2025-05-12 8.9.1 2025-06-02 null",
                "8.8 2024-10-07 8.8 2024-10-07 2025-11-10");
        // A release of a later day is no cycle yet.
        assertThat(cycles(nine, line)).containsExactly("9.10 2026-04-13 9.10 2026-04-13 null",
                "9.9 2025-11-10 9.9 2025-11-10 null");
    }

    private static List<String> cycles(Product product, List<DatedVersion> line) {
        return ReadCatalogue.toView(product, line, TODAY).cycles().stream().map(cycle -> "%s %s %s %s %s".formatted(cycle.name(),
                cycle.releasedOn(), cycle.latest(), cycle.latestOn(), cycle.supportEnds())).toList();
    }

    private static Release release(String version, String day) {
        return new Release(version, LocalDate.parse(day));
    }

    private static Product product(String id, Release... releases) {
        return Product.register(id, new Description(id, "opmon", List.of(releases), List.of(), null, null),
                TODAY.atTime(12, 0).atZone(ZoneId.of("America/Sao_Paulo"))).state();
    }
}
