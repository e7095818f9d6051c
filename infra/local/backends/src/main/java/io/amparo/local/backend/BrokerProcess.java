package io.amparo.local.backend;

import java.nio.file.Path;

/** Runs the broker as a separate process. Arguments: data folder and port. */
public final class BrokerProcess {
    private BrokerProcess() {
    }

    public static void main(String[] args) {
        var broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shutdown"));
        System.out.println("Apache Kafka listens on " + broker.brokers());
        broker.awaitShutdown();
    }
}
