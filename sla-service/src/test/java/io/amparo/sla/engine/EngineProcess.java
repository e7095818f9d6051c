package io.amparo.sla.engine;

import io.amparo.sla.calendar.Tzdata;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** Runs the engine with the settings of the service, without the rest of the service, as a process that a test may kill. */
final class EngineProcess {
    private static final String BINDER = "spring.cloud.stream.kafka.streams.binder.";

    private EngineProcess() {}

    /** Reads its addresses from the environment, as the service does; the argument is the client id. */
    public static void main(String[] args) throws IOException {
        var environment = new StandardEnvironment();
        for (var name : new String[]{"application.yaml", "platform.yaml"})
            new YamlPropertySourceLoader().load(name, new ClassPathResource(name))
                    .forEach(environment.getPropertySources()::addLast);
        var settings = new Properties();
        settings.putAll(Binder.get(environment).bind(BINDER + "configuration", Bindable.mapOf(String.class, String.class)).get());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, environment.getRequiredProperty(BINDER + "brokers"));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG,
                environment.getRequiredProperty(BINDER + "functions.slaEngine.application-id"));
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, args[0]);
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        var client = new FencingClientSupplier();
        var engine = new KafkaStreams(EngineDriver.topology(environment.getRequiredProperty("amparo.topic-prefix"),
                Tzdata.ofThisJvm(), client::backlogCheck, new EngineMeters(new SimpleMeterRegistry(), Clock.systemUTC())),
                settings, client);
        new StreamThreads(Clock.systemUTC()).attach(engine);
        engine.start();
    }
}
