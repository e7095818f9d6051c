package io.amparo.entitlement;

import io.amparo.entitlement.contract.Customer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/** The customers of the demonstration data, read from the same file as in the service. */
public final class DemoCustomers {
    private DemoCustomers() {}

    public static Customer acme() {
        return customer("acme");
    }

    public static Customer borealis() {
        return customer("borealis");
    }

    public static Customer cobalt() {
        return customer("cobalt");
    }

    private static Customer customer(String id) {
        try (var resource = DemoCustomers.class.getResourceAsStream("/demo/customers.json")) {
            return Arrays.stream(JsonMapper.shared().readValue(resource, Customer[].class))
                    .filter(customer -> customer.id().equals(id)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
