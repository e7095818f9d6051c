package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.EventCodec;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedRecordsTest {
    private static final String ADDRESS = "bruno@acme.example";

    private static ConsumerRecord<byte[], byte[]> published(String type, byte[] body) {
        var published = new ConsumerRecord<>("amparo.tickets", 0, 0, "acme".getBytes(UTF_8), body);
        published.headers().add("ce_type", type.getBytes(UTF_8));
        return published;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"by\": \"bruno@acme.example\"}", "{\"contact\": {\"id\": \"by bruno@acme.example\"}}",
            "{\"recipients\": [\"acme-ana\", \"bruno@acme.example\"]}", "[{\"bruno@acme.example\": 1}]", "\"bruno@acme.example\"",
            "\0\1\2{\"contacts\": [{\"email\": \"bruno@acme.example\"}]}"})
    void address_in_the_body_of_any_record_is_found(String body) {
        assertThat(PublishedRecords.addresses(published("io.amparo.ticket.StatusChanged.v1", body.getBytes(UTF_8))))
                .singleElement().asString().startsWith("amparo.tickets body").contains(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"by\": \"acme-bruno\", \"reason\": \"Ask bruno@acme.example\"}",
            "{\"subject\": \"Mail to bruno@acme.example fails\", \"body\": \"a@b.example\"}", "7", "null"})
    void text_that_people_wrote_may_have_addresses(String body) {
        assertThat(PublishedRecords.addresses(published("io.amparo.ticket.StatusChanged.v1", body.getBytes(UTF_8)))).isEmpty();
    }

    @Test
    void event_with_a_field_for_addresses_may_have_them_in_its_body_only() {
        var type = EventCodec.typeOf(ContractChanged.class);
        var contract = published(type, ("{\"email\": \"" + ADDRESS + "\"}").getBytes(UTF_8));

        assertThat(PublishedRecords.addresses(contract)).isEmpty();
        contract.headers().add("ce_subject", ADDRESS.getBytes(UTF_8));
        assertThat(PublishedRecords.addresses(contract)).hasSize(1);
        assertThat(PublishedRecords.addresses(published(type, null))).isEmpty();
    }
}
