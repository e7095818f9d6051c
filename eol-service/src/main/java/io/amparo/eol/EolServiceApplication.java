package io.amparo.eol;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Products and their end: announced by two persons, with twelve months of notice, and never forgotten. */
@SpringBootApplication
public class EolServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(EolServiceApplication.class, args);
    }
}
