package io.amparo.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is on Kafka follows the event contract that the gateway serves: topics, headers and values of every record so far. */
class WireFormatJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Source of the events of {@link EventClient}, which do not name the schemas of this suite. */
    private static final String OTHER_SYSTEM = "/amparo/elsewhere";
    private static JsonNode contract;

    private final Map<String, JsonSchema> schemas = new HashMap<>();

    @BeforeAll
    static void readContract() throws Exception {
        contract = YAML.readTree(get(RunningSuite.get().addresses().gateway() + "/asyncapi.yaml"));
    }

    @AfterAll
    static void disconnect() {
        HTTP.close();
    }

    @Test
    void topics_are_configured_as_the_contract_describes() throws Exception {
        var channels = contract.path("channels");
        try (var admin = Admin.create(connection())) {
            var topics = admin.describeTopics(channels.propertyNames()).allTopicNames().get();
            for (var name : channels.propertyNames()) {
                var binding = channels.path(name).at("/bindings/kafka");
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
                var actual = admin.describeConfigs(List.of(resource)).all().get().get(resource);

                assertThat(topics.get(name).partitions()).as("partitions of " + name).hasSize(binding.path("partitions").asInt());
                binding.path("topicConfiguration").properties()
                        .forEach(setting -> assertThat(actual.get(setting.getKey()).value())
                                .as("%s of %s", setting.getKey(), name).isEqualTo(text(setting.getValue())));
            }
        }
    }

    private static String text(JsonNode setting) {
        return setting.isArray()
                ? setting.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : setting.asString();
    }

    @Test
    void every_record_is_valid_by_the_contract_and_the_schema_that_it_names() throws Exception {
        openTicket();
        var violations = new TreeSet<String>();
        var types = new TreeSet<String>();
        for (var record : records()) {
            if (record.value() == null) continue; // a tombstone
            var headers = YAML.createObjectNode();
            record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
            if (headers.path("ce_source").asString().equals(OTHER_SYSTEM)) continue; // an event that another journey published
            var type = headers.path("ce_type").asString();
            types.add(type.replaceAll(".*\\.(\\w+)\\.v\\d+", "$1"));
            validate(headerSchema(type), headers.toString()).forEach(each -> violations.add(type + " headers" + each));
            validate(dataSchema(headers.path("ce_dataschema").asString()), new String(record.value(), UTF_8))
                    .forEach(each -> violations.add(type + " value" + each));
        }

        assertThat(violations).isEmpty();
        assertThat(types).contains("ContractChanged", "ProductChanged", "SlaPlanPublished", "TicketOpened", "EntitlementDecided",
                "SlaAssigned", "DeliverySent");
    }

    private static void openTicket() {
        var addresses = RunningSuite.get().addresses();
        try (var gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()));
                var events = new EventClient(addresses.brokers(), "")) {
            var number = gateway.post(People.BRUNO, "/tickets", TicketLoadGenerator.INCIDENT, Map.of()).expectStatus(201)
                    .text("/number");
            var deadline = Instant.now().plus(TIMEOUT);
            var assigned = events.await(deadline, SlaAssigned.class, event -> event.number().equals(number)).data();
            events.await(deadline, DeliverySent.class, event -> event.about().equals(assigned.ticketId()));
        }
    }

    private static List<String> validate(JsonSchema schema, String json) {
        return schema.validate(json, InputFormat.JSON).stream().map(message -> message.getInstanceLocation() + ": " + message)
                .toList();
    }

    /** Headers that the contract does not describe are a violation. */
    private JsonSchema headerSchema(String type) {
        return schemas.computeIfAbsent(type, _ -> {
            var message = contract.at("/components/messages").valueStream()
                    .filter(each -> each.path("name").asString().equals(type)).findFirst().orElseThrow();
            var schema = YAML.createObjectNode().put("unevaluatedProperties", false);
            schema.set("allOf", message.at("/headers/allOf"));
            schema.set("components", contract.path("components"));
            return SCHEMAS.getSchema(schema.toString());
        });
    }

    /** A value that the contract does not know today is a violation here. */
    private JsonSchema dataSchema(String address) {
        return schemas.computeIfAbsent(address,
                _ -> SCHEMAS.getSchema(get(address).replace("\"x-extensible-enum\"", "\"enum\"")));
    }

    private static String get(String address) {
        var response = HTTP.sendAsync(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString()).join();
        assertThat(response.statusCode()).as(address).isEqualTo(200);
        return response.body();
    }

    private static List<ConsumerRecord<String, byte[]>> records() {
        try (var consumer = new KafkaConsumer<>(connection(), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = contract.path("channels").propertyNames().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition)))
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            return records;
        }
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", RunningSuite.get().addresses().brokers(), "isolation.level", "read_committed");
    }
}
