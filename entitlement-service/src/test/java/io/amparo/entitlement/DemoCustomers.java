package io.amparo.entitlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;

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
        try {
            return Customers.parse(new ClassPathResource("demo/customers.json").getContentAsString(UTF_8)).stream()
                    .filter(customer -> customer.id().equals(id)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
