package io.amparo.entitlement;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Who is entitled to what: customers, contracts, named contacts, and the decision before a ticket exists. */
@SpringBootApplication
public class EntitlementServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(EntitlementServiceApplication.class, args);
    }
}
