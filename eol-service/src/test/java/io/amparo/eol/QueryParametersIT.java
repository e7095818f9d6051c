package io.amparo.eol;

import io.amparo.testkit.QueryParameters;
import io.amparo.testkit.ServiceTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class QueryParametersIT {
    @Autowired
    QueryParameters parameters;

    @TestFactory
    Stream<DynamicTest> every_endpoint_refuses_invalid_query_parameters() {
        // A JSON Feed has at most 100 items.
        return parameters.tests("/api/v1/feeds/eol.json", "/api/v1/feeds/personal/{token}.json");
    }
}
