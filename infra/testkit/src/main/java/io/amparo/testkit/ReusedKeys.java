package io.amparo.testkit;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Checks that the {@code Idempotency-Key} of a create request is bound to its content, but not by a refused request. */
public final class ReusedKeys {
    private final RestTestClient caller;
    private final String uri;
    private final String key = UUID.randomUUID().toString();

    private ReusedKeys(RestTestClient caller, String uri) {
        this.caller = caller;
        this.uri = uri;
    }

    /**
     * @param refused content that is refused
     * @param content content that is accepted
     * @param other another content that would be accepted
     */
    public static void check(RestTestClient caller, String uri, Map<String, ?> refused, Map<String, ?> content,
            Map<String, ?> other) {
        var keys = new ReusedKeys(caller, uri);
        keys.post(refused).expectStatus().is4xxClientError();
        var location = keys.create(content);
        keys.refuse(other);
        keys.refuse(refused);
        assertThat(keys.create(reversed(content))).isEqualTo(location);
    }

    private String create(Map<String, ?> content) {
        var created = post(content).expectStatus().is2xxSuccessful().returnResult();
        return String.valueOf(created.getResponseHeaders().getLocation());
    }

    private void refuse(Map<String, ?> content) {
        var problem = json(post(content).expectStatus().isEqualTo(422));
        assertThat(problem.path("code").asString()).isEqualTo("key-reused");
        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("Idempotency-Key");
    }

    private ResponseSpec post(Map<String, ?> content) {
        return caller.post().uri(uri).header("Idempotency-Key", key).body(content).exchange();
    }

    /** The order of the fields is not part of the content. */
    private static Map<String, ?> reversed(Map<String, ?> content) {
        var reversed = new LinkedHashMap<String, Object>();
        for (var name : new ArrayList<>(content.keySet()).reversed()) reversed.put(name, content.get(name));
        return reversed;
    }
}
