package io.amparo.local.suite;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Start command, environment, ports and readiness probe of one process. The command is supplied lazily, because it may extract a
 * jar.
 */
record ProcessPlan(String name, Supplier<List<String>> command, Map<String, String> environment, List<Port> ports, Probe probe,
        String address) {

    ProcessPlan withCommand(Supplier<List<String>> other) {
        return new ProcessPlan(name, other, environment, ports, probe, address);
    }
}
