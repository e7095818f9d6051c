package io.amparo.ticket;

import io.amparo.testkit.QueryParameters;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

@TicketServiceTest
class QueryParametersIT {
    @Autowired
    QueryParameters parameters;

    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_invalid_query_parameters() {
        return parameters.tests("/api/v1/agents", "/api/v1/tickets/{number}/exclusion-proposals",
                "/api/v1/tickets/{number}/attachments");
    }
}
