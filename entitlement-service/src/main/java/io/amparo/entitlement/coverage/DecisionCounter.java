package io.amparo.entitlement.coverage;

import static java.util.stream.Collectors.toMap;

import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Counts decisions by their first reason. Each reason is counted from 0 on, and all others together. */
@Adapter
final class DecisionCounter implements Consumer<Decision> {
    static final List<String> GRANTS = List.of("covered-by-edition", "covered-by-package", "covered-by-hours",
            "covered-by-voucher", "covered-by-waiver");
    static final List<String> DENIALS = List.of("edition-not-entitled", "not-a-named-contact", "contract-not-yet-valid",
            "contract-expired", "contract-suspended", "excluded", "incident-needs-voucher", "service-request-needs-package",
            "consultancy-needs-hours", "product-unknown", "version-unknown", "version-unsupported", "end-of-life",
            "duty-not-met");

    private final Map<String, Counter> counters;
    private final Counter others;

    DecisionCounter(MeterRegistry meters) {
        counters = Stream
                .concat(GRANTS.stream().map(reason -> Map.entry(reason, counter(meters, Decision.Outcome.GRANTED, reason))),
                        DENIALS.stream().map(reason -> Map.entry(reason, counter(meters, Decision.Outcome.DENIED, reason))))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        others = counter(meters, Decision.Outcome.DENIED, "other");
    }

    private static Counter counter(MeterRegistry meters, Decision.Outcome outcome, String reason) {
        return Counter.builder("amparo.decisions").description("Entitlement decisions by their first reason")
                .tag("decision", outcome.name()).tag("reason", reason).register(meters);
    }

    @Override
    public void accept(Decision decision) {
        counters.getOrDefault(decision.reasons().getFirst().code(), others).increment();
    }
}
