package io.amparo.local.suite;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes a suite a demonstration: the identity whose passwords are public, the demonstration data, and its people as
 * recipients. Beside a backend that runs elsewhere, which may hold the data of customers, it must be asked for.
 */
record Demonstration(Map<String, String> environment) {
    static final String VARIABLE = "AMPARO_DEMO_IDENTITY";
    private static final List<String> BACKENDS = List.of(Addresses.BROKERS, Addresses.STORE, Addresses.SMTP);
    private static final String RECIPIENT = "AMPARO_NOTIFICATION_SLARECIPIENTS";
    private static final Map<String, String> PEOPLE = Map.of("MAIL_FROM", "suporte@opservices.example", "MAIL_FROM_NAME",
            "Suporte OpServices", "VENDOR_NAME", "OpServices", RECIPIENT + "_0_ID", "gisele", RECIPIENT + "_0_EMAIL",
            "gisele@opservices.example", RECIPIENT + "_0_NAME", "Gisele Prado", RECIPIENT + "_0_LANGUAGE", "pt-BR",
            RECIPIENT + "_0_ZONE", "America/Sao_Paulo", RECIPIENT + "_0_ROLES", "manager");

    boolean isAllowed() {
        return configuredBackends().isEmpty() || environment.getOrDefault(VARIABLE, "").strip().equalsIgnoreCase("true");
    }

    /** Returns why the suite does not start; empty if it has an issuer. */
    String refusal() {
        if (isAllowed() || Addresses.isSet(environment, Addresses.ISSUER)) return "";
        return """
                The suite has no issuer of tokens: %s is set, so the identity with known passwords is not started.
                Set %s to your OpenID Connect issuer; or, for a demonstration, set %s=true."""
                .formatted(String.join(", ", configuredBackends()), Addresses.ISSUER, VARIABLE);
    }

    String remark() {
        return "demonstration data: not inserted, %s is set (%s=true inserts them)"
                .formatted(String.join(", ", configuredBackends()), VARIABLE);
    }

    /** Returns the variables of the services that the environment does not set itself. */
    Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        variables.put("AMPARO_DEMO", isAllowed() ? environment.getOrDefault("AMPARO_DEMO", "true") : "false");
        if (!isAllowed()) return variables;
        boolean ownRecipients = environment.keySet().stream().anyMatch(name -> name.startsWith(RECIPIENT));
        PEOPLE.forEach((name, value) -> {
            if (!environment.containsKey(name) && !(ownRecipients && name.startsWith(RECIPIENT))) variables.put(name, value);
        });
        return variables;
    }

    private List<String> configuredBackends() {
        return BACKENDS.stream().filter(variable -> Addresses.isSet(environment, variable)).toList();
    }
}
