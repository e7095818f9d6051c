package io.amparo.ticket;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.OpenApiDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TicketServiceTest
class OpenApiIT {
    @Autowired
    ApiClients api;

    @Test
    void published_openapi_equals_the_committed_file() {
        OpenApiDocument.of("ticket-service").checkPublishedBy(api);
    }
}
