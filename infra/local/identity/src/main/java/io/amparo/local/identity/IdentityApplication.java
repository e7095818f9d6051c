package io.amparo.local.identity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** OpenID Connect provider of the local suite: signs people and machines in and issues the tokens that every service checks. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class IdentityApplication {
    public static void main(String[] args) {
        SpringApplication.run(IdentityApplication.class, args);
    }
}
