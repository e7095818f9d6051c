package io.amparo.entitlement;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Manages customers, contracts and named contacts, and decides whether a ticket may be opened. */
@SpringBootApplication
public class EntitlementServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(EntitlementServiceApplication.class, args);
    }
}
