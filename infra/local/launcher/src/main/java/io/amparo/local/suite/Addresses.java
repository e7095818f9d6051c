package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Addresses and ports of the suite, as the environment variables that every service reads. A variable of the environment
 * overrides the address on this machine.
 */
public record Addresses(Map<String, String> variables) {
    static final String BROKERS = "KAFKA_BROKERS";
    static final String STORE = "MONGODB_URI";
    static final String SMTP = "SMTP_URL";
    static final String ISSUER = "OIDC_ISSUER";

    public Addresses {
        variables = Map.copyOf(variables);
    }

    static Addresses of(Map<String, String> environment, Ports ports) {
        var variables = new TreeMap<String, String>();
        variables.put(BROKERS, "localhost:" + ports.of(Port.KAFKA));
        variables.put(STORE, "mongodb://localhost:" + ports.of(Port.MONGODB));
        variables.put(SMTP, "smtp://localhost:" + ports.of(Port.SMTP));
        variables.put(ISSUER, "http://localhost:" + ports.of(Port.IDENTITY));
        for (var service : Service.values()) {
            variables.put(service.urlVariable(), "http://localhost:" + ports.of(service.port()));
        }
        variables.replaceAll((variable, local) -> isSet(environment, variable) ? environment.get(variable) : local);
        for (var port : Port.values()) {
            variables.put(port.variable(), Integer.toString(ports.of(port)));
        }
        return new Addresses(variables);
    }

    static boolean isSet(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }

    public String brokers() {
        return variables.get(BROKERS);
    }

    public String store() {
        return variables.get(STORE);
    }

    public String smtp() {
        return variables.get(SMTP);
    }

    public String issuer() {
        return variables.get(ISSUER);
    }

    public String service(Service service) {
        return variables.get(service.urlVariable());
    }

    /** Returns the base URL of the API and the pages. */
    public String gateway() {
        return service(Service.GATEWAY);
    }

    public String mailPage() {
        return "http://localhost:" + port(Port.MAIL_PAGE);
    }

    public int port(Port port) {
        return Integer.parseInt(variables.get(port.variable()));
    }

    /** Saves the addresses without users and passwords, which a URI may contain: they must not be in a file. */
    void save(Path file) {
        var properties = new Properties();
        variables.forEach((name, value) -> properties.put(name, withoutPassword(value)));
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Returns the URI without user and password. */
    public static String withoutPassword(String uri) {
        return uri.replaceFirst("//[^@/]*@", "//");
    }

    static Optional<Addresses> load(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        var variables = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> variables.put(name, properties.getProperty(name)));
        return Optional.of(new Addresses(variables));
    }
}
