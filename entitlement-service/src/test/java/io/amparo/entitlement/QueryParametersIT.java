package io.amparo.entitlement;

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
        // A contract limits its contacts and the policy its duties, and the other lists are limited when they grow.
        var customer = "/api/v1/customers/{id}/";
        return parameters.tests(customer + "contacts", customer + "periods", customer + "packages", customer + "installations",
                customer + "maintenance", customer + "approvals", customer + "waivers", customer + "obligations",
                "/api/v1/entitlement-decisions/{ticket}");
    }
}
