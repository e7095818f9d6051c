package io.amparo.local.suite;

import io.amparo.local.backend.FreePort;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;

/** Port numbers of the processes. */
public final class Ports {
    private static final int MAX_PORT = 65_535;

    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
    }

    /** Returns the default ports, each overridden by its environment variable. */
    public static Ports from(Map<String, String> environment) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var value = environment.get(port.variable());
            numbers.put(port, value == null || value.isBlank() ? port.defaultNumber() : number(port, value));
        }
        return new Ports(numbers);
    }

    /** Returns ports that are free now, so that two suites can run side by side. */
    public static Ports free() {
        var used = new HashSet<Integer>();
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            int number = FreePort.next();
            while (!used.add(number)) {
                number = FreePort.next();
            }
            numbers.put(port, number);
        }
        return new Ports(numbers);
    }

    public int of(Port port) {
        return numbers.get(port);
    }

    private static int number(Port port, String value) {
        if (!value.strip().matches("\\d{1,5}") || Integer.parseInt(value.strip()) < 1
                || Integer.parseInt(value.strip()) > MAX_PORT) {
            throw new SuiteException(port.variable() + " is not a port between 1 and " + MAX_PORT + ": " + value);
        }
        return Integer.parseInt(value.strip());
    }
}
