package io.amparo.sla;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Keeps the promises: calendars, plans, clocks, warnings and breaches. */
@SpringBootApplication
public class SlaServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(SlaServiceApplication.class, args);
    }
}
