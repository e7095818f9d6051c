package io.amparo.platform.consume;

import static java.util.stream.Collectors.toMap;

import io.amparo.platform.consume.DeadLetters.Replayer;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.stream.config.BindingProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/** The functions of this service that consume topics in its consumer group. Kafka Streams and live tails are not among them. */
final class InputBindings {
    private static final String INPUT = "-in-0";

    /** The function that consumes a topic. */
    record Input(String function, boolean inBatches) {}

    private final Map<String, BindingProperties> bindings;

    InputBindings(BindingServiceProperties properties) {
        this.bindings = properties.getBindings();
    }

    /** Returns the functions by topic. */
    Map<String, Input> byTopic() {
        return bindings.entrySet().stream()
                .filter(binding -> binding.getKey().endsWith(INPUT) && hasDeadLetters(binding.getKey()))
                .collect(toMap(binding -> binding.getValue().getDestination(),
                        binding -> new Input(binding.getKey().replace(INPUT, ""),
                                binding.getValue().getConsumer() != null && binding.getValue().getConsumer().isBatchMode())));
    }

    /** Whether records of this binding are parked. An input without a consumer group has no dead letters. */
    boolean hasDeadLetters(String name) {
        var binding = bindings.get(name);
        return binding != null && binding.getGroup() != null && !binding.getGroup().isEmpty()
                && (binding.getConsumer() == null || !binding.getConsumer().isUseNativeDecoding());
    }

    /** Returns a replayer per topic that passes the dead letters to the function that consumes this topic. */
    Stream<Replayer> replayers(String group, FunctionCatalog functions) {
        return byTopic().entrySet().stream()
                .map(input -> new Replayer(group, Set.of(input.getKey()),
                        (_, deadLetter) -> functions.<Consumer<Message<?>>>lookup(Consumer.class, input.getValue().function())
                                .accept(message(deadLetter, input.getValue().inBatches()))));
    }

    private static Message<?> message(ConsumerRecord<byte[], byte[]> deadLetter, boolean inBatches) {
        if (inBatches) return Batch.ofOne(deadLetter.headers(), deadLetter.value());
        var message = MessageBuilder.withPayload(deadLetter.value());
        deadLetter.headers().forEach(header -> message.setHeader(header.key(), header.value()));
        return message.build();
    }
}
