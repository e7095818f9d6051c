package io.amparo.local.suite;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What it takes to start one process, the ports that it wants, and how one sees from outside that it is ready. The command is
 * asked for at the start only, because it may have to lay out a jar.
 */
record ProcessPlan(String name, Supplier<List<String>> command, Map<String, String> environment, List<Port> ports, Probe probe,
        String address) {}
