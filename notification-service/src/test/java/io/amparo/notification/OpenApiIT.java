package io.amparo.notification;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.OpenApiDocument;
import io.amparo.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class OpenApiIT {
    @Autowired
    ApiClients api;

    @Test
    void published_openapi_equals_the_committed_file() {
        OpenApiDocument.of("notification-service").checkPublishedBy(api);
    }
}
