package io.amparo.notification.webhook.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.notification.webhook.transport.DestinationPolicy.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class DestinationPolicyTest {
    private static final JsonNode CASE = Cases.read("wh-04-addresses-inside");
    /** The documentation range represents public addresses in the case. */
    private static final PublicAddresses ADDRESSES = new PublicAddresses(List.of("203.0.113.0/24"));
    private static final DestinationPolicy STRICT = new DestinationPolicy(ADDRESSES, Set.of(443, 8443), false);
    /** Refuses by host only: its scheme and port are those of the case. */
    private static final DestinationPolicy LAX = new DestinationPolicy(ADDRESSES, Set.of(80, 443), true);

    @TestFactory
    Stream<DynamicTest> url_that_leads_inside_is_refused() {
        return texts(CASE.path("refused")).flatMap(url -> Stream.of(url, url.replaceFirst("^http:", "https:")))
                .map(url -> dynamicTest(url, () -> assertThat(LAX.refusal(url)).isPresent()));
    }

    @TestFactory
    Stream<DynamicTest> public_url_is_allowed() {
        return texts(CASE.path("allowed")).map(url -> dynamicTest(url, () -> assertThat(STRICT.refusal(url)).isEmpty()));
    }

    @Test
    void refusal_names_its_reason() {
        assertThat(STRICT.refusal("http://hooks.example.org/")).contains(Refusal.SCHEME);
        assertThat(STRICT.refusal("https://hooks.example.org:25/")).contains(Refusal.PORT);
        assertThat(STRICT.refusal("https://hooks.example.org:8443/")).isEmpty();
        assertThat(STRICT.refusal("https://u:p@hooks.example.org/")).contains(Refusal.USER_INFO);
        assertThat(STRICT.refusal("https://hooks.example.org/#x")).contains(Refusal.MALFORMED_URL);
        assertThat(STRICT.refusal("https://hooks.example.org/ x")).contains(Refusal.MALFORMED_URL);
        assertThat(STRICT.refusal("https://intranet/")).as("a name without a domain").contains(Refusal.HOST);
        assertThat(STRICT.refusal("https://HOOKS.example.org/A?b=c%20d")).isEmpty();
    }

    /** One address of each special network; each was public to a product that knew only the private ranges. */
    @TestFactory
    Stream<DynamicTest> special_address_is_not_public() {
        return Stream.of("0.0.0.1", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.255.255.254", "169.254.169.254",
                "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
                "198.51.100.1", "224.0.0.251", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
                "::ffff:10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::",
                "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1")
                .map(text -> dynamicTest(text,
                        () -> assertThat(new PublicAddresses(List.of()).contains(InetAddress.getByName(text))).isFalse()));
    }

    @TestFactory
    Stream<DynamicTest> public_address_is_public() {
        return Stream
                .of("8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2001:4860:4860::8888",
                        "2606:4700::1111", "2a00:1450::1")
                .map(text -> dynamicTest(text,
                        () -> assertThat(new PublicAddresses(List.of()).contains(InetAddress.getByName(text))).isTrue()));
    }

    @Test
    void permitted_network_must_be_in_cidr_notation() {
        assertThatThrownBy(() -> new PublicAddresses(List.of("10.0.0.1"))).hasMessageContaining("CIDR");
        assertThatThrownBy(() -> new PublicAddresses(List.of("intranet"))).hasMessageContaining("CIDR");
        assertThat(new PublicAddresses(List.of(" 10.1.0.0/16 ")).contains(address("10.1.2.3"))).isTrue();
        assertThat(new PublicAddresses(List.of("10.1.0.0/16")).contains(address("10.2.2.3"))).isFalse();
    }

    @Test
    void name_with_one_address_inside_is_refused_whole() throws Exception {
        for (var name : CASE.path("byName")) {
            var answers = answers(name);
            var resolver = new GuardedDnsResolver(_ -> answers.size() > 1 ? answers.removeFirst() : answers.getFirst(),
                    ADDRESSES);
            // The registration resolves nothing; the first connection of b.test is allowed, the second is not.
            if (answers.size() > 1) assertThat(resolver.resolve(name.path("name").asString())).hasSize(1);

            assertThatThrownBy(() -> resolver.resolve(name.path("name").asString())).as(name.toString())
                    .isInstanceOf(RefusedAddressException.class);
        }
    }

    private static List<InetAddress[]> answers(JsonNode name) {
        var answers = new ArrayList<InetAddress[]>();
        for (var field : List.of("firstA", "thenA", "A", "AAAA"))
            if (name.has(field))
                answers.add(name.path(field).isArray()
                        ? texts(name.path(field)).map(DestinationPolicyTest::address).toArray(InetAddress[]::new)
                        : new InetAddress[]{address(name.path(field).asString())});
        return answers;
    }

    private static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
