package io.amparo.notification.webhook.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of webhooks in the test resources. */
final class Cases {
    private Cases() {}

    static JsonNode read(String name) {
        try (var file = Cases.class.getResourceAsStream("/cases/webhooks/" + name + ".json")) {
            return JsonMapper.shared().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
