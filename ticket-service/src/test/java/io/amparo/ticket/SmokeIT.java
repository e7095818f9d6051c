package io.amparo.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.Wire;
import io.amparo.testkit.World;
import io.amparo.ticket.customer.Customers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class SmokeIT {
    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    Customers customers;

    @Test
    void hears_of_customers() {
        wire.say("acme", 1, World.acme());
        await().until(() -> customers.ofContact("bruno@acme.example").isPresent());
        System.out.println(wire.heard());
        System.out.println(api.get("/api/v1/nothing"));
        System.out.println(api.as(Persona.BRUNO).get("/api/v1/nothing"));
        System.out.println(api.get("/actuator/health/readiness"));
        System.out.println(
                api.as(Persona.IARA).call("POST", "/actuator/deadletters/" + wire.topic(io.amparo.events.Topic.CUSTOMERS), "{}"));
        wire.sayRaw(io.amparo.events.Topic.CUSTOMERS, "acme", "x".getBytes());
    }
}
