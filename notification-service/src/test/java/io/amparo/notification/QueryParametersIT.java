package io.amparo.notification;

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
        return parameters.tests("/api/v1/rosters");
    }
}
