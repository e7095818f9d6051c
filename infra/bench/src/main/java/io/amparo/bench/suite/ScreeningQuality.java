package io.amparo.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.bench.result.MeasuredValue;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Precision and recall of the exclusions that the suite proposes for the labelled texts of ticket-service (R8.2): a ticket is
 * opened with each text, and its first proposal compared with what a person would choose.
 */
public final class ScreeningQuality {
    /**
     * A text of a customer.
     *
     * @param split whether the terms of the policy were written with it: train, held-out or unseen
     * @param code the exclusion that a person would choose; null for none
     */
    record LabelledText(String split, String language, @Nullable String code, String subject, String description) {}

    private record Outcome(LabelledText text, @Nullable String proposed) {
        boolean isCorrect() {
            return proposed != null && proposed.equals(text.code());
        }
    }

    private ScreeningQuality() {}

    public static List<MeasuredValue> measure(GatewayClient gateway, TicketLoad tickets) {
        var bySplit = texts().stream().map(text -> new Outcome(text, proposed(gateway, tickets, text)))
                .collect(Collectors.groupingBy(outcome -> outcome.text().split(), TreeMap::new, Collectors.toList()));
        var values = new ArrayList<MeasuredValue>();
        bySplit.forEach((split, outcomes) -> {
            double correct = outcomes.stream().filter(Outcome::isCorrect).count();
            var name = "screening of %d %s texts: ".formatted(outcomes.size(), split);
            values.add(MeasuredValue.single(name + "precision", "",
                    correct / outcomes.stream().filter(outcome -> outcome.proposed() != null).count()));
            values.add(MeasuredValue.single(name + "recall", "",
                    correct / outcomes.stream().filter(outcome -> outcome.text().code() != null).count()));
        });
        return values;
    }

    private static @Nullable String proposed(GatewayClient gateway, TicketLoad tickets, LabelledText text) {
        var number = tickets.open(People.ANA, text.subject(), text.description());
        var proposals = gateway.get(People.FABIO, "/tickets/" + number + "/exclusion-proposals").expectStatus(200);
        var code = proposals.text("/items/0/code");
        return code.isEmpty() ? null : code;
    }

    private static List<LabelledText> texts() {
        var json = JsonMapper.builder().build();
        try (var file = Objects.requireNonNull(ScreeningQuality.class.getResourceAsStream("/screening/labelled-texts.jsonl"))) {
            return new String(file.readAllBytes(), UTF_8).lines().map(line -> json.readValue(line, LabelledText.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
