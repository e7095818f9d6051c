package io.amparo.eol;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Manages the product catalogue and ends of life, which two persons announce with twelve months of notice and reminders. */
@SpringBootApplication
public class EolServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(EolServiceApplication.class, args);
    }
}
