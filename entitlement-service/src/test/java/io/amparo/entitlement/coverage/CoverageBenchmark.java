package io.amparo.entitlement.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.entitlement.DemoCustomers;
import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.policy.LoadedPolicies;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.events.product.ReleaseVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * JMH benchmark of the decision as a pure function, on one thread: grants, warnings and denials in the mix of a busy portal. No
 * part of the build, because its figure depends on the machine: {@code -Dtest=CoverageBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CoverageBenchmark {
    private static final int QUERIES = 1_024;
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");

    /** What one decision needs; the instants differ, so that nothing can be kept from the decision before. */
    private record Asked(EntitlementQuery query, Customer customer, Contact contact, Instant at) {}

    private final SupportPolicy policy = LoadedPolicies.opservices();
    private final ProductLine line = new ProductLine(
            List.of(new Product("opmon-8", "OpMon 8", "opmon", released("8.8", "8.9", "8.10"), null, "opmon-9"),
                    new Product("opmon-9", "OpMon 9", "opmon", released("9.0", "9.1", "9.2"), null, null)));
    private final Asked[] asked = asked();

    private static List<DatedVersion> released(String... versions) {
        return Stream.of(versions)
                .map(version -> new DatedVersion(ReleaseVersion.parse(version).orElseThrow(), LocalDate.of(2026, 1, 5))).toList();
    }

    /** Seven of eight are granted, one of them with a warning; one is about a version that is not supported. */
    private static Asked[] asked() {
        var random = new Random(1);
        var acme = DemoCustomers.acme();
        var bruno = acme.contact("acme-bruno").orElseThrow();
        return IntStream.range(0, QUERIES).mapToObj(i -> {
            var kind = i % 2 == 0 ? Kind.INCIDENT : Kind.QUESTION;
            var version = switch (i % 8) {
                case 0 -> "8.8";
                case 1 -> "8.10";
                default -> "9.2";
            };
            var query = new EntitlementQuery("acme-bruno", kind, version.startsWith("8") ? "opmon-8" : "opmon-9", version, null);
            return new Asked(query, acme, bruno, NOON.plusSeconds(random.nextInt(86_400)));
        }).toArray(Asked[]::new);
    }

    private Decision decide(Asked each) {
        return CoverageFacts.of(policy, each.query(), each.customer(), each.contact(), null, line, SAO_PAULO, each.at(),
                Remaining.NOTHING, Set.of()).decide(each.at());
    }

    @Benchmark
    @OperationsPerInvocation(QUERIES)
    public void decide(Blackhole results) {
        for (var each : asked) results.consume(decide(each));
    }

    @Test
    @Tag("R5.1")
    void decides_a_million_times_a_second() throws RunnerException {
        assertThat(asked).filteredOn(each -> decide(each).granted()).hasSize(QUERIES * 7 / 8);
        var options = new OptionsBuilder().include(CoverageBenchmark.class.getName()).forks(0).threads(1).warmupIterations(5)
                .warmupTime(TimeValue.seconds(2)).measurementIterations(5).measurementTime(TimeValue.seconds(2)).build();
        assertThat(new Runner(options).run()).singleElement()
                .satisfies(result -> assertThat(result.getPrimaryResult().getScore()).isGreaterThan(1_000_000));
    }
}
